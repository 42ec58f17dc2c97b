"""What the tests of knowledge share: cases opened, answered and ended as in the tests of cases."""

from tests.cases.conftest import (  # noqa: F401 (fixtures)
    case_row,
    entries,
    open_case,
    press,
    reply,
)
