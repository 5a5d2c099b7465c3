"""The forms with which staff hand something in, take it over or decline it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govportal.intake import access
from govportal.intake import contribution_steps as steps
from govportal.intake.contributions import Channel, Contribution
from govportal.intake.file_fields import IncomingFilesField
from govportal.portals.membership import portals_of
from govportal.portals.step_forms import StepForm
from govportal.portals.tree import subtree
from govportal.publishing.models import SectionPage


class HandInForm(forms.Form):
    """Hands something in for an agency: at the province's portal, or kept at one's own."""

    portal = forms.ModelChoiceField(queryset=None, label=gettext_lazy("Received by"))
    title = forms.CharField(label=gettext_lazy("Headline"), max_length=255)
    body = forms.CharField(
        label=gettext_lazy("Text"), required=False, widget=forms.Textarea(attrs={"rows": 10})
    )
    contributor_name = forms.CharField(
        label=gettext_lazy("Contributor"), max_length=120,
        help_text=gettext_lazy("Who wrote it or took the photographs; named as the author."),
    )  # fmt: skip
    contributor_email = forms.EmailField(label=gettext_lazy("Email"), required=False)
    organisation = forms.CharField(
        label=gettext_lazy("Agency or organisation"), max_length=200, required=False
    )
    reference = forms.CharField(
        label=gettext_lazy("Reference document"), max_length=200, required=False,
        help_text=gettext_lazy("Number and symbol of the letter that it came with."),
    )  # fmt: skip
    exchange_id = forms.CharField(
        label=gettext_lazy("Number on the document exchange axis"), max_length=120, required=False
    )
    files = IncomingFilesField(label=gettext_lazy("Files"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["portal"].queryset = access.portals_to_send_to(user)
        self.fields["files"].help_text = self.fields["files"].describe()

    def clean(self) -> dict[str, Any]:
        """Ask for a text or a file."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("body") and not data.get("files") and "files" not in self.errors:
            raise ValidationError(_("Enter the text, or choose at least one file."))
        return data

    def take(self, user: Any) -> Contribution:
        """Hand it in as *user*."""
        data = dict(self.cleaned_data)
        portal, files = data.pop("portal"), data.pop("files")
        own = sorted(portals_of(user, access.WRITERS) - {portal.pk})
        return steps.take_in(
            portal, Channel.AGENCY, files, sent_by=user,
            sent_by_portal_id=own[0] if own else None, **data,
        )  # fmt: skip


class SectionChoice(forms.ModelChoiceField):
    """A section, shown below those above it."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the title, moved in by its depth."""
        return f"{'– ' * max(obj.depth - 3, 0)}{obj.title}"


class AcceptForm(StepForm):
    """Makes a draft of it."""

    title = gettext_lazy("Take over as a draft")
    done = gettext_lazy("The draft is made; complete it and submit it for approval.")
    section = SectionChoice(queryset=None, label=gettext_lazy("Section of the portal"))
    is_paid = forms.BooleanField(
        label=gettext_lazy("Pay a royalty to the contributor"), required=False
    )
    signature_seen = forms.BooleanField(
        label=gettext_lazy("I have checked the origin of this submission myself"), required=False,
        help_text=gettext_lazy("The regulation wants it digitally signed, and no file is."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections_of(self.item)
        if not steps.wants_signature(self.item):
            del self.fields["signature_seen"]
        if not self.item.contributor_name:
            del self.fields["is_paid"]

    def clean_signature_seen(self) -> bool:
        """Take nothing unsigned over unseen, where the regulation wants a signature."""
        if not self.cleaned_data["signature_seen"]:
            raise ValidationError(_("Check the origin yourself and tick this, or decline it."))
        return True

    def clean_section(self) -> SectionPage:
        """Refuse a section in which the person may not write."""
        section: SectionPage = self.cleaned_data["section"]
        if not section.permissions_for_user(self.user).can_add_subpage():
            raise ValidationError(_("You may not add drafts to this section."))
        return section

    def take(self, user: Any) -> None:
        data = self.cleaned_data
        steps.accept(self.item, user, data["section"], is_paid=bool(data.get("is_paid")))


def sections_of(contribution: Contribution) -> Any:
    """Return the sections of the portal in the language of the contribution, in their order."""
    homes = contribution.portal.homes.select_related("page", "locale")
    by_language = {home.locale.language_code: home.page for home in homes}
    home = by_language.get(contribution.language) or by_language.get("vi")
    found = SectionPage.objects.filter(alias_of=None).order_by("path")
    return found.filter(path__range=subtree(home.path)) if home else found.none()


class DeclineForm(StepForm):
    """Does not take it over."""

    title = gettext_lazy("Do not take over")
    done = gettext_lazy("The contribution is not taken over.")
    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The sender reads this."),
    )  # fmt: skip

    def take(self, user: Any) -> None:
        steps.decline(self.item, user, self.cleaned_data["reason"])


class CheckForm(StepForm):
    """Checks the signatures again."""

    title = gettext_lazy("Check the signatures again")
    done = gettext_lazy("The signatures are checked.")

    def take(self, user: Any) -> None:
        steps.check_again(self.item, user)


FORMS: dict[str, type[StepForm]] = {
    "accept": AcceptForm,
    "decline": DeclineForm,
    "check": CheckForm,
}
