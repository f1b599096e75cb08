"""The database of users, sessions and audit: SQLite in the home directory, or PostgreSQL by its address."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from web.site.configuration import Configuration, ConfigurationFault


def databases(configuration: Configuration) -> dict[str, dict[str, Any]]:
    """Django's `DATABASES`.

    Raises:
        ConfigurationFault: the address is not one of PostgreSQL.
    """
    if configuration.database_url is None:
        return {"default": _sqlite(configuration)}
    return {"default": _postgresql(configuration.database_url)}


def _sqlite(configuration: Configuration) -> dict[str, Any]:
    """Write-ahead log, so that readers never wait; a transaction takes its turn to write when it begins."""
    options = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(configuration.database_file),
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ConfigurationFault("TILLSYNSRADAR_DATABASE_URL ska vara postgresql://användare:lösenord@värd/databas")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
    }
