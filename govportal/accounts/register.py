"""Every account of the installation in one list, for those who supervise them (ROLE-10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone

from govportal import law
from govportal.boards.access import keeps_every_portal
from govportal.boards.assignments import Assignment
from govportal.boards.memberships import Membership
from govportal.boards.models import holding
from govportal.boards.names import full_name
from govportal.boards.seats import ROLE_OF_SEAT, BoardSeat
from govportal.portals.membership import PortalGroup, PortalRole
from govportal.portals.models import Portal


def may_supervise(user: Any) -> bool:
    """Return whether *user* supervises the accounts of all portals."""
    return keeps_every_portal(user) or bool(user.has_perm("auth.change_user"))


@dataclass(frozen=True)
class Line:
    """An account: whose it is, what it may do, and whether it is in use."""

    user: Any
    name: str
    roles: tuple[str, ...]
    """“portal: role”, and the groups that serve the whole province."""
    agencies: tuple[str, ...]
    has_second_factor: bool
    idle_days: int | None
    """Days since the last sign-in, None where there was none."""
    is_unused: bool
    """Whether it was not used for longer than the rule allows."""
    lacks_basis: bool
    """Whether it has a role on a portal without a complete assignment."""


def draw(accounts: Any = None, portal: Portal | None = None) -> Iterator[Line]:
    """Yield a line for each of *accounts* (all), by name, with its roles on *portal* (everywhere).

    The number of queries does not grow with accounts or portals.
    """
    people = get_user_model().objects.all() if accounts is None else accounts
    people = people.order_by("username").prefetch_related("groups")
    groups = {row.group_id: row for row in _portal_groups()}
    assignments, seated = _assignments(portal), _seated()
    factors = set(Authenticator.objects.filter(type="totp").values_list("user_id", flat=True))
    for user in people:
        own = [group for group in user.groups.all() if _is_about(groups.get(group.pk), portal)]
        memberships = {_membership(user, groups[group.pk]) for group in own if group.pk in groups}
        based = {(row.user_id, row.portal_id, row.role) for row in assignments[user.pk]
                 if row.is_complete}  # fmt: skip
        idle = _idle_days(user)
        yield Line(
            user=user,
            name=full_name(user),
            roles=tuple(_role(group, groups.get(group.pk)) for group in own),
            agencies=tuple(sorted({r.agency.name for r in assignments[user.pk] if r.agency})),
            has_second_factor=user.pk in factors,
            idle_days=idle,
            is_unused=_is_unused(user, idle),
            lacks_basis=bool(memberships - based - seated),
        )


def _is_about(row: PortalGroup | None, portal: Portal | None) -> bool:
    return portal is None or (row is not None and row.portal_id == portal.pk)


def _membership(user: Any, row: PortalGroup) -> Membership:
    return user.pk, row.portal_id, row.role


def of_portal(portal: Any) -> Any:
    """Return the accounts with a role on *portal*; None: those that serve the whole province."""
    people = get_user_model().objects.filter(is_active=True)
    if portal is None:
        provincial = people.filter(Q(is_superuser=True) | Q(groups__portal_group=None))
        return provincial.filter(Q(is_superuser=True) | ~Q(groups=None)).distinct()
    return people.filter(groups__portal_group__portal=portal).distinct()


def _portal_groups() -> Any:
    return PortalGroup.objects.select_related("portal__agency")


def _assignments(portal: Portal | None) -> dict[int, list[Assignment]]:
    found = Assignment.objects.valid().select_related("agency")
    rows: dict[int, list[Assignment]] = defaultdict(list)
    for row in found if portal is None else found.filter(portal=portal):
        rows[row.user_id].append(row)
    return rows


def _seated() -> set[Membership]:
    seats = BoardSeat.objects.filter(holding("starts_on", "ends_on")).exclude(account=None)
    rows = seats.values_list("account_id", "portal_id", "role")
    return {(user, portal, ROLE_OF_SEAT[role]) for user, portal, role in rows}


def _role(group: Any, row: PortalGroup | None) -> str:
    return f"{row.portal.agency.name}: {PortalRole(row.role).label}" if row else group.name


def _idle_days(user: Any) -> int | None:
    return (timezone.now() - user.last_login).days if user.last_login else None


def _is_unused(user: Any, idle: int | None) -> bool:
    limit = law.number("security.inactive_account")
    if idle is None:
        return user.date_joined < timezone.now() - timedelta(days=limit)  # type: ignore[no-any-return]
    return idle > limit


def review_due(last: date | None, today: date | None = None) -> date:
    """Return the day by which accounts are to be reviewed again (rule of the review's period)."""
    if last is None:
        return today or timezone.localdate()
    months = last.month - 1 + law.number("accounts.review_period")
    year, month = last.year + months // 12, months % 12 + 1
    for day in (last.day, 30, 29, 28):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    raise AssertionError  # pragma: no cover  every month has 28 days
