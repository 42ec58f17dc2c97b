"""`log export`: the folder is what the web serves, whole at any moment, and can be checked."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.ledger.written import START, seal, write, write_all


def export(app, folder, expected=0) -> str:
    result = app.test_cli_runner().invoke(args=["log", "export", str(folder)])
    assert result.exit_code == expected, f"{result.output}\n{result.exception!r}"
    return result.output


def files(folder: Path) -> dict[str, bytes]:
    found = [one for one in folder.rglob("*") if one.is_file()]
    return {str(one.relative_to(folder)): one.read_bytes() for one in found}


def filled(app, number=300) -> None:
    moments = (START, START.replace(month=10))
    write_all(app, [{"kind": "case.opened", "at": moments[one % 2]} for one in range(number)])


@pytest.mark.slow
def test_it_holds_what_the_web_serves_under_the_same_names(app, browse, tmp_path):
    filled(app)
    newest, folder = seal(app), tmp_path / "new" / "folder"
    said = export(app, folder)
    assert "300 entries" in said and newest.signed_root in said
    found = files(folder)
    assert set(found) == {
        *("checkpoint", "keys", "rotations", "index.json", "rulebooks.json"),
        *("fairness.json", "verify.py", "verify.html", "LICENSE"),
        *("2026-09.jsonl", "2026-10.jsonl", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"),
        *("tile/entries/000", "tile/entries/001.p/44"),
    }
    for name, content in found.items():
        assert browse().get(f"/log/{name}").data == content, name


@pytest.mark.slow
def test_the_checker_in_it_finds_nothing(app, tmp_path):
    filled(app)
    seal(app)
    export(app, tmp_path / "out")
    command = [sys.executable, str(tmp_path / "out" / "verify.py"), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_a_second_export_brings_the_first_up_to_date(app, tmp_path):
    folder = tmp_path / "out"
    filled(app, 20)
    seal(app)
    export(app, folder)
    filled(app, 300)
    seal(app)
    export(app, folder)
    assert "tile/0/000.p/20" not in files(folder) and "tile/0/000" in files(folder)
    export(app, tmp_path / "fresh")
    assert files(folder) == files(tmp_path / "fresh")


@pytest.mark.slow
def test_an_interrupted_one_leaves_the_former_state(app, tmp_path, monkeypatch):
    from forum.pages import log_files

    folder = tmp_path / "out"
    filled(app, 20)
    seal(app)
    export(app, folder)
    before = files(folder)
    filled(app, 300)
    seal(app)

    def broken(month, size):
        yield b"half a line"
        raise OSError(28, "No space left on device", "2026-09.jsonl")

    with monkeypatch.context() as patch:
        patch.setattr(log_files, "month_lines", broken)
        assert "No space left on device. Name a folder" in export(app, folder, expected=1)
    after = files(folder)
    assert {name: after[name] for name in before} == before
    export(app, folder)
    assert not [name for name in files(folder) if name.endswith(".part")]


@pytest.mark.parametrize("what", ["a file", "other things"])
def test_it_writes_over_nothing_of_others(app, tmp_path, what):
    write(app)
    seal(app)
    place = tmp_path / "mine"
    if what == "a file":
        place.write_text("precious")
        assert "is a file" in export(app, place, expected=1)
        assert place.read_text() == "precious"
    else:
        (place / "tile").mkdir(parents=True)
        (place / "tile" / "precious").write_text("precious")
        assert "is not empty" in export(app, place, expected=1)
        assert files(place) == {"tile/precious": b"precious"}


def test_without_a_checkpoint_it_says_what_to_do(app, tmp_path):
    write(app)
    assert "flask log seal" in export(app, tmp_path / "out", expected=1)
    assert not (tmp_path / "out").exists()
