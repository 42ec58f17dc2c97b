"""What tests of the sealed record share."""

import pytest

from tests.ledger.sealed import Record


@pytest.fixture
def record(app) -> Record:
    """`record.write(3)`, `record.seal()`, `record.newest()` …"""
    return Record(app)
