"""The right kind of answer is suggested for labelled mails often enough; the bench prints it."""

import pytest

from tests.data import shared_data

pytestmark = pytest.mark.slow


@pytest.mark.only_long
def test_mails_find_the_right_kind_of_answer(app):
    from bench import suggest_quality

    folder = shared_data(suggest_quality.NAME)
    with app.app_context():
        collection = suggest_quality.read(folder)
        suggest_quality.fill(collection)
        shares = suggest_quality.measure(collection)
    for most, goal in suggest_quality.GOALS.items():
        assert shares[most] >= goal, shares
