"""Names of people in the order in which Vietnamese has them: the family name first.

Django puts it last. Wagtail's screens, histories and mails ask the account for its full name.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AbstractUser
from wagtail.admin.forms.account import NameEmailForm


def name_people() -> None:
    """Let full names begin with the family name, unless the user model has a way of its own."""
    NameEmailForm.field_order = ["last_name", "first_name"]
    model = get_user_model()
    if getattr(model, "get_full_name", None) is AbstractUser.get_full_name:
        model.get_full_name = family_name_first
    if getattr(model, "__str__", None) is AbstractBaseUser.__str__:
        model.__str__ = name_or_account


def family_name_first(user: Any) -> str:
    """Return the name of *user*, empty where none is recorded."""
    return f"{user.last_name} {user.first_name}".strip()


def name_or_account(user: Any) -> str:
    """Return how *user* is called where one is chosen or listed: the account where no name is."""
    return user.get_full_name() or user.get_username()
