"""The verb of a mailed link: the author's one answer to one question; refuses a second one."""

from forum.accounts.models import User
from forum.cases import asks, solution_actions
from forum.cases.ask_access import Asked


def answer(asked: Asked, *, author: User, is_solved: bool) -> None:
    """Say "solved" or "not solved" by the right of the link; without effect once that was said.

    Of a case that closed by silence meanwhile "solved" changes nothing more.
    """
    case = asked.case
    if case is None or not asked.is_open:
        return
    if not is_solved:
        solution_actions.reopen_case(case, author=author)
    elif case.status == "solved":
        solution_actions.confirm_solution(case, author=author)
    asks.settle(case, "solved" if is_solved else "not_solved")
