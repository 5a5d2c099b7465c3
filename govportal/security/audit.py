"""Who signed in, failed, was locked out or changed how they sign in: in Wagtail's own log."""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals as mfa
from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log

from govportal.security import lockout

ACTIONS = {
    "govportal.signed_in": (_("Sign in"), _("Signed in")),
    "govportal.sign_in_failed": (_("Failed sign-in"), _("Sign-in failed")),
    "govportal.signed_out": (_("Sign out"), _("Signed out")),
    "govportal.session_ended": (_("End of an idle session"), _("Idle session ended")),
    "govportal.locked_out": (_("Lockout"), _("Locked out after failed sign-ins")),
    "govportal.password_changed": (_("Change of password"), _("Password changed")),
    "govportal.second_factor_added": (_("New second factor"), _("Second factor added")),
    "govportal.second_factor_removed": (_("Removed second factor"), _("Second factor removed")),
    "govportal.second_factor_failed": (_("Failed second factor"), _("Second factor failed")),
}


def register_actions(registry: LogActionRegistry) -> None:
    """Give Wagtail the labels of the entries."""
    for action, (label, message) in ACTIONS.items():
        registry.register_action(action, label, message)


def record(
    action: str,
    user: AbstractBaseUser | None,
    request: HttpRequest | None,
    actor: AbstractBaseUser | None = None,
    **data: Any,
) -> None:
    """Log what happened to the account of *user*, None for a name that has no account.

    The typed name of an unknown account is not kept: it may be a password in the wrong field.
    """
    title = None
    if user is None:
        user, title = get_user_model()(pk=0), gettext("Unknown account")
    if address := lockout.client_ip(request):
        data["ip"] = address
    by = actor if actor is not None and actor.is_authenticated else None
    log(user, action, user=by, title=title, data=data)


def connect() -> None:
    """Listen to Django, axes and allauth."""
    user_logged_in.connect(_signed_in, dispatch_uid="govportal.audit")
    user_logged_out.connect(_signed_out, dispatch_uid="govportal.audit")
    user_login_failed.connect(_failed, dispatch_uid="govportal.audit")
    user_locked_out.connect(_locked_out, dispatch_uid="govportal.audit")
    mfa.authenticator_added.connect(_factor_added, dispatch_uid="govportal.audit")
    mfa.authenticator_removed.connect(_factor_removed, dispatch_uid="govportal.audit")
    mfa.authentication_failed.connect(_factor_failed, dispatch_uid="govportal.audit")


def _account(username: str | None) -> AbstractBaseUser | None:
    model = get_user_model()
    return model.objects.filter(**{model.USERNAME_FIELD: username or ""}).first()


def _signed_in(sender: object, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> None:
    record("govportal.signed_in", user, request, actor=user)


def _signed_out(
    sender: object, request: HttpRequest, user: AbstractBaseUser | None, **kwargs: Any
) -> None:
    if user is not None:
        is_idle = getattr(request, "is_idle", False)
        action = "govportal.session_ended" if is_idle else "govportal.signed_out"
        record(action, user, request, actor=user)


def _failed(
    sender: object, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    record("govportal.sign_in_failed", _account(credentials.get("username")), request)


def _locked_out(sender: object, request: HttpRequest, username: str, **kwargs: Any) -> None:
    record("govportal.locked_out", _account(username), request)


def _factor_added(sender: object, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    kind = kwargs["authenticator"].type
    record("govportal.second_factor_added", user, request, actor=user, kind=kind)


def _factor_removed(sender: object, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    kind = kwargs["authenticator"].type
    record("govportal.second_factor_removed", user, request, actor=request.user, kind=kind)


def _factor_failed(sender: object, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    record("govportal.second_factor_failed", user, request)
