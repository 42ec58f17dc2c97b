"""The verb that brings one thread of a file in, with the people in it; refuses to commit."""

from collections.abc import Mapping

from forum.cases.import_actions import FormerCase, FormerPost, import_case
from forum.cases.models import Case, Category
from forum.intake import people
from forum.intake.threads import CUSTOMER, Thread
from forum.promises.actions import Promised


def bring_in(
    thread: Thread,
    *,
    source: str,
    categories: Mapping[str, Category],
    otherwise: Category,
    kind: str,
    promised: tuple[Promised, ...] = (),
) -> Case:
    """Make the case of a thread; a category that is not known here becomes `otherwise`.

    `promised` is what was promised to it there, from its own first message on.

    The database refuses a thread that is here already (IntegrityError): ask `keys_here` first.
    """
    opened_at = thread.messages[0].at
    writers = {
        by: people.office_named(source, by, at=opened_at)
        for by in {message.by for message in thread.messages} - {CUSTOMER}
    }
    writers[CUSTOMER] = people.customer_of(source, thread.key, at=opened_at)
    posts = [FormerPost(writers[one.by], one.at, one.text) for one in thread.messages]
    former = FormerCase(
        source=source,
        key=thread.key,
        title=thread.title,
        author=writers[CUSTOMER],
        posts=tuple(posts),
        state=thread.state,
        via=thread.via,
        promised=promised,
    )
    category = categories.get(thread.category.casefold(), otherwise)
    return import_case(former, category=category, kind=kind)
