"""Turns what a document cites into links to the documents of the installation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from govportal.folding import fold
from govportal.portals.pages import portal_of
from govportal.publishing.documents.parts import Text, anchors_of_page
from govportal.publishing.documents.public_documents import public_documents
from govportal.publishing.documents.references import Reference, citation_key, references

COLUMNS = (
    "path", "url_path", "title", "issuer", "issued_on", "citation_key", "locale__language_code",
    "translation_key", "body", "decision",
)  # fmt: skip
SHORT_FORMS = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}


@dataclass
class Links:
    """The links in *texts* of the document *page*, all of them found with one query.

    `shown` is the anchor of the part that is shown alone, empty where the whole document is.
    """

    page: Any
    texts: Iterable[Text]
    request: HttpRequest | None = None
    shown: str = ""
    _read: dict[Text, list[Reference]] = field(default_factory=dict, init=False)

    def render(self, text: str, here: str = "") -> SafeString:
        """Return *text*, which stands at the anchor *here*, escaped and with its links."""
        pieces, end = [], 0
        for reference in self._references(text, here):
            address = self._address(reference)
            if address:
                words = text[reference.start : reference.end]
                link = format_html('<a href="{}">{}</a>', address, words)
                pieces += [conditional_escape(text[end : reference.start]), link]
                end = reference.end
        pieces.append(conditional_escape(text[end:]))
        return mark_safe("".join(pieces))  # each piece has been escaped

    def _references(self, text: str, here: str) -> list[Reference]:
        if (text, here) not in self._read:
            self._read[text, here] = references(text, here)
        return self._read[text, here]

    def _address(self, reference: Reference) -> str:
        if reference.citation is None:
            return self._own_address(reference)
        candidates = self._candidates.get(citation_key(reference.citation), ())
        target = _chosen(reference, candidates, self.page)
        if target is None:
            return ""
        if target.pk == self.page.pk:
            return self._own_address(reference)
        anchor = _existing(reference, anchors_of_page(target)) if reference.anchors else ""
        url = target.get_url(self.request) or ""
        return f"{url}#{anchor}" if url and anchor else url

    def _own_address(self, reference: Reference) -> str:
        anchor = _existing(reference, self._own_anchors)
        is_shown = not self.shown or f"{anchor}-".startswith(f"{self.shown}-")
        whole = "" if is_shown else self.page.get_url(self.request)
        return f"{whole}#{anchor}" if anchor else ""

    @cached_property
    def _own_anchors(self) -> frozenset[str]:
        return anchors_of_page(self.page)

    @cached_property
    def cited(self) -> frozenset[str]:
        """The keys of all documents that the texts cite."""
        citations = (r.citation for text in self.texts for r in self._references(*text))
        return frozenset(citation_key(citation) for citation in citations if citation)

    @cached_property
    def targets(self) -> list[Any]:
        """The public documents that the texts may mean."""
        if not self.cited:
            return []
        rows = public_documents().filter(citation_key__in=self.cited).select_related("locale")
        return list(rows.only(*COLUMNS).order_by("pk"))

    @cached_property
    def _candidates(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for row in self.targets:
            found.setdefault(row.citation_key, []).append(row)
        return found


def _existing(reference: Reference, anchors: frozenset[str]) -> str:
    return next((anchor for anchor in reference.anchors if anchor in anchors), "")


def _chosen(reference: Reference, candidates: Sequence[Any], page: Any) -> Any:
    """Return the document that *reference* means, None where it may be one of several."""
    meant = [row for row in candidates if _agrees(reference, row)]
    left = list(_one_language(meant, page).values())
    if len(left) > 1:
        portal = portal_of(page)
        left = [row for row in left if portal_of(row) == portal] or left
    same = {(fold(row.issuer), row.issued_on) for row in left}
    return min(left, key=lambda row: row.pk) if len(same) == 1 else None


def _one_language(rows: Iterable[Any], page: Any) -> dict[Any, Any]:
    """Return each document once: in the language of *page*, else in Vietnamese."""
    found: dict[Any, Any] = {}
    for row in sorted(rows, key=lambda row: (row.locale_id == page.locale_id, _is_original(row))):
        found[row.translation_key] = row
    return found


def _is_original(row: Any) -> bool:
    return bool(row.locale.language_code == settings.LANGUAGE_CODE)


def _agrees(reference: Reference, row: Any) -> bool:
    if reference.issued_on and row.issued_on and reference.issued_on != row.issued_on:
        return False
    return not (reference.issuer and row.issuer) or is_named(row.issuer, reference.issuer)


def is_named(issuer: str, printed: str) -> bool:
    """Return whether *printed* begins with the name of *issuer*, or shortens it.

    Words may follow the name; one with a capital would make another name of it: xã An is not
    xã An Bình.
    """
    name, words = _written_out(issuer), _written_out(printed)
    start = fold(words).find(fold(name))
    if start < 0:
        return fold(name).startswith(f"{fold(words)} ")
    return not words[start + len(name) :].lstrip()[:1].isupper()


def _written_out(name: str) -> str:
    return " ".join(SHORT_FORMS.get(word, word) for word in name.split())
