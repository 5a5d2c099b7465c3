"""What allauth asks about accounts and second factors, answered the way an authority needs."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url

from govportal import law, plugins
from govportal.security import lockout


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; the lockout comes before every other limit."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: accounts are made by administrators."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that lockout and log use too."""
        return lockout.client_ip(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where to go on with a new password: the admin."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse who is locked out, so that one page explains it however often they try."""
        if lockout.is_locked_out(request, **credentials):
            request.axes_locked_out = True  # type: ignore[attr-defined]
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors are kept encrypted and can't be given up while the law asks for them."""

    def get_totp_issuer(self) -> str:
        """Return the name that the authenticator app shows: the province's."""
        return str(plugins.province().name.vi)

    def encrypt(self, text: str) -> str:
        """Return *text* encrypted with the installation's secret key."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what :meth:`encrypt` was given, also under a former secret key."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether administration without a second factor is lawful."""
        return not law.value("security.mfa_required")


def _cipher() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"govportal.mfa:{secret}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
