"""Requests that no browser sends: bytes, sizes, headers and addresses; each gets an answer."""

import io

import pytest

from tests.hostile.conftest import CASE
from tests.hostile.lines import as_header
from tests.hostile.oracle import Page, harm_in
from tests.house.route_table import EXPECTED

FORM = "application/x-www-form-urlencoded"
NUMBERS = (
    *("0", "-1", "00", "2147483648", "9223372036854775808", "9" * 400, "1e3", "1.0", "0x1", "1_0"),
    *(
        "+1",
        "٣",
        "²",
        "१",
        "１",
        "1%00",
        "%00",
        "%0a1",
        "1%2f..",
        "..%2f1",
        "%ED%A0%80",
        "%ff",
        "'",
    ),
)
IN_PLACE_OF = {
    "<number>": NUMBERS,
    "<position>": NUMBERS,
    "<post_id>": NUMBERS,
    "<row_id>": NUMBERS,
    "<key>": (*NUMBERS, "a" * 5_000, "<script>", "%22%3E%3Cscript%3E"),
    "<name>": ("../config.py", "..%2f..%2fconfig.py", "%2e%2e/x.eml", "a%00.eml", "~", "x" * 5_000),
    "<filename>": ("../config.py", "..%2fconfig.py", "%2e%2e%2fwsgi.py", "css/%00", "css/../../x"),
}


def address(rule: str, value: str) -> str:
    """The rule with this value in its first placeholder and harmless ones in all others."""
    for name in IN_PLACE_OF:
        if name in rule:
            rule = rule.replace(name, value if value else "1", 1)
            value = ""
    return rule


@pytest.mark.slow
@pytest.mark.long
def test_no_number_or_name_in_an_address_breaks_anything(writer, cast, api, number, much):
    """With `make test` each address meets a fourth of them, and each of them many addresses."""
    ada, program, seen = writer("ada"), api("ada"), 0
    step, least = much((1, 300), (4, 75))
    for place, route in enumerate(EXPECTED):
        method, rule = route.split()
        client = program if rule.startswith("/api/") else ada.client
        data = {"csrf_token": ada.token} if method != "GET" and client is ada.client else None
        first = next((name for name in IN_PLACE_OF if name in rule), None)
        for value in IN_PLACE_OF.get(first, ())[place % step :: step]:
            answer = client.open(address(rule, value), method=method, data=data)
            assert 200 <= answer.status_code < 500, (route, value, answer.status)
            assert "create_app" not in answer.text and "SECRET_KEY" not in answer.text
            seen += 1
    assert seen > least


def test_what_is_not_there_is_said_on_a_whole_page(browse):
    for path in ("/cases/0", "/cases/999999", "/no/such?<script>", "/%3Cscript%3Ealert(1)", "/%ff"):
        answer = browse().get(path)
        assert answer.status_code == 404, path
        page = Page(answer.text)
        assert not page.harm() and len(page.texts("h1")) == 1


def test_a_flood_is_refused_with_a_sentence(writer, cast):
    anna = writer("anna")
    flood = {"title": "Title", "body": "a" * 300_000}
    for path in ("/cases/new", "/cases/preview", "/account/new", "/account/sign-in"):
        for kind in (FORM, "multipart/form-data"):
            data = {"csrf_token": anna.token, **CASE, **flood}
            answer = anna.client.post(path, data=data, content_type=kind)
            assert answer.status_code == 413, (path, kind)
            assert "too large" in " ".join(Page(answer.text).texts("main p"))


def test_thousands_of_fields_are_refused_or_ignored(writer, cast):
    anna = writer("anna")
    many = {f"field{number}": "x" for number in range(1_500)}
    assert anna.open_case("One of many fields", **many).status_code in (303, 413)
    same = anna.open_case(title=["Same name"] + ["x"] * 1_500)
    assert same.status_code in (303, 413)
    kind = "multipart/form-data"
    data = {"csrf_token": anna.token, **CASE, "title": "a", "body": "b", **many}
    answer = anna.client.post("/cases/new", data=data, content_type=kind)
    assert answer.status_code == 413


