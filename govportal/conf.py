"""Reads the environment for :mod:`govportal.settings`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

TRUE = {"1", "true", "yes", "on"}


def flag(name: str) -> bool:
    """Return whether the variable *name* says yes."""
    return os.environ.get(name, "").lower() in TRUE


def listed(name: str) -> list[str]:
    """Return the comma-separated variable *name* as a list."""
    return [item.strip() for item in os.environ.get(name, "").split(",") if item.strip()]


def required(name: str) -> str:
    """Return the variable *name*.

    Raises:
        ImproperlyConfigured: it is not set.
    """
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"Hồ sơ production cần biến môi trường {name}. / "
            f"The production profile needs the environment variable {name}."
        )
    return value


def development_secret(folder: Path) -> str:
    """Return the secret key kept in *folder*, made at the first start."""
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
    return path.read_text()


def database(folder: Path, is_production: bool) -> dict[str, Any]:
    """Return the database of ``DATABASE_URL``; in development, SQLite in *folder* without it.

    Raises:
        ImproperlyConfigured: production without ``DATABASE_URL``, or an address of another kind.
    """
    address = required("DATABASE_URL") if is_production else os.environ.get("DATABASE_URL", "")
    return _postgresql(address) if address else _sqlite(folder)


def _sqlite(folder: Path) -> dict[str, Any]:
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "govportal.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
        # Opening reads how all tables are made, which takes longer than a page of results.
        "CONN_MAX_AGE": 60,
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            "DATABASE_URL phải có dạng postgresql://… / DATABASE_URL must be postgresql://…"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def page_cache(redis_url: str, is_production: bool) -> str:
    """Return where public pages are kept: "redis", "process" (a single process) or "off".

    Raises:
        ImproperlyConfigured: another word, or Redis without its address.
    """
    usual = "redis" if is_production and redis_url else "off"
    mode = os.environ.get("GOVPORTAL_PAGE_CACHE", "") or usual
    if mode not in {"redis", "process", "off"}:
        raise ImproperlyConfigured(
            f"GOVPORTAL_PAGE_CACHE phải là redis, process hoặc off, không phải {mode!r}. / "
            f"GOVPORTAL_PAGE_CACHE must be redis, process or off, not {mode!r}."
        )
    if mode == "redis" and not redis_url:
        raise ImproperlyConfigured(
            "GOVPORTAL_PAGE_CACHE=redis cần có REDIS_URL. / "
            "GOVPORTAL_PAGE_CACHE=redis needs REDIS_URL."
        )
    return mode


def mail(is_production: bool) -> dict[str, Any]:
    """Return Django's settings of the mail server; in development, mail goes to the screen.

    Django 6.1 has ``MAILERS`` and refuses ``EMAIL_…`` besides it; earlier releases lack it.
    """
    kind = "smtp" if is_production else "console"
    backend = f"django.core.mail.backends.{kind}.EmailBackend"
    server = _mail_server() if is_production else {}
    if django.VERSION >= (6, 1):
        return {"MAILERS": {"default": {"BACKEND": backend, "OPTIONS": server}}}
    names = {"username": "HOST_USER", "password": "HOST_PASSWORD"}
    older = {f"EMAIL_{names.get(name, name.upper())}": value for name, value in server.items()}
    return {"EMAIL_BACKEND": backend, **older}


def _mail_server() -> dict[str, Any]:
    return {
        "host": os.environ.get("EMAIL_HOST", "localhost"),
        "port": int(os.environ.get("EMAIL_PORT", "25")),
        "username": os.environ.get("EMAIL_HOST_USER", ""),
        "password": os.environ.get("EMAIL_HOST_PASSWORD", ""),
        "use_tls": flag("EMAIL_USE_TLS"),
    }
