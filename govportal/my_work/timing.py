"""How near a deadline is, in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from govportal.editorial.waiting import end_of

WEEK = timedelta(days=7)


class Nearness(StrEnum):
    """How near a deadline is; the order is that of urgency."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    UNDATED = "undated"

    @property
    def label(self) -> Promise:
        """What people call it."""
        return LABELS[self]


LABELS: dict[Nearness, Promise] = {
    Nearness.OVERDUE: gettext_lazy("Overdue"),
    Nearness.TODAY: gettext_lazy("Due today"),
    Nearness.WEEK: gettext_lazy("Within seven days"),
    Nearness.LATER: gettext_lazy("Later"),
    Nearness.UNDATED: gettext_lazy("Without deadline"),
}


def nearness(due_at: datetime | None, now: datetime) -> Nearness:
    """Return how near *due_at* is at *now*."""
    if due_at is None:
        return Nearness.UNDATED
    if due_at < now:
        return Nearness.OVERDUE
    days = _days(due_at, now)
    if days == 0:
        return Nearness.TODAY
    return Nearness.WEEK if days <= WEEK.days else Nearness.LATER


def in_words(due_at: datetime | None, now: datetime) -> str:
    """Return how long until the deadline *due_at*, or how long it is past."""
    if due_at is None:
        return _("No deadline")
    days = _days(due_at, now)
    if due_at < now:
        past = -days
        words = ngettext("Overdue by %(count)d day", "Overdue by %(count)d days", past)
        return words % {"count": past} if past else _("Overdue since today")
    if days == 0:
        return _("Due today")
    return ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}


def written(due_at: datetime | None) -> str:
    """Return the deadline as people write it; the hour only where it is not the end of the day."""
    if due_at is None:
        return ""
    local = timezone.localtime(due_at)
    is_whole_day = local == end_of(local.date())
    return f"{local:%d/%m/%Y}" if is_whole_day else f"{local:%H:%M, %d/%m/%Y}"


def _days(due_at: datetime, now: datetime) -> int:
    return (_day(due_at) - _day(now)).days


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
