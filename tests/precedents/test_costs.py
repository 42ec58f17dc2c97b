"""Statements per page do not grow with what was granted or claimed."""

import pytest

from forum.core import fragments


@pytest.fixture
def cost(app, browse, statements):
    def cost(person, url) -> int:
        client = browse(person)
        app.wsgi_app.pages.clear()
        fragments.start(app, app.extensions["stamp"])
        with statements() as counted:
            assert client.get(url).status_code == 200
        return counted.number

    return cost


@pytest.mark.slow
def test_no_page_costs_more_with_many(goodwill, cast, cost):
    precedent = goodwill.granted()
    goodwill.granted()
    own, _claim = goodwill.claimed(precedent)
    goodwill.claimed(precedent, "ben")  # so that the case has related ones from the first
    urls = {
        "/precedents": (None, "anna", "olga"),
        "/precedents/feed": (None,),
        f"/precedents/{precedent}": (None, "anna", "olga"),
        "/desk/claims": ("olga",),
        f"/cases/{own}": (None, "anna", "olga", "mara"),
    }
    before = {(url, one): cost(one, url) for url, people in urls.items() for one in people}
    for person in cast.others(8):
        goodwill.claimed(precedent, person.name)
        goodwill.claim(goodwill.granted(category="billing"), own)
    after = {(url, one): cost(one, url) for url, people in urls.items() for one in people}
    # Who stands before a case, and what else is new about it, is the queue's and costs the same.
    assert {key: value for key, value in after.items() if value > before[key]} == {}
