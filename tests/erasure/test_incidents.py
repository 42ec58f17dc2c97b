"""What is taken out of a thread, or goes with a person, stands in no incident either."""

import pytest

from tests.erasure.storage import files_with
from tests.incidents.scene import Incidents


@pytest.fixture
def line(app, clock, cast):
    return Incidents(app, cast, clock)


@pytest.mark.slow
def test_a_redacted_passage_is_gone_from_the_incident(
    app,
    line,
    cast,
    browse,
    worker,
    word,
    redact,
):
    secret = word()
    [number] = line.open_many([cast.anna])
    incident = line.incident([number])
    line.publish(incident, text=f"Mrs {secret} has repaired it.")
    worker()
    assert secret in browse().get(f"/incidents/{incident}").text
    redact(number, 2, [secret])
    worker()
    assert secret not in browse().get(f"/incidents/{incident}").text
    assert secret not in str(line.posts(number))
    assert files_with(app, secret) == []


@pytest.mark.slow
def test_a_name_in_a_reason_goes_with_its_person(app, line, cast, browse, worker, word):
    from forum.core.db import writing
    from forum.erasure.actions import erase_account

    name = word()
    person = cast.another()
    with app.app_context(), writing():
        person.row().name = name
    first, number = line.open_many([cast.ben, person])
    incident = line.incident([number], title=f"{name} and others have no net")
    line.publish(incident, reason=f"{name} showed us the fault.", text=f"Thank you, {name}!")
    worker()
    assert line.entries(number, "queue.out_of_turn")[0].texts["reason"].startswith(name)
    with app.app_context(), writing():
        erase_account(person.row(), with_texts=True)
    worker()
    page = browse().get(f"/incidents/{incident}").text
    assert name not in page and first
    with app.app_context():
        from forum.core.db import db
        from forum.incidents.models import Incident, IncidentAnswer

        kept = [str(vars(one)) for table in (Incident, IncidentAnswer) for one in rows(db, table)]
    assert kept and not [one for one in kept if name in one]


def rows(db, table) -> list:
    return list(db.session.query(table))
