"""Every kind of page, each in its fullest state, for tests that look at them; refuses to judge."""

from dataclasses import dataclass
from time import monotonic, sleep

from tests.harness.rulings import ruling
from tests.house.stage import an_article, claimed_goodwill, open_incident

TITLE = "Volume used up after three days"
TEXT = "The meter counts **volume** that I never used.\n\n- first\n- second\n\n> and a quote"
TYPED = "This text must survive."


@dataclass(frozen=True)
class Sight:
    """A page in one state: who looks, how it is reached."""

    name: str
    person: str | None
    path: str
    reach: object = None  # called with the page once it is open

    def show(self, page, numbers: dict) -> None:
        """Bring the page into this state."""
        page.goto(self.path.format(**numbers))
        if self.reach:
            self.reach(page)


def send_empty(page) -> None:
    """Press the form's own button although the browser would ask for more first."""
    page.locator("main form.form").evaluate("form => { form.noValidate = true; }")
    page.locator("main form.form button.primary").last.click()
    page.wait_for_selector(".error-summary")


def look_for_similar(page) -> None:
    page.fill("[name=title]", TITLE)
    page.fill("[name=body]", TYPED)
    page.wait_for_selector(".similar li")


def unfold(page) -> None:
    page.locator(".conversation summary").click()


def unfold_all(page) -> None:
    for summary in page.locator("main summary").all():
        summary.click()


def unfold_to_hide(page) -> None:
    page.locator("details:has([name=reason]) summary").first.click()
    page.locator("article details:has(.source) summary").first.click()


def ask_whom(page) -> None:
    """A head start is asked for, and the page says whom it overtakes before it is given."""
    page.fill("[name=hours]", "30")
    page.fill("[name=reason]", TYPED)
    page.locator("main form.form button.primary").click()
    page.wait_for_selector(".overtakes")


def wait_for_hits(page) -> None:
    """The worker indexes within two seconds, on a busy machine later."""
    until = monotonic() + 20
    while not page.locator(".results li").count() and monotonic() < until:
        sleep(0.2)
        page.reload()


def check_the_record(page) -> None:
    page.click("[data-do=check]")
    page.wait_for_selector("[data-part=card][data-state=good]")


def check_against_another(page) -> None:
    """What is pasted as the checkpoint that was kept is of another record."""
    page.fill("[data-part=kept]", f"other.example/log\n1\n{'A' * 43}=\n")
    page.click("[data-do=check]")
    page.wait_for_selector("[data-part=card][data-state=bad]")


SIGHTS = (
    Sight("home", None, "/"),
    Sight("list", None, "/cases"),
    Sight("solved case, unfolded", None, "/cases/{solved}", unfold),
    Sight("case for its author", "anna", "/cases/{solved}"),
    Sight("case for staff", "olga", "/cases/{open}?reply_to=1"),
    Sight("hidden case", None, "/cases/{hidden}"),
    Sight("declining", "olga", "/cases/{open}/decline"),
    Sight("new case", "anna", "/cases/new"),
    Sight("new case with errors", "anna", "/cases/new", send_empty),
    Sight("new case with similar ones", "anna", "/cases/new", look_for_similar),
    Sight("search with hits", None, "/search?q=volume", wait_for_hits),
    Sight("search without hits", None, "/search?q=zebra"),
    Sight("search, did you mean", None, "/search?q=volunme"),
    Sight("sign in", None, "/account/sign-in"),
    Sight("sign up with errors", None, "/account/new", send_empty),
    Sight("account", "anna", "/account"),
    Sight("notifications", "anna", "/account/notifications"),
    Sight("moderation, about to hide", "mara", "/moderation", unfold_to_hide),
    Sight("report", "ben", "/cases/{solved}/posts/1/reports"),
    Sight("report by a visitor, with errors", None, "/cases/{open}/posts/1/reports", send_empty),
    Sight("one thing that waits", "mara", "/moderation/posts/{held}"),
    Sight("objection", "mona", "/moderation/objections/{objection}", send_empty),
    Sight("person", "mara", "/moderation/people/{fred}", send_empty),
    Sight("locking", "mara", "/cases/{solved}/lock"),
    Sight("taking a passage out", "ben", "/cases/{solved}/posts/2/take-out", send_empty),
    Sight("statement of reasons", "otto", "/statements/{statement}"),
    Sight("decisions about somebody", "otto", "/account/decisions"),
    Sight("terms", None, "/terms"),
    Sight("report about moderation", None, "/moderation/report"),
    Sight("merging", "mara", "/cases/{later}/merge"),
    Sight("splitting", "mara", "/cases/{solved}/split"),
    Sight("leaving", "anna", "/account/delete"),
    Sight("history", None, "/cases/{solved}/posts/1/history"),
    Sight("nothing there", None, "/cases/999999"),
    Sight("check of the record", None, "/log/verify"),
    Sight("check of the record, it fits", None, "/log/verify", check_the_record),
    Sight("check of the record, it does not", None, "/log/verify", check_against_another),
    Sight("queue", None, "/queue"),
    Sight("one line", None, "/queue?lane=mobile"),
    Sight("rules", None, "/rules"),
    Sight("changed rules", None, "/rules/1/changes/1"),
    Sight("record", None, "/log", unfold_all),
    Sight("entry of the record", None, "/log/1", unfold_all),
    Sight("desk", "olga", "/desk"),
    Sight("case that is not next", "olga", "/cases/{later}"),
    Sight("out of turn with errors", "olga", "/cases/{later}/claim", send_empty),
    Sight("head start, before it is confirmed", "mona", "/cases/{later}/head-start", ask_whom),
    Sight("taking back a head start", "mona", "/cases/{open}/head-starts/{given}/revoke"),
    Sight("correcting facts", "mona", "/cases/{later}/facts"),
    Sight("case with a private part", "ben", "/cases/{open}"),
    Sight("private part for its author", "ben", "/cases/{open}/private"),
    Sight("private part for staff", "olga", "/cases/{open}/private"),
    Sight("private part, nothing sent", "ben", "/cases/{open}/private", send_empty),
    Sight("private part that nobody has used", "anna", "/cases/{later}/private"),
    Sight("drafts of rules", "mara", "/moderation/rulebook"),
    Sight("draft of rules", "mara", "/moderation/rulebook/drafts/{draft}"),
    Sight("rule with errors", "mara", "/moderation/rulebook/drafts/{draft}/rules/new", send_empty),
    Sight("promises", None, "/promises"),
    Sight("incidents", None, "/incidents"),
    Sight("incident", None, "/incidents/{incident}"),
    Sight("answering an incident", "olga", "/incidents/{incident}/answers", send_empty),
    Sight("cases of an incident", "olga", "/incidents/{incident}/cases"),
    Sight("help", None, "/help"),
    Sight("article", None, "/help/{article}"),
    Sight("history of an article", None, "/help/{article}/history"),
    Sight("editing an article", "olga", "/help/{article}/edit"),
    Sight("goodwill for everyone", None, "/precedents"),
    Sight("one offer", None, "/precedents/{precedent_id}"),
    Sight("goodwill in a case", "olga", "/cases/{open}/goodwill", send_empty),
    Sight("claims", "olga", "/desk/claims"),
    Sight("one claim", "olga", "/desk/claims/{claim_id}"),
    Sight("templates", "olga", "/desk/templates"),
    Sight("new template with errors", "olga", "/desk/templates/new", send_empty),
    Sight("articles of the desk", "olga", "/desk/articles"),
    Sight("self-service", "ada", "/desk/self-service"),
    Sight("which mails", "anna", "/account/mails"),
)


