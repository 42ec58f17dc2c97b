"""The private part of a case: what its author and the staff who serve it say and send each other.

One door leads to its rows (access.py), one verb shows them and notes who looked (actions.py). It
must not reach a page, feed, search, program or mail: of its texts nobody outside knows anything.
"""
