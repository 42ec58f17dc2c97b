"""Tests of the whole house: what nobody remembers while working in one room."""
