"""What of a case is public, handed to the search; refuses everything hidden, private or pending."""

from sqlalchemy import select

from forum.cases.models import Case, Category, Post
from forum.core.db import db
from forum.core.markdown import plain_text
from forum.search import index
from forum.search.documents import Document

SEARCHED_AT_MOST = 200_000  # characters of one case; a thread of a thousand posts stays affordable


def refresh_search(case: Case) -> None:
    """Make the search know this case as it is now; in the caller's transaction."""
    db.session.flush()
    if case.visibility == "public":
        index.put(document_of(case))
    else:
        index.remove(case.number)


def document_of(case: Case) -> Document:
    """The public text of a case; raises nothing, reads its public posts in one statement."""
    where = (Post.case_number == case.number, Post.visibility == "public")
    columns = (Post.html, Post.is_solution)
    posts = db.session.execute(select(*columns).where(*where).order_by(Post.position)).all()
    category = db.session.get_one(Category, case.category_id)
    texts = [plain_text(html) for html, _is_solution in posts]
    solutions = [text for text, row in zip(texts, posts, strict=True) if row.is_solution]
    return Document(
        key=case.number,
        title=case.title,
        text="\n\n".join(texts)[:SEARCHED_AT_MOST],
        solution="\n\n".join(solutions)[:SEARCHED_AT_MOST],
        language=case.language,
        status=case.status,
        category=category.slug,
        opened_at=case.opened_at,
        has_solution=bool(solutions),
    )


def public_documents():
    """Every public case as the search should know it, oldest first, read in small steps."""
    last = 0
    while True:
        where = (Case.visibility == "public", Case.number > last)
        steps = select(Case).where(*where).order_by(Case.number).limit(100)
        cases = list(db.session.scalars(steps))
        if not cases:
            return
        last = cases[-1].number
        yield from [document_of(case) for case in cases]
        db.session.expunge_all()
