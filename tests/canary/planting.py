"""A canary in every field that is not public, and whom it may be heard by; checks nothing."""

from dataclasses import astuple

from tests.annex.conftest import PNG
from tests.harness.people import ROLES, Person
from tests.harness.rulings import ruling
from tests.house.stage import set_the_stage
from tests.moderation.scene import Scene

# Each field a word that stands nowhere else and in no dictionary.
PENDING, HIDDEN, HELD_CASE, GONE = "Zaunkoenigin", "Rotschwanzin", "Kleibering", "Girlitzerin"
HIDDEN_CASE, REPORT, NOTICE, OBJECTION = "Pirolianer", "Stieglitzin", "Wiedehopfin", "Goldhaehnchen"
FORMER, HELD_EDIT, DRAFT = "Kernbeisserin", "Seidenschwanzig", "Birkenzeisigin"
PRIVATE, FILE_NAME, CONTENT = "Zebrafinkin", "Blaukehlcherin", "Steinschmaetzerin"
ASIDE, STAFF_NOTE, CONTACT = "Braunkehlcherin", "Schafstelzerin", "eisvogelin@example.net"
RATED, TEMPLATE, RULES = "Heckenbraunellin", "Wasseramselin", "Bergpieperin"
REASON = "Ringdrosselin"  # of a decision about a case that was hidden afterwards
TEAM = ("olga", "otto", "mara", "mona", "ada")
DESK = ("olga", "otto", "ada")  # staff and admins, no moderators
MODERATORS = ("mara", "mona", "ada")

# Who may hear it at some address; nobody else anywhere.
HEARERS = {
    PENDING: ("fred", *MODERATORS),
    HELD_CASE: ("fred", *MODERATORS),
    HIDDEN: ("anna", *MODERATORS),
    HIDDEN_CASE: ("anna", *MODERATORS),
    FORMER: ("walter", *MODERATORS),
    HELD_EDIT: ("walter", *MODERATORS),
    REASON: ("anna", *MODERATORS),
    GONE: (),
    DRAFT: (),
    RATED: (),  # taken out of a rating
    TEMPLATE: DESK,
    RULES: MODERATORS,
    REPORT: MODERATORS,
    NOTICE: MODERATORS,
    CONTACT: MODERATORS,
    OBJECTION: ("anna", *MODERATORS),
    PRIVATE: ("anna", *TEAM),
    FILE_NAME: ("anna", *TEAM),
    CONTENT: ("anna", *TEAM),
    ASIDE: ("anna", *TEAM),
    STAFF_NOTE: ("anna", *TEAM),
}
PUBLIC = "Haussperlinge"  # stands in a public post: whoever looks has to hear it


def plant(app, cast, _clock=None) -> dict:
    """Tell all of it to a fresh database; plain values, from which `Planted` finds it again."""
    return Planting(app, cast).told()


class Planted:
    """Who and what there is after `plant`, also in a copy of the database that it was told to."""

    def __init__(self, app, cast, told: dict):
        self.cast, self.scene = cast, Scene(app)
        self.stage, self.values = told["stage"], told["values"]
        self.number = self.stage["number"]
        self._others = {name: Person(*one) for name, one in told["people"].items()}

    def person(self, name: str | None):
        """Whom a name of HEARERS means; nobody is a visitor."""
        return name and (self._others.get(name) or self.cast[name])

    def hearers(self) -> dict[str, tuple]:
        """HEARERS, and the addresses of everybody, which only they themselves read."""
        everybody = {name: self.cast[name] for name, *_ in ROLES} | self._others
        return HEARERS | {person.email: (name,) for name, person in everybody.items()}


