"""What the components of the style page are filled with: values that no database holds."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from govportal.citizens.forms import FeedbackForm
from govportal.portals.models import Portal
from govportal.publishing import charts
from govportal.publishing.article_archive import Period
from govportal.publishing.article_pages import ArticlePage
from govportal.publishing.documents.kinds import Effect
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.navigation import Link
from govportal.search.choices import Choice

HERE = "#"
DAY = date(2026, 7, 1)


def samples(portal: Portal) -> dict[str, Any]:
    """Return what the style page shows of *portal*, in the language of the moment."""
    return {
        "sample_page": _page(_("Sample page")),
        "items": [_page(_("Sample item")), _page(_("Sample item"))],
        "sections": [Link(_("Sample item"), HERE, key) for key in ("news", "projects", "own")],
        "sent": FeedbackForm({"sender_name": "A"}, portal=portal),
        "form": FeedbackForm(portal=portal, prefix="new"),
        "archive": _archive(),
        "page_obj": Paginator(range(200), 10).page(5),
        "body": _body(),
        "document": _document(),
        "documents": [_document(days) for days in (30, -30)],
        "chart": charts.bar_chart([_("Sample item"), "2026"], [["A", "120"], ["B", "75"]]),
        **_record(),
        **_search(),
    }


def badges(shown: dict[Effect, tuple[str, str]]) -> list[dict[str, Any]]:
    """Return every state of effect as the badge of a document shows it."""
    return [
        {"css_class": css_class, "icon_name": icon, "label": effect.label}
        for effect, (css_class, icon) in shown.items()
    ]


def _page(title: str) -> Any:
    return SimpleNamespace(
        title=title, pk=0, full_url=HERE, path="", first_published_at=DAY,
        get_url=_here,
    )  # fmt: skip


def _here(request: Any = None) -> str:
    return HERE


def _document(days: int = 0) -> LegalDocumentPage:
    """Return a document that takes effect *days* from today."""
    page = LegalDocumentPage(
        title=_("Sample page"), number="1", symbol="QĐ-UBND", issued_on=DAY, issuer="UBND",
        effective_on=date.today() + timedelta(days), body=_law(),  # noqa: DTZ011
    )  # fmt: skip
    page.__dict__["get_url"] = _here
    return page


def _law() -> list[tuple[str, Any]]:
    points = [{"label": "a", "text": _("Sample text.")}]
    clauses = [{"number": "1", "text": _("Sample text."), "points": points}]
    article = {"number": 1, "title": _("Sample heading"), "clauses": clauses}
    stored = [
        {"type": "division", "value": {"kind": "chapter", "number": "I", "title": ""}},
        {"type": "article", "value": article},
    ]
    return LegalDocumentPage._meta.get_field("body").stream_block.to_python(stored)  # type: ignore


def _body() -> Any:
    table = {
        "columns": [{"type": "text", "heading": "A"}, {"type": "number", "heading": "B"}],
        "rows": [{"values": [_("Sample text."), 120]}],
        "caption": _("Sample heading"),
    }
    stored = [
        {"type": "heading", "value": _("Sample heading")},
        {"type": "paragraph", "value": f"<p>{_('Sample text.')} <a href='{HERE}'>A</a></p>"},
        {"type": "quote", "value": {"text": _("Sample text."), "attribution": "A"}},
        {"type": "table", "value": table},
    ]
    return ArticlePage._meta.get_field("body").stream_block.to_python(stored)


def _archive() -> Any:
    return SimpleNamespace(
        year=2026, months=[],
        years=[Period("2026", HERE, is_current=True), Period("2025", HERE, is_current=False)],
    )  # fmt: skip


def _record() -> dict[str, Any]:
    text = {
        "key": "sample", "label": _("Sample heading"), "kind": "text", "value": _("Sample text."),
    }  # fmt: skip
    cell = text | {"is_filled": True}
    unit = {"name": _("Sample item"), "facts": {}, "below": []}
    return {
        "facts": [text, text | {"kind": "date", "value": DAY}],
        "list_item": {"label": _("Sample heading"), "columns": [text] * 2, "rows": [[cell] * 2]},
        "units": [unit | {"below": [unit, unit]}],
    }


def _search() -> dict[str, Any]:
    choices = [Choice(_("Sample item"), 12, HERE, is_chosen) for is_chosen in (True, False)]
    row = {
        "kind": _("Sample item"), "url": HERE, "title": _("Sample page"), "number": "1/QĐ-UBND",
        "excerpt": mark_safe(f"… <mark>{_('Sample text.')}</mark>"),
        "dated_on": DAY, "portal": Link(_("Sample portal"), HERE),
    }  # fmt: skip
    asked = SimpleNamespace(query=SimpleNamespace(page=1), next_page=HERE, cleared=HERE)
    return {
        "narrowings": [{"label": _("Sample heading"), "first": choices, "others": []}],
        "chosen": choices[:1], "rows": [row], "summary": _("Sample heading"),
        "results": SimpleNamespace(has_next=True), "found": asked,
    }  # fmt: skip
