"""Nothing grows into the one file that collects everything; an exception carries its reason."""

import pytest

from tests.data import REPOSITORY
from tests.house.source import functions, python_files, shown, templates

pytestmark = pytest.mark.usefixtures("source_read")

FILE, FUNCTION, TEMPLATE, STYLE = 300, 40, 150, 300  # lines
ARGUMENTS = 6  # positional ones; keyword-only arguments name themselves

# path, or path:function, and why it may be longer
ALLOWED: dict[str, str] = {
    "forum/verifier/verify.py": "outsiders fetch it and read it: one file that needs no other",
}

OURS = ("forum", "tests", "bench")


def our_python() -> list:
    return python_files(*(REPOSITORY / folder for folder in OURS))


def check(found: dict[str, str]) -> None:
    too_long = {place: size for place, size in found.items() if place not in ALLOWED}
    assert not too_long, "\n".join(f"{place}: {size}" for place, size in too_long.items())


def lines_over(files, limit: int) -> dict[str, str]:
    lengths = {shown(file): len(file.read_text("utf-8").splitlines()) for file in files}
    return {place: f"{length} lines" for place, length in lengths.items() if length > limit}


def test_no_file_is_too_long():
    check(lines_over(our_python(), FILE))


def test_no_template_is_too_long():
    check(lines_over(templates(), TEMPLATE))


def test_no_style_or_script_is_too_long():
    static = REPOSITORY / "static"
    check(lines_over([*static.rglob("*.css"), *static.rglob("*.js")], STYLE))


def test_no_function_is_too_long():
    found = {}
    for file in our_python():
        for function in functions(file):
            length = function.end_lineno - function.lineno + 1
            if length > FUNCTION:
                found[f"{shown(file)}:{function.name}"] = f"{length} lines"
    check(found)


def test_no_function_takes_too_many_arguments():
    found = {}
    for file in our_python():
        for function in functions(file):
            if function.name.startswith("test_"):
                continue  # pytest fills them in by name
            positional = len(function.args.posonlyargs) + len(function.args.args)
            if positional > ARGUMENTS:
                found[f"{shown(file)}:{function.name}"] = f"{positional} positional arguments"
    check(found)


def test_every_exception_is_still_needed_and_has_a_reason():
    places = set()
    for file in [*our_python(), *templates()]:
        places.add(shown(file))
        if file.suffix == ".py":
            places |= {f"{shown(file)}:{function.name}" for function in functions(file)}
    assert set(ALLOWED) <= places, set(ALLOWED) - places
    assert all(len(reason) > 10 for reason in ALLOWED.values())
