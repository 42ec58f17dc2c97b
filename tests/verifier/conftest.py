"""A small honest log, and the operator's commands that must succeed."""

import pytest

from tests.verifier import history
from tests.verifier.small import ENTRIES


@pytest.fixture
def log(tmp_path):
    """A small honest log."""
    folder = tmp_path / "log"
    history.write(folder, ENTRIES)
    return folder


@pytest.fixture
def run(app):
    """`run("log", "seal")`: an operator's command, which must succeed."""

    def run(*arguments):
        result = app.test_cli_runner().invoke(args=[str(one) for one in arguments])
        assert result.exit_code == 0, result.output
        return result.output

    return run
