"""`search rebuild` and `search check`: the operator sees whether the index is the database."""

import shutil
from pathlib import Path

import pytest


def lose_a_document(app) -> None:
    from sqlalchemy import delete

    from forum.core.db import writing
    from forum.search.models import SearchDocument

    with app.app_context(), writing() as session:
        session.execute(delete(SearchDocument).where(SearchDocument.key == 1))


def test_after_the_worker_the_index_equals_the_database(indexed, run):
    result = run("search", "check")
    assert result.exit_code == 0, result.output
    assert "equals the database" in result.output


@pytest.mark.slow
def test_a_difference_is_named_and_rebuilding_cures_it(app, indexed, run):
    lose_a_document(app)
    found = run("search", "check")
    assert found.exit_code == 1
    assert "1: missing" in found.output and "search rebuild" in found.output
    rebuilt = run("search", "rebuild")
    assert rebuilt.exit_code == 0 and "are in the search index" in rebuilt.output
    assert run("search", "check").exit_code == 0


@pytest.mark.slow
@pytest.mark.only_on("sqlite", "on PostgreSQL there are no files beside the database")
def test_a_lost_index_is_made_anew(app, indexed, run, browse):
    shutil.rmtree(Path(app.config["DATA_DIR"]) / "search")
    assert run("search", "check").exit_code == 1
    assert run("search", "rebuild").exit_code == 0
    assert run("search", "check").exit_code == 0
    assert "/cases/" in browse().get("/search?q=Schneckenpost").text


def test_doctor_finds_nothing_wrong_with_a_forum_that_works(indexed, run):
    result = run("doctor")
    assert result.exit_code == 0, result.output
    looked_at = ("settings", "data folder", "mail", "database", "search", "outbox")
    for word in (*looked_at, "record", "signing key"):
        assert f"good   {word}" in result.output


def test_doctor_says_what_is_wrong_and_what_to_do(app, indexed, run):
    lose_a_document(app)
    result = run("doctor")
    assert result.exit_code == 1
    assert "wrong  search" in result.output
    assert "flask --app wsgi search rebuild" in result.output


def test_doctor_sees_what_is_wrong_with_the_sealed_record(app, indexed, run):
    folder = Path(app.config["DATA_DIR"]) / "keys"
    (folder / "log.key").chmod(0o644)
    (folder / "last-checkpoint").write_text("nonsense")
    result = run("doctor")
    assert result.exit_code == 1
    assert "wrong  record" in result.output and "cannot be believed" in result.output
    assert f"chmod go-rwx {folder / 'log.key'}" in result.output


def test_doctor_sees_that_no_worker_runs(seeded, run):
    result = run("doctor")
    assert result.exit_code == 1
    assert "flask --app wsgi worker" in result.output


@pytest.mark.parametrize(
    "settings", [{"MAIL_URL": "smtp://127.0.0.1:9"}], indirect=True, ids=["no mail server"]
)
def test_doctor_asks_the_mail_server(app, run):
    result = run("doctor")
    assert result.exit_code == 1
    assert "wrong  mail server 127.0.0.1" in result.output and "MAIL_URL" in result.output


def test_doctor_sees_that_the_database_is_not_migrated(engine, databases, tmp_path):
    from forum.app import create_app
    from tests.harness.application import close, settings_for

    url = databases.empty(engine)
    app = create_app(settings_for(url, tmp_path))
    result = app.test_cli_runner().invoke(args=["doctor"])
    close(app)
    databases.discard(url)
    assert result.exit_code == 1
    assert "flask --app wsgi db upgrade" in result.output
