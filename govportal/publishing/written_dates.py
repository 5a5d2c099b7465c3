"""Dates as they are written in Vietnamese administrative texts, and in English."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

WEEKDAYS = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
    _("Sunday"),
)  # fmt: skip


def long_date(day: date | datetime | None) -> str:
    """Return *day* in full: ``Thứ Bảy, ngày 21 tháng 11 năm 2026``; nothing for no day."""
    if day is None:
        return ""
    parts = _parts(day) | {"weekday": WEEKDAYS[_local(day).weekday()]}
    return gettext("%(weekday)s, %(day)s %(month)s %(year)s") % parts


def short_date(day: date | datetime | None) -> str:
    """Return *day* for lists: ``21/11/2026``, ``21 November 2026``; nothing for no day."""
    return gettext("%(day)s %(month)s %(year)s") % _parts(day) if day else ""


def _local(day: date | datetime) -> date:
    return timezone.localtime(day).date() if isinstance(day, datetime) else day


def _parts(day: date | datetime) -> dict[str, object]:
    """Days below 10 and the months 1 and 2 take a 0 (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    local = _local(day)
    if get_language() != "vi":
        return {"day": local.day, "month": MONTHS[local.month], "year": local.year}
    month = f"{local.month:02}" if local.month <= 2 else str(local.month)
    return {"day": f"{local.day:02}", "month": month, "year": local.year}
