"""How the environment becomes settings."""

import os
import subprocess
import sys
from pathlib import Path

import django
import pytest

from govportal import conf

ROOT = Path(__file__).parents[1]


@pytest.fixture
def mail_server(monkeypatch):
    monkeypatch.setenv("EMAIL_HOST", "thu.minhhoa.gov.vn")
    monkeypatch.setenv("EMAIL_PORT", "587")
    monkeypatch.setenv("EMAIL_HOST_USER", "cong")
    monkeypatch.setenv("EMAIL_HOST_PASSWORD", "mat-khau")
    monkeypatch.setenv("EMAIL_USE_TLS", "true")


def test_mail_server_before_django_6_1(mail_server, monkeypatch):
    monkeypatch.setattr(django, "VERSION", (6, 0, 10, "final", 0))
    assert conf.mail(is_production=True) == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "thu.minhhoa.gov.vn",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_USER": "cong",
        "EMAIL_HOST_PASSWORD": "mat-khau",
        "EMAIL_USE_TLS": True,
    }


def test_mail_server_from_django_6_1_on(mail_server, monkeypatch):
    monkeypatch.setattr(django, "VERSION", (6, 1, 0, "final", 0))
    mailer = conf.mail(is_production=True)["MAILERS"]["default"]
    assert mailer["BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert mailer["OPTIONS"] == {
        "host": "thu.minhhoa.gov.vn",
        "port": 587,
        "username": "cong",
        "password": "mat-khau",
        "use_tls": True,
    }


@pytest.mark.parametrize("version", [(5, 2), (6, 1)])
def test_mail_of_development_leaves_no_machine(mail_server, monkeypatch, version):
    monkeypatch.setattr(django, "VERSION", version)
    settings = str(conf.mail(is_production=False))
    assert "console" in settings
    assert "thu.minhhoa.gov.vn" not in settings


# --- what is missing or wrong ---------------------------------------------------------------------


def manage(tmp_path, *arguments, **variables):
    """Run the example province's ``manage.py`` in production with *variables* alone set."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return subprocess.run(
        [sys.executable, "example_province/manage.py", *arguments],
        cwd=ROOT, capture_output=True, text=True,
        env={
            **kept, "GOVPORTAL_PROFILE": "production", "GOVPORTAL_VAR": str(tmp_path),
            "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **variables,
        },
    )  # fmt: skip


@pytest.mark.parametrize("command", ["check", "govportal"])
def test_command_says_which_variables_are_missing_without_a_traceback(tmp_path, command):
    arguments = ["provision"] if command == "govportal" else []
    done = manage(tmp_path, command, *arguments, REDIS_URL="redis://127.0.0.1:6379/0")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    vietnamese, _remedy, english, _how, *exports = done.stderr.splitlines()
    assert vietnamese.endswith("production cần: SECRET_KEY, DATABASE_URL.")
    assert english.endswith("production profile needs: SECRET_KEY, DATABASE_URL.")
    assert [line.split("=")[0] for line in exports] == [
        "  export SECRET_KEY",
        "  export DATABASE_URL",
    ]


def test_command_on_a_database_without_tables_says_to_migrate_first(tmp_path):
    done = manage(tmp_path, "govportal", "provision", GOVPORTAL_PROFILE="development")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "chạy manage.py migrate trước" in done.stderr
    assert "run manage.py migrate first" in done.stderr


@pytest.mark.parametrize(
    "address", ["mysql://u:p@h/n", "postgresql://u:p/w@h/n", "postgresql://u:p[w@h/n", "govportal"]
)
def test_wrong_address_of_the_database_is_told_without_the_password(monkeypatch, tmp_path, address):
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(conf.EnvironmentProblem) as problem:
        conf.database(tmp_path, is_production=True)
    assert "phải có dạng postgresql://" in str(problem.value)
    assert "must be postgresql://" in str(problem.value)
    assert "p/w" not in str(problem.value) and "p[w" not in str(problem.value)


def test_wrong_number_is_told(mail_server, monkeypatch):
    monkeypatch.setenv("EMAIL_PORT", "smtp")
    with pytest.raises(conf.EnvironmentProblem, match="EMAIL_PORT phải là số nguyên"):
        conf.mail(is_production=True)
