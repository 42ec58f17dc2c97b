"""What waits for moderators, in one list."""

import re

import pytest

from tests.moderation.scene import FIRST_POST, decide

ITEM = re.compile(r'id="item-(\d+)"')


def shown(page: str) -> list[int]:
    return [int(one) for one in ITEM.findall(page)]


@pytest.mark.slow
def test_what_waits_longest_comes_first(scene, cast, browse, clock, number):
    first = scene.write(number, cast.fred)
    clock.move(hours=1)
    public = scene.write(number, cast.ben, "You are all fools.")
    clock.move(hours=1)
    second = scene.write(number, cast.nora)
    clock.move(hours=1)
    scene.report(public, cast.anna)
    page = browse(cast.mara).get("/moderation").text
    assert shown(page) == [first.id, second.id, public.id]
    assert shown(browse(cast.mara).get("/moderation?kind=held").text) == [first.id, second.id]
    assert shown(browse(cast.mara).get("/moderation?kind=reported").text) == [public.id]
    assert "3 things wait for a decision" in page


def test_an_item_says_all_that_a_decision_needs(scene, cast, browse, held, reported):
    page = browse(cast.mara).get("/moderation").text
    assert FIRST_POST in page and "First post of a new account" in page
    assert "The meter runs too fast" in page
    assert "2 reports" in page and "Insult or threat" in page and "confidential-note" in page
    assert "anna" in page and "olga" in page
    assert "It counts twice." in page  # what the post answers


def test_links_say_why_they_wait(scene, cast, browse, number):
    body = "https://one.example https://two.example https://three.example"
    scene.write(number, cast.ben, body)
    assert "Three or more links" in browse(cast.mara).get("/moderation").text


def test_the_source_stands_beside_what_readers_would_see(scene, cast, browse, number):
    scene.write(number, cast.fred, "**bold** <script>alert(1)</script>")
    page = browse(cast.mara).get("/moderation").text
    assert "<strong>bold</strong>" in page
    assert "**bold** &lt;script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.slow
def test_the_history_of_the_author_stands_beside(scene, cast, browse, number):
    bad = scene.write(number, cast.ben, "Fools.")
    decide(browse(cast.mara), bad, "hide", {"reason": "Insults everybody."})
    good = scene.write(number, cast.ben, "Sorry.")
    scene.report(good, cast.anna)
    page = browse(cast.mona).get("/moderation").text
    assert "<dt>hidden</dt><dd>1</dd>" in page
    assert "<dt>Posts so far</dt><dd>2</dd>" in page
    assert "Insults everybody." in page


@pytest.mark.parametrize("person", ["anna", "fred", "olga"])
def test_others_are_refused(scene, cast, browse, held, person):
    client = browse(person)
    for url in ("/moderation", "/moderation?kind=held", f"/moderation/posts/{held.id}"):
        answer = client.get(url)
        assert answer.status_code == 403
        assert FIRST_POST not in answer.text


def test_visitors_are_asked_in(browse, held):
    for url in ("/moderation", f"/moderation/posts/{held.id}"):
        answer = browse().get(url)
        assert answer.status_code == 303 and "/account/sign-in" in answer.location


@pytest.mark.slow
def test_the_list_is_paged_by_key(scene, cast, browse, number):
    posts = [scene.write(number, author) for author in cast.others(45, known=False)]
    mara, url, seen = browse(cast.mara), "/moderation", []
    while url:
        page = mara.get(url).text
        seen += shown(page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        url = found and found[1].replace("&amp;", "&")
    assert seen == [post.id for post in posts]


@pytest.mark.slow
def test_after_a_decision_the_next_thing_is_taken_within_the_filter(scene, cast, browse, number):
    posts = [scene.write(number, author) for author in cast.others(23, known=False)]
    mara = browse(cast.mara)
    second = re.search(r'rel="next" href="([^"]+)"', mara.get("/moderation?kind=held").text)[1]
    second = second.replace("&amp;", "&")
    answer = decide(mara, posts[20], "approve", page=second)
    assert answer.location == f"/moderation/posts/{posts[21].id}?kind=held"
    assert "This is yours until" in mara.get(answer.location).text
    assert "Another moderator is looking" in browse(cast.mona).get(answer.location).text


@pytest.mark.parametrize("query", ["kind=nonsense", "cursor=nonsense", "cursor=WzEsMl0"])
def test_a_damaged_address_is_told_so(browse, cast, query):
    assert browse(cast.mara).get(f"/moderation?{query}").status_code == 422


def test_a_page_that_is_empty_says_so(browse, cast, number):
    assert "Nothing waits" in browse(cast.mara).get("/moderation").text


@pytest.mark.slow
def test_statements_do_not_grow_with_the_items(scene, cast, browse, statements, number):
    def statements_now() -> int:
        mara = browse(cast.mara)
        least = []
        for _attempt in range(6):  # what other tests commit on the same server costs one more
            with statements() as counted:
                page = mara.get("/moderation").text
            least.append(counted.number)
        numbers.append(len(shown(page)))
        return min(least)

    numbers = []
    for author in cast.others(1, known=False):
        scene.write(number, author)
    [reported] = [scene.write(number, author, "Fools.") for author in cast.others(1)]
    scene.report(reported, cast.anna)
    few = statements_now()
    for author, known in zip(cast.others(19, known=False), cast.others(19), strict=True):
        scene.write(scene.open_case(known), author)
        scene.report(scene.write(number, known, "Fools."), cast.anna)
    many = statements_now()
    assert numbers == [2, 20]
    assert many == few


def test_the_number_that_waits_costs_one_statement(scene, cast, app, held, reported, statements):
    from forum.moderation.queries import waiting_count

    with app.app_context():
        waiting_count()
        with statements() as counted:
            assert waiting_count() == 2
    assert len([text for text in counted.texts if text.startswith("SELECT")]) == 1


def test_only_moderators_see_how_much_waits(browse, cast, held):
    assert 'class="count"' in browse(cast.mara).get("/cases").text
    for person in (None, cast.anna, cast.olga):
        assert "/moderation" not in browse(person).get("/cases").text


def test_reading_writes_nothing(browse, cast, held, reported, statements):
    mara = browse(cast.mara)
    with statements() as counted:
        mara.get("/moderation")
        mara.get(f"/moderation/posts/{held.id}")
    assert counted.number and not [
        text for text in counted.texts if not text.upper().startswith(("SELECT", "BEGIN", "PRAGMA"))
    ]
