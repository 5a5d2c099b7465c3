"""Counts views in memory and adds them to the database now and then.

A view costs a reader no query: one request in many writes for all of them. What a process that is
killed has not yet written is lost; a clean end writes it.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections import Counter
from datetime import date

from django.db import DatabaseError, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from govportal.usage.models import DailyViews
from govportal.usage.places import Place, places

logger = logging.getLogger(__name__)

FLUSH_SECONDS = 30
FLUSH_VIEWS = 200
MOST_KEPT = 20_000
"""Pages and days kept in memory while the database does not take them."""

Views = Counter[tuple[int, date]]


class Tally:
    """The views that this process has counted and not yet written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._views: Views = Counter()
        self._count = 0
        self._written_at = time.monotonic()

    def add(self, page_id: int) -> None:
        """Count one view of a page; write all if it is time. Never raises for the database."""
        with self._lock:
            self._views[page_id, timezone.localdate()] += 1
            self._count += 1
            waited = time.monotonic() - self._written_at
            is_time = self._count >= FLUSH_VIEWS or waited >= FLUSH_SECONDS
        if is_time:
            self.flush()

    def flush(self) -> None:
        """Write what is counted. If the database refuses, log it and keep it for the next time."""
        taken = self._take()
        if not taken:
            return
        try:
            write(taken)
        except DatabaseError:
            logger.exception("Views could not be written; they are kept for the next attempt.")
            self._give_back(taken)

    def _take(self) -> Views:
        with self._lock:
            taken, self._views = self._views, Counter()
            self._count, self._written_at = 0, time.monotonic()
        return taken

    def _give_back(self, views: Views) -> None:
        with self._lock:
            if len(self._views) + len(views) <= MOST_KEPT:
                self._views += views


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


tally = Tally()
atexit.register(tally.flush)
