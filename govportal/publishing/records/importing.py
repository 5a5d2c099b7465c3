"""Takes records over from the system that keeps them, so that nobody types them again (INFO-04)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import Page

from govportal import plugins
from govportal.portals.pages import portal_of
from govportal.publishing.categories import section_spec
from govportal.publishing.records.blocks import block_of
from govportal.publishing.records.fields import stream_of
from govportal.publishing.records.models import RecordPage
from govportal.publishing.records.rows_read import RowReader
from govportal.publishing.records.sources import RecordSource
from govportal.publishing.section_pages import SectionPage
from govportal.record_types import RecordType

IMPORTED = "govportal.import"
"""The entry of a page's history that names the approval of an imported record."""


class ImportFormatter(LogFormatter):
    """Says in a record's history by which document its source was approved."""

    label = pgettext_lazy("records", "Import")

    def format_message(self, entry: Any) -> str:
        """Return the sentence of one entry."""
        message = _("Taken over from its source and published as approved by %(approval)s")
        return message % {"approval": entry.data.get("approval", "")}


def register_action(registry: LogActionRegistry) -> None:
    """Let the history of pages show imports."""
    registry.register_action(IMPORTED)(ImportFormatter)


class NoRecordsHereError(Exception):
    """The section holds no records."""


@dataclass(frozen=True)
class Problem:
    """Why a row, or a column, was not taken over."""

    line: int
    message: str


@dataclass
class ImportReport:
    """What an import did."""

    created: list[RecordPage] = field(default_factory=list)
    changed: list[RecordPage] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    absent: list[RecordPage] = field(default_factory=list)
    """Published records that the source no longer has; they stay until an editor decides."""


@dataclass(frozen=True)
class Import:
    """One import into a section; *approval* names the document that approves publication."""

    section: SectionPage
    record_type: RecordType
    owner: Any = None
    approval: str = ""

    def run(self, source: RecordSource) -> ImportReport:
        """Take over every row that can be read; name the others.

        Raises:
            UnreadableSourceError: nothing of the source can be read.
        """
        report, now, known = ImportReport(), timezone.now(), self._present()
        seen: set[str] = set()
        for line, values in self._read(source, report):
            identity = self.reader.identity(values)
            if identity in seen:
                message = _("“%(name)s” stands in the source twice.") % {"name": identity}
                report.problems.append(Problem(line, message))
                continue
            seen.add(identity)
            self._take_over(values, known.get(identity), now, line, report)
        report.absent = [page for key, page in known.items() if key not in seen and page.live]
        return report

    @property
    def reader(self) -> RowReader:
        """What reads the rows."""
        return RowReader(self.record_type)

    def _read(
        self, source: RecordSource, report: ImportReport
    ) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the values of each row that can be read with its line; name the others."""
        columns: set[str] = set()
        for line, row in source.rows():
            unknown = self.reader.unknown_columns(row, columns)
            report.problems += [Problem(1, message) for message in unknown]
            try:
                values = self.reader.values_of(row)
            except ValidationError as error:
                report.problems += [Problem(line, message) for message in error.messages]
            else:
                yield line, values

    def _present(self) -> dict[str, RecordPage]:
        pages = RecordPage.objects.child_of(self.section).filter(kind=self.record_type.key)
        key = self.record_type.identified_by
        return {str(page.listed.get(key) if key else page.title): page for page in pages}

    def _take_over(
        self, values: dict[str, Any], page: RecordPage | None, now: datetime, line: int,
        report: ImportReport,
    ) -> None:  # fmt: skip
        try:
            with transaction.atomic():
                self._save(values, page, now, report)
        except ValidationError as error:
            report.problems += [Problem(line, message) for message in error.messages]

    def _save(
        self, values: dict[str, Any], page: RecordPage | None, now: datetime, report: ImportReport
    ) -> None:
        if page is None:
            record = self._created(values, now)
            self._finish(record)
            report.created.append(record)
            return
        RecordPage.objects.filter(pk=page.pk).update(synced_at=now)
        page.synced_at = now
        latest: RecordPage = page.get_latest_revision_as_object()
        if not self._update(latest, values):
            report.unchanged += 1
            return
        self._finish(latest)
        report.changed.append(latest)

    def _created(self, values: dict[str, Any], now: datetime) -> RecordPage:
        portal = portal_of(self.section)
        agency = portal.agency.name if portal else ""
        record = RecordPage(
            kind=self.record_type.key, live=False, owner=self.owner, locale=self.section.locale,
            source=agency, author=agency, synced_at=now,
        )  # fmt: skip
        self._update(record, values)
        parent = Page.objects.get(pk=self.section.pk)
        return parent.add_child(instance=record)  # type: ignore[no-any-return]

    def _update(self, record: RecordPage, values: dict[str, Any]) -> bool:
        """Put *values* into *record*; return whether anything changed."""
        block = block_of(self.record_type.key)
        before = block.get_prep_value(record.values)
        named = {key: value for key, value in values.items() if key != "title"}
        fields = self.reader.checked(block.get_prep_value(record.values) | named)
        record.details = stream_of(fields, block)
        after = block.get_prep_value(record.values)
        is_changed = _plain(before) != _plain(after) or record.title != values["title"]
        record.title = values["title"]
        return is_changed

    def _finish(self, record: RecordPage) -> None:
        if not self.approval:
            record.save_revision(user=self.owner, clean=False)
            return
        record.refuse_incomplete()
        record.save_revision(clean=False).publish()
        log(record, IMPORTED, user=self.owner, data={"approval": self.approval})


def _plain(values: Any) -> Any:
    """Return *values* without the ids that lists give their entries."""
    if isinstance(values, dict):
        return {key: _plain(value) for key, value in values.items() if key != "id"}
    if isinstance(values, list):
        return [_plain(value) for value in values]
    return None if values in ("", None) else str(values)


def import_into(section: SectionPage, owner: Any = None, approval: str = "") -> Import:
    """Return an import into *section*.

    Raises:
        NoRecordsHereError: the section holds no records.
    """
    spec = section_spec(section)
    record_type = plugins.record_types().get(spec.record_type) if spec else None
    if record_type is None:
        raise NoRecordsHereError(section.title)
    return Import(section, record_type, owner, approval)
