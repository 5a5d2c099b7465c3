"""Nobody raises rights of their own, and nobody sets by hand what follows from an assignment.

The highest right is given by those who have it, names the board's decision and is logged; the law
of the province may limit how many have it (ROLE-11).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.users.forms import UserCreationForm, UserEditForm

from govportal import law

SUPERUSER_GRANTED = "govportal.superuser_granted"


class RightsMixin:
    """Leaves portals' groups to assignments, and asks for the decision behind the highest right."""

    fields: dict[str, forms.Field]
    instance: Any
    cleaned_data: dict[str, Any]
    initial: dict[str, Any]
    actor: Any

    def limit_rights(self, actor: Any) -> None:
        """Fix what *actor* may not set on this account."""
        self.actor = actor
        self._was_superuser = bool(self.instance.pk and self.instance.is_superuser)
        if not actor.is_superuser:
            self.fields["board_reference"].disabled = True
            self._fix("is_superuser")
        if self.instance.pk is not None and self.instance == actor:
            self._fix("groups")
        groups = self.fields["groups"]
        groups.queryset = Group.objects.filter(portal_group=None)
        groups.help_text = _("Roles on a portal follow from assignments and seats on the board.")
        if self.instance.pk is not None:
            self.initial["groups"] = list(self.instance.groups.filter(portal_group=None))

    def _fix(self, name: str) -> None:
        if field := self.fields.get(name):
            field.disabled = True

    def clean_groups(self) -> Any:
        """Return the chosen groups with those that follow from assignments."""
        chosen = self.cleaned_data["groups"]
        ids = set(chosen.values_list("pk", flat=True))
        if self.instance.pk is not None:
            kept = self.instance.groups.exclude(portal_group=None)
            ids |= set(kept.values_list("pk", flat=True))
        return Group.objects.filter(pk__in=ids)

    def clean_is_superuser(self) -> bool:
        """Refuse one more account with the highest right than the rule allows."""
        wanted: bool = self.cleaned_data["is_superuser"]
        there = get_user_model().objects.filter(is_superuser=True, is_active=True).count()
        if wanted and not self._was_superuser and there >= law.number("accounts.superusers"):
            raise forms.ValidationError(
                _("%(count)d accounts have the highest right already. Take it from one first.")
                % {"count": there}
            )
        return wanted

    def clean(self) -> dict[str, Any]:
        """Demand the decision behind a new highest right."""
        data: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        self.is_granted = bool(data.get("is_superuser")) and not self._was_superuser
        if self.is_granted and not (data.get("board_reference") or "").strip():
            text = _("Name the decision by which the Editorial Board assigned this right.")
            self.add_error("board_reference", text)  # type: ignore[attr-defined]
        return data

    def save(self, commit: bool = True) -> Any:
        """Save the account; log a new highest right with its decision."""
        user = super().save(commit)  # type: ignore[misc]
        if commit and self.is_granted:
            reference = self.cleaned_data["board_reference"]
            log(user, SUPERUSER_GRANTED, user=self.actor, data={"reference": reference})
        return user


def reference_field() -> forms.CharField:
    """Return the field for the board's decision."""
    return forms.CharField(
        label=gettext_lazy("Decision of the Editorial Board"), required=False, max_length=120,
        help_text=gettext_lazy("Needed to give the highest right; kept in the log."),
    )  # fmt: skip


class AccountCreationForm(RightsMixin, UserCreationForm):
    """Makes an account."""

    board_reference = reference_field()


class AccountEditForm(RightsMixin, UserEditForm):
    """Changes an account."""

    board_reference = reference_field()


def refuse_superior(request: HttpRequest, user: Any) -> None:
    """Keep the accounts with the highest right from those who have it not.

    Raises:
        PermissionDenied: who could set such an account's password would have its rights.
    """
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied


def refuse_assigning(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Refuse to give a group to many accounts at once: it would pass by every rule above."""
    if action_type != "assign_role":
        return None
    messages.error(request, _("Roles follow from assignments. Add the person as a member."))
    return redirect("wagtailusers_users:index")


def refuse_own_group(request: HttpRequest, group: Group) -> None:
    """Keep people from changing what a group of their own may do.

    Raises:
        PermissionDenied: the user is a member, or provisioning decides what the group may do.
    """
    is_own = request.user.groups.filter(pk=group.pk).exists()
    if is_own or hasattr(group, "portal_group"):
        raise PermissionDenied
