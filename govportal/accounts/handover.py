"""Takes an account from a person who leaves a portal, and gives the work to somebody else.

Everything happens in one transaction, with the minutes: what is not in them was not handed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, WorkflowState

from govportal.accounts.models import Handover
from govportal.boards import memberships
from govportal.boards.assignments import Assignment
from govportal.boards.seats import BoardSeat
from govportal.exchange.keys import revoke
from govportal.exchange.models import ApiKey
from govportal.portals.models import Portal
from govportal.portals.tree import subtree

CLOSED = "govportal.account_closed"
OPEN_STATES = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


@transaction.atomic
def hand_over(minutes: Handover, by: Any) -> Handover:
    """End what the giver of *minutes* has on the portal, give the work away, store the minutes.

    The giver's sessions end. An account that is left without any right is closed, with its second
    factor and the API keys that it issued.
    """
    giver, portal = minutes.giver, minutes.portal
    memberships.adopt({giver.pk})
    lines = [
        _("Account: %(name)s") % {"name": giver.get_username()},
        *_assignments(giver, portal, minutes.reason),
        *_seats(giver, portal),
        *_locked_pages(giver, portal, minutes.receiver),
        *_pages_in_approval(giver, portal, minutes.receiver),
        *_drafts(giver, portal),
    ]
    end_sessions(giver)
    if not giver.is_superuser and not giver.groups.exists():
        lines += _close(giver, by)
    minutes.items, minutes.made_by = "\n".join(lines), by
    minutes.save()
    log(minutes, "wagtail.create", user=by)
    return minutes


def end_sessions(user: Any) -> int:
    """End every session of *user*; return how many."""
    running = Session.objects.filter(expire_date__gt=timezone.now())
    own = [row.pk for row in running if row.get_decoded().get("_auth_user_id") == str(user.pk)]
    Session.objects.filter(pk__in=own).delete()
    return len(own)


def pages_of(portal: Portal) -> Q:
    """Return the condition that a page lies below a home page of *portal*."""
    within = Q(pk=None)
    for path in portal.homes.values_list("page__path", flat=True):
        within |= Q(path__range=subtree(path))
    return within


def _assignments(giver: Any, portal: Portal, reason: str) -> Iterator[str]:
    rows = Assignment.objects.filter(user=giver, portal=portal, handed_over_at=None)
    for row in rows:
        row.handed_over_at = timezone.now()
        row.save(update_fields=["handed_over_at"])
        row.end(reason)
        yield _("Task ended: %(role)s, decision %(number)s") % {
            "role": row.get_role_display(), "number": row.decision_number or "–",
        }  # fmt: skip


def _seats(giver: Any, portal: Portal) -> Iterator[str]:
    for seat in BoardSeat.objects.filter(account=giver, portal=portal):
        seat.account = None
        seat.save()
        text = _("Account taken from the seat: %(seat)s")
        yield text % {"seat": seat.get_role_display()}


def _locked_pages(giver: Any, portal: Portal, receiver: Any) -> list[str]:
    found = Page.objects.filter(pages_of(portal), locked=True, locked_by=giver)
    lines = [_("Locked page: %(title)s") % {"title": title} for title in _titles(found)]
    if receiver:
        found.update(locked_by=receiver)
    else:
        found.update(locked=False, locked_by=None, locked_at=None)
    return lines


def _pages_in_approval(giver: Any, portal: Portal, receiver: Any) -> list[str]:
    own = Page.objects.filter(pages_of(portal)).values_list("pk", flat=True)
    states = WorkflowState.objects.filter(
        requested_by=giver, status__in=OPEN_STATES, base_content_type__model="page"
    )
    ids = set(own.filter(pk__in=[int(pk) for pk in states.values_list("object_id", flat=True)]))
    states = states.filter(object_id__in=[str(pk) for pk in ids])
    titles = _titles(Page.objects.filter(pk__in=ids))
    if receiver:
        states.update(requested_by=receiver)
    return [_("Page in approval: %(title)s") % {"title": title} for title in titles]


def _drafts(giver: Any, portal: Portal) -> list[str]:
    own = Page.objects.filter(pages_of(portal), owner=giver)
    drafts = own.filter(Q(live=False) | Q(has_unpublished_changes=True))
    return [_("Draft: %(title)s") % {"title": title} for title in _titles(drafts)]


def _titles(pages: Any) -> list[str]:
    return list(pages.order_by("path").values_list("draft_title", flat=True))


def _close(giver: Any, by: Any) -> Iterable[str]:
    giver.is_active = False
    giver.set_unusable_password()
    giver.save()
    Authenticator.objects.filter(user=giver).delete()
    keys = ApiKey.objects.filter(created_by=giver, revoked_at=None).select_related("consumer")
    lines = [_("API key revoked: %(key)s") % {"key": key} for key in keys]
    for key in keys:
        revoke(key, by)
    log(giver, CLOSED, user=by)
    return [_("Account closed: its password, second factor and sessions no longer work."), *lines]
