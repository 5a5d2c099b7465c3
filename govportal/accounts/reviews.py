"""Regular reviews: whoever answers for a portal confirms who may work on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone
from wagtail.log_actions import log

from govportal.accounts import register
from govportal.accounts.models import AccountReview
from govportal.accounts.register import Line
from govportal.boards.access import keeps_every_portal, kept_portals
from govportal.portals.models import Portal


@dataclass(frozen=True)
class ReviewState:
    """When the accounts of a portal (None: of the whole province) were last reviewed."""

    portal: Portal | None
    last: date | None
    due_on: date

    @property
    def is_due(self) -> bool:
        """Whether the review is to be done now."""
        return self.due_on <= timezone.localdate()


def states(user: Any) -> list[ReviewState]:
    """Return the state of each review that is for *user* to do; two queries."""
    portals: Iterable[Portal | None] = kept_portals(user)
    rows = AccountReview.objects.values_list("portal").annotate(last=Max("confirmed_at"))
    last = {portal: timezone.localdate(at) for portal, at in rows.order_by()}
    if keeps_every_portal(user):
        portals = [None, *portals]
    return [_state(portal, last.get(portal and portal.pk)) for portal in portals]


def _state(portal: Portal | None, last: date | None) -> ReviewState:
    return ReviewState(portal, last, register.review_due(last))


def lines_of(portal: Portal | None) -> list[Line]:
    """Return the accounts that a review of *portal* is about."""
    return list(register.draw(register.of_portal(portal), portal))


def confirm(portal: Portal | None, by: Any, note: str = "") -> AccountReview:
    """Record that *by* looked through the accounts of *portal* and stands for them."""
    accounts = [[line.user.get_username(), *line.roles] for line in lines_of(portal)]
    review = AccountReview.objects.create(
        portal=portal, confirmed_by=by, accounts=accounts, note=note
    )
    log(review, "wagtail.create", user=by)
    return review
