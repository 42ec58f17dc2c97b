"""A line of cases with goodwill in it, for all tests of precedents."""

import pytest

from tests.precedents.scene import Goodwill


@pytest.fixture
def goodwill(app, cast, clock, browse):
    return Goodwill(app, cast, clock, browse)
