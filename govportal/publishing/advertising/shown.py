"""The advertisements that a page shows now: in one place, below the content (ADS-04, ADS-05)."""

from __future__ import annotations

from django.utils import timezone

from govportal.portals.routing import Endpoint
from govportal.publishing.advertising import allowed
from govportal.publishing.advertising.models import Advertisement
from govportal.publishing.renditions import prefetch_renditions

MOST = 3
"""A portal is no advertising pillar."""


def advertisements(endpoint: Endpoint) -> list[Advertisement]:
    """Return what the portal shows today in the language of *endpoint*.

    Where advertising is not allowed nothing is asked of the database.
    """
    if not allowed.is_allowed(endpoint.portal):
        return []
    today = timezone.localdate()
    found = Advertisement.objects.filter(
        portal=endpoint.portal.pk, language=endpoint.language, is_live=True,
        starts_on__lte=today, ends_on__gte=today,
    )  # fmt: skip
    images = prefetch_renditions("image__")
    return list(found.select_related("image").prefetch_related(images)[:MOST])
