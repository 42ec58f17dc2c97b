"""What a name may be, and which names could be taken for the team's."""

import pytest

from forum.accounts import names

TEAM = ["olga", "mara", "Jens Müller"]


@pytest.mark.parametrize(
    "name",
    [
        "Anna",
        "Jörg",
        "Łukasz",
        "Ольга",
        "山田太郎",
        "O'Neil",
        "Dr. No",
        "anna-lena_42",
        "Nguyễn Văn Ấn",
    ],
)
def test_ordinary_names_are_fine(name):
    assert names.what_is_wrong(names.tidy(name)) is None
    assert not names.claims_to_speak_for_the_house(names.tidy(name), TEAM)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a",
        "a" * 41,
        "12345",
        "<b>anna</b>",
        "anna@example.org",
        "anna\u200banna",  # zero-width space
        "anna\u200danna",  # zero-width joiner
        "ㅤㅤㅤ",  # Hangul fillers: letters that cannot be seen
        "a\u034fnna",  # combining grapheme joiner
        "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L",
        "😀 anna",
        "аnnа latin",  # Cyrillic а in a Latin word
        "ﷺﷺﷺ",  # one character that is eighteen in its plain form
    ],
)
def test_names_that_hide_or_break_something_are_refused(name):
    assert names.what_is_wrong(names.tidy(name))


@pytest.mark.parametrize(
    "name",
    [
        "Olga",
        "OLGA",
        "Оlga",  # Cyrillic О
        "Οlga",  # Greek Ο
        "0lga",
        "oIga",  # capital i
        "o1ga",
        "o.l.g.a",
        "Ölga",
        "ｏｌｇａ",  # full width
        "rnara",  # r and n for m
        "jens muller",
        "JensMüIIer",
    ],
)
def test_look_alikes_of_the_team_are_refused(name):
    assert names.claims_to_speak_for_the_house(names.tidy(name), TEAM)


@pytest.mark.parametrize(
    "name",
    [
        "admin",
        "Admin 2",
        "4dmin",
        "Аdmin",
        "MODERAT0R",
        "Wartemarke",
        "Wartemarke Hilfe",
        "Support Team",
        "support_24",
        "Kundenservice Nord",
        "staff",
        "5taff",
        "The Team",
    ],
)
def test_titles_of_the_house_are_refused(name):
    assert names.claims_to_speak_for_the_house(names.tidy(name), [])


@pytest.mark.parametrize(
    "name", ["Steam fan", "Modesty", "Helpman", "Rooter", "Staffan", "Wartemann"]
)
def test_names_that_only_contain_such_letters_are_not(name):
    assert not names.claims_to_speak_for_the_house(names.tidy(name), TEAM)


def test_a_name_is_shown_in_its_plainest_form():
    assert names.tidy("  Anna\t \u202eLena ") == "Anna Lena"
    assert names.tidy("Ａｎｎａ") == "Anna"


@pytest.mark.parametrize("settings", [{"COMPANY_NAME": "Nordfunk"}], indirect=True)
@pytest.mark.parametrize(
    "name", ["Nordfunk", "NORDFUNK hilft", "N0rdfunk", "Team-Nordfunk 2", "Nоrdfunk"]
)
def test_nobody_signs_up_under_the_name_of_the_company(app, browse, name):
    typed = {"name": name, "email": "greta@example.org", "password": "seven small boats"}
    answer = browse().submit("/account/new", typed)
    assert answer.status_code == 422
    assert browse().submit("/account/new", {**typed, "name": "Nordlicht"}).status_code == 303


@pytest.mark.parametrize(
    ("company", "name", "claims"),
    [
        ("O2", "O2", True),
        ("O2", "O2 hilft", True),
        ("O2", "Marco2", False),
        ("Nord Net", "Nord-Net Service 24", True),
        ("Nord Net", "Nora Net", False),
        ("1&1", "1&1 hilft", True),
        ("", "Greta", False),
    ],
)
def test_a_short_company_name_counts_as_a_word_of_its_own(company, name, claims):
    assert names.claims_to_speak_for_the_house(name, [], company) is claims
