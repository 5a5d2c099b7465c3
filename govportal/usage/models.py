"""Sums of views and of ratings. No row tells of a person: no address, no cookie, no time of day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from govportal.portals.models import Portal


class PageSum(models.Model):
    """What is summed for one page and one day.

    The page is empty once it is deleted, and on the monthly sums that old days are added up to:
    these stand on the first of their month.
    """

    portal = models.ForeignKey(Portal, models.CASCADE, related_name="+", verbose_name=_("portal"))
    page = models.ForeignKey(
        Page, models.SET_NULL, null=True, related_name="+", verbose_name=_("page")
    )
    section = models.ForeignKey(
        Page, models.SET_NULL, null=True, related_name="+", verbose_name=_("section")
    )
    language = models.CharField(_("language"), max_length=10)
    day = models.DateField(_("day"))

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        abstract = True
        default_permissions = ()


class DailyViews(PageSum):
    """How often a page was read on a day (FUNC-14)."""

    views = models.PositiveBigIntegerField(_("views"), default=0)

    class Meta(PageSum.Meta):
        verbose_name = _("views of a day")
        verbose_name_plural = _("views by day")
        indexes = [models.Index(fields=["portal", "day"], name="views_of_portal_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["portal", "page", "language", "day"], name="one_sum_of_views_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.day}: {self.views}"


class Rating(PageSum):
    """How many readers of a day gave a page the same rating (FUNC-11)."""

    class Value(models.TextChoices):
        """Whether the information was useful."""

        YES = "yes", _("useful")
        PARTLY = "partly", _("partly useful")
        NO = "no", _("not useful")

    value = models.CharField(_("rating"), max_length=10, choices=Value.choices)
    count = models.PositiveBigIntegerField(_("readers"), default=0)

    class Meta(PageSum.Meta):
        verbose_name = _("rating of a day")
        verbose_name_plural = _("ratings by day")
        indexes = [models.Index(fields=["portal", "day"], name="ratings_of_portal_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["portal", "page", "language", "day", "value"],
                name="one_sum_of_ratings_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.day}: {self.value} {self.count}"
