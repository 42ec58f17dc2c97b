"""Finds personal data in a text; must not know whose text it is and what becomes of it."""
