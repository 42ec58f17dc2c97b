"""The sample town for tests of commands: telling it takes seconds, so that is done once."""

import pytest


@pytest.fixture
def run(app):
    """`run("search", "check")`: the operator's command; returns its result."""
    return lambda *arguments: app.test_cli_runner().invoke(args=[str(one) for one in arguments])


@pytest.fixture
def seeded(app, scenes, run):
    """The forum after `flask seed`, whose words are `app.seed_output`."""

    def seed() -> str:
        result = run("seed")
        assert result.exit_code == 0, f"{result.output}\n{result.exception!r}"
        return result.output

    app.seed_output = scenes.reach("seeded", seed, template="migrated")
    return app


@pytest.fixture
def indexed(seeded, scenes, worker):
    """The seeded forum once the worker has done what there was, and runs still."""
    scenes.reach("seeded and indexed", worker)
    worker()  # a copy is some minutes old, and the worker says that it runs every few seconds
    return seeded
