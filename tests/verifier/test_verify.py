"""The file that outsiders run: its signatures, its sources, its bounds, what it never does."""

import ast
import functools
import http.server
import json
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from forum.verifier import verify
from tests.verifier import history
from tests.verifier.history import ORIGIN, TRUE, note, put
from tests.verifier.small import ENTRIES, SIZE, check, codes


def test_without_cryptography_the_result_is_the_same(log, monkeypatch):
    monkeypatch.setattr(verify, "Ed25519PublicKey", None)
    verify.ed25519.cache_clear()
    assert not check(log).findings
    put(log, "checkpoint", (log / "checkpoint").read_bytes().replace(b"700", b"699"))
    assert codes(check(log))[0] == "bad-signature"


@pytest.mark.slow
def test_it_runs_alone_with_the_standard_library(log, tmp_path):
    """Copied away from the forum, isolated from everything that is installed."""
    alone = tmp_path / "verify.py"
    alone.write_bytes(Path(verify.__file__).read_bytes())
    command = [sys.executable, "-I", "-S", str(alone), str(log)]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "700 entries read from the bundles" in done.stdout


def test_its_grammar_is_that_of_python_3_9():
    """What it says of itself; newer modules and arguments are seen when it runs."""
    ast.parse(Path(verify.__file__).read_text("utf-8"), feature_version=(3, 9))


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512, 513])
def test_logs_of_every_awkward_size_are_right(tmp_path, size):
    history.write(tmp_path, ENTRIES[:size])
    report = check(tmp_path, keys=[TRUE.vkey])
    assert not report.findings
    assert report.keys == [{"vkey": TRUE.vkey, "trust": "given by you"}]


def test_every_earlier_checkpoint_is_a_beginning(log):
    hashes = history.leaves(ENTRIES)
    sizes = [0, 1, 2, 3, 255, 256, 257, 300, 512, 699, 700]
    kept = [(f"at-{size}", note(size, history.root_of(hashes[:size]))) for size in sizes]
    report = check(log, kept=kept)
    assert not report.findings
    assert report.keys[0]["trust"] == "signed the checkpoint that you kept"


def test_without_bundles_the_months_are_read_in_the_order_of_their_numbers(tmp_path):
    """Imported history is older than what stands before it."""
    some = [*ENTRIES[400:], *ENTRIES[:400]]
    history.write(tmp_path, some)
    history.write_bundles(tmp_path, [])
    (tmp_path / "tile" / "entries").rmdir() if (tmp_path / "tile" / "entries").exists() else None
    report = check(tmp_path)
    assert not report.findings
    assert "700 entries read from the monthly files" in report.checked[0]
    read = [(seq, json.dumps(one, sort_keys=True)) for seq, one in entries_of(tmp_path)]
    told = [json.dumps(json.loads(one), sort_keys=True) for one in some]
    assert read == list(enumerate(told, start=1))


def entries_of(folder):
    return verify.entries(verify.Folder(str(folder)))


def test_entries_are_handed_out_in_order(log):
    assert [seq for seq, _ in entries_of(log)] == list(range(1, SIZE + 1))
    assert next(entries_of(log))[1] == json.loads(ENTRIES[0])


@pytest.mark.parametrize(
    "form",
    [
        b'{"kind":"x","at":"2026-03-20T08:00:00.000000Z"}',
        b'{"at":"2026-03-20T08:00:00.000000Z","at":"2026-03-20T08:00:00.000000Z"}',
        b'{"at":"2026-03-20T08:00:00.000000Z","n":1.0}',
        b'{"at":"2026-03-20T08:00:00.000000Z","n":"\\u0041"}',
        ENTRIES[9].replace(b":", b": "),
        ENTRIES[9].replace(b'"lane":"billing","rank":9', b'"rank":9,"lane":"billing"'),
        ENTRIES[9].replace(b'"rank":9', b'"rank":09'),
        ENTRIES[9].replace(b'"rank":9', b'"rank":9,"rank":9'),
        b"[" * 5_000,
        b"\xff\xfe",
        b"",
    ],
)
def test_an_entry_that_was_signed_in_another_form_is_named(tmp_path, form):
    some = [*ENTRIES]
    some[9] = form
    history.write(tmp_path, some)
    found = check(tmp_path).findings[0]
    assert (found.code, found.seq) == ("bad-entry", 10)


