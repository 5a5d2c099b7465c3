"""How the environment becomes settings."""

import django
import pytest

from govportal import conf


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
