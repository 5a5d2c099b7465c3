"""Accounts and sign-ins for the tests of security."""

from __future__ import annotations

import time

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from govportal.accounts.models import TermsAcceptance
from govportal.accounts.terms import VERSION
from govportal.security.models import AccountState

HOST = "minhhoa.gov.vn"
PASSWORD = "Song-Xanh-2026!"
LOGIN = "/tai-khoan/login/"


def client(**extra) -> Client:
    return Client(HTTP_HOST=HOST, **extra)


def staff(username="an", *, owes_password=False, owes_terms=False, with_factor=False, **fields):
    """An account with access to the admin; its password is PASSWORD."""
    user = get_user_model().objects.create_user(username, password=PASSWORD, **fields)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    AccountState.objects.filter(user=user).update(must_change_password=owes_password)
    if not owes_terms:
        TermsAcceptance.objects.create(user=user, version=VERSION)
    if with_factor:
        user.totp_secret = generate_totp_secret()
        TOTP.activate(user, user.totp_secret)
    return user


def code(secret: str) -> str:
    """What the authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(browser: Client, username="an", password=PASSWORD, **extra):
    return browser.post(LOGIN, {"login": username, "password": password}, **extra)


def send_code(browser: Client, path: str, secret: str):
    """Send what the authenticator app shows, and once more if that changed on the way."""
    shown = code(secret)
    answer = browser.post(path, {"code": shown})
    if answer.status_code == 200 and code(secret) != shown:
        answer = browser.post(path, {"code": code(secret)})
    return answer


def sign_in_fully(browser: Client, user) -> None:
    sign_in(browser, user.username)
    answer = send_code(browser, "/tai-khoan/2fa/authenticate/", user.totp_secret)
    assert answer.status_code == 302, answer.content.decode()


def confirm(browser: Client) -> None:
    """Enter the password once more, as changes of the second factor ask."""
    browser.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
