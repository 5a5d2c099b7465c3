"""Whether a document that was read is in the list already, by its number and by its words.

The same number with the same words is the same document, whatever the file looks like: a second
draft would only be work to delete. With other words it may be a correction, so that it becomes a
draft of its own which names the other; publishing both is refused (DOC-04).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from govportal.publishing.documents.notes import Note, note
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.structure import structure_of
from govportal.publishing.regulations import Article, Division, ParsedRegulation


def of_the_same_number(wanted: LegalDocumentPage, index: Any) -> list[LegalDocumentPage]:
    """Return the documents in the list *index* with number, symbol and issuer of *wanted*.

    Those of another year are not among them, as far as the years are known.
    """
    if not (wanted.number and wanted.symbol):
        return []
    found = LegalDocumentPage.objects.child_of(index).filter(
        number=wanted.number, symbol=wanted.symbol, issuer=wanted.issuer,
        document_type=wanted.document_type,
    )  # fmt: skip
    if wanted.issued_on:
        of_year = Q(issued_on__year=wanted.issued_on.year)
        found = found.filter(of_year | Q(issued_on=None))
    return list(found.order_by("pk")) if found.exists() else []


def has_words_of(page: LegalDocumentPage, parsed: ParsedRegulation) -> bool:
    """Return whether the latest version of *page* has the articles and annexes of *parsed*."""
    latest = structure_of(page.get_latest_revision_as_object())
    return list(words_of(latest)) == list(words_of(parsed))


def words_of(parsed: ParsedRegulation) -> Iterator[str]:
    """Yield the words of decision, regulation and annexes in printed order."""
    yield from _words((*parsed.decision, *parsed.body))
    for annex in parsed.annexes:
        yield annex.title
        yield from annex.lines


def _words(children: Iterable[Any]) -> Iterator[str]:
    for child in children:
        if isinstance(child, Article):
            yield from (child.label, child.title, *child.texts())
        elif isinstance(child, Division):
            yield from (child.kind, child.number, child.title)
            yield from _words(child.children)
        else:
            yield child.text


def same_words(page: LegalDocumentPage) -> Note:
    """Return the note on a file whose words are those of *page*."""
    return note(
        "same_words",
        _(
            "The document “%(title)s” (%(id)d) has this number and the same text. No second draft "
            "was made; if this is the signed file, attach it there."
        ),
        title=page.title, id=page.pk,
    )  # fmt: skip


def same_number(page: LegalDocumentPage) -> Note:
    """Return the note on a draft whose number is that of *page*, with other words."""
    text = (
        _(
            "The published document “%(title)s” (%(id)d) has this number, with another text. "
            "Compare the two: this one is not published with a number that is used."
        )
        if page.live
        else _(
            "The draft “%(title)s” (%(id)d) has this number, with another text. Compare the two "
            "and delete the one that is wrong."
        )
    )
    return note("same_number", text, title=page.title, id=page.pk)


def changed_file(page: LegalDocumentPage) -> Note:
    """Return the note on a draft from a file that was another text when it became *page*."""
    text = _(
        "The file has changed since it became “%(title)s” (%(id)d), which this draft may replace."
    )
    return note("changed_file", text, title=page.title, id=page.pk)
