"""Every template is named after its endpoint, has a title and holds no code for the browser."""

import re

from tests.house.source import TEMPLATES, shown, templates

SCRIPT_ATTRIBUTE = re.compile(r"<[^>]*\s(on[a-z]+)\s*=", re.IGNORECASE)
STYLE_ATTRIBUTE = re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE)
INLINE_STYLE = re.compile(r"<style\b", re.IGNORECASE)
OTHER_HOST = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)=\"(?:https?:)?//")
UNESCAPED = re.compile(r"\|\s*(safe|rendered)\b|\{%-?\s*autoescape\s+false|Markup\(")
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)

# Where HTML is put on a page as it stands, and why that is safe.
UNESCAPED_ALLOWED: dict[str, str] = {
    "templates/parts/post.html": "the body is HTML that core/markdown made and cleaned",
    "templates/cases/preview.html": "the same HTML, before it is sent",
    "templates/incidents/show.html": "the same HTML, of one answer to many cases",
    "templates/annex/message.html": "the same HTML, of a private message",
    "templates/moderation/item.html": "the same HTML, before it is public",
    "templates/moderation/appeal.html": "the same HTML, about which somebody objects",
    "templates/help/show.html": "the same HTML, of a help article",
}
# Folders whose templates belong to no endpoint.
SHARED_FOLDERS = {"parts", "errors", "mail"}
# Pages that an endpoint of another name shows, and when.
SHOWN_INSTEAD = {
    "templates/cases/hidden.html": "what `cases.show` answers when a moderator hid the case",
}


def pages():
    return [file for file in templates() if file.suffix == ".html"]


def is_whole_page(text: str) -> bool:
    return "{% extends" in text


def findings(pattern: re.Pattern, *, without_jinja: bool = True) -> list[str]:
    found = []
    for file in pages():
        text = file.read_text("utf-8")
        if without_jinja:
            # What Jinja writes is checked in the answers; its own > would end a tag too early here.
            text = JINJA.sub("", text)
        found += [f"{shown(file)}: {hit.group(0)[:80]}" for hit in pattern.finditer(text)]
    return found


def test_there_are_templates():
    assert pages(), "no template was found: the tests of this file would pass on nothing"


def test_no_inline_script():
    assert not findings(INLINE_SCRIPT)
    assert not findings(SCRIPT_ATTRIBUTE)


def test_no_inline_style():
    assert not findings(INLINE_STYLE)
    assert not findings(STYLE_ATTRIBUTE)


def test_nothing_comes_from_another_host():
    assert not findings(OTHER_HOST)


def test_html_is_escaped_but_where_a_reason_stands():
    found = {line.split(":")[0] for line in findings(UNESCAPED, without_jinja=False)}
    assert found <= set(UNESCAPED_ALLOWED), found - set(UNESCAPED_ALLOWED)
    assert set(UNESCAPED_ALLOWED) <= found, "no longer needed: remove the exception"


def test_every_page_has_a_title():
    found = [
        shown(file)
        for file in pages()
        if is_whole_page(text := file.read_text("utf-8"))
        and "{% block title %}" not in text
        and TEMPLATES / "mail" not in file.parents  # a mail has a subject
    ]
    assert not found, found


def test_every_page_is_named_after_its_endpoint(app_once):
    """`cases.show` shows `templates/cases/show.html`; what extends nothing is a part of a page."""
    endpoints = set(app_once.view_functions)
    found = []
    for file in pages():
        folder = file.relative_to(TEMPLATES).parts[0]
        if not is_whole_page(file.read_text("utf-8")) or folder in SHARED_FOLDERS:
            continue
        endpoint = ".".join(file.relative_to(TEMPLATES).with_suffix("").parts)
        if endpoint not in endpoints and shown(file) not in SHOWN_INSTEAD:
            found.append(f"{shown(file)}: there is no endpoint {endpoint}")
    assert not found, "\n".join(found)
