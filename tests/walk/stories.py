"""The hands and eyes of the four stories: who sits where, what they read; refuses to judge."""

import os
from pathlib import Path

from tests.harness.browser import sticking_out
from tests.precedents.scene import Goodwill

WORDS = {
    "en": {
        "title": "No net at the harbour since the storm",
        "body": "My telephone finds no net at the harbour, neither indoors nor on the quay.",
        "answer": "The mast at the harbour works again. Please restart your telephone once.",
        "article": "No net although the mast works: restart the telephone",
        "all": "Answered in {sent} of 3 threads",
        "helped": "It has helped 1 person who needed no case.",
        "promised": "Promised solution",
        "paused": "because the customer was asked",
        "broken": "promise broken: not solved by",
        "late": "promise broken: solved on",
        "kept": "promise kept: solved after",
        "breach": "No solution in the promised time: promise broken",
        "rule": "R5",
        "offer": "2 GB more for this month",
        "counts": ("2 claims", "1 granted", "1 refused"),
        "refusal": "Your meter counted once: the update came to you in April.",
        "angry": "Two weeks, and nobody reads what I write.",
        "content": "It works, and somebody has called me.",
    },
    "de": {
        "title": "Kein Netz am Hafen seit dem Sturm",
        "body": "Mein Telefon findet am Hafen kein Netz, weder im Haus noch am Kai.",
        "answer": "Der Mast am Hafen geht wieder. Bitte starten Sie Ihr Telefon einmal neu.",
        "article": "Kein Netz, obwohl der Mast geht: Telefon neu starten",
        "all": "In {sent} von 3 Fällen beantwortet",
        "helped": "Er hat 1 Menschen geholfen",
        "promised": "Zugesagte Lösung",
        "paused": "weil die Kundin oder der Kunde gefragt ist",
        "broken": "Zusage gebrochen: nicht gelöst bis",
        "late": "Zusage gebrochen: gelöst am",
        "kept": "Zusage gehalten: gelöst nach",
        "breach": "Keine Lösung in der zugesagten Zeit: Zusage gebrochen",
        "rule": "R5",
        "offer": "2 GB mehr für diesen Monat",
        "counts": ("2 Mal beansprucht", "1 gewährt", "1 abgelehnt"),
        "refusal": "Ihr Zähler hat einmal gezählt: Das Update kam bei Ihnen erst im April.",
        "angry": "Zwei Wochen, und niemand liest, was ich schreibe.",
        "content": "Es geht, und jemand hat mich angerufen.",
    },
}


class Walk(Goodwill):
    """One way through a story: a language, a width of the window, the people at their pages."""

    def __init__(self, app, cast, clock, browse, *, window, axe, chosen):
        super().__init__(app, cast, clock, browse)
        self.window, self.axe = window, axe
        self.language, self.width = chosen
        self.words = WORDS[self.language]

    def sit(self, person=None):
        """Somebody at a page of their own; a visitor without a person."""
        return self.window.open(person, width=self.width, language=self.language)

    def look(self, page, name: str) -> None:
        """axe finds nothing, nothing sticks out; a picture where `SHOTS` names a folder."""
        assert not sticking_out(page, (self.width,)), name
        self.axe(page)
        if folder := os.environ.get("SHOTS"):
            path = Path(folder) / f"{name}-{self.language}-{self.width}.png"
            page.screenshot(path=path, full_page=True)

    def complain(self, person, title=None) -> int:
        """Somebody opens a case; its number."""
        return self.open(title or self.words["title"], person.name, body=self.words["body"])

    def open(self, title, person, body="Nothing works.", category="mobile") -> int:
        from forum.cases import access, actions
        from forum.core.db import writing

        with self.app.app_context(), writing():
            case = actions.open_case(
                author=self.cast[person].row(),
                title=title,
                body=body,
                category=access.category_named(category),
                kind="fault",
            )
            return case.number

    def status(self, number: int) -> str:
        from forum.cases.models import Case
        from forum.core.db import db

        with self.app.app_context():
            return db.session.get(Case, number).status

    def answer(self, page, number: int, text: str, then="answer") -> None:
        """Staff take the case and write in it, or its author answers."""
        page.goto(f"/cases/{number}")
        if then:
            page.check(f"#reply [name=then][value={then}]")
        page.fill("#reply [name=body]", text)
        page.click("#reply .submit-row button")
        page.wait_for_url("**#post-*")

    def promise(self, minutes: int) -> None:
        """What cases of mobile telephones are promised from now on, round the clock."""
        from forum.cases.access import category_named
        from forum.core.db import writing

        with self.app.app_context(), writing():
            category = category_named("mobile")
            category.solution_minutes, category.first_answer_minutes = minutes, minutes

    def keep_up(self) -> None:
        """What the worker does each minute: it notes what time alone has brought."""
        from contextvars import Context

        from forum.worker import keep_up

        def work():
            with self.app.app_context():
                keep_up()

        Context().run(work)


def ticket(page, number: int) -> str:
    """What stands on the ticket of a case."""
    page.goto(f"/cases/{number}")
    return page.inner_text(".ticket")


def press(page, selector: str) -> None:
    """Press a button and wait for the page that follows."""
    with page.expect_navigation():
        page.click(selector)
