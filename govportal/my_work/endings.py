"""What ends by itself in a few days unless somebody renews it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from govportal.editorial.waiting import Waiting, end_of, register
from govportal.portals import routing
from govportal.portals.membership import PortalRole, portals_of
from govportal.publishing.advertising.models import Advertisement
from govportal.publishing.section_pages import HomePage

EDITORS = (PortalRole.EDITOR, PortalRole.DEPUTY_HEAD, PortalRole.HEAD)
AHEAD = timedelta(days=3)
"""So long before its end something is announced."""


@register
def notices(user: Any) -> Iterator[Waiting]:
    """Yield the emergency notices of *user*'s portals that end soon."""
    own = portals_of(user, EDITORS)
    homes = routing.table().homes
    portals = {home.page_id: home.portal for home in homes if home.portal.pk in own}
    now = timezone.now()
    soon = HomePage.objects.filter(pk__in=portals, alarm_until__range=(now, now + AHEAD))
    for home in soon.exclude(alarm_text="").only("pk", "alarm_text", "alarm_until"):
        yield Waiting(
            kind="notice",
            title=home.alarm_text,
            url=reverse("wagtailadmin_pages:edit", args=[home.pk]),
            due_at=home.alarm_until,
            portal=portals[home.pk],
            detail=_("The emergency notice ends then. Extend it if the emergency goes on."),
        )


@register
def advertisements(user: Any) -> Iterator[Waiting]:
    """Yield the advertisements of *user*'s portals whose last day comes soon."""
    today = timezone.localdate()
    ending = Advertisement.objects.filter(
        portal__in=portals_of(user, EDITORS), is_live=True, ends_on__range=(today, today + AHEAD)
    )
    for item in ending.select_related("portal__agency"):
        yield Waiting(
            kind="advertisement",
            title=item.text,
            url=reverse("advertisements:edit", args=[item.pk]),
            due_at=end_of(item.ends_on),
            portal=item.portal,
            detail=_("It is not shown any more after this day."),
        )
