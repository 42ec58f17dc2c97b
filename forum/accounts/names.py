"""What a name may be and which names look alike; pure, refuses to know who has which."""

import unicodedata
from collections.abc import Iterable

from confusable_homoglyphs import categories, confusables

from forum.core.i18n import _
from forum.core.personal.finder import find
from forum.core.text import clean_line, fold_handle

SHORTEST = 2  # characters
LONGEST = 40  # characters; fits beside a date on a phone
KEY_LONGEST = 80  # characters of the folded form, as the column has it

PUNCTUATION = set(" .-_'’")
# Letters and marks that cannot be seen: fillers, joiners, variation selectors.
INVISIBLE = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10)}
MOST_MARKS = 2  # on one letter; more run over the lines above and below
TWINS = {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}  # scripts with letters like Latin ones

# Words that only the house may call itself, in the languages of the house.
_RESERVED = """
    admin administrator administration moderator moderation moderatorin mod staff team support
    service kundenservice kundendienst helpdesk help hilfe system root official offiziell
    wartemarke webmaster postmaster security sicherheit everyone anonymous deleted gelöschtes
    visitor nobody
"""
RESERVED = _RESERVED.split()
# Long enough not to stand inside an ordinary name by chance.
RESERVED_ANYWHERE = ("wartemarke", "moderator", "administrator", "kundenservice", "helpdesk")

LONG_ENOUGH = 5  # characters of a company's name, for the same reason

# One shape for the ASCII characters that pass for another one; the rest is Unicode's own table.
SHAPES = {
    "0": "o",
    "1": "l",
    "i": "l",
    "|": "l",
    "m": "rn",
    "w": "vv",
    "5": "s",
    "3": "e",
    "4": "a",
}


def tidy(name: str | None) -> str:
    """The name as it will be shown: one line, each character in its plainest form."""
    return " ".join(unicodedata.normalize("NFKC", clean_line(name)).split())


def what_is_wrong(name: str) -> str | None:
    """The sentence that says what to change in a tidy name, or None if its form is fine."""
    if len(name) < SHORTEST:
        return _("A name has at least %(number)s characters.", number=SHORTEST)
    if len(name) > LONGEST or len(fold_handle(name)) > KEY_LONGEST:
        return _("A name has at most %(number)s characters.", number=LONGEST)
    if not all(_is_allowed(character) for character in name) or _has_piled_marks(name):
        return _("A name consists of letters, digits, spaces and . - _ ' only.")
    if not any(unicodedata.category(character)[0] == "L" for character in name):
        return _("A name has at least one letter.")
    if find(name):
        return _("A name is public: please leave numbers and addresses of yours out of it.")
    if any(_mixes_twin_scripts(word) for word in name.split()):
        return _("This name mixes letters of several alphabets. Please use one of them.")
    return None


def claims_to_speak_for_the_house(name: str, team_names: Iterable[str], company: str = "") -> bool:
    """Whether a customer of this name could be taken for the company or a member of its team."""
    shape = skeleton(name)
    words = {skeleton(word.strip("0123456789")) for word in _words(name)}
    reserved = {skeleton(word) for word in RESERVED}
    if words & reserved or skeleton(name.rstrip("0123456789")) in reserved:
        return True
    if any(skeleton(word) in shape for word in RESERVED_ANYWHERE) or _names(company, name):
        return True
    return shape in {skeleton(team_name) for team_name in team_names}


def _names(company: str, name: str) -> bool:
    """Whether `name` has the company's in it; a short one as words of their own ("O2 hilft")."""
    sought = skeleton(company)
    if len(sought) >= LONG_ENOUGH:
        return sought in skeleton(name)
    words, count = _words(name), len(_words(company))
    runs = ("".join(words[start : start + count]) for start in range(len(words) - count + 1))
    return bool(sought) and sought in {skeleton(run) for run in runs}


def skeleton(name: str) -> str:
    """What the eye sees: names with the same skeleton look alike (after Unicode UTS 39).

    Separators, accents and case are dropped; each character becomes the Latin one it looks like.
    """
    seen = "".join(_shape(character) for character in unicodedata.normalize("NFKC", name))
    plain = unicodedata.normalize("NFKD", seen.casefold())
    return "".join(SHAPES.get(one, one) for one in plain if one.isalnum() or one == "|")


def _shape(character: str) -> str:
    if character.isascii():
        return "l" if character == "I" else character
    for form in (character, character.casefold()):
        for twin in confusables.confusables_data.get(form, ()):
            if twin["c"].isascii() and twin["c"].isalnum():
                return twin["c"]
    return character


def _is_allowed(character: str) -> bool:
    if character in PUNCTUATION:
        return True
    return unicodedata.category(character)[0] in "LMN" and ord(character) not in INVISIBLE


def _has_piled_marks(name: str) -> bool:
    marks = 0
    for character in unicodedata.normalize("NFD", name):
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > MOST_MARKS:
            return True
    return False


def _mixes_twin_scripts(word: str) -> bool:
    scripts = categories.unique_aliases(word)
    return "LATIN" in scripts and bool(scripts & TWINS)


def _words(name: str) -> list[str]:
    return "".join(one if one.isalnum() else " " for one in name).split()
