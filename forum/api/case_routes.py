"""Routes about whole cases in five stops; refuses selects, rights and arithmetic."""

from flask import request

from forum.accounts.access import require_writing
from forum.api import forms, shapes
from forum.api.access import person, require_token
from forum.api.answers import created, done, listed, shown
from forum.cases import access, actions, merge_access, merges, queries, solution_actions
from forum.cases.rating_queries import ratings_of
from forum.core.commit import commit
from forum.ledger.queries import entries_about
from forum.promises.queries import deadlines_of
from forum.queue.standing import last_service_of, standing_of


def list_cases():
    filters, wanted = forms.case_filters(request), forms.wanted(request)
    if filters.category:
        access.category_named(filters.category)
    page = queries.case_list(filters, wanted.cursor, wanted.limit)
    return listed([shapes.case(case) for case in page.items], page.next)


def open_case():
    author = require_token()
    require_writing(author)
    form = forms.new_case(request)
    case = actions.open_case(
        author=author,
        title=form.title,
        body=form.body,
        category=access.category_named(form.category),
        kind=form.kind,
        facts=form.facts,
        channel="api",
        personal=form.personal,
    )
    answer = created(shapes.case(case), f"/api/v1/cases/{case.number}")
    commit()
    return answer


def show_case(number):
    viewer = person()
    case = access.case_for_reading(viewer, number)
    if not access.may_read_case(viewer, case):
        return shown(shapes.hidden_case(case, queries.hidden_reason(case)))
    posts, entries = queries.posts_of(case), entries_about(number)
    return shown(
        shapes.whole_case(
            case,
            posts,
            entries,
            queries.categories(),
            viewer,
            standing=standing_of(number) if case.visibility == "public" else None,
            served=last_service_of(number),
            together=merges.going_on(case),
            ratings=ratings_of(number) if case.rating_score else [],
            deadlines=deadlines_of(number),
        )
    )


def say_me_too(number):
    joining = require_token()
    case = access.case_for_joining(joining, number)
    forms.nothing(request)
    actions.say_me_too(case, person=joining)
    answer = done({"number": number, "affected_count": case.affected_count, "is_affected": True})
    commit()
    return answer


def take_back_me_too(number):
    leaving = require_token()
    case = merge_access.case_for_taking_back(leaving, number)
    forms.nothing(request)
    actions.take_back_me_too(case, person=leaving)
    answer = done({"number": number, "affected_count": case.affected_count, "is_affected": False})
    commit()
    return answer


def mark_solution(number):
    marking = require_token()
    post_id = forms.solution(request)
    if post_id is None:
        case = access.case_for_its_author(marking, number)
        solution_actions.say_solved(case, author=marking)
    else:
        case = access.case_for_solving(marking, number)
        post = access.post_in(case, post_id=post_id)
        solution_actions.mark_solution(case, post=post, person=marking)
    answer = done(shapes.case(case))
    commit()
    return answer


def confirm_solution(number):
    author = require_token()
    case = access.case_for_its_author(author, number)
    forms.nothing(request)
    solution_actions.confirm_solution(case, author=author)
    answer = done(shapes.case(case))
    commit()
    return answer


def reopen_case(number):
    author = require_token()
    case = access.case_for_its_author(author, number)
    forms.nothing(request)
    solution_actions.reopen_case(case, author=author)
    answer = done(shapes.case(case))
    commit()
    return answer


def decline_case(number):
    staff = require_token()
    case = access.case_for_staff(staff, number)
    reason = forms.reason(request)
    solution_actions.decline_case(case, staff=staff, reason=reason)
    answer = done(shapes.case(case))
    commit()
    return answer
