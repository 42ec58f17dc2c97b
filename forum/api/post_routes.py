"""Routes about single posts in five stops; refuses selects, rights and arithmetic."""

from flask import request

from forum.api import forms, shapes
from forum.api.access import person, require_staff_for_steps, require_token
from forum.api.answers import created, shown
from forum.cases import access, actions, solution_actions
from forum.core.commit import commit
from forum.moderation import access as moderation_access
from forum.moderation import report_actions


def add_post(number):
    author = require_token()
    case = access.case_for_replying(author, number)
    form = forms.new_post(request)
    require_staff_for_steps(author, form.then)
    post = actions.add_post(
        case,
        author=author,
        body=form.body,
        reply_to=form.reply_to,
        then=form.then,
        next_word_by=form.next_word_by,
        personal=form.personal,
    )
    solution_actions.mark_answer(case, post=post, author=author, then=form.then)
    path = f"/api/v1/cases/{number}/posts/{post.position}"
    answer = created(shapes.post(post, author), path)
    commit()
    return answer


def show_post(number, position):
    viewer = person()
    post = access.post_for_reading(viewer, number, position)
    return shown(shapes.post(post, viewer))


def report_post(number, position):
    reporter = require_token()
    post = moderation_access.post_for_reporting(reporter, number, position)
    form = forms.report(request)
    report_actions.report_post(post, reporter=reporter, reason=form.reason, note=form.note)
    answer = created({"number": number, "position": position, "reason": form.reason})
    commit()
    return answer
