"""`log verify` without a folder: what was done to the living database is named, on both engines."""

import re

import pytest
from sqlalchemy import bindparam, text

from tests.verifier import living


@pytest.fixture
def sealed(app):
    """A record of some size, its triggers gone; a context is open."""
    with app.app_context():
        living.fill()
        yield app


def meddle(one: living.Meddling, values: dict) -> None:
    """Run its statements in the present transaction."""
    from forum.core.db import UTCDateTime, db

    for statement in one.statements:
        names = re.findall(r"(?<![':]):([a-z]+)", statement)
        moments = [name for name in names if name in ("later", "earlier")]
        bound = text(statement).bindparams(*(bindparam(n, type_=UTCDateTime()) for n in moments))
        db.session.execute(bound, {name: values[name] for name in names})
    db.session.expire_all()


@pytest.mark.slow
def test_whatever_is_done_to_the_database_is_named(sealed):
    """Each in a transaction that is rolled back; the first finding must be the right one."""
    from forum.core.db import db
    from forum.ledger import inspection

    report = inspection.inspect()
    assert not report.findings, living.told(report)
    assert len(report.checked) >= 9, report.checked
    living.drop_triggers()
    values, wrong = living.values(), []
    for one in living.MEDDLINGS:
        meddle(one, values)
        report = inspection.inspect()
        db.session.rollback()
        first = report.findings[0] if report.findings else None
        named = first and (first.code, first.seq) == (one.code, one.seq)
        if not named or not first.place.startswith(one.place):
            wrong.append(f"{one.name}: {living.told(report)}")
    assert not wrong, "\n".join(wrong)
    assert not inspection.inspect().findings


@pytest.mark.slow
def test_the_command_ends_with_one_when_something_is_wrong(sealed):
    from forum.core.db import db, writing

    result = sealed.test_cli_runner().invoke(args=["log", "verify"])
    assert result.exit_code == 0 and "ALL RIGHT" in result.output
    living.drop_triggers()
    with writing():
        db.session.execute(text(living.set_text(501, "'rubbish'")))
    result = sealed.test_cli_runner().invoke(args=["log", "verify"])
    assert result.exit_code == 1
    assert "altered  entry 501" in result.output
