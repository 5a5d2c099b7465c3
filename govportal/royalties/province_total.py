"""What the portals pay together in a period: sums by portal and by payee (ROYALTY-05).

A statement counts in the period in which its last day falls, so that months add up to quarters and
quarters to years. Drafts are not in the sums.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from govportal.information.access import all_portals
from govportal.portals.models import Portal
from govportal.royalties.lines import by_name
from govportal.royalties.models import Remuneration, RoyaltyShare
from govportal.royalties.payments import PaymentStatement

State = PaymentStatement.State
KINDS = (("royalties", RoyaltyShare), ("remuneration", Remuneration))


@dataclass
class Sums:
    """What is approved to be paid, in đồng."""

    royalties: int = 0
    remuneration: int = 0

    @property
    def total(self) -> int:
        """Both together."""
        return self.royalties + self.remuneration

    def add(self, kind: str, amount: int) -> None:
        """Add *amount* to what is paid as *kind*."""
        setattr(self, kind, getattr(self, kind) + amount)


@dataclass
class PortalSums(Sums):
    """What one portal pays; the whole province where it has no portal."""

    portal: Portal | None = None
    statements: int = 0
    """How many are approved."""
    paid: int = 0
    """What of the total is paid already."""
    drafts: int = 0
    """What stands on drafts, and so is not in the total."""


@dataclass
class PayeeSums(Sums):
    """What one payee of one portal gets."""

    name: str = ""
    unit: str = ""
    portal: Portal | None = None


@dataclass(frozen=True)
class ProvinceTotal:
    """Every portal in the province's order, and every payee by name."""

    portals: list[PortalSums]
    payees: list[PayeeSums]
    whole: PortalSums = field(default_factory=PortalSums)


def total_of_province(first: date, last: date) -> ProvinceTotal:
    """Return what all portals pay by statements that end from *first* to *last*.

    Four queries, however many portals, statements and payees there are.
    """
    portals = {portal.pk: PortalSums(portal=portal) for portal in all_portals()}
    payees: dict[int, PayeeSums] = {}
    whole = PortalSums()
    for kind, row in _amounts(first, last):
        for line in (portals[row["statement__portal"]], whole):
            _count(line, kind, row)
        if row["statement__state"] != State.DRAFT:
            _line_of(row, payees, portals).add(kind, row["sum"])
    for portal_id, count in _approved(first, last):
        portals[portal_id].statements = count
        whole.statements += count
    in_order = sorted(payees.items(), key=lambda item: (by_name(item[1].name), item[0]))
    return ProvinceTotal(list(portals.values()), [line for _pk, line in in_order], whole)


def _amounts(first: date, last: date) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind, model in KINDS:
        rows = model.objects.filter(statement__last_day__range=(first, last)).order_by()
        keys = ("statement__portal", "statement__state", "payee", "payee__name", "payee__unit")
        for row in rows.values(*keys).annotate(sum=Sum("amount")):
            yield kind, row


def _count(line: PortalSums, kind: str, row: dict[str, Any]) -> None:
    if row["statement__state"] == State.DRAFT:
        line.drafts += row["sum"]
        return
    line.add(kind, row["sum"])
    if row["statement__state"] == State.PAID:
        line.paid += row["sum"]


def _line_of(
    row: dict[str, Any], payees: dict[int, PayeeSums], portals: dict[int, PortalSums]
) -> PayeeSums:
    portal = portals[row["statement__portal"]].portal
    new = PayeeSums(name=row["payee__name"], unit=row["payee__unit"], portal=portal)
    return payees.setdefault(row["payee"], new)


def _approved(first: date, last: date) -> Any:
    found = PaymentStatement.objects.filter(last_day__range=(first, last))
    found = found.exclude(state=State.DRAFT).order_by()
    return found.values_list("portal").annotate(count=Count("pk"))
