"""Answers with the differences between two documents of the portals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from govportal.portals.pages import portal_of
from govportal.publishing.documents.comparison import Change, Unit, compare
from govportal.publishing.documents.parts import Part, parts_of_page
from govportal.publishing.documents.public_documents import public_documents
from govportal.publishing.documents.references import CITED, citation_key

TEMPLATE = "govportal/legal_document_comparison.html"
LARGEST_ID = 2**31 - 1
KINDS = {
    "unchanged": _("Unchanged"),
    "changed": _("Changed"),
    "moved": pgettext_lazy("comparison", "Moved"),
    "added": _("Added"),
    "removed": _("Removed"),
}


@dataclass(frozen=True)
class Row:
    """A change as it is shown: by what the unit is called now, and was before."""

    change: Change
    label: str
    former_label: str

    @property
    def kind(self) -> str:
        """What became of the unit, in words."""
        return str(KINDS[self.change.kind])

    @property
    def is_same(self) -> bool:
        """Whether both texts are the same."""
        return all(piece.kind == "same" for piece in self.change.pieces)


def answer(page: Any, request: HttpRequest) -> HttpResponse:
    """Answer with how the document *page* differs from the one that the query ``voi`` names.

    A number that several documents have is answered with the choice; one that no public document
    has is not found. Nothing asked: the form.
    """
    wanted = request.GET.get("voi", "").strip()
    found = list(_meant(page, wanted)) if wanted else []
    context: dict[str, Any] = {"wanted": wanted, "related": _related(page), "problem": ""}
    status = 200
    if wanted and not found:
        status, context["problem"] = (
            404,
            gettext("No public document of this number was found here."),
        )
    elif [row.pk for row in found] == [page.pk]:
        status, context["problem"] = (
            400,
            gettext("This is the document itself. Choose another one."),
        )
    elif len(found) == 1:
        context |= _compared(page, found[0])
    else:
        context["choices"] = found
    answered = page.render(request, template=TEMPLATE, context_overrides=context)
    answered.status_code = status
    return answered  # type: ignore[no-any-return]


# --- which document -------------------------------------------------------------------------------


def _meant(page: Any, wanted: str) -> Iterable[Any]:
    """Return the public documents that *wanted* may mean: those of the same portal, else all."""
    if "\0" in wanted:  # no database looks for it
        return ()
    if wanted.isdecimal() and wanted.isascii() and int(wanted) <= LARGEST_ID:
        return public_documents().filter(pk=int(wanted))
    cited = CITED.search(wanted)
    number = (cited["number"] or cited["bare"]) if cited else wanted
    rows = list(public_documents().filter(citation_key=citation_key(number)[:120])[:50])
    others = [row for row in rows if row.translation_key != page.translation_key] or rows
    portal = portal_of(page)
    return [row for row in others if portal_of(row) == portal] or others


def _related(page: Any) -> list[Any]:
    """Return the public documents that the document *page* acts on or is acted on by."""
    either = Q(affected_by__document=page.pk) | Q(relations__target=page.pk)
    return list(public_documents().filter(either).distinct().order_by("-issued_on", "pk"))


# --- what differs ---------------------------------------------------------------------------------


def _compared(page: Any, other: Any) -> dict[str, Any]:
    older, newer = sorted((page, other), key=_age)
    old, new = dict(_units(older)), dict(_units(newer))
    changes = compare(list(old), list(new))
    rows = [Row(change, *_labels(change, old, new)) for change in changes]
    counted: Counter[str] = Counter(change.kind for change in changes)
    counts = [(str(word), counted[kind]) for kind, word in KINDS.items() if counted[kind]]
    return {"other": other, "older": older, "newer": newer, "rows": rows, "counts": counts}


def _labels(change: Change, old: dict[Unit, str], new: dict[Unit, str]) -> tuple[str, str]:
    """Return what the unit is called now, formerly where it is no more, and formerly."""
    former = old[change.old] if change.old else ""
    return new[change.new] if change.new else former, former


def _age(page: Any) -> tuple[date, int]:
    return page.issued_on or date.min, page.pk


def _units(page: Any) -> Iterator[tuple[Unit, str]]:
    """Yield what is compared of the document *page*, with what it is called."""
    if page.preamble:
        yield Unit("can-cu", "", page.preamble), gettext("Legal basis")
    for part in parts_of_page(page):
        title = str(part.block.value["title"] or "")
        lines = [title, *_lines(part)]
        label = (
            f"{gettext('Issuing decision')}, {part.label}" if part.is_of_decision else part.label
        )
        yield Unit(part.anchor, title, "\n".join(line for line in lines if line)), label
    for key, stream in (("qd-doan", page.decision), ("doan", page.body)):
        loose = [str(block.value) for block in stream if block.block_type == "paragraph"]
        if loose:
            yield Unit(key, "", "\n".join(loose)), gettext("Text without a number")


def _lines(part: Part) -> Iterator[str]:
    if part.is_annex:
        yield part.block.value["text"]
        return
    for clause in part.block.value["clauses"]:
        number = f"{clause['number']}. " if clause["number"] else ""
        yield f"{number}{clause['text']}"
        yield from (f"{point['label']}) {point['text']}" for point in clause["points"])
