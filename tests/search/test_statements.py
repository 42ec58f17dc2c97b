"""A search asks the database as often for twenty hits as for two."""

import pytest

from forum.search import index
from tests.harness.statements import count_statements
from tests.search.conftest import document


@pytest.fixture
def shelf(library):
    library.put(
        *(document(n, "Router blinkt", f"Zeile {n}", category=f"c{n}") for n in range(1, 21)),
        *(document(n, "Modem summt", f"Zeile {n}", category=f"c{n}") for n in (31, 32)),
    )
    return library


def test_statements_do_not_grow_with_hits(shelf):
    with count_statements() as for_two:
        assert len(index.search("modem summt").hits) == 2
    with count_statements() as for_twenty:
        assert len(index.search("router blinkt").hits) == 20
    assert for_two.number == for_twenty.number <= 2


def test_similar_documents_cost_as_few(shelf):
    with count_statements() as statements:
        assert len(index.similar("Router blinkt", "", "de", exclude=(1,))) == 5
    assert statements.number <= 2
