"""The lists of a portal with what others share there: read from the pages themselves, each time.

So an item that its source takes off the public site is gone from every other portal at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from wagtail.models import Page

from govportal.publishing.sharing.models import SectionSubscription, SharedItem


class SharedBelow:
    """What other portals share in the section or home *page*, and below it.

    What is followed and what is private is read once for all lists of a request.
    """

    def __init__(self, page: Page) -> None:
        self.page = page

    def with_own(self, model: type[Page], order: tuple[str, ...]) -> Any:
        """Return the public pages of *model* below the page and those shared, in *order*."""
        return self._pages(model, order, self.own(model))

    def own(self, model: type[Page]) -> Any:
        """Return the public pages of *model* below the page, without what others share."""
        return self._public(model).descendant_of(self.page)

    def alone(self, model: type[Page], order: tuple[str, ...]) -> Any:
        """Return the public pages of *model* that others share, in *order*."""
        own = model.objects.none()
        return self._pages(model, order, own) if self._is_anything else own

    def _pages(self, model: type[Page], order: tuple[str, ...], own: Any) -> Any:
        public = self._public(model)
        accepted = self._accepted.values("page_id")
        among = accepted.union(own.order_by().values("pk"), *self._newest(public.order_by(*order)))
        return public.filter(pk__in=among).order_by(*order)

    def _public(self, model: type[Page]) -> Any:
        return model.objects.filter(~self._private, live=True, alias_of=None)

    def _newest(self, public: Any) -> Iterator[Any]:
        """Yield a query of the ids of the newest *public* pages of each section followed."""
        for path, limit in self._followed:
            found = public.filter(path__startswith=path).values("pk")[:limit]
            yield Page.objects.filter(pk__in=found).order_by().values("pk")

    @cached_property
    def _private(self) -> Any:
        return Page.objects.all().private_q()

    @property
    def _accepted(self) -> Any:
        return SharedItem.objects.shown_below(self.page).order_by()

    @property
    def _subscriptions(self) -> Any:
        found = SectionSubscription.objects.filter(is_active=True, source__live=True)
        return found.filter(section__path__startswith=self.page.path).order_by()

    @cached_property
    def _followed(self) -> list[tuple[str, int]]:
        return list(self._subscriptions.values_list("source__path", "limit"))

    @property
    def _is_anything(self) -> bool:
        found = self._accepted.values("pk").union(self._subscriptions.values("pk"))
        return bool(found.exists())
