"""The steps of sharing. Each checks the right, changes the state, and is kept in the history.

Only here does the state of a proposal change. What was withdrawn or declined comes back by a new
proposal and a new decision alone. An accepted page that its source unpublishes is shown nowhere;
when it is published again, it is shown again, marked for the board as published anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.portals.pages import portal_of
from govportal.publishing.sharing import access, history, mails, places
from govportal.publishing.sharing.models import OPEN, SharedItem, ShareState


class SharingRefusedError(Exception):
    """The step can't be taken now; the message says why and what to do."""


def propose(page: Page, user: Any, note: str = "") -> SharedItem:
    """Propose *page* to the provincial portal.

    Raises:
        PermissionDenied: the page is of a portal for which *user* may not propose.
        SharingRefusedError: it is not public, of another type, or proposed already.
    """
    if not access.may_offer(user, page):
        raise PermissionDenied
    receiver = receiver_of(page)
    with transaction.atomic():
        item = _proposal(page, receiver)
        item.title, item.state, item.note = page.title, ShareState.PROPOSED, note
        item.proposed_by, item.proposed_at = user, timezone.now()
        item.section = item.decided_by = item.decided_at = None
        item.reason = ""
        item.save()
        history.write(item, "propose", user, note=note)
    mails.proposed(item)
    return item


def receiver_of(page: Page) -> Portal:
    """Return the portal to which *page* can be proposed now.

    Raises:
        SharingRefusedError: the page can't be proposed as it is, or there is no such portal.
    """
    receiver = routing.main_portal()
    if receiver is None:
        raise SharingRefusedError(
            _("This installation has no provincial portal, so nothing can be proposed to it.")
        )
    if not page.specific.list_kind:
        raise SharingRefusedError(_("Only articles, records and legal documents are proposed."))
    if not page.live or page.alias_of_id is not None or page.get_view_restrictions().exists():
        raise SharingRefusedError(
            _("The page is not public. Publish it for everybody first, then propose it.")
        )
    if not places.places_for(page, receiver):
        raise SharingRefusedError(
            _("“%(portal)s” has no section for this kind of item in this language.")
            % {"portal": receiver}
        )
    return receiver


def _proposal(page: Page, receiver: Portal) -> SharedItem:
    """Return the record of *page* at *receiver*, locked; a new one where there is none."""
    first = {"title": page.title, "source": portal_of(page)}
    rows = SharedItem.objects.select_for_update()
    item, is_new = rows.get_or_create(page_id=page.pk, receiver=receiver, defaults=first)
    if not is_new and item.state in OPEN:
        raise SharingRefusedError(_("This page has already been proposed to the portal."))
    item.source = first["source"]
    return item


def accept(item: SharedItem, user: Any, section: Page) -> None:
    """Show the proposed page in *section*; an accepted one moves there and counts as read again.

    Raises:
        PermissionDenied: it is not for *user* to decide, or it is his own proposal.
        SharingRefusedError: it was decided meanwhile, is not public, or *section* can't show it.
    """
    with _taking("accept", item, user) as locked:
        if not locked.is_public:
            raise SharingRefusedError(_gone())
        fitting = places.places_for(locked.page.specific, locked.receiver)
        if section.pk not in {place.section.pk for place in fitting}:
            raise SharingRefusedError(
                _("This section cannot show the item. Choose a section from the list.")
            )
        locked.section = section
        _decide(locked, ShareState.ACCEPTED, user)
        history.write(locked, "accept", user, section=section.title)
    mails.decided(item)


def decline(item: SharedItem, user: Any, reason: str) -> None:
    """Decline the proposal, or take an accepted page off the receiving portal, saying why.

    Raises:
        PermissionDenied: it is not for *user* to decide.
        SharingRefusedError: it was decided meanwhile, or there is no reason.
    """
    if not reason.strip():
        raise SharingRefusedError(_("Give the reason: the proposing portal is told it."))
    with _taking("decline", item, user) as locked:
        _decide(locked, ShareState.DECLINED, user, reason)
        history.write(locked, "decline", user, note=reason)
    mails.decided(item)


def withdraw(item: SharedItem, user: Any) -> None:
    """Take the proposal back; an accepted page disappears from the receiving portal at once.

    Raises:
        PermissionDenied: it is not for *user* to do.
        SharingRefusedError: it was declined or withdrawn meanwhile.
    """
    with _taking("withdraw", item, user) as locked:
        locked.state = ShareState.WITHDRAWN
        history.write(locked, "withdraw", user)


def _decide(item: SharedItem, state: ShareState, user: Any, reason: str = "") -> None:
    item.state, item.reason = state, reason
    item.decided_by, item.decided_at = user, timezone.now()


def cannot_be_taken(item: SharedItem) -> str:
    """Return why no step that was offered before can be taken with *item* any more."""
    return _gone() if item.state in OPEN else meanwhile()


def _gone() -> str:
    return _("The source has taken this page off its portal, so it cannot be accepted now.")


def meanwhile() -> str:
    """Return what is said when the proposal is no longer as it was read."""
    return _("Somebody else has meanwhile decided or withdrawn it: open the proposal again.")


@contextmanager
def _taking(step: str, item: SharedItem, user: Any) -> Iterator[SharedItem]:
    """Lock the proposal as it was read, check that *user* may take *step*, save what changes."""
    with transaction.atomic():
        locked = SharedItem.objects.select_for_update().get(pk=item.pk)
        if not access.has_right(user, step, locked):
            raise PermissionDenied
        if locked.state not in access.RIGHTS[step].states or locked.version != item.version:
            raise SharingRefusedError(meanwhile())
        yield locked
        locked.save()
    item.refresh_from_db()
