"""Two moderators on one item: one decision, and the other is told which."""

import threading
import time

import pytest

from tests.harness.rulings import ruling
from tests.moderation.scene import decide


def form_for(client, written, decision):
    page = f"/moderation/posts/{written.id}"
    return next(one for one in client.forms(page) if one.action.endswith(f"/{decision}"))


def test_the_second_is_told_who_decided_when_and_why(scene, cast, browse, reported):
    mara, mona = browse(cast.mara), browse(cast.mona)
    form = form_for(mona, reported, "hide")
    decide(mara, reported, "hide", {"reason": "Insults everybody."})
    page = f"/moderation/posts/{reported.id}"
    answer = mona.send(form, page, {"ground": "insult", "reason": "My own words."})
    assert answer.status_code == 409
    [entry] = scene.entries(reported.number, "post.hidden")
    assert "Decided already:" in answer.text
    assert f"Moderator {entry.actor} hid this post." in answer.text
    assert f'datetime="{entry.at.isoformat(timespec="seconds")}"' in answer.text
    assert "Public reason: Insults everybody." in answer.text
    assert "My own words." in answer.text  # to copy: nothing typed is lost


@pytest.mark.slow
def test_the_second_is_told_of_every_sort_of_decision(scene, cast, browse, number):
    mara, mona = browse(cast.mara), browse(cast.mona)
    told = {
        "approve": ("approved this post", {}),
        "keep": ("found nothing wrong", {}),
        "move": ("moved the case", {"category": "billing", "reason": "The invoice."}),
    }
    for decision, (words, data) in told.items():
        if decision == "approve":
            written = scene.write(number, cast.fred)
        else:
            written = scene.write(number, cast.ben, f"To {decision}.")
            scene.report(written, cast.anna)
        form = form_for(mona, written, "hide")
        decide(mara, written, decision, data)
        answer = mona.send(
            form, f"/moderation/posts/{written.id}", {"ground": "insult", "reason": "Too late."}
        )
        assert answer.status_code == 409, decision
        assert "Decided already:" in answer.text and words in answer.text
        assert scene.visibility(written) == "public"


@pytest.mark.slow
def test_at_the_same_moment_there_is_one_decision(scene, cast, browse, number):
    posts = [scene.write(number, author) for author in cast.others(8, known=False)]
    mara, mona = browse(cast.mara), browse(cast.mona)
    for written in posts:
        approve, hide = form_for(mara, written, "approve"), form_for(mona, written, "hide")
        page = f"/moderation/posts/{written.id}"
        answers = at_once(
            lambda page=page, form=approve: mara.send(form, page),
            lambda page=page, form=hide: mona.send(
                form, page, {"ground": "insult", "reason": "Advertising."}
            ),
        )
        assert sorted(answer.status_code for answer in answers) == [303, 409]
        assert scene.visibility(written) == (
            "public" if answers[0].status_code == 303 else "hidden"
        )
    entries = scene.entries(number, "post.approved", "post.hidden")
    assert sorted(entry.fields["post"] for entry in entries) == [post.position for post in posts]


@pytest.mark.slow
def test_reports_are_decided_once_at_the_same_moment(scene, cast, browse, number):
    mara, mona = browse(cast.mara), browse(cast.mona)
    for round in range(6):
        written = scene.write(number, cast.ben, f"Reported {round}.")
        scene.report(written, cast.anna)
        forms = [form_for(client, written, "keep") for client in (mara, mona)]
        page = f"/moderation/posts/{written.id}"
        answers = at_once(
            lambda page=page, form=forms[0]: mara.send(form, page),
            lambda page=page, form=forms[1]: mona.send(form, page),
        )
        assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert len(scene.entries(number, "report.kept")) == 6
    assert len([1 for kind, _ in scene.news(cast.anna) if kind == "report.decided"]) == 6


def test_who_comes_while_another_decides_waits_and_then_sees_it(scene, cast, browse, app, held):
    """Mara has opened her transaction; Mona's form arrives before it is committed."""
    mona = browse(cast.mona)
    form = form_for(mona, held, "hide")
    holding = threading.Event()

    def mara_decides():
        from forum.core.db import writing
        from forum.moderation import access, actions

        with app.app_context(), writing():
            moderator = cast.mara.row()
            item = access.item_for_deciding(moderator, held.id)
            holding.set()
            time.sleep(0.4)
            actions.approve_post(item.post, ruling=ruling(moderator, "Fine.", "no_breach"))

    def mona_decides():
        assert holding.wait(5)
        return mona.send(
            form, f"/moderation/posts/{held.id}", {"ground": "insult", "reason": "Advertising."}
        )

    _, answer = at_once(mara_decides, mona_decides)
    assert answer.status_code == 409
    assert "approved this post" in answer.text
    assert scene.visibility(held) == "public"


@pytest.mark.slow
def test_a_report_does_not_slip_past_a_hiding(scene, cast, browse, number):
    """Filed at the moment of the hiding, it is either answered with it or refused."""
    ben_posts = [scene.write(number, cast.ben, f"Post {place}.") for place in range(4)]
    mara, anna = browse(cast.mara), browse(cast.anna)
    for written in ben_posts:
        url = f"/cases/{number}/posts/{written.position}/reports"
        hide = form_for(mara, written, "hide")
        report = next(one for one in anna.forms(url) if "reason" in one.offered)
        page = f"/moderation/posts/{written.id}"
        hiding, reporting = at_once(
            lambda page=page, form=hide: mara.send(
                form, page, {"ground": "insult", "reason": "Insult."}
            ),
            lambda url=url, form=report: anna.send(form, url, {"reason": "insult"}),
        )
        if hiding.status_code == 303:
            found = scene.decisions(written)
            assert (reporting.status_code, found) in [(404, []), (303, ["hidden"])]
        else:  # the report came first, and Mara has to look at it
            assert (hiding.status_code, reporting.status_code) == (409, 303)


def at_once(*acts):
    """Run the acts in threads that start together; returns what each returned."""
    start = threading.Barrier(len(acts))
    results = [None] * len(acts)

    def run(place, act):
        start.wait()
        results[place] = act()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results
