"""What of the ledger waits for a person: statements to approve, royalties to complete."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from govportal.editorial.waiting import Waiting, register
from govportal.portals import routing
from govportal.portals.membership import portals_of
from govportal.royalties.access import BOARD, CLERKS
from govportal.royalties.models import Royalty
from govportal.royalties.payments import PaymentStatement


@register
def statements_to_approve(user: Any) -> Iterator[Waiting]:
    """Yield the statements that *user* may approve. One query."""
    drafts = PaymentStatement.objects.filter(
        portal__in=portals_of(user, BOARD), state=PaymentStatement.State.DRAFT
    )
    for statement in drafts.exclude(drawn_up_by=user).select_related("portal"):
        yield Waiting(
            kind="royalty_statement",
            title=_("Statement of royalties %(period)s to approve") % {"period": statement},
            url=reverse("royalty-statements:detail", args=[statement.pk]),
            due_at=None,
            portal=statement.portal,
        )


@register
def royalties_to_complete(user: Any) -> Iterator[Waiting]:
    """Yield for each portal of *user* how many royalties are to be completed. One query."""
    proposed = Royalty.objects.filter(
        portal__in=portals_of(user, CLERKS), state=Royalty.State.PROPOSED
    )
    known = routing.table().by_id
    rows = proposed.order_by().values_list("portal").annotate(count=Count("pk"))
    for portal_id, count in rows:
        text = ngettext("%(count)d royalty to complete", "%(count)d royalties to complete", count)
        yield Waiting(
            kind="royalties",
            title=text % {"count": count},
            url=reverse("royalties:index") + "?state=proposed",
            due_at=None,
            portal=known.get(portal_id),
        )
