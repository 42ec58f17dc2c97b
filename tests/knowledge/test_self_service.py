"""Self-service: for which words and categories it is shown, where it leads, what is counted."""

import pytest

from forum.knowledge.self_help_rules import is_allowed

OFFER = {
    "title_de": "Datenvolumen kaufen",
    "title_en": "Buy more data",
    "url": "https://shop.example/volume?from=forum",
    "category": "mobile",
    "words_de": "Volumen Drossel",
    "words_en": "data cap",
    "position": "1",
    "is_offered": True,
}
LIST = "/desk/self-service"


@pytest.fixture
def offer(browse):
    """`offer(url=…)`: ada offers it through the page; the answer."""
    return lambda **fields: browse("ada").submit(LIST, {**OFFER, **fields})


def shown(browse, **asked) -> str:
    return browse().get("/cases/self-service", query_string=asked).text


@pytest.mark.parametrize(
    ("asked", "is_shown"),
    [
        ({"category": "mobile"}, True),
        ({"category": "billing"}, False),
        ({"title": "Mein Volumen ist verbraucht"}, True),
        ({"title": "Wieder gedrosselt: die Drossel nervt"}, True),
        ({"title": "Das Datenvolumen reicht nicht"}, True),
        ({"title": "Reached my data cap", "category": "internet"}, True),
        ({"title": "Der Router blinkt"}, False),
        ({"title": "Nur im Text", "body": "Mein Datenvolumen!"}, True),
        ({}, False),
    ],
)
def test_it_is_shown_for_its_category_or_its_words(offer, browse, asked, is_shown):
    assert offer().status_code == 303
    assert ("Buy more data" in shown(browse, **asked)) is is_shown


def test_it_stands_at_the_top_of_the_page_of_a_new_case(offer, browse):
    offer()
    client = browse()
    page = client.submit("/cases/new", {"category": "mobile"}, "look").text
    assert 0 < page.find("Buy more data") < page.find('id="step-1"')
    assert "Datenvolumen kaufen" in client.get("/cases/self-service?category=mobile&lang=de").text


def test_clicks_are_counted_from_our_pages_alone(offer, browse):
    offer()
    client = browse()
    sent = [{"Sec-Fetch-Site": "same-origin"}, {"Referer": "http://localhost/cases/new"}]
    others = [{}, {"Sec-Fetch-Site": "cross-site", "Referer": "http://localhost/"}]
    others += [{"Referer": "https://evil.example/"}, {**sent[0], "Sec-Purpose": "prefetch"}]
    for headers in sent + others:
        answer = client.get("/self-service/1", headers=headers)
        assert answer.status_code == 303 and answer.location == OFFER["url"]
    row = browse("ada").get(LIST).text.split("Buy more data")[1]
    assert "<td>2</td><td>2</td>" in row


def test_clicks_of_long_ago_are_counted_apart(offer, browse, clock):
    offer()
    browse().get("/self-service/1", headers={"Sec-Fetch-Site": "same-origin"})
    clock.move(days=40)
    assert "<td>0</td><td>1</td>" in browse("ada").get(LIST).text


def test_one_that_is_no_longer_offered_leads_nowhere(offer, browse):
    offer()
    answer = browse("ada").submit(f"{LIST}/1", {"is_offered": False, "title_en": "Old"})
    assert answer.status_code == 303
    assert "Old" not in shown(browse, category="mobile")
    assert browse().get("/self-service/1").status_code == 404
    assert "not offered" in browse("ada").get(LIST).text


@pytest.mark.parametrize("person", ["anna", "olga", "mara"])
def test_administrators_alone_offer_it(browse, person):
    assert browse(person).get(LIST).status_code == 403


FORBIDDEN = [
    "",
    "http://shop.example/",
    "javascript:alert(1)",
    "//evil.example/",
    "/\\evil.example",
    "/%2f%2fevil.example",
    "https:evil.example",
    "https://user:word@evil.example/",
    "https://shop.example@evil.example/",
    "https://evil.example:99999/",
    "https://shop.example/\n",
    "https://shop.example/ x",
    "https://shop.example\\@evil.example/",
    "data:text/html,x",
    "/cases\x00",
    "https://" + "a" * 600 + ".example",
]


@pytest.mark.parametrize("url", FORBIDDEN)
def test_an_address_that_could_harm_is_refused(url):
    assert not is_allowed(url)


@pytest.mark.parametrize(
    "url",
    ["/queue?lane=mobile", "/help/3#top", "https://shop.example", "https://a.example:8443/x?y=%20"],
)
def test_pages_of_ours_and_https_are_allowed(url):
    assert is_allowed(url)


@pytest.mark.parametrize(
    "fields",
    [{"url": "http://shop.example/"}, {"url": ""}, {"title_de": ""}, {"position": "-1"}]
    + [{"title_en": "x" * 81}, {"words_de": "x" * 501}, {"position": "many"}],
)
def test_bad_input_is_shown_again(offer, browse, fields):
    answer = offer(**fields)
    assert answer.status_code == 422 and "Please check" in answer.text
    assert "Drossel" in answer.text or "words_de" in fields
    assert "Buy more data" not in shown(browse, category="mobile")


@pytest.mark.parametrize("number", ["0", "7", "99999999999999999999"])
def test_a_number_that_is_none_is_not_found(browse, number):
    assert browse().get(f"/self-service/{number}").status_code == 404
    assert browse("ada").get(f"{LIST}/{number}").status_code == 404
