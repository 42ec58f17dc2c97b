"""A canary in every field that is not public: nobody hears it whom it is not meant for."""

import itertools
import logging
import re

import pytest

from tests.canary.planting import (
    CONTACT,
    DRAFT,
    GONE,
    HEARERS,
    PUBLIC,
    RATED,
    REASON,
    Planted,
    plant,
)
from tests.harness.selection import some_in_short, some_on_both
from tests.harness.undoing import Undoing
from tests.house.route_table import EXPECTED
from tests.house.stage import NOTHING
from tests.house.test_routes import PLACEHOLDER, address

# A visitor; a customer who said "me too"; a new one; one who may not write; authors of some of
# the texts, who hear their own and no other; staff, who hear the private part and nothing else.
IN_SHORT, OTHERS = (None, "walter", "otto"), ("anna", "ben", "nora", "suspended", "fred")
ON_EACH = [
    *some_on_both(IN_SHORT, (None, "walter"), "both databases answer these two the same"),
    *some_in_short(OTHERS, ()),
]
ACCEPTED = ("text/html", "application/json", "application/xml;q=0.9")
CHECKPOINT = re.compile(r'<p class="checkpoint">.*?</p>')
# As a value of a form's field or of the page's head.
TOKEN = re.compile(r'(?<=value=")[\w.-]{20,}(?=")|(?<=content=")[\w.-]{40,}(?=")')
# What is not shown even to moderators: removed for good, another browser's, where to answer to.
NOWHERE = (GONE, DRAFT, CONTACT, RATED)


@pytest.fixture
def planted(app, cast, worker, mailbox, caplog):
    """The stage of all routes, and around it a canary in each of those fields."""
    caplog.set_level(logging.DEBUG)
    told = plant(app, cast)
    worker()
    return Planted(app, cast, told)


def addresses(planted, combine=itertools.product) -> list[tuple[str, str]]:
    """Every rule and method of the map for each thing there is: (method, path)."""
    found = []
    for route in sorted(EXPECTED):
        method, rule = route.split()
        names = PLACEHOLDER.findall(rule)
        choices = [choices_for(name, names, planted) for name in names if name != "position"]
        for chosen in combine(*choices):
            values = {name: value for one in chosen for name, value in one.items()}
            stage = type("Stage", (), {"values": planted.stage | values})
            found.append((method, address(rule, stage)))
    return list(dict.fromkeys(found))


def side_by_side(*choices):
    """Each of them at least once, where `product` would have each of them with each other."""
    if not choices:
        return [()]
    everything = zip(*map(itertools.cycle, choices), strict=True)
    return itertools.islice(everything, max(map(len, choices)))


def choices_for(name: str, names: list[str], planted) -> list[dict]:
    """What may stand for one placeholder; a place in a thread goes with the number of its case."""
    if name == "number" and "position" in names:
        return [{"number": one, "position": place} for one, place in planted.values["place"]]
    known = planted.values.get(name, [planted.stage[name]])
    nothing = [NOTHING[name]] if name in NOTHING else []
    return [{name: value} for value in dict.fromkeys([*known, *nothing])]


def told(answer) -> str:
    """All that an answer tells: its body and its headers."""
    return answer.data.decode("utf-8", "replace") + str(answer.headers)


def not_meant_for(planted, person: str | None) -> list[str]:
    return [word for word, hearers in planted.hearers().items() if person not in hearers]


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("settings", [{"WTF_CSRF_ENABLED": False}], indirect=True)
@pytest.mark.parametrize("person", ON_EACH)
def test_no_address_sings_to_who_must_not_hear(
    app, planted, browse, api, databases, caplog, person, much
):
    """Forms are sent empty: what they are refused with is a page, too.

    With `make test` an address with two numbers is asked for each number once, not for each pair.
    """
    who, secret = planted.person(person), not_meant_for(planted, person)
    # The pieces of a page that several readers share are made by whoever comes first.
    for insider in ("ada", "anna", "fred", "olga"):
        first = browse(planted.person(insider))
        for number in planted.values["number"]:
            first.get(f"/cases/{number}")
    page, program = browse(who), api(who)
    found, heard = [], set()
    called = addresses(planted, much(itertools.product, side_by_side))
    assert {path for _method, path in called} > {
        f"/cases/{one}" for one in planted.values["number"]
    }
    with Undoing(app, databases, page) as state:
        for method, path in called:
            client = program if path.startswith("/api/") else page
            more = ACCEPTED if method == "GET" and person in (None, "ben") else ACCEPTED[:1]
            for accepted in more:
                answer = client.open(path, method=method, headers={"Accept": accepted})
                text = told(answer)
                found += [f"{method} {path} ({accepted}): {one}" for one in secret if one in text]
                heard |= {path} if PUBLIC in text else set()
            if method != "GET" and answer.status_code < 400:
                state.put_back()
    assert not found, "\n".join([f"as {person}:", *found])
    assert heard >= {f"/cases/{planted.number}", f"/api/v1/cases/{planted.number}"}
    assert [one for one in planted.hearers() if one in "\n".join(told_by(caplog))] == []


