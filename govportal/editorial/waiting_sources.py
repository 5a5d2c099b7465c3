"""What of the Editorial Board's work waits for a person, besides pages at a step of approval."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from govportal.editorial import corrections, reviews
from govportal.editorial.steps import end_of_day
from govportal.editorial.waiting import Waiting, register
from govportal.portals import routing
from govportal.portals.membership import portals_of

MOST = 200
"""Of one kind; nobody does more in a day, and the lists in the admin hold them all."""


@register
def reviews_due(user: Any) -> Iterator[Waiting]:
    """Yield a line for each portal of *user* with pages that are due for review."""
    own = routing.portals_with(portals_of(user, reviews.REVIEWERS))
    for portal, count, first in reviews.due_by_portal(own):
        title = ngettext_lazy(
            "%(count)d page is due for review", "%(count)d pages are due for review", count
        )
        url = f"{reverse('govportal_reviews')}?portal={portal.pk}"
        yield Waiting("review_due", title % {"count": count}, url, first, portal)


@register
def corrections_to_publish(user: Any) -> Iterator[Waiting]:
    """Yield the corrections that *user* may make public."""
    own = portals_of(user, corrections.BOARD)
    found = corrections.Correction.objects.filter(portal__in=own, published_at=None)
    for item in found.exclude(person=user).select_related("portal").order_by("due_on")[:MOST]:
        url = reverse("govportal_correction_publish", args=[item.pk])
        yield Waiting(
            "correction",
            item.page_title,
            url,
            end_of_day(item.due_on),
            item.portal,
            _("Correction"),
        )
