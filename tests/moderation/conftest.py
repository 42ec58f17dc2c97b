"""Anna's case with posts that wait, for all tests of moderation."""

import pytest

from tests.moderation.scene import Scene


@pytest.fixture
def scene(app):
    return Scene(app)


@pytest.fixture
def number(scene, cast):
    """Anna's public case."""
    return scene.open_case(cast.anna)


@pytest.fixture
def held(scene, cast, number):
    """Fred's first post in Anna's case; it waits."""
    return scene.write(number, cast.fred)


@pytest.fixture
def reported(scene, cast, number):
    """Ben's public post in Anna's case, reported by Anna and by Olga."""
    written = scene.write(number, cast.ben, "You are all fools.")
    scene.report(written, cast.anna, "insult")
    scene.report(written, cast.olga, "other", "He wrote the same elsewhere: confidential-note.")
    return written
