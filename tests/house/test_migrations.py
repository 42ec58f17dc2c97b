"""The migrations go up, down and up again, and end exactly where the models are."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from tests.data import REPOSITORY
from tests.harness.application import close, settings_for


@pytest.fixture
def unmigrated(engine, databases, tmp_path):
    """An application over a database without any table."""
    from forum.app import create_app

    url = databases.empty(engine)
    app = create_app(settings_for(url, tmp_path))
    yield app
    close(app)
    databases.discard(url)


def run(app, *arguments: str) -> None:
    result = app.test_cli_runner().invoke(args=["db", *arguments])
    assert result.exit_code == 0, f"{arguments}: {result.output}\n{result.exception!r}"


def tables(app) -> set[str]:
    from forum.core.db import db

    with app.app_context():
        return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def leftovers(app) -> list[str]:
    """Triggers and functions of ours that a downgrade forgot."""
    from forum.core.db import db, is_postgresql

    with app.app_context(), db.engine.connect() as connection:
        if is_postgresql():
            wanted = (
                "SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace "
                "LEFT JOIN pg_depend d ON d.objid = pg_proc.oid AND d.deptype = 'e' "
                "WHERE nspname = 'public' AND d.objid IS NULL"
            )
        else:
            wanted = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')"
        return list(connection.execute(text(wanted)).scalars())


@pytest.mark.slow
def test_up_down_and_up_again(unmigrated):
    run(unmigrated, "upgrade")
    first = tables(unmigrated)
    run(unmigrated, "downgrade", "base")
    assert tables(unmigrated) == set()
    assert leftovers(unmigrated) == []
    run(unmigrated, "upgrade")
    assert tables(unmigrated) == first != set()


@pytest.mark.slow
def test_the_migrations_end_where_the_models_are(app):
    from forum.core.db import db

    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "include_object": is_ours, "render_as_batch": True},
        )
        differences = compare_metadata(context, db.metadata)
    assert not differences, "\n".join(map(str, differences))


def is_ours(thing, name, kind, reflected, compared_to) -> bool:
    """A search index over an expression cannot be compared; everything else is."""
    return not (kind == "index" and reflected and compared_to is None and name.endswith("_search"))


def test_there_is_one_line_of_revisions():
    scripts = ScriptDirectory(str(REPOSITORY / "migrations"))
    assert len(scripts.get_heads()) == 1
    for revision in scripts.walk_revisions():
        assert revision.doc, f"{revision.revision} does not say what it brings"
