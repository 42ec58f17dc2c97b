"""A small honest log and what verify.py says of a folder; for tests that spoil it."""

from forum.verifier import verify
from tests.verifier import history

SIZE = 700  # two full bundles and a part
ENTRIES = history.entries(SIZE)


def check(folder, **options):
    return verify.check(verify.Folder(str(folder)), **options)


def codes(report) -> list[str]:
    return [finding.code for finding in report.findings]
