"""The public files of the record: whole, signed, cheap to ask for again, and without any text."""

import base64
import json
import struct

import pytest

from forum.ledger.note import Checkpoint, VerifierKey, opened
from forum.ledger.tree import leaf_hash, root_of
from tests.data import REPOSITORY
from tests.ledger.written import START, seal, write, write_all

PRODUCTION = {
    "MODE": "production",
    "BASE_URL": "https://forum.example",
    "SECRET_KEY": "a-secret-of-this-test-that-is-long-enough",
}
SMALL = ("checkpoint", "keys", "rotations", "index.json", "rulebooks.json", "verify.py", "LICENSE")


def many(app, number: int, **more) -> None:
    write_all(app, [{"kind": "case.opened", **more}] * number)


def test_before_the_first_checkpoint_there_is_nothing(app, browse):
    write(app)
    for name in ("checkpoint", "keys", "index.json", "2026-11.jsonl", "tile/0/000.p/1"):
        answer = browse().get(f"/log/{name}")
        assert answer.status_code == 404, name


@pytest.mark.slow
def test_the_whole_log_can_be_checked_from_its_files(app, browse):
    many(app, 300)
    newest, visitor = seal(app), browse()
    answer = visitor.get("/log/checkpoint")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    keys = [VerifierKey.parse(one) for one in visitor.get("/log/keys").text.split()]
    signed = Checkpoint.parse(opened(answer.text, keys).text)
    assert (signed.size, signed.root.hex()) == (300, newest.root)
    entries, leaves = [], b""
    for address, width in (("000", 256), ("001.p/44", 44)):
        bundle = visitor.get(f"/log/tile/entries/{address}")
        tile = visitor.get(f"/log/tile/0/{address}")
        assert bundle.mimetype == tile.mimetype == "application/octet-stream"
        assert len(tile.data) == 32 * width
        leaves, left = leaves + tile.data, bundle.data
        while left:
            length = struct.unpack(">H", left[:2])[0]
            entries.append(left[2 : 2 + length])
            left = left[2 + length :]
    assert b"".join(map(leaf_hash, entries)) == leaves
    assert root_of([leaf_hash(one) for one in entries]) == signed.root
    assert visitor.get("/log/tile/1/000.p/1").data == root_of(
        [leaves[at : at + 32] for at in range(0, 8192, 32)]
    )


def test_a_month_is_exactly_its_lines(app, browse):
    many(app, 3, at=START)
    many(app, 2, at=START.replace(month=10))
    many(app, 1, at=START)
    newest, visitor = seal(app), browse()
    index = visitor.get("/log/index.json").json
    assert index["months"] == [
        {"month": "2026-09", "entries": 4},
        {"month": "2026-10", "entries": 2},
    ]
    assert (index["size"], index["root"]) == (6, newest.root)
    assert index["keys"] == visitor.get("/log/keys").text.split()
    lines = visitor.get("/log/2026-09.jsonl").text.splitlines()
    assert [json.loads(one)["seq"] for one in lines] == [1, 2, 3, 6]
    for one in lines:
        plain = json.loads(one)
        assert one == json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert set(plain) == {"entry", "seq"}
    assert [
        json.loads(one)["seq"] for one in visitor.get("/log/2026-09.jsonl?size=2").text.splitlines()
    ] == [1, 2]
    assert visitor.get("/log/2026-08.jsonl").status_code == 404
    assert visitor.get("/log/2026-10.jsonl?size=3").status_code == 404


def test_nobody_is_given_what_is_not_signed(app, browse):
    from forum.ledger import sealing

    many(app, 5, at=START)
    seal(app)
    many(app, 7, at=START)
    with app.app_context():
        sealing.seal(is_urgent=False)
    visitor = browse()
    assert visitor.get("/log/tile/0/000.p/5").status_code == 200
    for beyond in ("tile/0/000.p/6", "tile/entries/000.p/6", "tile/0/000", "2026-09.jsonl?size=6"):
        assert visitor.get(f"/log/{beyond}").status_code == 404, beyond
    assert len(visitor.get("/log/2026-09.jsonl").text.splitlines()) == 5
    assert visitor.get("/log/index.json").json["months"] == [{"month": "2026-09", "entries": 5}]


