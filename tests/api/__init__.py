"""Tests of machine access, through its front door."""
