"""Verbs of help articles: publish, change, withdraw, show again, link, "this solved it".

Each writes one entry, but for the counting. Refuses request, commit and rendering.
"""

from forum.accounts.models import User
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Refused
from forum.core.i18n import _
from forum.core.markdown import render
from forum.knowledge import article_queries
from forum.knowledge.article_search import refresh_search
from forum.knowledge.models import Article, ArticleCase, ArticleHelped, ArticleVersion
from forum.ledger.ledger import Actor, record


def publish_article(
    *, title: str, body: str, category: str, language: str, staff: User, made_from: int | None
) -> Article:
    """Write an article that everybody can read at once; `made_from` is the case it answers."""
    rendered = render(body)
    article = Article(
        title=title,
        category=category,
        language=language,
        body=body,
        html=rendered.html,
        renderer=rendered.version,
        version=1,
        is_public=True,
        made_from=made_from,
        published_at=now(),
        changed_at=now(),
        helped_count=0,
    )
    db.session.add(article)
    db.session.flush()
    _keep_version(article, staff)
    if made_from is not None:
        _link(article, made_from)
    about = {"category": category, "language": language, "made_from": made_from}
    _record("article.published", article, staff, **about)
    refresh_search(article)
    return article


def change_article(
    article: Article, *, title: str, body: str, category: str, language: str, staff: User
) -> None:
    """Write the next version; the same words once more change nothing."""
    wanted = (title, body, category, language)
    if wanted == (article.title, article.body, article.category, article.language):
        return
    rendered = render(body)
    article.title, article.body, article.category, article.language = wanted
    article.html, article.renderer = rendered.html, rendered.version
    article.version += 1
    article.changed_at = now()
    _keep_version(article, staff)
    _record("article.changed", article, staff)
    refresh_search(article)


def withdraw_article(article: Article, *, staff: User | None) -> None:
    """Nobody but staff finds it any more; without `staff` what it was made of is gone."""
    if not article.is_public:
        return
    article.is_public = False
    _record("article.withdrawn", article, staff)
    refresh_search(article)


def show_article_again(article: Article, *, staff: User) -> None:
    """A withdrawn article is public again, as it stands."""
    if article.is_public:
        return
    article.is_public = True
    _record("article.shown", article, staff)
    refresh_search(article)


def link_case(article: Article, *, case_number: int, staff: User) -> None:
    """Say that the article answers this case, too; Refused once it is withdrawn. Twice is once."""
    if not article.is_public:
        raise Refused(_("This help article was withdrawn."))
    if db.session.get(ArticleCase, (article.number, case_number)):
        return
    _link(article, case_number)
    fields = {"article": article.number}
    record("article.linked", actor=Actor.of(staff), subject=case_number, fields=fields)


def say_it_solved(article: Article, *, person: User | None, browser: str | None) -> bool:
    """Count a case that was not needed: once for a person, or for the browser of a visitor.

    Returns whether it counted. The article is locked, so nobody counts twice at one moment.
    """
    user_id = person.id if person else None
    if article_queries.has_helped(article, user_id=user_id, browser=browser):
        return False
    browser = None if person else browser
    row = ArticleHelped(
        article_number=article.number, user_id=user_id, browser=browser, created_at=now()
    )
    db.session.add(row)
    article.helped_count += 1
    return True


def _keep_version(article: Article, staff: User) -> None:
    face = Actor.of(staff)
    version = ArticleVersion(
        article_number=article.number,
        version=article.version,
        title=article.title,
        body=article.body,
        written_at=article.changed_at,
        by=face.pseudonym or face.role,
    )
    db.session.add(version)


def _link(article: Article, case_number: int) -> None:
    row = ArticleCase(article_number=article.number, case_number=case_number, linked_at=now())
    db.session.add(row)


def _record(kind: str, article: Article, staff: User | None, **more: object) -> None:
    """The entry stands in the timeline of the case that the article was made from, if of one."""
    actor = Actor.of(staff) if staff else Actor("rules")
    fields = {"article": article.number, "version": article.version, **more}
    record(kind, actor=actor, subject=article.made_from, fields=fields)