@pytest.mark.parametrize(
    "form",
    [
        ENTRIES[9].replace(b'"billing"', '"Straße \\n 7"'.encode()),
        ENTRIES[9].replace(b'"rank":9', b'"rank":[]'),
        ENTRIES[9].replace(b'"rank":9', b'"rank":[1,-2,"a",null,true]'),
        ENTRIES[9].replace(b'"rank":9', b'"rank":{"a":1}'),
        ENTRIES[0].replace(b'"lane":"billing",', b""),
    ],
)
def test_other_canonical_forms_are_fine(form):
    assert verify.month_of(form) == b"2026-03"


# --- Sources


@pytest.fixture
def served(log):
    """The log at an address, as any server of files gives it."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    handler = functools.partial(Quiet, directory=str(log))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_log_is_checked_at_its_address(served, log, capsys):
    assert verify.main([served + "/", "--key", TRUE.vkey]) == 0
    assert "monthly files hold the same" in capsys.readouterr().out
    put(log, "tile/0/001", bytes(8192))
    assert verify.main([served]) == 1
    assert "bad-tile  (tile/0/001)" in capsys.readouterr().out


def test_a_log_that_has_grown_meanwhile_is_right(served, log, capsys):
    early = note(600, history.root_of(history.leaves(ENTRIES[:600])))
    for part in ("0", "entries"):
        (log / "tile" / part / "002.p" / "188").rename(log / "tile" / part / "002.p" / "88")
    put(log, "tile/0/002.p/88", b"".join(history.leaves(ENTRIES[512:600])))
    put(log, "tile/entries/002.p/88", history.bundle(ENTRIES[512:600]))
    put(log, "checkpoint", early)
    assert verify.main([served]) == 0, capsys.readouterr().out


def test_a_lying_address_is_caught_too(served, log, capsys):
    some = [*ENTRIES]
    del some[300]
    history.write_bundles(log, some, SIZE)
    assert verify.main([served]) == 1
    assert "removed  entry 301" in capsys.readouterr().out


@pytest.mark.parametrize(
    "place", ["/nowhere/at/all", "http://127.0.0.1:1/log", "http://[", "https://a b/log"]
)
def test_what_cannot_be_read_ends_with_two(place, capsys):
    assert verify.main([place]) == 2
    assert capsys.readouterr().err.startswith("could not be read: ")


def test_wrong_arguments_end_with_two(log, capsys):
    assert verify.main([str(log), "--key", "no key"]) == 2
    assert verify.main([str(log), "--since", str(log / "none")]) == 2
    assert verify.main([str(log), "--since", str(log)]) == 2


def test_the_reader_may_say_which_log_it_must_be(log):
    assert not check(log, origin=ORIGIN).findings
    assert codes(check(log, origin="other.example.org/log")) == ["other-log"]


@pytest.mark.slow
def test_rubbish_in_any_file_never_breaks_the_checker(log, capsys):
    """Two hundred random injuries: a finding, never a traceback."""
    chance = random.Random(6)
    files = sorted(file for file in log.rglob("*") if file.is_file())
    for number in range(200):
        file = chance.choice(files)
        whole = file.read_bytes()
        file.write_bytes(injured(whole, chance))
        code = verify.main([str(log)])
        if file.name in ("index.json", "keys"):  # a blank more says nothing
            assert code in (0, 1)
        else:
            assert code == 1, f"{number}: {file}"
        file.write_bytes(whole)
    assert verify.main([str(log)]) == 0


def injured(whole: bytes, chance: random.Random) -> bytes:
    """One of five injuries that always change something."""
    at = chance.randrange(len(whole))
    return chance.choice(
        [
            whole[:at],
            whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :],
            whole[:at] + chance.randbytes(40) + whole[at:],
            chance.randbytes(len(whole)),
            whole[:at] + b"\n" + whole[at:],
        ]
    )


def test_it_holds_no_more_than_it_says(log, monkeypatch, capsys):
    monkeypatch.setattr(verify, "MAX_READ", 600)
    assert verify.main([str(log)]) == 2
    assert "more than 600 entries" in capsys.readouterr().err


def test_an_address_that_claims_2_to_the_40_entries_is_asked_a_few_times(served, log, capsys):
    put(log, "checkpoint", note(2**40, bytes(range(32))))
    assert verify.main([served, "--json"]) == 1
    first = json.loads(capsys.readouterr().out)["findings"][0]
    assert (first["code"], first["seq"]) == ("truncated", 513)


def test_a_pipe_is_not_waited_for(log):
    import os

    (log / "keys").unlink()
    os.mkfifo(log / "keys")
    assert codes(check(log))[0] == "missing"


def test_what_the_log_says_cannot_steer_a_terminal():
    assert verify.printable("a\x1b[2Jb\u202e") == "a?[2Jb?"
