"""The lists of a portal with what others share there: read from the pages themselves, each time.

So an item that its source takes off the public site is gone from every other portal at once.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone
from wagtail.models import Page

from govportal.portals.tree import subtree
from govportal.publishing.listed.models import ListedPage
from govportal.publishing.listed.newest import Wanted, newest_of
from govportal.publishing.public_pages import is_public

NEWEST_FIRST = ("-shown_at", "-shown_pk")
FOLLOWED = (
    'SELECT followed.source_id, followed."limit" FROM govportal_sectionsubscription followed'
    " INNER JOIN wagtailcore_page source ON source.id = followed.source_id"
    " INNER JOIN wagtailcore_page section ON section.id = followed.section_id"
    " WHERE followed.is_active AND source.live AND section.path BETWEEN %s AND %s"
)
"""Asked for with each list, sooner than Django would put it together."""


class SharedBelow:
    """What other portals share in the section or home *page*, and below it.

    What is followed is read once for all lists of a request.
    """

    def __init__(self, page: Page) -> None:
        self.page = page

    def with_own(
        self, model: type[Page], kind: str, day: str = "first_published_at", most: int | None = None
    ) -> Any:
        """Return the public pages of *kind* below the page and those shared, newest first.

        They are of *model*, and can be narrowed by ``shown_at``, which *day* holds. A caller that
        shows the newest *most* of them says so: others' need not be looked for among all.
        """
        if not self._followed:
            return self._listed(model, kind)
        among = self._newest(kind, most) if most else self._all(kind)
        found = _public(model).filter(pk__in=among)
        return found.alias(shown_at=F(day), shown_pk=F("pk")).order_by(*NEWEST_FIRST)

    def alone(self, model: type[Page], kind: str) -> Any:
        """Return the public pages of *kind* that others share."""
        accepted = ListedPage.objects.filter(place=self.page.pk, kind=kind, is_own=False)
        among = {*accepted.values_list("page", flat=True), *self._newest(kind)}
        return _public(model).filter(pk__in=among)

    def _listed(self, model: type[Page], kind: str) -> Any:
        """Return the pages in the list, read from the index that has their order."""
        in_list = FilteredRelation("listed_in", condition=Q(listed_in__place=self.page.pk))
        found = _public(model).annotate(listing=in_list).filter(listing__kind=kind)
        found = found.alias(shown_at=F("listing__at"), shown_pk=F("listing__page_id"))
        return found.order_by(*NEWEST_FIRST)

    def wanted(self, kind: str, most: int = 0) -> list[Wanted]:
        """Return what is looked for: the newest *most* in the list and of each section followed."""
        own = [Wanted(self.page.pk, kind, most)] if most else []
        followed = (Wanted(place, kind, limit, False) for place, limit in self._followed)
        return [*own, *followed]

    def _newest(self, kind: str, most: int = 0) -> set[int]:
        return newest_of(self.wanted(kind, most))

    def _all(self, kind: str) -> Any:
        followed = ListedPage.objects.filter(page__in=self._newest(kind))
        in_list = Q(place=self.page.pk, kind=kind)
        return ListedPage.objects.filter(in_list).values("page").union(followed.values("page"))

    @cached_property
    def _followed(self) -> list[tuple[int, int]]:
        with connection.cursor() as cursor:
            cursor.execute(FOLLOWED, subtree(self.page.path))
            return cursor.fetchall()  # type: ignore[no-any-return]


def _public(model: type[Page]) -> Any:
    unexpired = Q(expire_at=None) | Q(expire_at__gt=timezone.now())
    return model.objects.filter(is_public(), unexpired)
