"""A line of cases with incidents for all tests of this folder."""

import pytest

from tests.incidents.scene import Incidents


@pytest.fixture
def line(app, clock, cast):
    return Incidents(app, cast, clock)


@pytest.fixture
def press(browse, cast):
    """`press("anna", number, "incident/leave")`: one of the buttons on the page of a case."""

    def press(person: str, number: int, verb: str, **fields):
        client = browse(cast[person])
        token = client.token(f"/cases/{number}")
        return client.post(f"/cases/{number}/{verb}", data={"csrf_token": token, **fields})

    return press
