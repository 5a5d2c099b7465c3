"""Accounts for people who are invited: they choose their own password by a link that expires."""

from __future__ import annotations

from functools import partial
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from wagtail.admin.utils import get_admin_base_url

from govportal.accounts import letters
from govportal.boards.assignments import Assignment


def make_account(data: dict[str, Any]) -> Any:
    """Return a new account without a password, made of the names and the address in *data*."""
    names = {name: data[name] for name in ("first_name", "last_name")}
    return get_user_model().objects.create_user(data["username"], data["email"], None, **names)


def send_after_commit(assignment: Assignment) -> None:
    """Invite the person of *assignment* as soon as it is stored."""
    transaction.on_commit(partial(send, assignment))


def send(assignment: Assignment) -> bool:
    """Send the invitation; return whether the mail server took it."""
    user = assignment.user
    values = {
        "assignment": assignment,
        "url": (get_admin_base_url() or "") + link_of(user),
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
    }
    return letters.send("invitation", [user.email], values)


def link_of(user: Any) -> str:
    """Return the path at which *user* chooses a password."""
    names = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=names)
