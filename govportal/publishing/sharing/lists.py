"""The lists of a portal with what others share there: read from the pages themselves, each time.

So an item that its source takes off the public site is gone from every other portal at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from wagtail.models import Page

from govportal.publishing.sharing.models import SectionSubscription, SharedItem


def with_shared(model: type[Page], page: Page, order: tuple[str, ...]) -> Any:
    """Return the public pages of *model* below *page* and those shared there, in *order*.

    One query reads what the portal follows; the pages themselves are one query as before.
    """
    return _pages(model, page, order, model.objects.descendant_of(page))


def shared_alone(model: type[Page], page: Page, order: tuple[str, ...]) -> Any:
    """Return the public pages of *model* that other portals share below *page*, in *order*."""
    return _pages(model, page, order, model.objects.none())


def _pages(model: type[Page], page: Page, order: tuple[str, ...], own: Any) -> Any:
    private = Page.objects.all().private_q()
    public = model.objects.filter(~private, live=True, alias_of=None)
    accepted = SharedItem.objects.shown_below(page).order_by().values("page_id")
    followed = _followed(public.order_by(*order), page)
    among = own.order_by().values("pk").union(accepted, *followed)
    return public.filter(pk__in=among).order_by(*order)


def _followed(newest: Any, page: Page) -> Iterator[Any]:
    """Yield a query of the ids of the *newest* pages of each section that *page* follows."""
    for path, limit in _subscriptions(page):
        found = newest.filter(path__startswith=path).values("pk")[:limit]
        yield Page.objects.filter(Q(pk__in=found)).order_by().values("pk")


def _subscriptions(page: Any) -> list[tuple[str, int]]:
    """Return path and number of what is followed below *page*, read once for all its lists."""
    if not hasattr(page, "_govportal_subscriptions"):
        rows = SectionSubscription.objects.filter(
            is_active=True, source__live=True, section__path__startswith=page.path
        )
        page._govportal_subscriptions = list(rows.values_list("source__path", "limit"))
    found: list[tuple[str, int]] = page._govportal_subscriptions
    return found
