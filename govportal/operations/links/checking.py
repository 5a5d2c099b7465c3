"""A run of the link checker: what is linked to, whether it is there, what follows from it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from govportal import law
from govportal.operations.links import own
from govportal.operations.links.asking import Finding
from govportal.operations.links.content import normal
from govportal.operations.links.gathering import gather
from govportal.operations.links.models import WORKING, FoundLink, LinkAddress
from govportal.operations.links.visiting import Manners, visit
from govportal.publishing.advertising.pausing import pause

AT_ONCE = 500
"""Addresses that are read together."""


@dataclass(frozen=True)
class Summary:
    """What a run came to."""

    is_whole: bool
    """Whether all pages were read and all addresses asked in time."""
    checked: int
    broken: int
    """Addresses that fail now, whenever they were found to."""


def check_links(seconds: float, *, anew: bool = False) -> Summary:
    """Check the links of all portals for at most *seconds*; those not asked for longest first.

    With *anew* all pages are read and all addresses asked again. What was found is stored as it
    comes in, so that a run that is ended loses nothing.
    """
    deadline = time.monotonic() + seconds
    is_gathered = gather(deadline, anew=anew)
    _sort_own_from_outside()
    checked = _check_own()
    due = _due(anew)
    asked = _check_outside(due, deadline)
    broken = LinkAddress.objects.filter(failing_since__isnull=False).count()
    return Summary(is_gathered and asked == len(due), checked + asked, broken)


def _sort_own_from_outside() -> None:
    """Notice that a host has become, or is no longer, that of a portal."""
    rows = LinkAddress.objects.values_list("pk", "address", "is_outside")
    wrong = [pk for pk, address, outside in rows if own.is_outside(address) != outside]
    for pk in wrong:
        row = LinkAddress.objects.get(pk=pk)
        row.is_outside = not row.is_outside
        row.save(update_fields=["is_outside"])


def _check_own() -> int:
    rows = LinkAddress.objects.filter(is_outside=False).order_by("pk")
    count = 0
    while some := list(rows[count : count + AT_ONCE]):
        found = own.outcomes(row.address for row in some)
        _record((row, Finding(found[row.address])) for row in some)
        count += len(some)
    return count


def _due(anew: bool) -> list[str]:
    rows = LinkAddress.objects.filter(is_outside=True)
    if not anew:
        before = timezone.now() - timedelta(hours=law.number("links.check_again_after"))
        rows = rows.exclude(checked_at__gt=before)
    found = rows.order_by(F("checked_at").asc(nulls_first=True), "pk")
    return list(found.values_list("address", flat=True))


def _check_outside(addresses: list[str], deadline: float) -> int:
    count = 0
    for address, finding in visit(addresses, Manners.of_rules(), deadline):
        _record((row, finding) for row in LinkAddress.objects.filter(address=address))
        count += 1
    return count


@transaction.atomic
def _record(found: Iterable[tuple[LinkAddress, Finding]]) -> None:
    now = timezone.now()
    rows = [_with(row, finding, now) for row, finding in found]
    fields = ["outcome", "status", "checked_at", "failing_since"]
    LinkAddress.objects.bulk_update(rows, fields, batch_size=AT_ONCE)
    _pause_advertisements([row for row in rows if row.failing_since])


def _with(row: LinkAddress, finding: Finding, now: datetime) -> LinkAddress:
    row.outcome, row.status, row.checked_at = finding.outcome, finding.status, now
    row.failing_since = None if finding.outcome in WORKING else row.failing_since or now
    return row


def _pause_advertisements(failing: list[LinkAddress]) -> None:
    links = FoundLink.objects.filter(address__in=failing, advertisement__is_live=True)
    for link in links.select_related("advertisement__portal", "address"):
        if normal(link.advertisement.target) == link.address.address:  # not corrected meanwhile
            pause(link.advertisement, LinkAddress.Outcome(link.address.outcome).label)
