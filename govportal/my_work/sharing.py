"""What component portals propose and the person decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from govportal.editorial.waiting import Waiting, register
from govportal.my_work.approvals import MOST
from govportal.publishing.sharing import access, staff


@register
def proposals(user: Any) -> Iterator[Waiting]:
    """Yield the proposals that wait for a decision of *user*, the oldest first."""
    if not access.is_receiving(user):
        return
    rows = access.to_decide(user).select_related("source__agency", "receiver__agency")
    for item in rows.order_by("proposed_at", "pk")[:MOST]:
        yield Waiting(
            kind="sharing",
            title=item.title,
            url=reverse(staff.DETAIL, args=[item.pk]),
            due_at=None,
            portal=item.receiver,
            detail=_("Proposed by %(portal)s") % {"portal": item.source.agency.name},
        )
