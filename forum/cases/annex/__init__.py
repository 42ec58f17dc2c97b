"""The private part of a case: what its author and the staff who serve it say and send each other.

Here are its tables, its reads and what a file may be. Beside this folder one door leads to its
rows (annex_access.py), and one verb shows them and notes who looked (annex_actions.py). It must
not reach a page, feed, search, program or mail: of its texts nobody outside knows anything.
"""
