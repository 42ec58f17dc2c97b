"""Every attack on a published log is caught and named: by the outsiders' file, by `log verify`."""

import json
import shutil

import pytest

from forum.verifier import verify
from tests.harness.application import close, settings_for
from tests.verifier.attacks import ATTACKS, honest


@pytest.fixture(scope="session")
def pristine(tmp_path_factory):
    """The honest log, written once."""
    folder = tmp_path_factory.mktemp("log")
    honest(folder)
    return folder


@pytest.fixture
def log(pristine, tmp_path):
    """A copy that may be spoilt."""
    return shutil.copytree(pristine, tmp_path / "log")


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    """`flask log verify DIR`; a folder needs no database, so there is none."""
    from forum.app import create_app

    place = tmp_path_factory.mktemp("application")
    app = create_app(settings_for(f"sqlite:///{place / 'none.db'}", place))
    yield lambda *given: app.test_cli_runner().invoke(args=["log", "verify", *given])
    close(app)


def words(attack, folder) -> list[str]:
    """The command line of a reader who trusts these keys and has kept these checkpoints."""
    given = [str(folder), "--json"]
    for key in attack.keys:
        given += ["--key", key]
    for name, note in attack.kept.items():
        kept = folder.parent / name
        kept.write_bytes(note)
        given += ["--since", str(kept)]
    return given


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_caught_and_named(log, attack, capsys, command):
    attack.apply(log)
    given = words(attack, log)
    assert verify.main(given) == 1
    told = json.loads(capsys.readouterr().out)
    first = told["findings"][0]
    other = first.get("with") or first.get("of")
    named = first["code"], first["seq"], other
    assert named == (attack.code, attack.seq, attack.other), told["findings"]
    assert first["place"].startswith(attack.place), told["findings"]
    assert not told["ok"]
    result = command(*given)
    assert result.exit_code == 1
    assert json.loads(result.stdout)["findings"] == told["findings"]


@pytest.mark.parametrize("more", [[], ["--tiles-only"]])
def test_the_honest_log_gives_no_finding(pristine, more, capsys, command):
    assert verify.main([str(pristine), *more]) == 0
    assert "ALL RIGHT" in capsys.readouterr().out
    assert command(str(pristine)).exit_code == 0


def test_the_list_has_every_code():
    """Only an entry in another form needs a log of its own, see test_verify.py."""
    codes = (
        "bad-checkpoint other-log unknown-key bad-signature old-checkpoint forked truncated extra "
        "altered swapped inserted duplicated removed bad-tile bad-range missing"
    ).split()
    assert {attack.code for attack in ATTACKS} == set(codes)
    assert set(codes) | {"bad-entry"} <= set(verify.MEANING)
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)
