"""The organisation of a portal: its bodies, its board's founding decision, its own regulations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

from govportal.portals.models import Agency, Portal


class Decision(models.Model):
    """The decision that something rests on: its number, its day and its file."""

    decision_number = models.CharField(_("number of the decision"), max_length=120, blank=True)
    decision_date = models.DateField(_("date of the decision"), null=True, blank=True)
    decision_file = models.ForeignKey(
        get_document_model_string(), models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("file of the decision"),
    )  # fmt: skip

    class Meta:
        abstract = True


def require_order(first: date | None, last: date | None, field: str) -> None:
    """Refuse a last day before the first one, as an error of *field*.

    Raises:
        ValidationError: the days are out of order.
    """
    if first and last and last < first:
        raise ValidationError({field: _("The last day must not be before the first one.")})


def holds(first: date | None, last: date | None, on: date | None = None) -> bool:
    """Return whether a day (today) lies between *first* and *last*, either of which may be open."""
    day = on or timezone.localdate()
    return (first is None or first <= day) and (last is None or day <= last)


def holding(first: str, last: str, on: date | None = None) -> models.Q:
    """Return the condition of :func:`holds` on the fields *first* and *last*."""
    day = on or timezone.localdate()
    begun = models.Q((f"{first}__lte", day)) | models.Q((first, None))
    return begun & (models.Q((f"{last}__gte", day)) | models.Q((last, None)))


class PortalGovernance(Decision, ClusterableModel):
    """The organisation of one portal (ROLE-01, ROLE-02, ROLE-14, ROLE-15).

    The decision is the one that founds the Editorial Board.
    """

    portal = models.OneToOneField(
        Portal, models.CASCADE, related_name="governance", verbose_name=_("portal")
    )
    founder = models.CharField(
        _("who founded the board"), max_length=255, blank=True,
        help_text=_("The authority that signed the decision."),
    )  # fmt: skip
    standing_office = models.CharField(
        _("standing office of the board"), max_length=255, blank=True,
        help_text=_("The unit that does the daily work of the board."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("organisation of a portal")
        verbose_name_plural = _("organisation of portals")
        ordering = ["portal__agency__code"]
        default_permissions = ("change", "view")

    def __str__(self) -> str:
        return str(self.portal)


class PortalBody(Orderable):
    """A body with a duty for the portal, and since when it has it (ROLE-01)."""

    class Kind(models.TextChoices):
        """The duties that regulations tell apart."""

        OWNER = "owner", _("governing owner")
        MANAGER = "manager", _("managing body")
        OPERATOR_CONTENT = "operator_content", _("operating body for content")
        OPERATOR_TECHNICAL = "operator_technical", _("operating body for technology")

    governance = ParentalKey(PortalGovernance, on_delete=models.CASCADE, related_name="bodies")
    kind = models.CharField(_("duty"), max_length=20, choices=Kind.choices)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agency")
    )
    name = models.CharField(
        _("name"), max_length=255, blank=True,
        help_text=_("Only where the body is not in the list of agencies."),
    )  # fmt: skip
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("basis"), max_length=255, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("body of a portal")
        verbose_name_plural = _("bodies of portals")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name or str(self.agency or "")

    def clean(self) -> None:
        """Refuse a body without a name, and days out of order."""
        super().clean()
        if not self.agency_id and not self.name.strip():
            raise ValidationError({"agency": _("Choose the agency, or write the body's name.")})
        require_order(self.valid_from, self.valid_to, "valid_to")


class GoverningDocument(Orderable):
    """A regulation that the portal's unit issues and keeps (ROLE-14)."""

    class Kind(models.TextChoices):
        """What a unit must have issued."""

        BOARD_REGULATION = "board_regulation", _("regulation of the Editorial Board")
        PORTAL_RULES = "portal_rules", _("rules of the portal")
        OTHER = "other", _("other document")

    governance = ParentalKey(PortalGovernance, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(
        pgettext_lazy("of a board", "document"), max_length=20, choices=Kind.choices
    )
    number = models.CharField(_("number"), max_length=120)
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("in force until"), null=True, blank=True)
    file = models.ForeignKey(
        get_document_model_string(), models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("file"),
    )  # fmt: skip

    class Meta(Orderable.Meta):
        verbose_name = _("governing document")
        verbose_name_plural = _("governing documents")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def clean(self) -> None:
        """Refuse days out of order."""
        super().clean()
        require_order(self.issued_on, self.expires_on, "expires_on")

    def is_in_force(self, on: date | None = None) -> bool:
        """Return whether it is issued and has not expired on a day (today)."""
        return holds(self.issued_on, self.expires_on, on)


def governance_of(portal: Any) -> PortalGovernance:
    """Return the organisation of *portal*, made if provisioning has not made it yet."""
    return PortalGovernance.objects.get_or_create(portal=portal)[0]
