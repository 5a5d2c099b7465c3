"""The working-day calendar that statutory deadlines run on."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from govportal import plugins

SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Return whether offices work on *day*: weekdays and made-up days, except holidays."""
    special = plugins.holidays(day.year).get(day.isoformat())
    if special is not None:
        return special.is_working
    return day.weekday() < SATURDAY


def add_working_days(start: date, count: int) -> date:
    """Return the *count*-th working day after *start*, which itself is not counted.

    Raises:
        ValueError: *count* is negative.
    """
    if count < 0:
        raise ValueError(f"count must not be negative: {count}")
    day = start
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same day *months* earlier, or the last day of a shorter month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
