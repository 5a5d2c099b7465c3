"""What waits for those who keep accounts: reviews that are due, requests for support."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from govportal.accounts import register, reviews
from govportal.accounts.review_views import address_of, reviews_any
from govportal.accounts.support import SupportTicket
from govportal.boards.access import keeps_every_portal
from govportal.editorial import waiting
from govportal.editorial.waiting import Waiting


@waiting.register
def reviews_due(user: Any) -> Iterator[Waiting]:
    """Yield the reviews that are due; of the provincial board's, that of the province alone."""
    if not reviews_any(user):
        return
    is_provincial = keeps_every_portal(user)
    for state in reviews.states(user):
        if state.is_due and (not is_provincial or state.portal is None):
            title, due_at = _("Review the accounts"), waiting.end_of(state.due_on)
            yield Waiting("account_review_due", title, address_of(state), due_at, state.portal)


@waiting.register
def support_asked(user: Any) -> Iterator[Waiting]:
    """Yield the requests for support that nobody has solved, for those who answer them."""
    if not register.may_supervise(user):
        return
    tickets = SupportTicket.objects.exclude(status=SupportTicket.Status.SOLVED)
    for ticket in tickets.select_related("portal")[:50]:
        url = reverse("support:edit", args=[ticket.pk])
        yield Waiting("support", ticket.subject, url, None, ticket.portal)
