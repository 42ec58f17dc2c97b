"""Routes about everything that is no single case, in five stops; refuses selects and rights."""

from flask import request

from forum.api import forms, shapes
from forum.api.access import require_token
from forum.api.answers import listed, shown
from forum.cases import access, queries
from forum.knowledge import article_queries, suggestions
from forum.knowledge.article_search import articles_found
from forum.ledger.queries import entries_since
from forum.search import index
from forum.search.documents import ARTICLE
from forum.search.language import detect

ARTICLES = 3  # like a draft


def list_categories():
    return listed([shapes.category(row) for row in queries.categories()], None)


def search():
    filters, wanted = forms.search_filters(request), forms.wanted(request)
    if filters.category:
        access.category_named(filters.category)
    text = forms.search_text(request)
    found = index.search(text, filters, limit=wanted.limit, cursor=wanted.cursor)
    articles = [] if wanted.cursor else articles_found(text, filters)
    return shown(
        {
            "items": [shapes.hit(hit) for hit in found.hits],
            "next": found.next,
            "total": found.total,
            "suggestion": found.suggestion,
            "articles": [shapes.article_hit(hit) for hit in articles],
        }
    )


def similar():
    title, body = forms.draft(request)
    hits = index.similar(title, body, detect(f"{title}\n{body}"))
    ranked = suggestions.suggest(title, body)
    numbers = [one.number for one in ranked if one.kind == ARTICLE][:ARTICLES]
    articles = [shapes.article(one) for one in article_queries.articles_numbered(numbers)]
    return shown({"items": [shapes.hit(hit) for hit in hits], "next": None, "articles": articles})


def list_log():
    after, limit = forms.log_after(request), forms.wanted(request).limit
    entries = entries_since(after, limit=limit + 1)
    entries = queries.told_in_public(entries, queries.public_subjects(entries))
    # What has no number yet comes last and may still change its place: nobody goes on from there.
    last = entries[limit - 1].seq if len(entries) > limit else None
    following = None if last is None else str(last)
    return listed([shapes.entry(entry) for entry in entries[:limit]], following)


def show_me():
    return shown(shapes.person(require_token()))
