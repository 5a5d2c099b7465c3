"""System checks refuse what would loosen security, and pass a proper production installation."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.checks import Tags, run_checks

from govportal import checks

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "tests.production_settings",
    "GOVPORTAL_PROFILE": "production",
    "SECRET_KEY": "k3y-of-a-test-that-is-long-and-has-many-different-letters-0123456789",
    "DATABASE_URL": "postgresql://portal:secret@database.invalid/portal",
    "REDIS_URL": "redis://cache.invalid:6379/0",
    "S3_BUCKET": "portal",
    "S3_ENDPOINT_URL": "https://kho.minhhoa.gov.vn",
    "GOVPORTAL_ADMIN_URL": "https://minhhoa.gov.vn",
}


def found():
    messages = run_checks(tags=[Tags.security])
    return {message.id.removeprefix("govportal."): message for message in messages}


def check_deploy(tmp_path, **environment):
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "-W", "error", "-m", "django", "check", "--deploy"]
    return subprocess.run(
        [*command, "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**inherited, **PRODUCTION, "GOVPORTAL_VAR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def production(monkeypatch):
    """Return the settings of a complete installation; Django's own stay as they are."""
    made = SimpleNamespace(
        GOVPORTAL_PROFILE="production",
        GOVPORTAL_TRIAL=False,
        DEBUG=False,
        SECRET_KEY=PRODUCTION["SECRET_KEY"],
        DATABASES={"default": {"ENGINE": "django.db.backends.postgresql"}},
        CACHES={"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}},
        STORAGES={"default": {"BACKEND": "storages.backends.s3.S3Storage"}},
        SECURE_SSL_REDIRECT=True,
        SECURE_HSTS_SECONDS=31536000,
        SESSION_COOKIE_SECURE=True,
        CSRF_COOKIE_SECURE=True,
    )
    monkeypatch.setattr(checks, "settings", made)
    return made


def found_in_production():
    messages = [*checks.trial_is_only_a_trial(None), *checks.production_is_complete(None)]
    return [message.id.removeprefix("govportal.") for message in messages]


def test_tests_and_trials_have_no_errors():
    assert not [name for name in found() if name.startswith("E")]


def test_complete_production_has_no_messages(production):
    assert found_in_production() == []


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("security.mfa_required", False),
        ("security.password_min_length", 6),
        ("security.password_max_age", 400),
        ("security.session_idle", 60),
        ("security.lockout_failures", 50),
    ],
)
def test_deployment_may_not_loosen_a_rule(settings, rule, value):
    settings.GOVPORTAL_RULES = {rule: value}
    message = found()["E020"]
    assert rule in message.msg
    assert " / " in message.msg
    assert " / " in message.hint


def test_deployment_may_tighten_a_rule(settings):
    settings.GOVPORTAL_RULES = {"security.session_idle": 5}
    assert "E020" not in found()


@pytest.mark.parametrize(
    "rules", [{"security.sesion_idle": 5}, {"security.session_idle": "5"}, {"security.level": True}]
)
def test_unreadable_rule_of_the_deployment_is_an_error_and_no_crash(settings, rules):
    settings.GOVPORTAL_RULES = rules
    assert "E021" in found()


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("GOVPORTAL_TRIAL", True, "E022"),
        ("SECRET_KEY", "short", "E023"),
        ("DEBUG", True, "E023"),
        ("DATABASES", {"default": {"ENGINE": "django.db.backends.sqlite3"}}, "E024"),
        (
            "CACHES",
            {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
            "E025",
        ),
        ("SECURE_SSL_REDIRECT", False, "E026"),
        ("SECURE_HSTS_SECONDS", 0, "E026"),
        ("SESSION_COOKIE_SECURE", False, "E026"),
        ("CSRF_COOKIE_SECURE", False, "E026"),
        (
            "STORAGES",
            {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}},
            "W020",
        ),
    ],
)
def test_incomplete_production_is_named(production, name, value, expected):
    setattr(production, name, value)
    assert found_in_production() == [expected]


def test_wrong_extra_source_is_named(settings):
    settings.GOVPORTAL_CSP_EXTRA_SOURCES = {"script-src": ["https://cdn.example.com"]}
    assert "script-src https://cdn.example.com" in found()["E027"].msg


@pytest.mark.parametrize(
    "name", ["CONTENT_SECURITY_POLICY", "GOVPORTAL_ADMIN_CONTENT_SECURITY_POLICY"]
)
def test_unsafe_policy_is_named(settings, name):
    directives = {**getattr(settings, name)["DIRECTIVES"], "script-src": ["'unsafe-inline'"]}
    setattr(settings, name, {"DIRECTIVES": directives})
    assert name in found()["E028"].msg


def test_missing_or_misplaced_middleware_is_named(settings):
    whole = settings.MIDDLEWARE
    settings.MIDDLEWARE = [name for name in whole if "IdleSession" not in name]
    assert "E029" in found()
    settings.MIDDLEWARE = [*whole, "tests.anything"]
    assert "E029" in found()


def test_missing_guard_is_named(settings):
    settings.AUTH_PASSWORD_VALIDATORS = settings.AUTH_PASSWORD_VALIDATORS[:-1]
    assert "HistoryValidator" in found()["E030"].msg


def test_check_deploy_is_clean_in_production_without_any_server(tmp_path):
    done = check_deploy(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_check_deploy_refuses_a_trial_in_production(tmp_path):
    done = check_deploy(tmp_path, GOVPORTAL_TRIAL="1")
    assert done.returncode == 1
    assert "govportal.E022" in done.stderr


def test_production_cookies_can_not_be_planted_by_a_neighbouring_host(tmp_path):
    script = "from tests.production_settings import *; print(SESSION_COOKIE_NAME, CSRF_COOKIE_NAME)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, **PRODUCTION, "GOVPORTAL_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(name.startswith("__Host-") for name in done.stdout.split())


def test_wrong_proxy_count_is_explained(tmp_path):
    done = check_deploy(tmp_path, GOVPORTAL_PROXY_COUNT="many")
    assert done.returncode == 1
    assert "GOVPORTAL_PROXY_COUNT phải là" in done.stderr
