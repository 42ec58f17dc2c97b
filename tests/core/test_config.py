"""What other machines can reach starts only with a secret of its own, and without known people."""

import pytest

from config import ConfigurationError, from_environment

SECRET = "s" * 32


@pytest.fixture
def settings(tmp_path):
    """`settings(NAME="value")`: what the forum makes of that environment."""
    return lambda **environ: from_environment({"DATA_DIR": str(tmp_path), **environ})


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"BASE_URL": "http://127.0.0.1:8000"},
        {"BASE_URL": "http://localhost/forum/"},
        {"HOST": "::1", "BASE_URL": "http://[::1]:8000"},
    ],
)
def test_on_ones_own_machine_it_is_development(settings, environ):
    made = settings(**environ)
    assert made["MODE"] == "development" and len(made["SECRET_KEY"]) >= 32


@pytest.mark.parametrize(
    "environ",
    [
        {"MODE": "production", "BASE_URL": "http://127.0.0.1:8000"},
        {"HOST": "0.0.0.0", "BASE_URL": "http://127.0.0.1:8000"},
        {"BASE_URL": "https://forum.example"},  # a proxy on this machine is in front
        {"BASE_URL": "http://192.0.2.1:8000"},
        {"BASE_URL": "https://localhost.evil.example"},
        {"MODE": "development", "BASE_URL": "https://forum.example"},
    ],
)
def test_what_others_reach_is_production_and_needs_a_secret(settings, environ):
    with pytest.raises(ConfigurationError, match="SECRET_KEY"):
        settings(**environ)
    with pytest.raises(ConfigurationError, match="SECRET_KEY"):
        settings(**environ, SECRET_KEY="short")
    assert settings(**environ, SECRET_KEY=SECRET)["MODE"] == "production"


@pytest.mark.parametrize("address", ["http://[", "ftp://127.0.0.1"])
def test_an_address_that_is_none_is_refused_with_its_name(settings, address):
    with pytest.raises(ConfigurationError, match="BASE_URL"):
        settings(BASE_URL=address, SECRET_KEY=SECRET)


def test_limits_are_on_unless_they_are_turned_off(settings):
    assert settings()["RATELIMIT_ENABLED"] is True
    assert settings(LIMITS="0")["RATELIMIT_ENABLED"] is False


@pytest.mark.parametrize("name", ["two words", "a+b", "line\nbreak", "x" * 201])
def test_a_name_that_no_log_may_have_is_refused(settings, name):
    with pytest.raises(ConfigurationError, match="LOG_ORIGIN"):
        settings(LOG_ORIGIN=name)
    assert settings()["LOG_ORIGIN"] is None
    assert settings(LOG_ORIGIN="forum.example/log")["LOG_ORIGIN"] == "forum.example/log"
