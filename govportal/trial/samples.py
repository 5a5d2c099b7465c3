"""Marked samples of every category and kind of record, so that a trial has something to show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from govportal import plugins
from govportal.information.answers import ITEM_TYPES
from govportal.information.models import CategoryAnswer
from govportal.portals.models import Portal, PortalHome
from govportal.portals.routing import HOME_PATH_LENGTH
from govportal.portals.tree import subtree
from govportal.provisioning.new_pages import NewPages
from govportal.publishing.categories import categories, law_day
from govportal.publishing.models import LegalDocumentIndexPage, SectionPage
from govportal.sections import SectionSpec
from govportal.trial import marks, sample_data, sample_documents
from govportal.trial.marks import Given
from govportal.trial.media import MARK, Media
from govportal.trial.sample_contacts import GIVEN, add_contact
from govportal.trial.sample_data import SampleAnswer
from govportal.trial.sample_pages import ANSWERER, Maker

STEP = 4
"""Characters that each level adds to the path of a page."""
FIRST = "legal_documents"
"""The category whose samples others refer to."""


def sample_portals() -> list[Portal]:
    """Return the portals shown first: the province's, a department's, a commune's, one a system."""
    portals = {portal.agency.code: portal for portal in Portal.objects.select_related("agency")}
    parents = {agency.parent for agency in plugins.agencies()}
    wanted: dict[str, Portal] = {}
    for agency in plugins.agencies():
        is_lowest = agency.code not in parents
        place = agency.kind if agency.kind in ("province", "department") else ""
        if plugins.agency_kinds()[agency.kind].is_territorial and is_lowest:
            place = "commune"
        if agency.code in portals and (place or agency.system):
            wanted.setdefault(place or agency.system, portals[agency.code])
    return list(wanted.values())


@transaction.atomic
def add_samples(portals: list[Portal]) -> int:
    """Add samples to each category of *portals* that is empty and was never given any.

    Return how many pages were added.
    """
    found = _Sections(portals)
    given = marks.given()
    made: list[tuple[Page, Given]] = []
    for portal in portals:
        given_here = {key for code, key in given if code == portal.code}
        made += _Adding(portal, found).pages(given_here)
        if GIVEN not in given_here:
            add_contact(portal)
    marks.mark_pages(made)
    for page, _given in made:
        ReferenceIndex.create_or_update_for_object(page)
    return len(made)


class _Sections:
    """The sections of portals by home and key, and which of them hold something already."""

    def __init__(self, portals: list[Portal]) -> None:
        self.homes = {
            portal.pk: list(portal.homes.select_related("locale", "page").order_by("page__path"))
            for portal in portals
        }
        paths = [home.page.path for homes in self.homes.values() for home in homes]
        below = reduce(or_, (Q(path__range=subtree(path)) for path in paths), Q(pk=None))
        self._by_key = {
            (path[:HOME_PATH_LENGTH], key): (pk, path)
            for model in (SectionPage, LegalDocumentIndexPage)
            for path, key, pk in model.objects.filter(below)
            .exclude(key="")
            .values_list("path", "key", "pk")
        }
        items = Page.objects.filter(below).type(*ITEM_TYPES).values_list("path", flat=True)
        self._full = {path[:-STEP] for path in items}

    def empty(self, home: PortalHome, key: str) -> int | None:
        """Return the id of the section *key* of *home*, None where it has none or is in use."""
        pk, path = self._by_key.get((home.page.path, key), (None, ""))
        return None if path in self._full else pk


class _Adding:
    """Adds the samples of one portal."""

    def __init__(self, portal: Portal, sections: _Sections) -> None:
        self.portal = portal
        self.sections = sections
        self.homes = sections.homes[portal.pk]
        self.media = Media(portal)
        self.new: list[tuple[Page, Given]] = []
        self.moments: dict[Any, datetime] = {}
        # Never in the time to come, even where the province has ended.
        midday = datetime.combine(law_day(), time(12), timezone.get_default_timezone())
        self.newest = min(midday, timezone.now())

    def pages(self, given: set[str]) -> list[tuple[Page, Given]]:
        """Return the pages added to the categories that were not *given* any yet."""
        specs = categories(self.portal.code)
        answers = sample_data.answers(self.portal.agency.kind)
        wanted = [spec for key, spec in specs.items() if key not in given]
        for spec in (spec for spec in wanted if spec.key in answers):
            self._answer(answers[spec.key])
        wanted = [spec for spec in wanted if spec.key not in answers]
        self._save([spec for spec in wanted if spec.key == FIRST])
        self._save([spec for spec in wanted if spec.key != FIRST])
        return self.new

    def _save(self, specs: list[SectionSpec]) -> None:
        pages = NewPages()
        before = len(self.new)
        for page, parent, spec in self._made(specs):
            moment = self._moment(page)
            page.first_published_at = _day_of_issue(page) or moment
            page.last_published_at = moment
            pages.add(page, parent)
            self.new.append((page, (self.portal.code, spec.key)))
        pages.save()
        sample_documents.relate(page for page, _given in self.new[before:])

    def _moment(self, page: Page) -> datetime:
        """Return when *page* appears: its languages together, the news before the rest."""
        apart = timedelta(seconds=len(self.moments))
        return self.moments.setdefault(page.translation_key, self.newest - apart)

    def _made(self, specs: list[SectionSpec]) -> Iterator[tuple[Page, int, SectionSpec]]:
        makers = [Maker(self.portal, home, self.media) for home in self.homes]
        for spec in sorted(specs, key=lambda spec: spec.key != "news"):
            versions = [
                (maker.pages(spec), section)
                for maker, home in zip(makers, self.homes, strict=True)
                if (section := self.sections.empty(home, spec.key))
            ]
            for pages, section in versions:
                for original, page in zip(versions[0][0], pages, strict=False):
                    page.translation_key = original.translation_key
                    yield page, section, spec

    def _answer(self, answer: SampleAnswer) -> None:
        vietnamese = self.homes[0]
        if self.sections.empty(vietnamese, answer.section) is None:
            return
        reason = f"{MARK.vi} {answer.reason.in_language('vi')}"
        made = CategoryAnswer.objects.create(
            portal=self.portal, section=answer.section, answer=answer.answer, reason=reason,
            answered_on=law_day(), answered_by_name=ANSWERER.vi,
        )  # fmt: skip
        marks.mark(made, (self.portal.code, answer.section))


def _day_of_issue(page: Page) -> datetime | None:
    """Return when a document of former days was published: in time."""
    issued_on = getattr(page, "issued_on", None)
    if issued_on is None or issued_on >= law_day():
        return None
    return datetime.combine(issued_on, time(12), timezone.get_default_timezone())