def set_the_scene(app, cast) -> dict:
    """A solved case with a conversation, one that waits, one that was hidden; some to moderate."""
    from forum.cases import access, actions, solution_actions
    from forum.cases.visibility_actions import hide_post
    from forum.core.db import writing
    from forum.moderation import report_actions as moderation
    from forum.queue.grant_actions import grant_by_hand
    from forum.rulebook import actions as rulebooks

    def opened(person, title, body=TEXT):
        category = access.category_named("mobile")
        author = person.row()
        return actions.open_case(
            author=author, title=title, body=body, category=category, kind="billing"
        )

    def answered(case, person, body, reply_to=None):
        return actions.add_post(case, author=person.row(), body=body, reply_to=reply_to)

    with app.app_context(), writing():
        solved = opened(cast.anna, TITLE)
        first = answered(solved, cast.ben, "With me, too.", 1)
        answer = answered(solved, cast.olga, "We have **reset** the meter.", 2)
        solution_actions.mark_solution(solved, post=answer, person=cast.olga.row())
        held = answered(solved, cast.fred, "Buy my watch: http://a.example")
        waiting = opened(cast.ben, "Volume of the hotline music too loud")
        hidden = opened(cast.otto, "Volume of trade")
        post = access.post_in(hidden, position=1)
        why = ruling(cast.mara.row(), "Advertising.", "advertising")
        hide_post(hidden, post=post, ruling=why)
        moderation.report_post(first, reporter=cast.otto.row(), reason="insult", note="Is it?")
        later = opened(cast.anna, "The shop is closed")
        given = grant_by_hand(waiting.number, moderator=cast.mona.row(), minutes=1, reason="Said.")
        write_in_private(waiting, cast)
        draft = rulebooks.start_draft(proposer=cast.mara.row())
        numbers = {"solved": solved, "open": waiting, "hidden": hidden, "later": later}
        found = {name: case.number for name, case in numbers.items()}
        found |= {"held": held.id, "fred": cast.fred.id, **objected(cast)}
        found |= answered_for_many(waiting, ended=solved, cast=cast)
        return {**found, "given": given.id, "draft": draft.id}


def answered_for_many(case, *, ended, cast) -> dict:
    """An incident, a help article, and goodwill of an ended case that the case claims."""
    incident = open_incident(case, cast.olga.row())
    goodwill = claimed_goodwill(cast, granted_in=ended.number, claimed_in=case)
    return {"incident": incident, "article": an_article(cast).number, **goodwill}


def objected(cast) -> dict:
    """Otto objects to the hiding of his case."""
    from forum.statements import access, actions
    from forum.statements.queries import latest_about

    [statement] = latest_about(cast.otto.id)
    found = access.statement_for_appealing(cast.otto.row(), statement.id)
    objection = actions.appeal(found, text="It was no advertising.")
    return {"statement": statement.id, "objection": objection.id}


def write_in_private(case, cast) -> None:
    """Messages of the author with a file, and a moderator who has read them."""
    from forum.cases import annex_actions as actions
    from forum.cases.annex.sent_files import SentFile

    file = SentFile("Rechnung März.pdf", "application/pdf", b"%PDF-1.7")
    author = cast.ben.row()
    actions.write_message(case, author=author, text=TEXT, files=[file], vanishes=True)
    actions.put_aside(case, author=author, text="It is 4711.", vanishes=False)
    actions.open_annex(case, reader=cast.mara.row())
