"""The hostile lines of the shared test data, each once; refuses to copy or to invent any."""

import json

from tests.data import shared_data

SHEET = "xss-vectors/owasp_XSS_Filter_Evasion_Cheat_Sheet.md"
MARKS = "<>&\"'`(){}\\;%\0"  # a line of the sheet without any of these is prose about attacks


def xss_lines() -> list[str]:
    """Payload lists, the sheet, the inputs of bleach's own cases, and the files for uploads."""
    found = []
    for file in sorted(shared_data("xss-vectors/payloadsallthethings").glob("*.txt")):
        found += _read(file).split("\n")
    sheet = _read(shared_data(SHEET)).split("\n")
    found += [line for line in sheet if any(mark in line for mark in MARKS)]
    for file in sorted(shared_data("xss-vectors/bleach-tests-data").glob("*.test")):
        found.append(_read(file).partition("\n--")[0])
    for file in sorted(shared_data("xss-vectors/upload-files").iterdir()):
        found.append(_read(file))
    return list(dict.fromkeys(line for line in found if line))


def naughty_lines() -> list[str]:
    """The big list of naughty strings, the empty one too."""
    strings = json.loads(shared_data("naughty-strings/blns.json").read_text("utf-8"))
    return list(dict.fromkeys(strings))


def lines_for(engine: str) -> list[str]:
    """All on SQLite; on PostgreSQL the naughty ones, which are about characters, and a sample."""
    step = 1 if engine == "sqlite" else 20
    return list(dict.fromkeys(naughty_lines() + xss_lines()[::step]))


def sample(engine: str, step: int) -> list[str]:
    """Every `step`-th line, for places where each costs several requests."""
    return lines_for(engine)[::step]


def as_header(text: str) -> str:
    """A text as its bytes arrive in a header; servers refuse line breaks and NUL before us."""
    kept = "".join(one for one in text if one not in "\r\n\0")
    return kept.encode("utf-8", "surrogatepass").decode("latin-1")


def _read(file) -> str:
    return file.read_bytes().decode("utf-8", "replace")
