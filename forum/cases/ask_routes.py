"""The pages behind the two links of a mail, in five stops; opening one changes nothing.

Programs that look at every link of a mail do no harm: the one button on the page does it.
"""

from flask import Response, redirect, render_template, url_for

from forum.accounts.limits import limited
from forum.cases import ask_access, ask_actions
from forum.cases.blueprint import blueprint
from forum.core.commit import commit
from forum.core.forms import Form


@blueprint.get("/solved/<key>")
def solved(key):
    return _page(key, is_solved=True)


@blueprint.post("/solved/<key>")
@limited("use a link")
def say_solved(key):
    return _answered(key, is_solved=True)


@blueprint.get("/not-solved/<key>")
def not_solved(key):
    return _page(key, is_solved=False)


@blueprint.post("/not-solved/<key>")
@limited("use a link")
def say_not_solved(key):
    return _answered(key, is_solved=False)


def _page(key: str, *, is_solved: bool):
    asked = ask_access.question_by_key(key)
    values = {"asked": asked, "is_solved": is_solved, "key": key, "form": Form()}
    status = 410 if asked.is_over else 200
    return Response(render_template("cases/solved.html", **values), status)


def _answered(key: str, *, is_solved: bool):
    asked = ask_access.question_by_key(key)
    if asked.case is None:
        return _page(key, is_solved=is_solved)
    ask_actions.answer(asked, author=asked.case.author, is_solved=is_solved)
    commit()
    return redirect(url_for("cases.solved" if is_solved else "cases.not_solved", key=key), 303)
