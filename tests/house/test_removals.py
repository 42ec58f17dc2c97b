"""No code but the verbs that state the reasons takes a post, or its text, out of the public."""

import ast

import pytest

from tests.house.source import parsed, python_files, shown

# Which functions may give a post or case a visibility that is not plainly `public`, and who
# states the reasons then. A new one belongs here with its path in tests/moderation/test_every_path.
TAKES_AWAY = {
    "forum/cases/actions.py:_write_post",  # what waits from its first moment never was public
    "forum/cases/actions.py:open_case",  # the case follows its first post
    "forum/cases/edit_actions.py:_hold_again",
    "forum/cases/removal_actions.py:_empty",  # its own author leaves with it, and says so
    "forum/cases/split_actions.py:_stub",  # the post is public elsewhere; its author is told
    "forum/cases/visibility_actions.py:_change_visibility",  # called by its neighbours alone
    "forum/cases/visibility_actions.py:hide_post",
}
# Which give a post another text, or remove one or its former texts.
CHANGES_TEXT = {
    "forum/cases/actions.py:_write_post",
    "forum/cases/bodies.py:set_body",  # the one place where the text is put into the row
    "forum/cases/edit_actions.py:edit_post",  # its author
    "forum/cases/redact_actions.py:_take_out",
    "forum/cases/removal_actions.py:_empty",
    "forum/cases/removal_actions.py:_remove_from",
}
STATES_REASONS = {
    "forum/cases/visibility_actions.py:hide_post": "_issue",
    "forum/cases/edit_actions.py:_hold_again": "issue",
    "forum/cases/redact_actions.py:_decide": "issue",
    "forum/cases/split_actions.py:split_case": "issue",
    "forum/cases/merge_actions.py:_tell": "issue",
}


def functions_that(does) -> set[str]:
    """`file:function` of every innermost function of the forum in which `does(node)` holds."""
    found = set()
    for file in python_files():
        for function in ast.walk(parsed(file)):
            if isinstance(function, ast.FunctionDef) and any(map(does, _own_nodes(function))):
                found.add(f"{shown(file)}:{function.name}")
    return found


def _own_nodes(function: ast.FunctionDef):
    waiting = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef):
            waiting += ast.iter_child_nodes(node)


def takes_away(node: ast.AST) -> bool:
    """Whether it gives some `visibility` a value of which `public` is not certain."""
    if isinstance(node, ast.Call):
        is_change = _name_of(node.func) in ("Post", "Case", "values", "update", "setattr")
        given = [one.value for one in node.keywords if one.arg == "visibility"]
        given += node.args[2:] if any(_is_text(one, "visibility") for one in node.args) else []
        return is_change and any(not _is_text(one, "public") for one in given)
    return any(not _is_text(value, "public") for value in _assigned(node, ("visibility",)))


def changes_text(node: ast.AST) -> bool:
    """Whether it puts another text into a post, or removes a post or what it said before."""
    if isinstance(node, ast.Call):
        about = {_name_of(one) for one in node.args} & {"Post", "Revision"}
        is_new_text = {"body", "html"} & {one.arg for one in node.keywords}
        if _name_of(node.func) == "values" and is_new_text:
            return "Post" in {_name_of(one) for one in ast.walk(node.func)}
        return _name_of(node.func) == "set_body" or (_name_of(node.func) == "delete" and about)
    return bool(_assigned(node, ("body", "html"), of=("post", "revision")))


def _assigned(node: ast.AST, names: tuple, of: tuple = ()) -> list[ast.expr]:
    """What is assigned to attributes of these names, of variables of these names if any given."""
    if isinstance(node, ast.AnnAssign | ast.AugAssign):
        targets = [(node.target, node.value)] if node.value else []
    elif isinstance(node, ast.Assign):
        targets = [pair for target in node.targets for pair in _pairs(target, node.value)]
    else:
        return []
    meant = [one for one in targets if isinstance(one[0], ast.Attribute) and one[0].attr in names]
    return [value for target, value in meant if not of or _name_of(target.value) in of]


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple]:
    """`a, b = 1, 2` as what it does: a = 1 and b = 2."""
    if isinstance(target, ast.Tuple):
        values = value.elts if isinstance(value, ast.Tuple) else [value] * len(target.elts)
        return list(zip(target.elts, values, strict=True))
    return [(target, value)]


def _name_of(node: ast.AST) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))


def _is_text(node: ast.AST, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text


@pytest.mark.slow
def test_no_other_code_takes_a_post_out_of_the_public():
    assert functions_that(takes_away) == TAKES_AWAY


@pytest.mark.slow
def test_no_other_code_changes_what_a_post_says():
    assert functions_that(changes_text) == CHANGES_TEXT


@pytest.mark.slow
def test_the_change_of_visibility_is_nobody_elses():
    def calls_it(node):
        return isinstance(node, ast.Call) and _name_of(node.func) == "_change_visibility"

    verbs = ("approve_post", "hide_post", "show_post_again")
    assert functions_that(calls_it) == {f"forum/cases/visibility_actions.py:{one}" for one in verbs}


@pytest.mark.slow
def test_whoever_takes_away_states_the_reasons():
    for place, verb in STATES_REASONS.items():

        def states(node, verb=verb):
            return isinstance(node, ast.Call) and _name_of(node.func) == verb

        assert place in functions_that(states), place


@pytest.mark.parametrize(
    "code",
    [
        'post.visibility = "hidden"',
        "post.visibility = state",
        'post.visibility, post.body = "pending", ""',
        'setattr(post, "visibility", "hidden")',
        'update(Post).where(Post.id == 1).values(visibility="hidden")',
        'Post(visibility="moved")',
    ],
)
def test_the_check_sees_every_way_to_take_away(code):
    assert any(map(takes_away, ast.walk(ast.parse(code))))


@pytest.mark.parametrize(
    "code",
    [
        'post.body = ""',
        "delete(Revision)",
        "db.session.delete(Post)",
        "set_body(post, text)",
        'update(Post).where(Post.id == 1).values(body="")',
    ],
)
def test_the_check_sees_every_way_to_change_a_text(code):
    assert any(map(changes_text, ast.walk(ast.parse(code))))


def test_the_check_lets_through_what_makes_public():
    code = 'post.visibility = "public"; Case(visibility="public"); post.visibility == "hidden"'
    assert not any(map(takes_away, ast.walk(ast.parse(code))))
