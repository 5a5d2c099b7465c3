"""Who is paid, and the statements by which they are: once approved, nothing on one changes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from govportal.portals.models import Portal


class FrozenError(Exception):
    """Somebody tried to change what stands on an approved statement."""


def person(label: Any) -> Any:
    """Return a field for a member of staff, which no form offers."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False,
        related_name="+", verbose_name=label,
    )  # fmt: skip


class Payee(models.Model):
    """Who is paid by a portal. No bank account and no number of an identity card is kept."""

    portal = models.ForeignKey(Portal, models.CASCADE, related_name="+", verbose_name=_("portal"))
    name = models.CharField(_("full name"), max_length=120)
    pen_names = models.CharField(
        _("pen names"), max_length=200, blank=True,
        help_text=_("Names that items state as author, separated by commas."),
    )  # fmt: skip
    unit = models.CharField(
        _("unit or address"), max_length=200, blank=True,
        help_text=_("Only what the paying unit needs to tell two people of one name apart."),
    )  # fmt: skip
    is_active = models.BooleanField(_("still paid"), default=True)

    class Meta:
        verbose_name = _("payee")
        verbose_name_plural = _("payees")
        ordering = ["name", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} ({self.unit})" if self.unit else self.name

    @property
    def stated_names(self) -> set[str]:
        """The names under which items state this person."""
        names = (self.name, *self.pen_names.split(","))
        return {name.strip().casefold() for name in names if name.strip()}


class PaymentStatement(models.Model):
    """What a portal pays for a period. Once approved, nothing on it changes (ROYALTY-05)."""

    class Period(models.TextChoices):
        """How long a period is."""

        MONTH = "month", _("month")
        QUARTER = "quarter", _("quarter")

    class State(models.TextChoices):
        """How far the payment has come."""

        DRAFT = "draft", _("draft")
        APPROVED = "approved", _("approved")
        PAID = "paid", _("paid")

    portal = models.ForeignKey(Portal, models.PROTECT, related_name="+", verbose_name=_("portal"))
    period = models.CharField(_("period"), max_length=10, choices=Period)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    drawn_up_by = person(_("drawn up by"))
    drawn_up_by_name = models.CharField(max_length=255)
    drawn_up_at = models.DateTimeField(_("drawn up"), default=timezone.now)
    approved_by = person(_("approved by"))
    approved_by_name = models.CharField(max_length=255, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True)
    total = models.PositiveBigIntegerField(_("total (VND)"), default=0)
    paid_on = models.DateField(_("paid on"), null=True)
    payment_reference = models.CharField(_("payment document"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("payment statement")
        verbose_name_plural = _("payment statements")
        ordering = ["-first_day", "-pk"]
        default_permissions = ()
        permissions: ClassVar[list[Any]] = [
            ("view_province_payments", _("Can view what all portals pay"))
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(approved_by=None)
                | ~models.Q(approved_by=models.F("drawn_up_by")),
                name="statement_approved_by_another",
            )
        ]

    def __str__(self) -> str:
        number = self.first_day.month if self.period == "month" else (self.first_day.month + 2) // 3
        text = _("%(number)d/%(year)d") if self.period == "month" else _("Q%(number)d/%(year)d")
        return text % {"number": number, "year": self.first_day.year}

    @property
    def is_frozen(self) -> bool:
        """Whether what stands on it may no longer change."""
        return self.state != self.State.DRAFT

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete a draft.

        Raises:
            FrozenError: it is approved.
        """
        if self.is_frozen:
            raise FrozenError(str(self))
        return super().delete(*args, **kwargs)
