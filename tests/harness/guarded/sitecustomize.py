"""Loaded by each Python that a test starts, by its path: no network there either."""

import os

from tests.harness.network import refuse_network

refuse_network()

if longest := os.environ.get("TESTS_LONGEST_PAUSE"):  # the crash test waits for fifty starts
    from forum.commands import children

    children.LONGEST_PAUSE = float(longest)
