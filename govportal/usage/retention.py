"""Adds old days up to months, as the statistics of a day are not needed for ever."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from govportal import law
from govportal.portals.models import Portal
from govportal.usage.models import DailyViews, PageSum, Rating

WHOSE = ("portal_id", "section_id", "language")


def sum_up() -> int:
    """Add days older than the rule ``usage.keep_months`` up by section and month.

    Returns:
        how many rows of days were added up; they are deleted with it, in one transaction a system.
    """
    systems = Portal.objects.order_by("system").values_list("system", flat=True).distinct()
    return sum(_sum_up_system(system) for system in systems)


def _sum_up_system(system: str) -> int:
    before = first_kept_day(timezone.localdate(), law.number("usage.keep_months", system=system))
    with transaction.atomic():
        return sum(
            _sum_up(model.objects.filter(portal__system=system, day__lt=before), amount, further)
            for model, amount, further in ((DailyViews, "views", ()), (Rating, "count", ("value",)))
        )


def first_kept_day(today: date, months: int) -> date:
    """Return the first day of the month that lies *months* before the one of *today*."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, 1)


def _sum_up(rows: Any, amount: str, further: Iterable[str]) -> int:
    """Replace *rows* by one for each month, where they are not that already."""
    model: type[PageSum] = rows.model
    days = rows.exclude(Q(page=None) & Q(day=TruncMonth("day")))
    sums = days.annotate(month=TruncMonth("day")).order_by()
    found = list(sums.values(*WHOSE, *further, "month").annotate(total=Sum(amount)))
    for row in found:
        total, month = row.pop("total"), row.pop("month")
        kept = model.objects.filter(**row, page=None, day=month)
        first = kept.values_list("pk", flat=True).first()
        if first is None:
            model.objects.create(**row, page=None, day=month, **{amount: total})
        else:
            model.objects.filter(pk=first).update(**{amount: F(amount) + total})
    return int(days.delete()[0])
