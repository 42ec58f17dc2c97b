"""What a process loads at its first request, loaded before the first test that is timed."""


def warm_up(app) -> None:
    """Open a case and look at it, with all word lists and templates; `app` has the cast."""
    from tests.harness.client import PersonClient
    from tests.harness.people import Cast, sign_in

    cast = Cast(app, is_enrolled=True)
    app.test_client_class = PersonClient
    told = {"title": "The meter", "body": "It counts twice.", "category": "mobile", "kind": "fault"}
    for person in (cast.anna, cast.mara):
        client = app.test_client()
        sign_in(client, person)
        answer = client.submit("/cases/new", told, "draw", forged={"seen": "1"})
        assert answer.status_code == 303, answer.text
        client.get(answer.location)
    for page in ("/", "/cases", "/search?q=meter", "/queue", "/log", "/moderation"):
        client.get(page)
