"""What ``govportal import-document`` says of each file: on the screen, as data, and in a report."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from govportal.publishing.documents.batches import DocumentImportFile
from govportal.publishing.documents.folder_import import READABLE, Outcome
from govportal.publishing.documents.notes import text_of
from govportal.publishing.exports import BYTE_ORDER_MARK, safe

State = DocumentImportFile.State
FIELDS = (
    "file", "state", "draft", "citation", "title", "articles", "size", "checksum", "reason",
    "notices",
)  # fmt: skip


class Screen:
    """Prints a line or two a file as soon as it is done, and the sum at the end."""

    def __init__(self, out: OutputWrapper, total: int) -> None:
        self.out = out
        self.total = total
        self.done = 0

    def write(self, outcome: Outcome) -> None:
        """Print the file with its state, what was read and what is to be done."""
        self.done += 1
        row = outcome.row
        self.out.write(f"[{self.done}/{self.total}] {row.name}: {_result(outcome)}")
        if outcome.read is not None:
            self.out.write("  " + _facts(outcome))
        notes = [row.reason] if row.reason else row.notices if outcome.read is not None else []
        for given in notes:
            self.out.write(f"  ! {_told(given)}")
        if row.reason.get("code") == "legacy_encoding":
            self.out.write("  ! " + _("Where the sample is right, run again with --convert."))
        self.out.flush()

    def finish(self, counts: dict[str, int]) -> None:
        """Print how many files are in which state."""
        labels = dict(State.choices) | {READABLE: _("can be read")}
        summed = "; ".join(f"{labels[state]}: {count}" for state, count in counts.items())
        self.out.write(summed or _("No file was found."))


class Data:
    """Prints what was read as JSON: an object for one file, a list for more."""

    def __init__(self, out: OutputWrapper, total: int) -> None:
        self.out = out
        self.total = total
        self.done = 0

    def write(self, outcome: Outcome) -> None:
        """Print the object of one file."""
        before = "" if self.total == 1 else "[" if self.done == 0 else ","
        self.done += 1
        self.out.write(before + json.dumps(_as_dict(outcome), ensure_ascii=False, indent=2))

    def finish(self, counts: dict[str, int]) -> None:
        """End the list."""
        if self.total != 1:
            self.out.write("]" if self.done else "[]")


class FileReport:
    """A file with one line a file: CSV, or JSON Lines where its name ends in json or jsonl.

    Raises:
        CommandError: it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        if path.suffix not in (".csv", ".json", ".jsonl"):
            message = _("The report is written as .csv, .json or .jsonl; “%(name)s” is neither.")
            raise CommandError(message % {"name": path.name})
        self.is_csv = path.suffix == ".csv"
        try:
            self.file: TextIO = path.open("w", encoding="utf-8", newline="")
        except OSError as error:
            message = _("The report cannot be written to %(path)s: %(reason)s")
            raise CommandError(message % {"path": path, "reason": error.strerror}) from error
        if self.is_csv:
            self.file.write(BYTE_ORDER_MARK)
            csv.writer(self.file).writerow(FIELDS)

    def __enter__(self) -> FileReport:
        return self

    def __exit__(self, *error: object) -> None:
        self.file.close()

    def write(self, outcome: Outcome) -> None:
        """Add the line of one file, at once."""
        values = _reported(outcome.row)
        if self.is_csv:
            csv.writer(self.file).writerow([safe(_cell(values[name])) for name in FIELDS])
        else:
            self.file.write(json.dumps(values, ensure_ascii=False) + "\n")
        self.file.flush()


def _result(outcome: Outcome) -> str:
    row = outcome.row
    if row.state == State.THERE or outcome.is_known:
        return _("Already imported as draft %(id)d.") % {"id": row.page_id}
    if row.state == State.IMPORTED:
        return _("Draft %(id)d saved.") % {"id": row.page_id}
    return _("can be read") if row.state == READABLE else str(row.get_state_display())


def _facts(outcome: Outcome) -> str:
    parsed = outcome.read.parsed  # type: ignore[union-attr]
    counts = {"articles": len(parsed.articles), "decision": len(parsed.decision)}
    found = (
        parsed.citation or "…", str(parsed.issued_on or parsed.issued_printed or "…"),
        _("%(articles)d articles; %(decision)d of the decision") % counts,
        parsed.abstract or parsed.regulation_title or "…",
    )  # fmt: skip
    return "  ".join(found)


def _as_dict(outcome: Outcome) -> dict[str, Any]:
    row, read = outcome.row, outcome.read
    about = {"file": row.name, "state": row.state, "draft": row.page_id}
    if row.reason:
        return about | {"error": _told(row.reason)}
    notices = [
        {"code": given["code"], "message": {k: v for k, v in given.items() if k != "code"}}
        for given in row.notices
    ]
    return about | (read.parsed.as_dict() if read else {}) | {"warnings": notices}


def _reported(row: DocumentImportFile) -> dict[str, Any]:
    return {
        "file": row.name, "state": row.state, "draft": row.page_id, "citation": row.citation,
        "title": row.title, "articles": row.articles, "size": row.size, "checksum": row.checksum,
        "reason": _told(row.reason) if row.reason else "",
        "notices": [_told(given) for given in row.notices],
    }  # fmt: skip


def _cell(value: Any) -> Any:
    return " ".join(value) if isinstance(value, list) else value


def _told(given: dict[str, str]) -> str:
    return text_of(given, get_language() or "vi")
