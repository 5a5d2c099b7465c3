"""Holds staff to what their account owes before it may administer: a new password, two factors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_used
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _

from govportal import law
from govportal.security import passwords, places

SECOND_FACTOR = "govportal_second_factor"
PASSWORD_SEEN = "govportal_password_seen"  # noqa: S105  a key of the session
ALWAYS_OPEN = {
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "admin:logout",
    "admin:jsi18n",
    "govportal_session",
}
_further_duties: list[Callable[[HttpRequest], str]] = []


class AccountDutiesMiddleware:
    """Sends staff to what they must do before any address of the admin answers them.

    A session that reached the admin without its account's second factor, through whatever
    sign-in page, is ended.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer in place of the admin's view when the account owes something."""
        if settings.GOVPORTAL_TRIAL or not places.is_admin(request):
            return None
        if not request.user.is_authenticated or request.resolver_match.view_name in ALWAYS_OPEN:
            return None
        duty = open_duty(request)
        return _sent_to(request, duty) if duty else None


def open_duty(request: HttpRequest) -> str:
    """Return the name of the page where the account must go first, empty when it owes nothing."""
    needs_factor = _needs_second_factor(request)
    if needs_factor and is_mfa_enabled(request.user):
        logout(request)
        return "account_login"
    if _owes_password(request):
        return "account_change_password"
    if needs_factor:
        return "mfa_activate_totp"
    return next((name for duty in _further_duties if (name := duty(request))), "")


def add_duty(duty: Callable[[HttpRequest], str]) -> None:
    """Ask *duty* too, which names the page where the account must go, empty for none."""
    if duty not in _further_duties:
        _further_duties.append(duty)


def connect() -> None:
    """Note in the session that its account's second factor was shown."""
    authenticator_added.connect(_note_added, dispatch_uid="govportal.accounts")
    authenticator_used.connect(_note_used, dispatch_uid="govportal.accounts")


def _needs_second_factor(request: HttpRequest) -> bool:
    shown = request.session.get(SECOND_FACTOR) == str(request.user.pk)
    return not shown and bool(law.value("security.mfa_required"))


def _owes_password(request: HttpRequest) -> bool:
    # Once a day is enough: a password set by somebody else ends the sessions of its account.
    today = timezone.localdate().isoformat()
    if request.session.get(PASSWORD_SEEN) == today:
        return False
    owes = passwords.must_change(request.user)
    if not owes:
        request.session[PASSWORD_SEEN] = today
    return owes


def _sent_to(request: HttpRequest, name: str) -> HttpResponse:
    wants_json = "application/json" in request.headers.get("Accept", "")
    if wants_json or request.headers.get("X-Requested-With") == "XMLHttpRequest":
        message = _("Your account has something to complete first: reload this page.")
        return JsonResponse({"error": message}, status=403)
    query = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{resolve_url(name)}?{query}")


def _note_added(
    sender: object, request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any
) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        request.session[SECOND_FACTOR] = str(user.pk)


def _note_used(sender: object, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    request.session[SECOND_FACTOR] = str(user.pk)
