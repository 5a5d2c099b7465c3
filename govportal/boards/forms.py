"""Forms on what belongs to a portal: one's own portals, one's own files, never one's own rights."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents import get_document_model
from wagtail.permissions import policy_registry

from govportal.boards.access import kept_portals
from govportal.boards.seats import BoardSeat

OWN_RIGHTS = gettext_lazy(
    "Nobody gives or prolongs rights of their own. Ask another administrator of the portal, or the "
    "provincial Editorial Board."
)


class OwnPortalForm(WagtailAdminModelForm):
    """Offers the portals that the user keeps; the portal of what is saved stays."""

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        self.keeper = for_user
        if portal := self.fields.get("portal"):
            portal.queryset = kept_portals(for_user)
            portal.disabled = self.instance.pk is not None
            if not portal.disabled and portal.queryset.count() == 1:
                portal.initial = portal.queryset.get()

    def clean(self) -> dict[str, Any]:
        """Refuse files that the user may not choose."""
        data: dict[str, Any] = super().clean() or {}
        for form in self._forms():
            for name in set(form.changed_data) & {"decision_file", "file"}:
                file = form.cleaned_data.get(name)
                if file and not may_choose(self.keeper, file):
                    form.add_error(name, _("Choose a document of your own portal."))
        return data

    def _forms(self) -> Iterable[forms.BaseForm]:
        yield self
        for formset in self.formsets.values():
            formset.is_valid()
            yield from (form for form in formset.forms if hasattr(form, "cleaned_data"))


def may_choose(user: Any, file: Any) -> bool:
    """Return whether *user* may refer to the uploaded document *file*."""
    policy = policy_registry.get_by_type(get_document_model())
    return bool(policy.user_has_permission_for_instance(user, "choose", file))


def find_account(name: str) -> Any:
    """Return the active account with exactly this name or email address.

    Raises:
        ValidationError: there is none, or several have the address.
    """
    people = get_user_model().objects.filter(is_active=True)
    wanted = name.strip()
    found = people.filter(Q(username=wanted) | Q(email__iexact=wanted))[:2]
    if len(found) == 1:
        return found[0]
    if found:
        text = _("Several accounts have this address. Enter the user name.")
    else:
        text = _("No account has this name or address. Check it, or invite the person.")
    raise forms.ValidationError(text)


class SeatForm(OwnPortalForm):
    """A seat; its account is named exactly, so that no list of accounts is shown to anybody."""

    account_name = forms.CharField(
        label=gettext_lazy("Account"), required=False, max_length=254,
        help_text=gettext_lazy(
            "User name or email address of the holder's account. Empty: the seat gives no rights."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        account = self.instance.account
        self.fields["account_name"].initial = account.get_username() if account else ""
        self._was_own = account is not None and account == self.keeper

    def clean_account_name(self) -> Any:
        """Return the account, None where no name is given."""
        name = self.cleaned_data["account_name"]
        return find_account(name) if name.strip() else None

    def clean(self) -> dict[str, Any]:
        """Refuse to give rights to oneself."""
        data = super().clean()
        is_own = self._was_own or data.get("account_name") == self.keeper
        changed = set(self.changed_data) & {"account_name", "role", "starts_on", "ends_on"}
        if is_own and changed:
            self.add_error(None, OWN_RIGHTS)
        return data

    def save(self, commit: bool = True) -> BoardSeat:
        """Save the seat with its account."""
        self.instance.account = self.cleaned_data["account_name"]
        return super().save(commit)  # type: ignore[no-any-return]
