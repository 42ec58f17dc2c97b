"""A reader who trusts the first key of a log follows it through every change of keys."""

import pytest

from forum.verifier import verify
from tests.ledger.sealed import Record


@pytest.fixture
def record(app):
    return Record(app)


def exported(record, folder):
    result = record.command("export", str(folder))
    assert result.exit_code == 0, result.output
    return verify.Folder(str(folder))


def public_keys(record) -> list[str]:
    from forum.ledger import tiles

    return record.call(tiles.public_keys)


@pytest.mark.slow
def test_an_old_key_leads_to_the_present_one(app, record, tmp_path):
    record.write(3)
    record.seal()
    for _ in range(2):
        assert record.command("rotate").exit_code == 0
        record.write(300)
        record.seal()
    source = exported(record, tmp_path / "export")
    first, _, last = public_keys(record)
    report = verify.check(source, keys=[first])
    assert not report.findings, report.findings
    assert report.keys == [{"vkey": last, "trust": "vouched for by an earlier key"}]
    served = app.test_client().get("/log/rotations")
    assert served.text == (tmp_path / "export" / "rotations").read_text("utf-8")
    assert record.command("verify").exit_code == 0


@pytest.mark.slow
def test_a_lost_key_leads_nowhere(record, tmp_path):
    record.write(3)
    record.seal()
    assert record.command("rotate", "--old-is-lost").exit_code == 0
    source = exported(record, tmp_path / "export")
    first, last = public_keys(record)
    assert [one.code for one in verify.check(source, keys=[first]).findings] == ["unknown-key"]
    assert not verify.check(source, keys=[last]).findings
    result = record.command("verify")
    assert result.exit_code == 0, result.output
