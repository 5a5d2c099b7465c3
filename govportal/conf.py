"""Reads the environment for :mod:`govportal.settings`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

TRUE = {"1", "true", "yes", "on"}
REQUIRED = {
    "SECRET_KEY": "$(python3 -c 'import secrets; print(secrets.token_urlsafe(50))')",
    "DATABASE_URL": "postgresql://govportal:…@127.0.0.1:5432/govportal",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}
"""What the production profile can't do without, with an example of each."""


class EnvironmentProblem(ImproperlyConfigured):
    """A variable of the environment is missing or wrong; told in both languages."""


def flag(name: str) -> bool:
    """Return whether the variable *name* says yes."""
    return os.environ.get(name, "").lower() in TRUE


def listed(name: str) -> list[str]:
    """Return the comma-separated variable *name* as a list."""
    return [item.strip() for item in os.environ.get(name, "").split(",") if item.strip()]


def required(name: str) -> str:
    """Return the variable *name*.

    Raises:
        EnvironmentProblem: it is not set; the others that are missing too are named with it.
    """
    value = os.environ.get(name, "")
    if not value:
        raise EnvironmentProblem(_missing())
    return value


def _missing() -> str:
    names = [name for name in REQUIRED if not os.environ.get(name)]
    listed_names = ", ".join(names)
    return "\n".join(
        [
            f"Thiếu biến môi trường mà hồ sơ production cần: {listed_names}.",
            "Đặt biến rồi chạy lại lệnh; SECRET_KEY tạo một lần rồi giữ nguyên. Chạy thử trên máy "
            "của mình thì đặt GOVPORTAL_PROFILE=development.",
            f"The environment lacks what the production profile needs: {listed_names}.",
            "Set them and run the command again; make SECRET_KEY once and keep it. To try it on "
            "your own machine set GOVPORTAL_PROFILE=development.",
            *(f"  export {name}={REQUIRED[name]}" for name in names),
        ]
    )


def whole_number(name: str, usual: int) -> int:
    """Return the variable *name* as a number, *usual* without it.

    Raises:
        EnvironmentProblem: it is no whole number.
    """
    text = os.environ.get(name, "") or str(usual)
    if not text.isdecimal():
        raise EnvironmentProblem(
            f"{name} phải là số nguyên không âm, không phải {text!r}. / "
            f"{name} must be a whole number from 0, not {text!r}."
        )
    return int(text)


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
        EnvironmentProblem: production without ``DATABASE_URL``, or an address of another kind.
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
    parts = _parts(address)
    if parts is None or parts.scheme not in {"postgres", "postgresql"}:
        raise EnvironmentProblem(
            "DATABASE_URL phải có dạng postgresql://người_dùng:mật_khẩu@máy:5432/tên; trong mật "
            "khẩu viết %2F thay /, %40 thay @, %3A thay dấu hai chấm.\n"
            "DATABASE_URL must be postgresql://user:password@host:5432/name; in the password write "
            "%2F for /, %40 for @, %3A for a colon."
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


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def page_cache(redis_url: str, is_production: bool) -> str:
    """Return where public pages are kept: "redis", "process" (a single process) or "off".

    Raises:
        EnvironmentProblem: another word, or Redis without its address.
    """
    usual = "redis" if is_production and redis_url else "off"
    mode = os.environ.get("GOVPORTAL_PAGE_CACHE", "") or usual
    if mode not in {"redis", "process", "off"}:
        raise EnvironmentProblem(
            f"GOVPORTAL_PAGE_CACHE phải là redis, process hoặc off, không phải {mode!r}. / "
            f"GOVPORTAL_PAGE_CACHE must be redis, process or off, not {mode!r}."
        )
    if mode == "redis" and not redis_url:
        raise EnvironmentProblem(
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
        "port": whole_number("EMAIL_PORT", 25),
        "username": os.environ.get("EMAIL_HOST_USER", ""),
        "password": os.environ.get("EMAIL_HOST_PASSWORD", ""),
        "use_tls": flag("EMAIL_USE_TLS"),
    }
