"""The public page of a document's consolidated text, today or on another day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from govportal import law
from govportal.publishing.documents.amending import ATTACHED, ISSUING, consolidated
from govportal.publishing.documents.marked import Line, Marker
from govportal.publishing.regulations.consolidation import Consolidated

TEMPLATE = "govportal/legal_document_consolidated.html"
PREVAILS = "documents.signed_text_prevails"


class DayForm(forms.Form):
    """Asks for the day on which the text is to be read."""

    ngay = forms.DateField(
        label=_("Day"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput({"type": "date", "class": "in1 hf"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("There is no such day. Enter a day such as 31/12/2026.")},
    )


def answer(page: Any, request: HttpRequest) -> HttpResponse:
    """Answer with the text of *page* on the day asked for; a wrong day is told with the form."""
    today = timezone.localdate()
    form = DayForm(request.GET if "ngay" in request.GET else {"ngay": today})
    is_day = form.is_valid()
    context = {"page": page, "self": page, "form": form, "today": today}
    if is_day:
        day = form.cleaned_data["ngay"] or today
        context |= _text(page, request, day) | {"is_dated": "ngay" in request.GET}
    return TemplateResponse(request, TEMPLATE, context, status=200 if is_day else 400)


def _text(page: Any, request: HttpRequest, day: date) -> dict[str, Any]:
    result, documents = consolidated(page, day)
    marker = Marker(result, documents, request)
    lines = list(marker.lines(result.parts))
    return {
        "day": day,
        "effect": page.effect_on(day),
        "lines": lines,
        "contents": [(line, _is_changed(line, result)) for line in lines if line.is_heading],
        "documents": _used(result, documents, request),
        "problems": len(result.problems),
        "has_changes": bool(result.applied),
        "general_marks": marker.marks(""),
        "authority": authority(),
        "issuing": ISSUING,
        "attached": ATTACHED,
    }


def _is_changed(line: Line, result: Consolidated) -> bool:
    """Return whether something below the heading *line*, or itself, was changed."""
    own = line.anchor if line.kind == "article" else None
    return any(anchor == line.anchor or (own and anchor.startswith(f"{own}-"))
               for anchor in result.notes)  # fmt: skip


def _used(
    result: Consolidated, documents: dict[str, Any], request: HttpRequest
) -> list[dict[str, Any]]:
    """Return the amending documents in the order of their effect, with their addresses."""
    first = {change.source.key: change.effective_on for change in reversed(result.applied)}
    return [
        {"document": documents[key], "url": documents[key].get_url(request), "day": day}
        for key, day in sorted(first.items(), key=lambda item: (item[1], item[0]))
    ]


def authority() -> str:
    """Return the article by which the signed documents prevail, nothing where none says so."""
    rule = law.rule(PREVAILS)
    return rule.rule.source if rule.value else ""
