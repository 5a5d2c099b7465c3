"""A page of a list of records: its rows, the heads of its columns, and the ways to other views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from govportal.publishing.records.listing import RecordList
from govportal.publishing.records.models import RecordPage
from govportal.publishing.records.shown import References, Shown, shown_fields
from govportal.record_types import RecordField

ON_A_PAGE = 20
SHORT = 10
"""A list of so many records is read at a glance, without a form to search it."""


@dataclass(frozen=True)
class Tab:
    """A link to the list of one state."""

    label: str
    url: str
    is_current: bool
    count: int


@dataclass(frozen=True)
class Heading:
    """The head of a column, which orders the list by it."""

    key: str
    label: str
    url: str
    direction: str = ""
    """``ascending`` or ``descending`` where the list has this order."""


@dataclass(frozen=True)
class Row:
    """A record in the list: its page, its columns' values by key, and its group."""

    record: RecordPage
    values: dict[str, Shown]
    cells: list[tuple[Heading, Shown | None]]
    group: str = ""


class ListPage:
    """What a page shows of a list: the page that the query asks for, the nearest to a wrong one."""

    def __init__(self, records: RecordList) -> None:
        self.list = records
        self.record_type, self.language = records.record_type, records.language

    @cached_property
    def page(self) -> Page:
        """The records of this page."""
        found = self.list.records.defer("details")
        paginator = Paginator(found, ON_A_PAGE)
        if self.list.division.count is not None:
            paginator.count = self.list.division.count  # known from the tabs, not asked for twice
        return paginator.get_page(self.list.query.get("page"))

    @property
    def count(self) -> int:
        """How many records were found."""
        return int(self.page.paginator.count)

    @cached_property
    def rows(self) -> list[Row]:
        """The records of this page with their columns."""
        return [self._row(record, values) for record, values in self._values]

    @cached_property
    def _values(self) -> list[tuple[RecordPage, dict[str, Shown]]]:
        """The records of this page, each with its filled columns by key."""
        records = list(self.page.object_list)
        stored = [record.listed for record in records]
        references = References.of(self.record_type, stored).with_renditions()
        return [(record, self._filled(record, references)) for record in records]

    def _filled(self, record: RecordPage, references: References) -> dict[str, Shown]:
        shown = shown_fields(self._fields, record.listed, references, self.language)
        return {item.key: item for item in shown}

    def _row(self, record: RecordPage, values: dict[str, Shown]) -> Row:
        group = values.get(self.list.group_field.key) if self.list.group_field else None
        cells = [(heading, values.get(heading.key)) for heading in self.headings[1:]]
        return Row(record, values, cells, str(group.value) if group else "")

    @cached_property
    def _fields(self) -> list[RecordField]:
        """The columns and the field of the headings; lists know rich text by its words alone."""
        fields = [*self.record_type.columns(), *filter(None, [self.list.group_field])]
        words = {"kind": "long_text"}
        return [f.model_copy(update=words) if f.kind == "rich_text" else f for f in fields]

    @cached_property
    def headings(self) -> list[Heading]:
        """The columns that a row of this page fills, and the one the reader has it ordered by."""
        filled = {"title"}.union(*(values for _record, values in self._values))
        asked = "" if self.has_own_order else self.list.sort.removeprefix("-")
        return [head for head in self._columns if head.key in filled or head.key == asked]

    @cached_property
    def _columns(self) -> list[Heading]:
        """All columns, the title first; the field of the headings between rows left out."""
        label, group = self.record_type.title_label, self.list.group_field
        title = label.in_language(self.language) if label else _("Title")
        fields = [
            (field.key, field.label.in_language(self.language))
            for field in self.record_type.columns()
            if field != group and field.kind != "list"
        ]
        return [self._heading(key, name) for key, name in [("title", title), *fields]]

    def _heading(self, key: str, label: str) -> Heading:
        sort = self.list.sort
        directions = {key: "ascending", f"-{key}": "descending"}
        url = self.list.address(sort=f"-{key}" if sort == key else key)
        return Heading(key, label, url, directions.get(sort, ""))

    @property
    def orders(self) -> Iterator[tuple[str, str, bool]]:
        """Yield each order with its name and whether the list has it, for forms."""
        for heading in self._columns:
            down = _("%(column)s, from the end") % {"column": heading.label}
            yield heading.key, heading.label, heading.direction == "ascending"
            yield f"-{heading.key}", down, heading.direction == "descending"

    @property
    def has_own_order(self) -> bool:
        """Whether the list stands in the order of its kind, which no column has to give."""
        return "sort" not in self.list.chosen

    @property
    def has_form(self) -> bool:
        """Whether the list is long in some state, or narrowed or reordered by the reader."""
        longest = max([self.count, *(part.count for part in self.list.division.parts)])
        return longest > SHORT or self.is_noise

    @property
    def tabs(self) -> list[Tab]:
        """The lists by state, that of all first; none where nothing divides the records."""
        division = self.list.division
        return [
            Tab(
                part.label,
                self.list.address(
                    **{division.name: "" if part.value == division.default else part.value}
                ),
                part.value == division.current,
                part.count,
            )
            for part in division.parts
        ]

    @property
    def files(self) -> dict[str, str]:
        """The addresses of the whole list as files, by format."""
        return {name: self.list.address(format=name) for name in ("csv", "json", "ics")}

    @property
    def kept(self) -> str:
        """What the links to other pages of the list begin with."""
        return f"{urlencode(self.list.chosen)}&" if self.list.chosen else ""

    @property
    def is_noise(self) -> bool:
        """Whether this view is one that search engines need not know."""
        return self.list.is_narrowed or not self.has_own_order

    @property
    def canonical_query(self) -> str:
        """The query of the address that stands for this view: its state and page, nothing else."""
        number = {"page": str(self.page.number)} if self.page.number > 1 else {}
        query = self.list.division.chosen | number
        return f"?{urlencode(query)}" if query else ""
