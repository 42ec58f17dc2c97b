"""What a browser is called by people, from what it says of itself; refuses to recognise anybody."""

from forum.core.text import clean_line

LONGEST = 60  # characters of a program that calls itself something else

# In this order: most browsers also claim to be the ones below them.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def name_of(user_agent: str) -> str:
    """`Firefox, Windows`; of an unknown program the beginning of its own words, or nothing."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    known = ", ".join(filter(None, (browser, system)))
    return known or clean_line(user_agent)[:LONGEST]


def _first(names: tuple, user_agent: str) -> str:
    return next((name for mark, name in names if mark in user_agent), "")
