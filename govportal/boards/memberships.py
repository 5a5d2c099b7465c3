"""Keeps the groups of portals in line with assignments and seats: nobody sets them by hand.

Only what an assignment or a seat has ever named is touched: a membership without any record stays
until :func:`adopt` has recorded it, so that nobody of an older installation loses the way in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from govportal.boards.assignments import Assignment
from govportal.boards.models import holding
from govportal.boards.seats import ROLE_OF_SEAT, BoardSeat
from govportal.portals.membership import PortalGroup

Membership = tuple[int, int, str]
"""The account, the portal and the role."""
GRANTED, WITHDRAWN = "govportal.membership_granted", "govportal.membership_withdrawn"


@dataclass
class Changes:
    """The memberships that were given and taken."""

    granted: set[Membership] = field(default_factory=set)
    withdrawn: set[Membership] = field(default_factory=set)


@transaction.atomic
def bring_in_line(users: Iterable[int] | None = None, also: Iterable[Membership] = ()) -> Changes:
    """Give and take memberships of *users* (all) as their assignments and seats say today.

    *also* names memberships that were recorded a moment ago and are not any more. The number of
    queries does not grow with the number of accounts that need no change.
    """
    only = None if users is None else set(users)
    recorded = _recorded(only, is_current=False) | set(also)
    wanted = _recorded(only, is_current=True)
    present = _present({user for user, _portal, _role in recorded | wanted})
    changes = Changes(wanted - present, (recorded - wanted) & present)
    _apply(changes)
    return changes


def adopt(users: Iterable[int] | None = None) -> list[Assignment]:
    """Record memberships of *users* (all) that nobody has recorded, as without a decision.

    They stay valid, and are listed as to be completed (ROLE-07).
    """
    only = None if users is None else set(users)
    present = _present(only)
    unknown = present and present - _recorded(only, is_current=False)
    return _record(unknown) if unknown else []


@transaction.atomic
def _record(unknown: set[Membership]) -> list[Assignment]:
    agencies = dict(PortalGroup.objects.values_list("portal_id", "portal__agency_id"))
    return [
        Assignment.objects.create(
            user_id=user, portal_id=portal, role=role, agency_id=agencies[portal]
        )
        for user, portal, role in sorted(unknown)
    ]


def _recorded(users: set[int] | None, is_current: bool) -> set[Membership]:
    assignments = Assignment.objects.valid() if is_current else Assignment.objects.all()
    seats = BoardSeat.objects.exclude(account=None)
    if is_current:
        seats = seats.filter(holding("starts_on", "ends_on"))
    if users is not None:
        assignments, seats = assignments.filter(user__in=users), seats.filter(account__in=users)
    found = set(assignments.values_list("user_id", "portal_id", "role"))
    rows = seats.values_list("account_id", "portal_id", "role")
    return found | {(user, portal, ROLE_OF_SEAT[role]) for user, portal, role in rows}


def _present(users: set[int] | None) -> set[Membership]:
    groups = PortalGroup.objects.exclude(group__user=None)
    if users is not None:
        groups = groups.filter(group__user__in=users)
    rows = groups.values_list("group__user", "portal_id", "role")
    return {row for row in rows if users is None or row[0] in users}


def _apply(changes: Changes) -> None:
    touched = changes.granted | changes.withdrawn
    if not touched:
        return
    groups = _groups({(portal, role) for _user, portal, role in touched})
    # A portal gets its groups from provisioning; the nightly run gives what had to wait for them.
    changes.granted = {row for row in changes.granted if row[1:] in groups}
    users = get_user_model().objects.in_bulk({user for user, _portal, _role in touched})
    for user, portal, role in sorted(changes.granted):
        users[user].groups.add(groups[portal, role])
        log(users[user], GRANTED, data={"portal": portal, "role": role})
    for user, portal, role in sorted(changes.withdrawn):
        users[user].groups.remove(groups[portal, role])
        log(users[user], WITHDRAWN, data={"portal": portal, "role": role})


def _groups(pairs: set[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """Return the id of the group of each portal and role in *pairs* that has one."""
    wanted = Q()
    for portal, role in pairs:
        wanted |= Q(portal=portal, role=role)
    rows = PortalGroup.objects.filter(wanted).values_list("portal_id", "role", "group_id")
    return {(portal, role): group for portal, role, group in rows}
