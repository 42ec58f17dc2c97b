"""Who asks too much waits a while; by browser, and by network for those without a sign-in."""

import pytest

pytestmark = [
    pytest.mark.parametrize("settings", [{"RATELIMIT_ENABLED": True}], indirect=True),
    pytest.mark.only_on("sqlite", "the counters are in no database"),
]


def ask(client, number: int = 1, **others) -> list[int]:
    """The statuses of `number` previews, which cost work and change nothing."""
    sent = {"csrf_token": client.token("/cases/new"), "body": "*"}
    return [
        client.post("/cases/preview", data=sent, environ_overrides=others).status_code
        for _count in range(number)
    ]


@pytest.mark.slow
def test_a_visitor_who_asks_too_much_is_told_how_long_to_wait(app, browse):
    visitor = browse()
    assert ask(visitor, 121) == [200] * 120 + [429]
    answer = visitor.get("/cases/similar?title=x")
    assert answer.status_code == 429, "the two count together"
    assert "Please wait 1 minute" in answer.text
    assert 0 < int(answer.headers["Retry-After"]) <= 61
    assert ask(browse(), REMOTE_ADDR="192.0.2.1") == [200]


@pytest.mark.slow
def test_the_sentence_is_in_the_language_of_the_reader(app, browse):
    visitor = browse()
    ask(visitor, 121)
    assert "Bitte warten Sie 1 Minute" in visitor.get("/cases/similar?title=x&lang=de").text


@pytest.mark.slow
def test_people_of_one_office_do_not_count_as_one(app, cast, browse):
    assert 429 not in ask(browse(cast.anna), 100)
    assert 429 not in ask(browse(cast.ben), 100)


@pytest.mark.slow
def test_one_browser_counts_as_one_wherever_it_is(app, cast, browse):
    anna = browse(cast.anna)
    assert ask(anna, 100, REMOTE_ADDR="192.0.2.1") == [200] * 100
    assert 429 in ask(anna, 21, REMOTE_ADDR="192.0.2.2")


@pytest.mark.slow
def test_sign_ins_without_number_do_not_help_one_network(app, cast, browse):
    found = [status for _count in range(7) for status in ask(browse(cast.fred), 100)]
    assert found == [200] * 600 + [429] * 100


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
def test_of_ipv6_one_household_is_one_network(app, browse, first, second, together):
    ask(browse(), 121, REMOTE_ADDR=first)
    assert (ask(browse(), REMOTE_ADDR=second) == [429]) is together
