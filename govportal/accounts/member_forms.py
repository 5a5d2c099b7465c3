"""Forms of assignments: for a person who has an account, and for one who is invited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govportal.accounts import invitations
from govportal.boards.assignments import Assignment
from govportal.boards.forms import OWN_RIGHTS, OwnPortalForm, find_account

REQUIRED = ("decision_number", "decision_date", "agency")
"""What an assignment rests on (ROLE-07)."""


class AssignmentForm(OwnPortalForm):
    """Changes an assignment: its basis and its days, never whose it is or what for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in REQUIRED:
            self.fields[name].required = True
        if self.instance.pk is not None:
            self.fields["role"].disabled = True

    def clean(self) -> dict[str, Any]:
        """Refuse to give rights to oneself, and the same rights twice."""
        data = super().clean()
        user = self.account(data)
        if user is None:
            return data
        if user == self.keeper:
            self.add_error(None, OWN_RIGHTS)
        if self._is_given_twice(user, data):
            self.add_error("role", _("This person already has this role on this portal."))
        return data

    def account(self, data: dict[str, Any]) -> Any:
        """Return whose assignment it is, None where that is not known yet."""
        return self.instance.user

    def _is_given_twice(self, user: Any, data: dict[str, Any]) -> bool:
        same = Assignment.objects.valid().exclude(pk=self.instance.pk).filter(user=user.pk)
        return bool(same.filter(portal=data.get("portal"), role=data.get("role")).exists())


class MemberForm(AssignmentForm):
    """Assigns a role to a person who has an account, named exactly."""

    account_name = forms.CharField(
        label=gettext_lazy("Account"), max_length=254,
        help_text=gettext_lazy(
            "User name or email address, complete. Invite those who have no account yet."
        ),
    )  # fmt: skip

    def clean_account_name(self) -> Any:
        """Return the account."""
        return find_account(self.cleaned_data["account_name"])

    def account(self, data: dict[str, Any]) -> Any:
        return data.get("account_name")

    def save(self, commit: bool = True) -> Assignment:
        """Save the assignment with its account and who recorded it."""
        self.instance.user, self.instance.made_by = self.account(self.cleaned_data), self.keeper
        return super().save(commit)  # type: ignore[no-any-return]


class InvitationForm(AssignmentForm):
    """Makes an account for a person and assigns a role to it."""

    username = forms.CharField(label=gettext_lazy("User name"), max_length=150)
    last_name = forms.CharField(label=gettext_lazy("Family name"), max_length=150)
    first_name = forms.CharField(label=gettext_lazy("Given name"), max_length=150)
    email = forms.EmailField(
        label=gettext_lazy("Official email address"),
        help_text=gettext_lazy("The invitation goes there. One account belongs to one person."),
    )

    def clean_username(self) -> str:
        """Refuse a name that is taken or has forbidden letters."""
        name: str = self.cleaned_data["username"].strip()
        get_user_model()._meta.get_field("username").run_validators(name)
        if get_user_model().objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("This user name is taken. Choose another."))
        return name

    def clean_email(self) -> str:
        """Refuse an address that an account has: one person, one account (ROLE-12)."""
        address: str = self.cleaned_data["email"].strip()
        if get_user_model().objects.filter(email__iexact=address).exists():
            text = _("An account has this address. Add it as an existing account.")
            raise forms.ValidationError(text)
        return address

    def account(self, data: dict[str, Any]) -> Any:
        return None

    @transaction.atomic
    def save(self, commit: bool = True) -> Assignment:
        """Make the account, save the assignment and send the invitation."""
        self.instance.user = invitations.make_account(self.cleaned_data)
        self.instance.made_by = self.keeper
        assignment: Assignment = super().save(commit)
        invitations.send_after_commit(assignment)
        return assignment
