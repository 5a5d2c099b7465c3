"""Read the dates Vietnamese documents print, complete or not."""

import re
from dataclasses import dataclass
from datetime import date

_BLANK = r"[\s.…_]{0,40}"
WORDED = re.compile(
    rf"[Nn]gày{_BLANK}(?P<day>[0-9]{{0,2}}){_BLANK}tháng{_BLANK}(?P<month>[0-9]{{0,2}}){_BLANK}"
    rf"năm{_BLANK}(?P<year>[0-9]{{0,4}})"
)
_FIGURES = re.compile(
    r"ngày\s?(?P<day>[0-9]{0,2})\s?[/.-]\s?(?P<month>[0-9]{0,2})\s?[/.-]\s?(?P<year>[0-9]{4})"
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed, with its day when it is complete."""

    printed: str
    day: date | None


def first_date(text: str) -> PrintedDate | None:
    """The first date of a text."""
    found = [match for pattern in (WORDED, _FIGURES) if (match := pattern.search(text))]
    return printed_date(min(found, key=lambda match: match.start())) if found else None


def printed_date(found: re.Match[str]) -> PrintedDate:
    """The date a match holds."""
    return PrintedDate(" ".join(found[0].split()), _day(found))


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
