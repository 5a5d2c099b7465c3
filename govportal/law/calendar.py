"""The working-day calendar that statutory deadlines run on."""

from datetime import date, timedelta

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