class Planting:
    """The stage of all routes, around it the canaries, and every number there is."""

    def __init__(self, app, cast):
        self.app, self.cast = app, cast
        self.stage, self.scene = set_the_stage(app, cast), Scene(app)
        self.number = self.stage.values["number"]
        self.walter = cast.another()

    def told(self) -> dict:
        """Write and decide it all; the values by which it is found again."""
        from forum.core.db import writing

        posts = self._write()
        with self.app.app_context():
            with writing():
                self._decide(*posts)
                self._write_in_private()
                self._prepare()
                self._rate()
                self._type()
            values = numbers_there_are()
        people = {"walter": self.walter} | {
            name: self.stage.people[name] for name in ("suspended", "customer")
        }
        return {
            "stage": self.stage.values,
            "values": values,
            "people": {name: astuple(person) for name, person in people.items()},
        }

    def _write(self) -> tuple:
        scene, cast, number = self.scene, self.cast, self.number
        scene.write(number, cast.fred, f"{PENDING} waits for a look.")
        edited = scene.write(number, self.walter, f"{FORMER} was here.")
        scene.write(number, cast.ben, f"{PUBLIC} sing for everybody.")  # so the old text is kept
        shops = " ".join(f"https://{one}.example" for one in "abc")
        scene.edit(edited, self.walter, f"{HELD_EDIT} {shops}")
        hidden = scene.write(number, cast.anna, f"{HIDDEN} was rude.")
        gone = scene.write(number, cast.anna, f"My street is {GONE}, you know.")
        reported = scene.write(number, cast.anna, "You fools.")
        scene.edit(gone, cast.anna, f"My street is {GONE}.")
        scene.report(reported, self.walter, "other", f"{REPORT} says so.")
        scene.open_case(cast.fred, title=f"{HELD_CASE} title", body=f"{HELD_CASE} body")
        title = f"{HIDDEN_CASE} title"
        hidden_case = scene.open_case(cast.anna, title=title, body=f"{HIDDEN_CASE} body")
        return hidden, gone, hidden_case

    def _decide(self, hidden, gone, hidden_case) -> None:
        """What Mara hides and removes; somebody reports without an account, Anna objects."""
        from sqlalchemy import select

        from forum.cases import access, ruling_actions, visibility_actions
        from forum.core.db import db
        from forum.moderation import actions as moderation
        from forum.moderation import report_actions
        from forum.statements import actions as statements
        from forum.statements.models import Statement

        mara = self.cast.mara.row()
        locked = access.case_for_moderating(mara, hidden_case)
        ruling_actions.lock_case(locked, ruling=ruling(mara, f"{REASON} quarrels.", "insult"))
        why = ruling(mara, "It was rude.", "insult")
        for number, position in ((hidden.number, hidden.position), (hidden_case, 1)):
            post = _post_at(mara, number, position)
            assert visibility_actions.hide_post(post.case, post=post, ruling=why)
        passage = _post_at(mara, gone.number, gone.position)
        moderation.redact_post(passage, passages=[GONE], ruling=ruling(mara, "An address."))
        report_actions.report_without_account(
            _post_at(mara, gone.number, 1), reason="other", note=f"{NOTICE}!", contact=CONTACT
        )
        statement = db.session.scalars(select(Statement).where(Statement.measure == "hide")).first()
        statements.appeal(statement, text=f"{OBJECTION} is why.")

    def _write_in_private(self) -> None:
        """Texts, a file and a request of staff, and Mara has read them."""
        from forum.cases import access
        from forum.cases import annex_actions as actions
        from forum.cases.annex.sent_files import SentFile

        anna, olga = self.cast.anna.row(), self.cast.olga.row()
        case = access.case_for_replying(anna, self.number)
        file = SentFile(f"{FILE_NAME}.png", "image/png", PNG + CONTENT.encode())
        actions.write_message(case, author=anna, text=PRIVATE, files=[file], vanishes=True)
        actions.ask_for_data(case, staff=olga, what=f"{STAFF_NOTE}?")
        actions.put_aside(case, author=anna, text=ASIDE)

    def _prepare(self) -> None:
        """What is not yet said in public: an answer template, a rulebook that is being written."""
        from forum.core.db import db
        from forum.knowledge.template_actions import write_template
        from forum.rulebook import actions as rulebooks
        from forum.rulebook.models import RulebookRow

        said = {"title": f"{TEMPLATE} title", "text": f"{TEMPLATE} text"}
        write_template(**said, category=None, language="en", author=self.cast.olga.row())
        draft = db.session.get(RulebookRow, self.stage.values["draft_id"])
        rulebooks.save_frame(draft, cap=600, note=f"{RULES} is why.")

    def _rate(self) -> None:
        """Anna's rating, whose sentence Mara takes out."""
        from forum.cases import access, rating_actions, ruling_actions

        mara = self.cast.mara.row()
        case = access.case_for_moderating(mara, self.number)
        given = rating_actions.rate_case(
            case, author=self.cast.anna.row(), score=2, sentence=f"{RATED} never called."
        )
        ruling_actions.take_out_rating(case, rating=given, ruling=ruling(mara, "A name.", "insult"))

    def _type(self) -> None:
        """What somebody typed whose request could not be served; only that browser gets it."""
        from forum.core import drafts

        assert drafts.keep(f"/cases/{self.number}/posts", {"body": [DRAFT]})


def numbers_there_are() -> dict[str, list]:
    """For each placeholder of an address every number that stands for something."""
    from sqlalchemy import select

    from forum.accounts.models import User
    from forum.cases.annex.models import AnnexFile, AnnexMessage
    from forum.cases.models import Case, Post
    from forum.cases.outcome_models import Rating
    from forum.core.clock import now
    from forum.core.db import db
    from forum.knowledge.template_models import AnswerTemplate
    from forum.ledger.models import LedgerText
    from forum.statements.models import Appeal, Statement

    ids = {"statement_id": Statement, "appeal_id": Appeal, "person_id": User, "post_id": Post}
    ids |= {"template_id": AnswerTemplate, "rating_id": Rating}
    ids |= {"message_id": AnnexMessage, "file_id": AnnexFile}
    found = {name: list(db.session.scalars(select(table.id))) for name, table in ids.items()}
    places = db.session.execute(select(Post.case_number, Post.position)).all()
    found["place"] = sorted(tuple(place) for place in places)
    found["number"] = sorted(db.session.scalars(select(Case.number)))
    # The worker seals next: each entry gets the number of its id.
    told = sorted(set(db.session.scalars(select(LedgerText.entry_id))))
    found["seq"], found["month"] = told, [f"{now():%Y-%m}"]
    found["address"] = [f"000.p/{told[-1]}"]
    return found


def _post_at(moderator, number: int, position: int):
    from forum.cases import access

    found = access.post_for_reading(moderator, number, position)
    found.case = access.case_for_moderating(moderator, number)
    return found
