"""What is wrong with the amendments of a document, each named with its row and field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from govportal.portals import routing
from govportal.publishing.documents.amending import base_of, changes, published
from govportal.publishing.documents.amendments import Amendment
from govportal.publishing.regulations.consolidation import consolidate


class Wrong(NamedTuple):
    """What is wrong: the number of the row from 0, its field, and what to do."""

    row: int
    field: str
    message: str


def problems(document: Any, rows: Sequence[Amendment]) -> list[Wrong]:
    """Return what is wrong with *rows*, the amendments that *document* is to make.

    Each amended document is consolidated with the published amendments of others, so that a
    provision is looked for in the text of the day on which the amendment takes effect.
    """
    found = [Wrong(number, *wrong) for number, row in enumerate(rows) for wrong in
             _own(document, row)]  # fmt: skip
    faulty = {wrong.row for wrong in found}
    targets = {row.target_id: row.target for row in rows if row.target_id}
    for target in targets.values():
        found += _misfits(document, target, rows, faulty)
    return sorted(found)


def as_errors(document: Any) -> Iterator[ValidationError]:
    """Yield the problems of the amendments of *document*, named by their row."""
    rows = list(document.amendments.all())
    for wrong in problems(document, rows):
        place = _("Amendment %(number)d") % {"number": wrong.row + 1}
        yield ValidationError(f"{place}: {wrong.message}")


def _own(document: Any, row: Amendment) -> Iterator[tuple[str, str]]:
    if row.target_id is None:
        yield "target", _("Choose the amended document; it must be on the portal.")
    elif row.target_id == document.pk:
        yield "target", _("A document cannot amend itself. Choose the amended document.")
    elif not _on_same_portal(document, row.target):
        yield "target", _("Choose a document of the same portal and language.")
    issued, effective = document.issued_on, row.effective_on
    if issued and effective and effective < issued:
        yield "effective_on", _("The effective date must not be before the issue date.")


def _on_same_portal(document: Any, target: Any) -> bool:
    if not document.path:  # about to be made, below a page that the form knows
        return True
    table = routing.table()
    return table.home_of(document.path) == table.home_of(target.path)


def _misfits(
    document: Any, target: Any, rows: Sequence[Amendment], faulty: set[int]
) -> Iterator[Wrong]:
    mine = {
        change.key: (number, change)
        for number, row in enumerate(rows)
        if row.target_id == target.pk and number not in faulty
        for change in [row.change(document, f"own-{number}")]
    }
    others = [row for row in published(target) if row.document_id != document.pk]
    amendments = [*changes(others), *(change for _number, change in mine.values())]
    result = consolidate(base_of(_text_of(target)), amendments, date.max)
    for problem in result.problems:
        if problem.change.key in mine:
            message = problem.message(get_language() or "vi")
            yield Wrong(mine[problem.change.key][0], problem.field, message)


def _text_of(target: Any) -> Any:
    return target if target.live else target.get_latest_revision_as_object()
