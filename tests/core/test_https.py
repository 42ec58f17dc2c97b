"""A forum at https:// is asked by https alone, also behind a proxy that speaks http to it."""

import pytest

TYPED = {"title": "The line is dead", "body": "Since this morning nothing works."}


@pytest.mark.parametrize("settings", [{"BASE_URL": "https://forum.example"}], indirect=True)
def test_every_cookie_is_for_https_and_browsers_are_told_to_stay(app, cast, browse):
    client = browse()
    language = client.get("/cases?lang=de")
    draft = client.post("/cases/new", data=TYPED)
    for answer in (language, draft, client.get("/no/such/page")):
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    for name, answer in (("lang", language), ("draft", draft)):
        (cookie,) = [
            one for one in answer.headers.getlist("Set-Cookie") if one.startswith(f"{name}=")
        ]
        assert "Secure" in cookie and "HttpOnly" in cookie


def test_a_forum_at_http_does_not_speak_of_https(app, browse):
    answer = browse().get("/cases?lang=de")
    assert "Strict-Transport-Security" not in answer.headers
    assert "Secure" not in answer.headers["Set-Cookie"]
