"""Files in private: by content and not by name, few and small, and never opened by a browser."""

import pytest

from forum.cases.annex.rules import FILE_LIMIT, media_type_of, name_for
from tests.annex.conftest import NUMBER, PNG, post_files, sent_file

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
HTML = b"<html><script>alert(1)</script></html>"
WRONG = {
    "setup.exe": b"MZ\x90\x00\x03",
    "photo.png": b"MZ\x90\x00\x03",
    "bill.pdf": b"PK\x03\x04\x14\x00",
    "film.mp4": b"\x00\x00\x00\x18ftypmp42",
    "letter.txt": b"caf\xe9",
    "zero.txt": b"a\x00b",
    "nothing.txt": b"",
    "huge.png": PNG + b"\x00" * FILE_LIMIT,
}


@pytest.fixture
def number(open_case):
    return open_case("anna")


@pytest.fixture
def fetch(browse, cast, number):
    """`fetch("olga", 1)`: the answer to somebody who opens a file."""
    return lambda person, file_id: browse(cast[person]).get(
        f"/cases/{number}/private/files/{file_id}"
    )


def test_a_file_arrives_as_it_was_sent(number, send, fetch, rows):
    files = [("Straße 1.PNG", PNG), ("bill.pdf", PDF), ("note.txt", "Grüße".encode())]
    assert send("anna", number, files=files).status_code == 303
    kept = rows("AnnexFile")
    assert [one["media_type"] for one in kept] == ["image/png", "application/pdf", "text/plain"]
    for one, (_name, content) in zip(kept, files, strict=True):
        answer = fetch("olga", one["id"])
        assert answer.status_code == 200 and answer.data == content
        assert answer.mimetype == one["media_type"]
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "Expires" not in answer.headers


def test_opening_a_file_is_noted(number, send, fetch, private):
    send("anna", number, files=[("a.png", PNG)])
    fetch("mara", 1)
    assert "a file" in private("anna", number).partition("Who has opened")[2]


@pytest.mark.parametrize("name", WRONG)
def test_a_file_of_the_wrong_kind_or_size_is_refused(number, send, rows, entries, name):
    answer = send("anna", number, files=[("good.png", PNG), (name, WRONG[name])])
    assert answer.status_code == 422
    assert NUMBER in answer.text and name in answer.text
    assert rows("AnnexFile") == rows("AnnexMessage") == []
    assert [kind for kind, _ in entries(number)] == ["case.opened"]


def test_the_largest_file_still_fits(number, send, rows):
    content = PNG + b"\x00" * (FILE_LIMIT - len(PNG))
    assert send("anna", number, files=[("a.png", content)]).status_code == 303
    assert rows("AnnexFile")[0]["size"] == FILE_LIMIT


def test_too_many_files_are_refused(number, send, rows):
    answer = send("anna", number, files=[(f"{one}.png", PNG) for one in range(6)])
    assert answer.status_code == 422 and NUMBER in answer.text
    assert rows("AnnexFile") == rows("AnnexMessage") == []


def test_a_case_holds_so_many_files_and_no_more(number, send, rows, monkeypatch):
    from forum.cases import annex_actions as actions

    monkeypatch.setattr(actions, "FILES_PER_CASE", 2)
    assert send("anna", number, files=[("a.png", PNG), ("b.png", PNG)]).status_code == 303
    answer = send("anna", number, "One more.", files=[("c.png", PNG)])
    assert answer.status_code == 422 and "One more." in answer.text
    assert len(rows("AnnexFile")) == 2 and len(rows("AnnexMessage")) == 1


@pytest.mark.slow
def test_all_that_is_sent_at_once_is_bounded(number, browse, cast, rows):
    """Beyond what is read at all, and on any route that takes no files, the answer is 413."""
    client = browse(cast.anna)
    token = client.token(f"/cases/{number}")
    huge = sent_file("film.mp4", b"\x00" * (65 * 2**20))
    data = {"csrf_token": token, "body": NUMBER, "files": huge}
    assert post_files(client, f"/cases/{number}/private", data).status_code == 413
    small = sent_file("a.png", b"\x00" * 2**20)
    data = {"csrf_token": token, "body": "Hello.", "files": small}
    assert post_files(client, f"/cases/{number}/posts", data).status_code == 413
    assert rows("AnnexFile") == []


def test_a_foreign_or_forged_file_is_not_there(number, open_case, send, fetch, browse, cast):
    send("anna", number, files=[("a.png", PNG)])
    other = open_case("ben")
    assert browse(cast.ben).get(f"/cases/{other}/private/files/1").status_code == 404
    assert fetch("ben", 1).status_code == 403
    for forged in ("0", "2", "9" * 30, "-1", "x"):
        assert fetch("anna", forged).status_code == 404


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x10\x00\x00\x00AVI LIST", None),
        (PDF, "application/pdf"),
        (HTML, "text/plain"),
        (b"\x7fELF\x02\x01\x01\x00", None),
        (b"", None),
    ],
)
def test_the_content_says_what_a_file_is(content, media_type):
    assert media_type_of(content) == media_type


@pytest.mark.parametrize(
    ("name", "media_type", "expected"),
    [
        ("photo.JPEG", "image/jpeg", "photo.jpeg"),
        ("evil.exe", "image/png", "evil.exe.png"),
        ("page.html", "text/plain", "page.html.txt"),
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("C:\\Users\\anna\\bill.pdf", "application/pdf", "bill.pdf"),
        ("..", "image/png", "file.png"),
        ("", "image/png", "file.png"),
        ("gnp\u202e.exe\r\nX: y", "image/png", "gnp.exe X_ y.png"),
        ("a" * 300 + ".png", "image/png", "a" * 76 + ".png"),
    ],
)
def test_a_name_is_harmless_and_ends_as_its_content(name, media_type, expected):
    assert name_for(name, media_type) == expected