@pytest.mark.slow
@pytest.mark.parametrize("settings", [PRODUCTION], indirect=True)
def test_what_never_changes_may_be_kept_and_the_rest_is_asked_for_again(app, browse):
    many(app, 260, at=START)
    seal(app)
    visitor, base = browse(), "https://forum.example"
    for name in ("tile/0/000", "tile/entries/000"):
        kept = visitor.get(f"/log/{name}", base_url=base).headers["Cache-Control"]
        assert "immutable" in kept and "max-age=31536000" in kept
    partial = visitor.get("/log/tile/0/001.p/4", base_url=base).headers["Cache-Control"]
    assert "immutable" not in partial
    for name in (*SMALL, "2026-09.jsonl", "tile/0/000"):
        answer = visitor.get(f"/log/{name}", base_url=base)
        known = {"If-None-Match": answer.headers["ETag"]}
        again = visitor.get(f"/log/{name}", base_url=base, headers=known)
        assert (again.status_code, again.data) == (304, b""), name
        assert "Set-Cookie" not in answer.headers, name
    fresh = visitor.get("/log/2026-09.jsonl", base_url=base).headers
    many(app, 1, at=START)
    seal(app)
    answer = visitor.get(
        "/log/2026-09.jsonl", base_url=base, headers={"If-None-Match": fresh["ETag"]}
    )
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-cache"
    assert (
        visitor.get("/log/checkpoint", base_url=base).headers["Cache-Control"] == "public, no-cache"
    )


def test_a_month_is_read_in_steps_and_a_head_reads_none(app, browse, monkeypatch):
    from forum.ledger import months
    from forum.pages import log_files

    monkeypatch.setattr(months, "PAGE", 10)
    many(app, 35, at=START)
    seal(app)
    whole = browse().get("/log/2026-09.jsonl")
    with app.app_context():
        pieces = list(log_files.month_lines("2026-09", 35))
    assert [one.count(b"\n") for one in pieces] == [10, 10, 10, 5]
    assert b"".join(pieces) == whole.data

    def never(month, size):
        raise AssertionError("a HEAD has no body")
        yield

    monkeypatch.setattr(months, "canonical_of", never)
    head = browse().head("/log/2026-09.jsonl")
    assert head.status_code == 200 and head.headers["ETag"] == whole.headers["ETag"]
    for name in (*SMALL, "tile/0/000.p/35"):
        assert browse().head(f"/log/{name}").status_code == 200


IMPOSSIBLE = {
    400: [
        *("tile/64/000", "tile/-1/000", "tile/00/000", "tile/x/000", "tile/0/0", "tile/0/x000/001"),
        *("tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/entries/1", "tile/0/0000"),
        *("tile/0/..%2F000", "tile/0/%D9%A0%D9%A0%D9%A1", "tile/0/" + "x999/" * 300 + "999"),
        *("2026-09.jsonl?size=0", "2026-09.jsonl?size=-1", "2026-09.jsonl?size=1e3"),
        "2026-09.jsonl?size=" + "9" * 500,
    ],
    404: [
        *("tile/63/000", "tile/0/x999/x999/x999/999", "tile/0/999", "2026-13.jsonl", "x.jsonl"),
        *("2026-9.jsonl", "%00.jsonl", "2026-09.jsonl?size=9999999999", "0000-00.jsonl", "tile"),
    ],
}


def test_the_impossible_is_refused_in_words(app, browse):
    many(app, 3, at=START)
    seal(app)
    for status, names in IMPOSSIBLE.items():
        for name in names:
            answer = browse().get(f"/log/{name}")
            assert answer.status_code == status, name
            assert "Traceback" not in answer.text and "<h1>" in answer.text


def test_rulebooks_come_with_what_their_fingerprints_are_of(app, browse):
    import hashlib

    import rfc8785

    items = browse().get("/log/rulebooks.json").json["items"]
    assert items[0]["version"] == 1 and {one["code"] for one in items[0]["rules"]} >= {"R1", "R6"}
    for one in items:
        content = rfc8785.dumps({"cap": one["cap"], "rules": one["rules"]})
        assert hashlib.sha256(content).hexdigest() == one["fingerprint"]


def test_the_checker_is_the_project_s_own_file(browse):
    file = REPOSITORY / "forum" / "verifier" / "verify.py"
    answer = browse().get("/log/verify.py")
    assert answer.data == file.read_bytes() and answer.mimetype == "text/x-python"


def test_no_text_and_no_salt_stands_in_any_file(app, browse):
    from forum.core.db import db
    from forum.ledger.models import LedgerText

    write(app, "case.declined", role="staff", texts={"reason": "Nachtschwalbe"}, at=START)
    seal(app)
    with app.app_context():
        salt = db.session.scalars(db.select(LedgerText.salt)).one()
    files = (*SMALL, "2026-09.jsonl", "tile/entries/000.p/1", "tile/0/000.p/1")
    for name in files:
        body = browse().get(f"/log/{name}").data
        for secret in (b"Nachtschwalbe", salt.encode(), bytes.fromhex(salt)):
            assert secret not in body and base64.b64encode(secret) not in body, name
