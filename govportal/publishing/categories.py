"""The categories of information that a portal must or may publish, on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page

from govportal import law, plugins
from govportal.portals.pages import portal_of
from govportal.province import AgencySpec
from govportal.sections import SectionSpec

FORMER_DEADLINES = "information.deadlines_2011"
"""The rule that keeps the deadlines of Nghị định 43/2011/NĐ-CP, Điều 17.1, after its end."""


SECTION_KINDS = ("sectionpage", "legaldocumentindexpage", "feedbackpage")
"""The types of page that may stand for a category, as queries of pages name them."""
SECTION_KEYS = tuple(f"{kind}__key" for kind in SECTION_KINDS)


def with_keys(pages: Any) -> Any:
    """Add to a query of pages, as ``section_key``, the key of the category each stands for."""
    return pages.annotate(section_key=Coalesce(*SECTION_KEYS, Value("")))


def section_types() -> list[type[Page]]:
    """Return the types of page that may stand for a category."""
    return [apps.get_model("govportal", kind) for kind in SECTION_KINDS]


def law_day() -> date:
    """Return the day whose law applies: today, or the last day of a province that has ended.

    It says which law binds, not what day it is: what is open or over is asked of today.
    """
    return plugins.province().reference_day(timezone.localdate())


def categories(code: str, on: date | None = None) -> dict[str, SectionSpec]:
    """Return the categories that bind the portal *code* on a day (today), by key.

    A set of categories (``pack``) that has a rule of its name, such as ``information.ati_2016``
    for ``ati-2016``, counts only while the rule says so. A portal whose agency no plugin names
    any more has no categories.
    """
    agency = plugins.agencies_by_code().get(code)
    if agency is None:
        return {}
    return {section.key: section for section in _wanted(agency, on or law_day())}


def category(code: str, key: str, on: date | None = None) -> SectionSpec | None:
    """Return the category *key* of the portal *code* on a day (today), None where it has none."""
    return categories(code, on).get(key)


def section_spec(section: Page) -> SectionSpec | None:
    """Return the category that *section* stands for today, None for an editor's own section."""
    portal, key = portal_of(section), getattr(section, "key", "")
    return category(portal.code, key) if portal and key else None


def _wanted(agency: AgencySpec, on: date) -> Iterator[SectionSpec]:
    sections = plugins.sections(agency, on)
    packs = {section.pack for section in sections}
    enabled = {pack for pack in packs if _is_on(_pack_rule(pack), agency, on, otherwise=True)}
    keeps_deadlines = _is_on(FORMER_DEADLINES, agency, on)
    for section in sections:
        if section.pack in enabled:
            yield _with_former_deadline(section) if keeps_deadlines else section


def _pack_rule(pack: str) -> str:
    return f"information.{pack.replace('-', '_')}" if pack else ""


def _is_on(rule_id: str, agency: AgencySpec, on: date, *, otherwise: bool = False) -> bool:
    """Return what the yes-or-no rule says; *otherwise* where nobody has defined it."""
    if rule_id not in law.definitions():
        return otherwise
    try:
        return law.value(rule_id, on, agency.system) is True
    except KeyError:  # no law of that day says so
        return False


def _with_former_deadline(section: SectionSpec) -> SectionSpec:
    former = [basis.update_within for basis in section.earlier if basis.update_within is not None]
    if section.update_within is not None or not former:
        return section
    return section.model_copy(update={"update_within": former[-1]})
