"""Sealers are killed wherever they are; what they leave is one history without a gap."""

import json
import subprocess
import sys

import pytest

from tests.data import REPOSITORY
from tests.ledger.sealed import verified

PATIENCE = 300  # seconds; on a quiet machine it takes a few


@pytest.mark.slow
@pytest.mark.long
def test_killed_sealers_leave_one_history(app, record, much):
    from tests.harness.application import close
    from tests.harness.server import inherited

    close(app)
    kills = much(15, 2)  # of two sealers each, after they have signed something
    url, folder = app.config["SQLALCHEMY_DATABASE_URI"], app.config["DATA_DIR"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.ledger.killed_sealers", url, str(folder), str(kills)],
        cwd=REPOSITORY,
        env={**inherited(), "DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0 and "gave up" not in done.stderr, done.stderr
    record.seal()  # whatever they left, the next one goes on
    known = set(verified(record))
    assert record.newest().size == record.rows("SELECT count(*) FROM ledger_entries")[0][0]
    notes = json.loads(done.stdout)
    assert len(set(notes)) > kills, "too little was signed for this to prove anything"
    assert {said_by(one) for one in notes} <= known, "something was signed that is not shown"


def said_by(text: str) -> tuple[int, str]:
    from forum.ledger import note

    checkpoint = note.Checkpoint.parse(note.split(text)[0])
    return checkpoint.size, checkpoint.root.hex()
