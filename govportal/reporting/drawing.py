"""Draws up a statutory report: one line a portal, one value or an honest gap a column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govportal import plugins
from govportal.facts import Text
from govportal.portals.models import Portal
from govportal.province import ReportColumn, ReportTemplate
from govportal.reporting.errors import ReportError
from govportal.reporting.indicators import indicators, obstacle
from govportal.reporting.periods import Period
from govportal.reporting.subjects import Subjects
from govportal.reporting.values import Value

AGENCY = ReportColumn(indicator="agency", head=Text(vi="Cơ quan, đơn vị", en="Agency"), kind="text")
AGENCY_NOTE = Text(
    vi="Cột “Cơ quan, đơn vị” không có trong biểu mẫu, được thêm để phân biệt các dòng.",
    en="The column “Agency” is not in the form; it is added to tell the lines apart.",
)


@dataclass(frozen=True)
class Column:
    """A column of the report: its number, what it asks for, and why it is empty if it is."""

    spec: ReportColumn
    number: int | None
    """Its place in the printed form; None for a column that the form does not have."""
    reason: Text | None

    @property
    def label(self) -> Text | None:
        """What the column counts: the form's own note, else the indicator's label."""
        known = indicators().get(self.spec.indicator)
        return self.spec.note or (known.label if known else None)

    @property
    def mark(self) -> str:
        """The number as it is printed under the head: ``(2)``."""
        return f"({self.number})" if self.number else ""


@dataclass(frozen=True)
class Line:
    """The line of a portal: its cells in the order of the columns, None where empty."""

    portal: Portal
    cells: tuple[Value | None, ...]


@dataclass(frozen=True)
class Report:
    """A report as drawn up from what the portals hold now."""

    template: ReportTemplate
    period: Period
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    @property
    def title(self) -> Text:
        """The title of the form with the period in place of ``{period}``, or after it."""
        title, period = self.template.title, self.period.name
        return Text(vi=_with(title.vi, period.vi), en=_with(title.en, period.en))

    @property
    def is_compiled(self) -> bool:
        """Whether the report has the lines of several agencies."""
        return len(self.lines) != 1

    def notes(self) -> Iterator[tuple[str, Text]]:
        """Yield the notes below the table with the mark of their column, if they have one."""
        for column in self.columns:
            if column.number and column.label:
                yield column.mark, column.label
        if self.template.warning:
            yield "", self.template.warning
        if any(column.number is None for column in self.columns):
            yield "", AGENCY_NOTE

    def gaps(self) -> Iterator[tuple[str, Text]]:
        """Yield the mark of each empty column with the reason why it is empty."""
        for column in self.columns:
            if column.reason:
                yield column.mark, column.reason


def template(key: str) -> ReportTemplate:
    """Return the province's form *key*.

    Raises:
        ReportError: the province has no such form.
    """
    known = plugins.report_templates()
    if key in known:
        return known[key]
    listed = ", ".join(sorted(known)) or "–"
    raise ReportError(
        f"Không có biểu mẫu “{key}”: hãy chọn một trong các biểu mẫu {listed}.",
        f"There is no form “{key}”: choose one of {listed}.",
    )


def draw_up(form: ReportTemplate, period: Period, portals: Iterable[Portal]) -> Report:
    """Compute the report on *form* for *portals*, in their order."""
    subjects = Subjects(portals)
    columns = tuple(_columns(form, len(subjects)))
    computed = [_values(column, subjects, period) for column in columns]
    lines = tuple(
        Line(portal, tuple(values.get(portal.pk) for values in computed)) for portal in subjects
    )
    return Report(form, period, columns, lines)


def _columns(form: ReportTemplate, line_count: int) -> Iterator[Column]:
    names_agency = any(spec.indicator == AGENCY.indicator for spec in form.columns)
    for number, spec in enumerate(form.columns, start=1):
        yield Column(spec, number, obstacle(spec))
        if number == 1 and line_count != 1 and not names_agency:
            yield Column(AGENCY, None, None)


def _values(column: Column, subjects: Subjects, period: Period) -> dict[int, Value]:
    if column.reason:
        return {}
    return indicators()[column.spec.indicator].compute(subjects, period) or {}


def _with(title: str, period: str) -> str:
    if not title or "{period}" in title:
        return title.replace("{period}", period)
    return f"{title} {period}"
