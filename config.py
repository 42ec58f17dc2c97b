"""Settings, read once from the environment; refuses to start unsafely."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class ConfigurationError(RuntimeError):
    """The environment asks for something unsafe or impossible; the message says what to set."""


def from_environment(environ=os.environ) -> dict:
    """Return Flask settings from `environ`; raises ConfigurationError where it is unsafe."""
    data_dir = Path(environ.get("DATA_DIR") or ROOT / "instance").resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    host = environ.get("HOST") or "127.0.0.1"
    port = _number(environ, "PORT", 8000)
    production = _is_production(environ, host)
    return {
        "MODE": "production" if production else "development",
        "DATA_DIR": data_dir,
        "SECRET_KEY": _secret_key(environ, data_dir, production),
        "BASE_URL": _base_url(environ, production, f"http://{host}:{port}"),
        "SQLALCHEMY_DATABASE_URI": _database_url(environ, data_dir),
        "REDIS_URL": environ.get("REDIS_URL") or None,
        "MAIL_URL": environ.get("MAIL_URL") or None,
        "MAIL_FROM": environ.get("MAIL_FROM") or "Wartemarke <no-reply@localhost>",
        "HOST": host,
        "PORT": port,
        "WEB_WORKERS": _number(environ, "WEB_WORKERS", 2),
        "DEMO": environ.get("DEMO", "1") != "0",
        "COMPANY_NAME": environ.get("COMPANY_NAME") or "",
        "RATELIMIT_ENABLED": environ.get("LIMITS", "1") != "0",
        "DEFAULT_LANGUAGE": _language(environ),
        "TRUSTED_PROXIES": _number(environ, "TRUSTED_PROXIES", 0),
        "LOG_ORIGIN": _log_origin(environ),
        "LOG_KEY": environ.get("LOG_KEY") or None,
        "PRECEDENT_CLAIM_HOURS": _hours(environ, "PRECEDENT_CLAIM_HOURS", 72),
        # § 58(3) of the Telecommunications Act: days three and four, then from day five.
        "OUTAGE_EUROS": _number(environ, "OUTAGE_EUROS", 5),
        "OUTAGE_PERCENT": _number(environ, "OUTAGE_PERCENT", 10),
        "OUTAGE_HIGHER_EUROS": _number(environ, "OUTAGE_HIGHER_EUROS", 10),
        "OUTAGE_HIGHER_PERCENT": _number(environ, "OUTAGE_HIGHER_PERCENT", 20),
    }


def _is_production(environ, host: str) -> bool:
    """Whatever other machines can reach, perhaps through a proxy on this one, is no development."""
    asked = environ.get("MODE", "development") == "production"
    return asked or not {host, _public_host(environ) or host} <= LOOPBACK


def _public_host(environ) -> str | None:
    try:
        return urlsplit(environ.get("BASE_URL") or "").hostname
    except ValueError as error:
        raise ConfigurationError("BASE_URL is not an address.") from error


def _secret_key(environ, data_dir: Path, production: bool) -> str:
    given = environ.get("SECRET_KEY", "")
    if given and (len(given) >= 32 or not production):
        return given
    if production:
        raise ConfigurationError(
            "SECRET_KEY must be set to at least 32 random characters in production, for example "
            "the output of: python -c 'import secrets; print(secrets.token_hex(32))'"
        )
    return _kept_development_secret(data_dir / "development-secret")


def _kept_development_secret(file: Path) -> str:
    """There is no default secret: each development machine draws its own once and keeps it."""
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return file.read_text()


def _base_url(environ, production: bool, default: str) -> str:
    given = (environ.get("BASE_URL") or "").rstrip("/")
    if production and not given:
        raise ConfigurationError("BASE_URL must be set in production: links in mails need it.")
    if given and not given.startswith(("http://", "https://")):
        raise ConfigurationError("BASE_URL must start with http:// or https://.")
    return given or default


def _database_url(environ, data_dir: Path) -> str:
    """SQLAlchemy wants the driver named; operators paste what their provider shows them."""
    given = environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'wartemarke.sqlite'}"
    for plain in ("postgres://", "postgresql://"):
        if given.startswith(plain):
            return "postgresql+psycopg://" + given.removeprefix(plain)
    if not given.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ConfigurationError("DATABASE_URL must start with sqlite:/// or postgresql://.")
    return given


def _number(environ, name: str, default: int) -> int:
    try:
        return int(environ.get(name) or default)
    except ValueError as error:
        raise ConfigurationError(f"{name} must be a whole number.") from error


def _hours(environ, name: str, default: int) -> int:
    """A promised time: at least an hour, at most a year."""
    hours = _number(environ, name, default)
    if not 1 <= hours <= 366 * 24:
        raise ConfigurationError(f"{name} must be a number of hours from 1 to 8784.")
    return hours


def _log_origin(environ) -> str | None:
    """The name of the record in its checkpoints; unset it is made of BASE_URL."""
    given = environ.get("LOG_ORIGIN") or ""
    if any(character.isspace() or character in "+\x7f" or character < " " for character in given):
        raise ConfigurationError("LOG_ORIGIN must have neither spaces nor a plus.")
    if len(given) > 200:
        raise ConfigurationError("LOG_ORIGIN must be at most 200 characters long.")
    return given or None


def _language(environ) -> str:
    language = environ.get("DEFAULT_LANGUAGE") or "en"
    if language not in ("de", "en"):
        raise ConfigurationError("DEFAULT_LANGUAGE must be de or en.")
    return language
