"""`verify.py FOLDER --report`: the figures of /fairness from the public files, to the digit."""

import json

import pytest

from tests.queue.house import House
from tests.verifier import town


@pytest.fixture
def exported(app, cast, clock, run, tmp_path):
    """The folder of the small town after two months."""
    from forum.core.db import writing

    with app.app_context():
        house = House(cast, clock)
        with writing():
            town.live(house)
    run("log", "seal")
    run("fairness", "renew")
    folder = tmp_path / "log"
    run("log", "export", folder)
    return folder


@pytest.mark.slow
def test_the_figures_are_those_of_the_forum_and_whatever_is_wrong_is_said(exported, app):
    code, told = town.told_by_the_checker(exported)
    assert (code, told["findings"]) == (0, [])
    with app.app_context():
        published = town.told_by_the_forum()
    assert town.cells(told) == published
    everything = published["2026-03", ""]
    for name in ("answered", "services_by_hand", "services_out_of_turn", "pairs_by_rule"):
        assert everything[name] > 0, f"the town has no {name}"
    assert {lane for _month, lane in published} > {"", "mobile", "fixed"}
    some = town.told_by_the_checker(exported, "--month", "2026-03", "--lane", "mobile")[1]
    assert town.cells(some) == {("2026-03", "mobile"): published["2026-03", "mobile"]}
    a_changed_figure_is_named(exported)
    changed_rules_are_named(exported)


def a_changed_figure_is_named(folder) -> None:
    file = folder / "fairness.json"
    whole = json.loads(file.read_text("utf-8"))
    [one] = [one for one in whole["items"] if (one["month"], one["lane"]) == ("2026-03", "mobile")]
    one["headline"]["pairs_by_hand"] += 1
    changed = json.dumps(whole)
    whole["items"].remove(one)
    for text, sentence in (
        (changed, "2026-03, mobile: pairs_by_hand is said to be"),
        (json.dumps(whole), "2026-03, mobile: The record has figures for these, and none are"),
        ('{"items": 5}', "It cannot be understood"),
        ("{", "It cannot be understood"),
    ):
        former = file.read_bytes()
        file.write_text(text, "utf-8")
        code, told = town.told_by_the_checker(folder)
        file.write_bytes(former)
        [finding] = told["findings"]
        assert (code, finding["code"], finding["place"]) == (1, "figure", "fairness.json")
        assert sentence in finding["says"]


def changed_rules_are_named(folder) -> None:
    """Whoever publishes other rules than were applied, afterwards: the record does not follow."""
    file = folder / "rulebooks.json"
    former, whole = file.read_bytes(), json.loads(file.read_text("utf-8"))
    for version in range(len(whole["items"])):
        changed = json.loads(former)
        for rule in changed["items"][version]["rules"]:
            rule["minutes"] += 1
        file.write_text(json.dumps(changed), "utf-8")
        code, told = town.told_by_the_checker(folder)
        assert code == 1 and "rules" in {one["code"] for one in told["findings"]}, version
    file.write_bytes(former)
