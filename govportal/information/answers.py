"""Records answers for categories, finds the one that holds, and lifts it once content appears."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published

from govportal.information.models import Answer, CategoryAnswer
from govportal.information.sections import CategoryKey, keys_above
from govportal.portals.models import Portal
from govportal.portals.pages import portal_of
from govportal.portals.tree import is_original, subtree
from govportal.publishing.categories import category
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.models import ArticlePage, SectionPage
from govportal.publishing.records.models import RecordPage
from govportal.sections import SectionSpec

ITEM_TYPES = (ArticlePage, RecordPage, LegalDocumentPage)


def record(
    portal: Portal, section: str, answer: str, reason: str, user: Any,
    valid_until: date | None = None,
) -> CategoryAnswer:  # fmt: skip
    """Record what *user* answers for a category; a former answer stays in the history.

    Raises:
        ValidationError: no reason, or a period that is over.
    """
    given = CategoryAnswer(
        portal=portal, section=section, answer=answer, reason=reason.strip(),
        answered_by=user, answered_by_name=user.get_full_name() or user.get_username(),
        valid_until=valid_until,
    )  # fmt: skip
    given.full_clean()
    given.save()
    return given


def answers_on(day: date, portals: Iterable[int]) -> dict[CategoryKey, CategoryAnswer]:
    """Return the answer that holds on *day* for each category of *portals* that has one."""
    given = CategoryAnswer.objects.filter(portal__in=list(portals)).holding(day)
    newest = {(answer.portal_id, answer.section): answer for answer in given}
    return {key: answer for key, answer in newest.items() if _says_something(answer, day)}


def statement(section: Page) -> CategoryAnswer | None:
    """Return what citizens are told in place of content on the page of a category, if anything."""
    portal, key = portal_of(section), getattr(section, "key", "")
    spec = category(portal.code, key) if portal and key else None
    if portal is None or spec is None:
        return None
    day = timezone.localdate()
    given = CategoryAnswer.objects.filter(portal=portal, section=key).holding(day).last()
    if given is None or not _says_something(given, day):
        return None
    return given if spec.renewed_every or not _has_content(section, spec) else None


def history(portal: Portal, section: str) -> Any:
    """Return every answer that was given for a category, the newest first."""
    return CategoryAnswer.objects.filter(portal=portal, section=section)


def _says_something(answer: CategoryAnswer, day: date) -> bool:
    return answer.answer != Answer.WITHDRAWN and not answer.has_ended(day)


def _has_content(section: Page, spec: SectionSpec) -> bool:
    versions = section.get_translations(inclusive=True).values_list("path", flat=True)
    below = Q(pk=None)
    for path in versions:
        below |= Q(path__range=subtree(path))
    items = Page.objects.live().public().filter(is_original(), below).type(*ITEM_TYPES)
    return _is_told(section, spec) or items.exists()


def _is_told(section: Page, spec: SectionSpec | None) -> bool:
    """Return whether a category of articles is supplied by the text on its own page."""
    is_of_articles = spec is not None and spec.kind == "articles"
    return is_of_articles and bool(getattr(section, "introduction", ""))


def lift(instance: Page, **_kwargs: Any) -> None:
    """Lift the answers of the categories that hold the page just published."""
    portal = portal_of(instance)
    if portal is None or instance.alias_of_id or not _is_content(instance, portal):
        return
    given = CategoryAnswer.objects.filter(portal=portal, lifted_on=None)
    if given.exists():
        keys = keys_above(instance.path)
        given.filter(section__in=keys).update(lifted_on=timezone.localdate())


def _is_content(page: Page, portal: Portal) -> bool:
    if isinstance(page, SectionPage):
        return _is_told(page, category(portal.code, page.key) if page.key else None)
    return isinstance(page, ITEM_TYPES)


def connect() -> None:
    """Lift answers whenever something is published."""
    page_published.connect(lift, dispatch_uid="govportal-information-answers")
