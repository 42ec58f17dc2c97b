"""Every route answers with the headers that keep a browser from being turned against its owner."""

import pytest

from tests.house.route_table import EXPECTED
from tests.house.test_routes import address

pytestmark = pytest.mark.short_on("sqlite", "no header comes out of the database")

# What each answer says, whoever asks, whatever comes of it.
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
POLICY = {
    "default-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
LOOSENED = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "data:", "blob:", "http", "*")
OPEN_TO_ALL = {"/static/<filename>"}  # no page of a person's, kept by every cache


def faults(answer) -> list[str]:
    """What this answer forgets to say."""
    headers = answer.headers
    found = [f"{name}: {headers.get(name)}" for name in ALWAYS if headers.get(name) != ALWAYS[name]]
    policy = headers.get("Content-Security-Policy", "")
    told = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
    found += [f"{name} {told.get(name)}" for name in POLICY if told.get(name) != POLICY[name]]
    found += [f"the policy has {word}" for word in LOOSENED if word in policy]
    if "Access-Control-Allow-Origin" in headers:
        found.append("other sites may read it")
    for cookie in headers.getlist("Set-Cookie"):
        if "HttpOnly" not in cookie or "SameSite=Lax" not in cookie:
            found.append(f"a loose cookie: {cookie.split('=')[0]}")
    return found


def is_kept_by_strangers(answer) -> bool:
    """Whether a cache between may give this answer to another person, or give it unasked."""
    control = answer.cache_control
    return not (control.no_store or control.no_cache) or (
        control.public and "Set-Cookie" in answer.headers
    )


@pytest.mark.slow
@pytest.mark.parametrize("person", ["visitor", "author", "admin"])
def test_every_route_has_its_headers(stage, browse, api, person):
    page, program = browse(stage.people[person]), api(stage.people[person])
    found = []
    for route in EXPECTED:
        method, rule = route.split()
        client = program if rule.startswith("/api/") else page
        answer = client.open(address(rule, stage), method=method)
        found += [f"{route} {answer.status_code}: {fault}" for fault in faults(answer)]
        if rule not in OPEN_TO_ALL and is_kept_by_strangers(answer):
            found.append(f"{route} {answer.status_code}: {answer.headers.get('Cache-Control')}")
    assert not found, "\n".join(found)


def test_failures_have_them_too(app, cast, browse):
    client = browse(cast.anna)
    for answer in (
        client.get("/no/such/page"),
        client.put("/cases"),
        client.post("/cases/new", data={"body": "a" * 300_000}),
        client.get("/cases?cursor=forged"),
        client.get("/static/none.css"),
        client.get("/", headers={"Host": "x" * 300}),
        client.get(
            "/cases", headers={"If-None-Match": client.get("/cases").headers.get("ETag", "")}
        ),
    ):
        assert not faults(answer), (answer.status_code, faults(answer))


def test_a_page_from_memory_and_one_not_changed_have_them(app, cast, browse):
    visitor = browse()
    first, again = visitor.get("/cases"), visitor.get("/cases")
    unchanged = visitor.get("/cases", headers={"If-None-Match": first.headers["ETag"]})
    assert unchanged.status_code == 304
    for answer in (first, again, unchanged):
        assert not faults(answer), faults(answer)


@pytest.mark.parametrize("settings", [{"BASE_URL": "https://forum.example"}], indirect=True)
def test_over_https_a_session_goes_by_https_alone(app, cast, browse):
    client = browse()
    answer = client.get("/account/sign-in", base_url="https://forum.example")
    assert [cookie for cookie in answer.headers.getlist("Set-Cookie") if "Secure" in cookie]
