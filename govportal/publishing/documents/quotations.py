"""How a document and its parts are quoted in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from govportal.publishing.documents.parts import Part
from govportal.publishing.written_dates import short_date


def quotation(page: Any, part: Part | None = None) -> str:
    """Return the words by which the document *page*, or a *part* of it, is quoted."""
    words = {
        "type": page.get_document_type_display(),
        "number": page.citation,
        "day": short_date(page.issued_on),
        "issuer": page.issuer,
        "title": page.title,
    }
    pattern = _("%(type)s No. %(number)s of %(day)s, %(issuer)s: %(title)s")
    if not page.issued_on:
        pattern = _("%(type)s No. %(number)s, %(issuer)s: %(title)s")
    whole = pattern % words
    if part is None:
        return whole
    if page.regulation_title and not part.is_of_decision and not part.is_annex:
        issued_with = _("%(part)s, %(regulation)s, issued with %(document)s")
        return issued_with % {
            "part": part.label,
            "regulation": page.regulation_title,
            "document": whole,
        }
    return _("%(part)s, %(document)s") % {"part": part.label, "document": whole}
