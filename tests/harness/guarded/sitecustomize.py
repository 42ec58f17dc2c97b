"""Loaded by each Python that a test starts, by its path: no network there either."""

from tests.harness.network import refuse_network

refuse_network()
