"""Counts the views of pages and adds them to the database now and then."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import Case, F, Value, When

from govportal.tally import Tally
from govportal.usage.models import DailyViews
from govportal.usage.places import Place, places

Views = Counter[tuple[int, date]]


def write(views: Views) -> None:
    """Add *views* to the sums of their pages and days; what is not a portal's page is left out."""
    found = places({page_id for page_id, _day in views})
    for day in sorted({day for _page_id, day in views}):
        of_day = {page: count for (page, on), count in views.items() if on == day and page in found}
        if of_day:
            _add(day, of_day, found)


def _add(day: date, counts: dict[int, int], found: dict[int, Place]) -> None:
    """Add in the order of pages: two processes at once wait, and never block each other."""
    rows = [
        DailyViews(
            portal=found[page].portal, page_id=page, section_id=found[page].section_id,
            language=found[page].language, day=day,
        )
        for page in sorted(counts)
    ]  # fmt: skip
    sums = DailyViews.objects.filter(day=day, page_id__in=counts)
    more = Case(*(When(page_id=page, then=Value(counts[page])) for page in counts), default=0)
    with transaction.atomic():
        DailyViews.objects.bulk_create(rows, ignore_conflicts=True)
        list(sums.select_for_update().order_by("page_id").values_list("pk"))
        sums.update(views=F("views") + more)


tally = Tally(write)
