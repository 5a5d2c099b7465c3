"""Categories and their states as readers see them: in words, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from govportal.information.states import CategoryState, State, counts
from govportal.portals.models import Portal
from govportal.publishing.written_dates import short_date
from govportal.sections import Interval, SectionSpec

FIELDS = (
    "portal", "key", "title", "state", "mandatory", "published", "unpublished", "updated_on",
    "due_on", "late", "supplier", "source",
)  # fmt: skip
SUMMARY_FIELDS = ("portal", "categories", *(state.value for state in State))


def as_data(category: CategoryState, language: str) -> dict[str, Any]:
    """Return *category* as plain values with the fields :data:`FIELDS`."""
    spec = category.spec
    return {
        "portal": category.portal.code,
        "key": spec.key,
        "title": spec.title.in_language(language),
        "state": category.state.value,
        "mandatory": spec.is_mandatory,
        "published": category.published,
        "unpublished": category.unpublished,
        "updated_on": _iso(category.updated_on),
        "due_on": _iso(category.due_on),
        "late": category.late(),
        "supplier": owner(category, language),
        "source": spec.source,
    }


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""


def owner(category: CategoryState, language: str) -> str:
    """Return who must supply the category: whom the law names, else the portal's agency."""
    supplier = category.spec.supplier
    return supplier.in_language(language) if supplier else category.portal.agency.name


def deadline(spec: SectionSpec, allowed: int | None) -> str:
    """Return in words by when the category must be supplied and how often renewed."""
    words = [_INTERVALS[spec.renewed_every]()] if spec.renewed_every else []
    if allowed is not None:
        words.append(
            ngettext(
                "within %(count)s working day of a change",
                "within %(count)s working days of a change",
                allowed,
            )
            % {"count": allowed}
        )
    return "; ".join(words)


_INTERVALS: dict[Interval, Any] = {
    "week": lambda: _("every week"),
    "month": lambda: _("every month"),
    "quarter": lambda: _("every quarter"),
    "half_year": lambda: _("every half-year"),
    "year": lambda: _("every year"),
}


def totals(found: list[CategoryState]) -> list[tuple[State, int]]:
    """Return the number of categories in each state that occurs."""
    return [(state, count) for state, count in counts(found).items() if count]


def summary(portal: Portal, found: list[CategoryState]) -> dict[str, Any]:
    """Return one portal's line: how many categories it has and how many are in each state."""
    counted = counts(found)
    by_state = {state.value: count for state, count in counted.items()}
    return {"portal": portal.code, "categories": sum(counted.values())} | by_state


def day_or_dash(day: Any) -> str:
    """Return a day as readers write it, a dash where there is none."""
    return str(short_date(day)) if day else "–"
