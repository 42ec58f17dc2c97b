"""Every drawing that a template asks for exists, and every status has a shape of its own."""

import re
from xml.etree import ElementTree

from tests.data import REPOSITORY
from tests.house.source import shown, templates

ASKED = re.compile(r"\b(?:icon\(|icon_name=)\"([a-z_]+)\"")
STATUSES = {
    "new",
    "in_progress",
    "waiting_for_customer",
    "waiting_for_company",
    "solved",
    "solved_unconfirmed",
    "closed",
    "declined",
    "duplicate",
}


def drawings() -> dict[str, str]:
    root = ElementTree.parse(REPOSITORY / "static" / "icons.svg").getroot()
    symbols = root.iter("{http://www.w3.org/2000/svg}symbol")
    return {symbol.get("id"): ElementTree.tostring(symbol, "unicode") for symbol in symbols}


def test_every_icon_on_a_page_is_drawn():
    known = set(drawings())
    missing = [
        f"{shown(file)}: {name}"
        for file in templates()
        for name in ASKED.findall(file.read_text("utf-8"))
        if name not in known
    ]
    assert not missing, missing


def test_each_status_has_its_own_shape():
    drawn = drawings()
    assert set(drawn) >= STATUSES
    shapes = {drawn[name].replace(f'id="{name}"', "") for name in STATUSES}
    assert len(shapes) == len(STATUSES)