@pytest.mark.slow
@pytest.mark.parametrize("person", ON_EACH)
def test_no_search_and_no_count_knows_it(planted, browse, api, person):
    """What a search answers about a canary is what it answers about a word that nobody wrote."""
    page, program = browse(planted.person(person)), api(planted.person(person))

    def answers(word: str) -> list[str]:
        wish = {"q": word, "title": word, "body": word}
        paths = ("/search", "/cases/similar", "/api/v1/search", "/api/v1/similar")
        clients = (program if path.startswith("/api/") else page for path in paths)
        texts = [
            one.get(path, query_string=wish).text for one, path in zip(clients, paths, strict=True)
        ]
        return [normal(text).replace(word, "…") for text in texts]

    nothing = answers("Ziegenmelkerin")
    for word in HEARERS:
        if word != CONTACT:  # its parts are words for a search, and stand in no text either
            assert answers(word) == nothing, word
        for near in (word[:-1], word[:-2] + word[-1]):
            assert word not in "".join(answers(near)), word
    assert answers(PUBLIC) != nothing


def normal(text: str) -> str:
    """A page without what is new in every answer, or counts the record: tokens, the checkpoint."""
    return CHECKPOINT.sub("", TOKEN.sub("…", text))


@pytest.mark.slow
def test_what_waits_changes_no_page_of_a_visitor(planted, browse, api, worker, clock):
    """Not even a count or a place: one more held post and case leave all as it was."""
    paths = [path for method, path in addresses(planted) if method == "GET"]
    paths = [one for one in paths if not one.startswith(("/dev/", "/static/", "/account/"))]
    paths += ["/cases?status=new", "/search?q=meter", "/api/v1/cases?limit=50"]
    # The record has an entry for every case from its first moment, without a word of it.
    paths = [one for one in paths if not one.startswith(("/log", "/api/v1/log"))]

    def seen() -> dict[str, str]:
        page, program = browse(), api()
        clients = {path: program if path.startswith("/api/") else page for path in paths}
        return {path: normal(client.get(path).text) for path, client in clients.items()}

    before = seen()
    planted.scene.write(planted.number, planted.cast.nora, "One more that waits.")
    planted.scene.open_case(planted.cast.nora, title="The meter waits", body="It waits.")
    worker()
    after = seen()
    assert [path for path in paths if after[path] != before[path]] == []
    planted.scene.write(planted.number, planted.cast.ben, "One more that is public.")
    worker()
    thread = f"/cases/{planted.number}"
    assert seen()[thread] != before[thread]


@pytest.mark.slow
def test_no_line_of_the_log_sings(app, cast, mailbox, worker, caplog):
    """Neither while it is written, nor when the worker cannot send the mails about it."""
    caplog.set_level(logging.DEBUG)
    mailbox.refuse()
    planted = Planted(app, cast, plant(app, cast))
    worker()
    assert any("mail.send failed" in line for line in told_by(caplog))
    assert [one for one in planted.hearers() if one in "\n".join(told_by(caplog))] == []


def told_by(caplog) -> list[str]:
    """Every line of the log with its failure, but for those of the tests' own mail server."""
    lines = [one for one in caplog.records if one.name != "mail.log"]
    return [f"{one.getMessage()} {one.exc_text or ''}" for one in lines]


def test_no_mail_sings(planted, mailbox):
    """A mail holds its recipient's address and, to whom a decision concerns, its reason."""
    assert mailbox.messages
    anna = planted.cast.anna.email
    for mail in mailbox.messages:
        text = str(mail) + "".join(str(part.get_content()) for part in mail.iter_parts())
        [recipient] = mail.recipients
        heard = {one for one in planted.hearers() if one in text}
        assert heard <= {recipient} | ({REASON} if recipient == anna else set()), recipient
    assert any(REASON in mail.as_string() for mail in mailbox.to(planted.cast.anna))


@pytest.mark.slow
def test_who_is_meant_to_hear_it_does(planted, browse):
    """The tests could not fail if the canaries were nowhere."""
    cast, values = planted.cast, planted.values
    moderator, staff = browse(cast.ada), browse(cast.olga)
    paths = ["/moderation", f"/cases/{planted.number}/private"]
    paths += [f"/cases/{one}" for one in values["number"]]
    paths += [f"/statements/{one}" for one in values["statement_id"]]
    paths += [f"/cases/{one}/posts/{place}/history" for one, place in values["place"]]
    paths += [f"/moderation/rulebook/drafts/{planted.stage['draft_id']}"]
    paths += [f"/desk/templates/{one}" for one in values["template_id"]]
    files = [f"/cases/{planted.number}/private/files/{one}" for one in values["file_id"]]
    heard = "".join([*map(told, map(moderator.get, paths)), *map(told, map(staff.get, files))])
    wanted = [one for one, hearers in HEARERS.items() if hearers and one not in NOWHERE]
    assert [one for one in wanted if one not in heard] == []
    assert [one for one in NOWHERE if one in heard] == []
