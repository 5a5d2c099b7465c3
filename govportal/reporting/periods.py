"""The period a report covers: a half-year, a year, or any days from one to another."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from govportal import law
from govportal.facts import Text
from govportal.reporting.errors import ReportError

FIRST_YEAR, LAST_YEAR = 2000, 2100
HALVES = {
    1: Text(vi="6 tháng đầu năm {year}", en="first half of {year}"),
    2: Text(vi="6 tháng cuối năm {year}", en="second half of {year}"),
}
WHOLE_YEAR = Text(vi="năm {year}", en="year {year}")


@dataclass(frozen=True)
class Period:
    """The days from ``start`` to ``end``, both included."""

    start: date
    end: date
    name: Text = field(compare=False)
    slug: str = field(compare=False)
    """Names the period in a file name: ``2026-h1``."""

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ReportError(
                "Ngày cuối của kỳ báo cáo ở trước ngày đầu: hãy đổi lại hai ngày.",
                "The period ends before it starts: swap the two days.",
            )
        _check_year(self.start.year)
        _check_year(self.end.year)

    @classmethod
    def half_year(cls, year: int, half: int) -> Period:
        """Return the first (1) or second (2) half of *year*, between the cut-off days of law.

        Raises:
            ReportError: no such half, a year out of range, or a cut-off rule that is no day.
        """
        _check_year(year)
        if half not in HALVES:
            raise ReportError(
                "Một năm có hai kỳ 6 tháng: chọn 1 hoặc 2.", "A year has two halves: choose 1 or 2."
            )
        middle = _cut_off("report.first_half_ends", year)
        start, end = _year_bounds(year)
        bounds = (start, middle) if half == 1 else (middle + timedelta(days=1), end)
        return cls(*bounds, _named(HALVES[half], year), f"{year}-h{half}")

    @classmethod
    def year(cls, year: int) -> Period:
        """Return the year *year*, up to the cut-off day of law.

        Raises:
            ReportError: a year out of range, or a cut-off rule that is no day.
        """
        _check_year(year)
        return cls(*_year_bounds(year), _named(WHOLE_YEAR, year), str(year))

    @classmethod
    def between(cls, start: date, end: date) -> Period:
        """Return the period from *start* to *end*, by its usual name where it has one.

        Raises:
            ReportError: the end is before the start, or a year is out of range.
        """
        vi = f"từ ngày {start:%d/%m/%Y} đến ngày {end:%d/%m/%Y}"
        en = f"from {start:%d/%m/%Y} to {end:%d/%m/%Y}"
        plain = cls(start, end, Text(vi=vi, en=en), f"{start}_{end}")
        usual = (cls.half_year(end.year, 1), cls.half_year(end.year, 2), cls.year(end.year))
        return next((period for period in usual if period == plain), plain)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period written as ``2026-H1``, ``2026-H2`` or ``2026``.

        Raises:
            ReportError: it is written otherwise, or the year is out of range.
        """
        written = re.fullmatch(r"([0-9]{4})(?:-h([12]))?", text.strip().lower())
        if written is None:
            raise ReportError(
                f"Không hiểu kỳ báo cáo “{text}”: hãy ghi 2026-H1, 2026-H2 hoặc 2026.",
                f"The period “{text}” is not understood: write 2026-H1, 2026-H2 or 2026.",
            )
        year, half = written.groups()
        return cls.half_year(int(year), int(half)) if half else cls.year(int(year))

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """The first instant of the period and the first after it, in the installation's time."""
        zone = timezone.get_default_timezone()
        after = self.end + timedelta(days=1)
        return (
            datetime.combine(self.start, time.min, zone),
            datetime.combine(after, time.min, zone),
        )


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ReportError(
            f"Năm {year} nằm ngoài khoảng {FIRST_YEAR}–{LAST_YEAR}: hãy nhập lại năm.",
            f"The year {year} is not between {FIRST_YEAR} and {LAST_YEAR}: enter it again.",
        )


def _year_bounds(year: int) -> tuple[date, date]:
    before = _cut_off("report.year_ends", year - 1)
    return before + timedelta(days=1), _cut_off("report.year_ends", year)


def _cut_off(rule_id: str, year: int) -> date:
    month_day = str(law.value(rule_id, on=date(year, 12, 31)))
    try:
        return date.fromisoformat(f"{year}-{month_day}")
    except ValueError:
        raise ReportError(
            f"Giá trị {rule_id} = “{month_day}” không phải là ngày: hãy ghi tháng-ngày, như 06-30.",
            f"The value {rule_id} = “{month_day}” is not a day: write month-day, such as 06-30.",
        ) from None


def _named(name: Text, year: int) -> Text:
    return Text(vi=name.vi.format(year=year), en=name.en.format(year=year))