BODIES = (
    (FORM, b"title=\xff\xfe&body=\xed\xa0\x80&category=\x00"),
    (FORM, b"%" * 1_000),
    (FORM, b"&" * 100_000 + b"=" * 1_000),
    (FORM, b"title[]=a&title[$ne]=1&__proto__[x]=1&body=b"),
    ("multipart/form-data", b"no boundary at all"),
    ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\n--x--"),
    ("multipart/form-data; boundary=" + "x" * 5_000, b"--x\r\n"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="title"\r\n'),
    ("application/json", b'{"title": "a", "body": "b"}'),
    ("text/xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'),
    ("", b"title=a"),
    ("\x22<script>", b"title=a"),
)


@pytest.mark.slow
def test_a_body_that_is_no_form_is_a_form_without_words(browse, writer, cast, number):
    token = writer("anna").token
    client = browse("anna")
    client.get("/account/forgotten")
    for path in ("/cases/new", f"/cases/{number}/posts", "/account/new", "/cases/preview"):
        for kind, body in BODIES:
            headers = {"X-CSRFToken": token, "Referer": "http://localhost/"}
            answer = client.post(path, data=body, content_type=kind, headers=headers)
            assert 200 <= answer.status_code < 500, (path, kind, body)
            assert not harm_in(answer.text), (path, kind, body)


def test_a_file_in_the_place_of_a_text_is_no_text(writer, cast):
    anna = writer("anna")
    for name in ("title", "body", "category", "once", "csrf_token"):
        data = {"csrf_token": anna.token, **CASE, "title": "A title", "body": "A text"}
        data[name] = (io.BytesIO(b"<script>alert(1)</script>"), "<svg onload=alert(1)>.html")
        answer = anna.client.post("/cases/new", data=data, content_type="multipart/form-data")
        assert answer.status_code in (303, 400, 422), name
        assert "alert(1)" not in answer.text


HEADERS = (
    *("Accept-Language", "Accept", "Referer", "User-Agent", "If-None-Match", "If-Modified-Since"),
    *("Range", "Origin", "X-Forwarded-For", "X-Forwarded-Host", "X-CSRFToken", "Authorization"),
    *("X-Requested-With", "Content-Type", "Cookie"),
)


@pytest.mark.slow
@pytest.mark.long
def test_hostile_headers_get_an_answer_and_stand_on_no_page(browse, api, number, some):
    visitor, program = browse(), api()
    lines = [as_header(line) for line in some(20)] + [
        "\xff" * 50,
        "é=ü; ;;=",
        "a" * 9_000,
    ]
    for place, line in enumerate(lines):
        for step in range(3):
            name = HEADERS[(place + 5 * step) % len(HEADERS)]
            path = ("/", "/cases", f"/cases/{number}", "/account", "/no/such")[(place + step) % 5]
            answer = visitor.get(path, headers={name: line})
            assert answer.status_code in (200, 206, 303, 304, 401, 404, 416), (name, line)
            assert not harm_in(answer.text), (name, line)
            assert 200 <= program.get("/api/v1/cases", headers={name: line}).status_code < 500


@pytest.mark.slow
@pytest.mark.long
def test_hostile_cookies_make_a_visitor(app, some):
    """A client that keeps cookies of its own would send those instead."""
    visitor = app.test_client(use_cookies=False)
    names = (app.config["SESSION_COOKIE_NAME"], "draft", "lang", "once", "theme")
    for place, line in enumerate([*map(as_header, some(40)), "\xff"]):
        value = line.replace(";", "%3B").replace(",", "%2C")
        for path in ("/", "/cases/new", "/account"):
            answer = visitor.get(path, headers={"Cookie": f"{names[place % 5]}={value}"})
            assert answer.status_code in (200, 303), (names[place % 5], line)
            assert not harm_in(answer.text), line


def test_another_host_in_the_request_is_in_no_page_or_mail(browse, mailbox):
    """Links in mails begin with BASE_URL; what the request calls us is nobody's business."""
    visitor = browse()
    evil = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    for path in ("/", "/cases", "/account/sign-in", "/cases/new", "/no/such"):
        assert "evil.example" not in visitor.get(path, headers=evil).text
    for host in ("<script>", "a b", "\xff", "evil.example:99999999", "[::1", "x" * 3_000):
        assert browse().get("/", headers={"Host": host}).status_code < 500, host
    form = visitor.forms("/account/new")[-1]
    data = {"name": "Greta", "email": "greta@example.org", "password": "seven small boats"}
    sent = form.completed({**data, "language": "en"}, None)
    answer = visitor.post(
        "/account/new", data=sent, headers={**evil, "Referer": "http://evil.example/"}
    )
    assert answer.status_code in (303, 400)
    if answer.status_code == 303:
        assert "evil.example" not in mailbox.text_to("greta@example.org")


def test_other_methods_are_refused_with_a_sentence(browse, number):
    for method in ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "<SCRIPT>"):
        answer = browse().open(f"/cases/{number}", method=method)
        assert answer.status_code in (400, 405), method
        assert not harm_in(answer.text)
