"""The plan of contents for a month, a quarter or a year (FUNC-18)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from govportal.portals.models import Portal
from govportal.publishing.models import SectionPage


class PlanPeriod(models.TextChoices):
    """How long a plan is."""

    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    YEAR = "year", _("year")


MONTHS = {PlanPeriod.MONTH: 1, PlanPeriod.QUARTER: 3, PlanPeriod.YEAR: 12}


class ContentPlan(ClusterableModel):
    """What a portal means to publish in a period."""

    portal = models.ForeignKey(Portal, models.CASCADE, related_name="+", verbose_name=_("portal"))
    period = models.CharField(_("period"), max_length=10, choices=PlanPeriod)
    first_day = models.DateField(_("first day"), help_text=_("Any day of the period."))
    reference = models.CharField(
        _("reference document"), max_length=200, blank=True,
        help_text=_("Number and symbol of the plan that the board issued."),
    )  # fmt: skip
    orientation = models.TextField(_("orientation"), blank=True)

    class Meta:
        verbose_name = _("content plan")
        verbose_name_plural = _("content plans")
        ordering = ["-first_day", "period", "pk"]
        default_permissions = ()
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["portal", "period", "first_day"], name="one_plan_per_period",
                violation_error_message=_("This portal has a plan for this period already."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        month, year = self.first_day.month, self.first_day.year
        if self.period == PlanPeriod.YEAR:
            return str(_("Content plan of %(year)d") % {"year": year})
        if self.period == PlanPeriod.QUARTER:
            words = {"quarter": (month + 2) // 3, "year": year}
            return str(_("Content plan of quarter %(quarter)d/%(year)d") % words)
        return str(_("Content plan of %(month)d/%(year)d") % {"month": month, "year": year})

    def clean(self) -> None:
        """Begin with the first day of the period."""
        super().clean()
        if self.first_day and self.period in MONTHS:
            months = MONTHS[self.period]
            month = (self.first_day.month - 1) // months * months + 1
            self.first_day = date(self.first_day.year, month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        month = self.first_day.month + MONTHS[self.period] - 1
        return date(self.first_day.year, month, monthrange(self.first_day.year, month)[1])


class PlanTopic(models.Model):
    """A topic of a plan: where it is published, who answers for it, and how many items it wants."""

    plan = ParentalKey(ContentPlan, on_delete=models.CASCADE, related_name="topics")
    topic = models.CharField(_("topic"), max_length=255)
    section = models.ForeignKey(
        SectionPage, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("section of the portal"),
        help_text=_("What is first published in it during the period counts as progress."),
    )  # fmt: skip
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("responsible person"),
    )  # fmt: skip
    target = models.PositiveIntegerField(
        _("number of items"), default=1, validators=[MinValueValidator(1)]
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("topic of a plan")
        verbose_name_plural = _("topics of plans")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.topic
