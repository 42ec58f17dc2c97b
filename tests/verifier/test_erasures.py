"""Erased texts: the root stays, the record checks out, and nobody can guess what was there."""

import itertools
import random

import pytest
from sqlalchemy import text

from forum.verifier import verify
from tests.desk.scene import Line
from tests.erasure.storage import entries_of, files_with
from tests.erasure.test_byte_search import let_time_pass, move
from tests.moderation.scene import Scene

TEXTS, ERASED = 1_200, 1_000
GONE, LEFT = "Quarzlampe", "Zinnsoldat"  # a word in every text that goes, that stays
WHO = ["Der Kunde", "Die Kundin", "Das Team", "Der Techniker", "Die Leitung", "Der Nachbar"]
DOES = ["bat um", "meldete", "bezahlte", "erhielt", "verlor", "bestellte", "verweigerte", "fand"]
WHAT = ["die Rechnung", "den Vertrag", "das Paket", "die Karte", "den Termin", "die Mahnung"]
WHEN = ["heute", "gestern", "am Montag", "im März", "zu spät", "zweimal", "ohne Grund", "wieder"]


def sentences(word: str) -> list[str]:
    """Every sentence that these words make: whoever guesses knows how we write."""
    every = itertools.product(WHO, DOES, WHAT, WHEN)
    return [f"{who} {does} {what} {when}: {word}." for who, does, what, when in every]


def record_texts(chance: random.Random) -> dict[int, str]:
    """Entries about a thousand and two hundred cases, each with a reason; by case."""
    from forum.core.db import writing
    from forum.ledger.ledger import Actor, record

    words = [GONE] * ERASED + [LEFT] * (TEXTS - ERASED)
    chance.shuffle(words)
    told = {GONE: sentences(GONE), LEFT: sentences(LEFT)}
    reasons = {}
    with writing():
        for number, word in enumerate(words, start=1):
            reasons[number] = chance.choice(told[word])
            mara = Actor("moderator", "M-01")
            texts = {"reason": reasons[number]}
            record("case.declined", actor=mara, subject=number, fields={"post": 1}, texts=texts)
    return reasons


def erase(numbers: list[int], chance: random.Random, worker) -> int:
    """Erase the texts of these cases in portions, as decisions come; returns how many went."""
    from forum.core.db import db, writing
    from forum.ledger.erasure import erase_texts

    chance.shuffle(numbers)
    went = 0
    while numbers:
        size = chance.randrange(1, 120)
        portion, numbers = numbers[:size], numbers[size:]
        with writing():
            went += erase_texts(portion, lambda text: GONE in text)
    db.session.remove()
    worker()
    return went


def commitments() -> dict[int, str]:
    """What every entry commits to, by case."""
    from forum.ledger.queries import plain_entries

    return {
        entry.subject: entry.fields["reason_commitment"]
        for entry in plain_entries()
        if "reason_commitment" in entry.fields
    }


def kept_salts() -> dict[int, str]:
    """The salts that are there, by case."""
    from forum.core.db import db

    rows = "SELECT e.subject, t.salt FROM ledger_texts t JOIN ledger_entries e ON e.id = t.entry_id"
    return dict(tuple(row) for row in db.session.execute(text(rows)))


def guesses(salts: list[str]):
    """(salt, text): what may have been said, with all salts that somebody might think of."""
    everything = sentences(GONE)
    likely = ["", "00", "00" * 16, "00" * 32, "ff" * 32, *(f"{n:064x}" for n in range(1, 250))]
    return itertools.product([*salts, *likely], everything)


@pytest.mark.slow
@pytest.mark.long
def test_a_thousand_erasures_leave_the_root_and_no_text(app, worker, much):
    from forum.ledger import inspection, sealing, tiles
    from forum.ledger.canonical import commitment

    chance = random.Random(1_000)
    with app.app_context():
        reasons = record_texts(chance)
        sealing.seal()
        sealed, salts = tiles.checkpoint_now(), kept_salts()
        let_time_pass(app)
        assert files_with(app, GONE) and files_with(app, LEFT)
        before = entries_of(app)
        meant = [number for number, said in reasons.items() if GONE in said]
        assert erase(list(meant), chance, worker) == ERASED
        let_time_pass(app)

        assert files_with(app, GONE) == []
        assert files_with(app, LEFT)
        assert entries_of(app) == before
        assert tiles.checkpoint_now() == sealed
        report = inspection.inspect()
        assert not report.findings, report.findings
        sought = {one for number, one in commitments().items() if number in set(meant)}
        left = list(kept_salts().values())
    assert len(sought) == ERASED and len(left) == TEXTS - ERASED
    tried, often = 0, much(1_000_000, 100_000)
    for salt, said in itertools.islice(guesses(left), often):
        tried += 1
        assert commitment(said, salt) not in sought, said
    assert tried == often
    # The same eye sees the right text when it has the salt.
    assert all(commitment(reasons[number], salts[number]) in sought for number in meant)


@pytest.mark.slow
def test_who_leaves_takes_the_texts_along_and_the_record_checks_out(
    app, cast, clock, browse, worker, tmp_path
):
    """Through the account's own page, with reasons that name three people in a sealed record."""
    from tests.harness.people import PASSWORD

    scene, people = Scene(app), cast.others(3)
    for person in people:
        number = scene.open_case(person, body="The meter counts twice.")
        move(app, cast, number, "billing", f"Asked by {person.name}, who pays for it.")
    worker()
    early = checkpoint(app)
    for person in people:
        leaving = {"texts": "remove", "password": PASSWORD}
        assert browse(person).submit("/account/delete", leaving).status_code == 303
    clock.move(minutes=2)
    worker()
    report = checked(app, tmp_path / "export", early)
    assert not report.findings, report.findings
    assert report.size > early.size
    for entry in erased(app):
        assert entry.subject is None and entry.actor == "" and entry.fields == {"texts": "removed"}
    with app.app_context():
        said = text("SELECT text FROM ledger_texts WHERE name = 'reason'")
        from forum.core.db import db

        assert not any(p.name in one for one in db.session.scalars(said) for p in people)
    assert Line(app, cast, clock).replays_clean()


def checkpoint(app):
    """The checkpoint that a reader keeps."""
    from forum.ledger import tiles

    with app.app_context():
        return tiles.checkpoint_now()


def checked(app, folder, early):
    """The export, checked by the outsiders' file against what a reader has kept."""
    result = app.test_cli_runner().invoke(args=["log", "export", str(folder)])
    assert result.exit_code == 0, result.output
    source = verify.Folder(str(folder))
    return verify.check(source, kept=[("kept", early.note.encode())])


def erased(app):
    """The entries that say that somebody has left."""
    from forum.ledger.queries import entries_after

    with app.app_context():
        found = entries_after(None, kinds=("account.erased",)).items
        assert len(found) == 3
        return found
