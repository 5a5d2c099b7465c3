"""Password rules of law, for every form and command that sets one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.signals import password_changed as owner_changed_password
from allauth.account.signals import password_reset as owner_reset_password
from allauth.account.signals import password_set as owner_set_password
from allauth.core import context
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models.signals import post_save
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from govportal import law
from govportal.security import audit
from govportal.security.models import AccountState, PasswordHistory


class LengthValidator:
    """Refuses a password that is shorter than the law allows."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError for a password that is too short."""
        if len(password) < law.number("security.password_min_length"):
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        least = law.number("security.password_min_length")
        return ngettext(
            "The password must have at least %(least)d character.",
            "The password must have at least %(least)d characters.",
            least,
        ) % {"least": least}


class CharacterClassValidator:
    """Refuses a password with too few classes of characters."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError for a password made of too few classes."""
        if classes_in(password) < law.number("security.password_classes"):
            raise ValidationError(self.get_help_text(), code="password_too_uniform")

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        return _(
            "The password must have at least %(least)d of these four classes: upper case "
            "letters, lower case letters, digits, special characters (such as ! @ # $ %%)."
        ) % {"least": law.number("security.password_classes")}


class HistoryValidator:
    """Refuses the last passwords of an account, and remembers each new one.

    Django tells it of every password set on a user, whichever form or command did it.
    """

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError for a password that *user* had lately."""
        if user is None or user.pk is None:
            return
        if any(check_password(password, former) for former in _former(user)):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def password_changed(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Remember the password that *user* was given."""
        if user is not None and user.pk is not None:
            remember(user)

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        count = law.number("security.password_history")
        return ngettext(
            "The password may not be the last one you used.",
            "The password may not be one of the last %(count)d you used.",
            count,
        ) % {"count": count}


def classes_in(password: str) -> int:
    """Return how many of the four classes of characters *password* has."""
    has_upper = any(character.isupper() for character in password)
    has_lower = any(character.islower() for character in password)
    has_digit = any(character.isdigit() for character in password)
    has_special = any(not character.isalnum() and not character.isspace() for character in password)
    return has_upper + has_lower + has_digit + has_special


def remember(user: AbstractBaseUser) -> None:
    """Note that *user* has a new password, and forget those too old to matter."""
    latest = PasswordHistory.objects.filter(user=user).first()
    if latest is not None and latest.password == user.password:
        return
    now = timezone.now()
    PasswordHistory.objects.create(user=user, password=user.password, changed_at=now)
    kept = PasswordHistory.objects.filter(user=user)[: law.number("security.password_history")]
    PasswordHistory.objects.filter(user=user).exclude(pk__in=[row.pk for row in kept]).delete()
    request = context.request
    actor = getattr(request, "user", None)
    AccountState.objects.update_or_create(
        user=user,
        defaults={"must_change_password": actor != user, "password_changed_at": now},
    )
    if latest is not None:
        audit.record("govportal.password_changed", user, request, actor=actor)


def must_change(user: AbstractBaseUser) -> bool:
    """Return whether *user* owes a new password: given by somebody else, or too old."""
    if not user.has_usable_password():
        return False
    state = AccountState.objects.filter(user=user).first()
    if state is None or state.must_change_password:
        return bool(law.value("security.password_change_at_first_login"))
    age = timezone.now() - state.password_changed_at
    return age >= timedelta(days=law.number("security.password_max_age"))


def connect() -> None:
    """Take note of new accounts, and of passwords that their owners chose."""
    post_save.connect(_remember_first, sender=get_user_model(), dispatch_uid="govportal.first")
    for signal in (owner_changed_password, owner_reset_password, owner_set_password):
        signal.connect(_trust, dispatch_uid="govportal.owner")


def _former(user: AbstractBaseUser) -> list[str]:
    count = law.number("security.password_history")
    remembered = PasswordHistory.objects.filter(user=user).values_list("password", flat=True)
    return list({user.password: None, **dict.fromkeys(remembered[:count])})


def _remember_first(
    sender: object, instance: AbstractBaseUser, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    if created and not raw and instance.has_usable_password():
        remember(instance)


def _trust(sender: object, user: AbstractBaseUser, **kwargs: Any) -> None:
    AccountState.objects.filter(user=user).update(must_change_password=False)
