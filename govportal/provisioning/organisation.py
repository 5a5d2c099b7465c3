"""Records the organisation of each portal as far as the plugin knows it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from govportal.boards import memberships
from govportal.boards.models import PortalBody, PortalGovernance
from govportal.portal_systems import Body
from govportal.portals.models import Agency, Portal
from govportal.publishing.attribution import system_of_portal

KINDS = ("owner", "manager", "operator_content", "operator_technical")


def provision_organisation() -> list[str]:
    """Make what portals lack, and record memberships that nobody has recorded (ROLE-07).

    What is recorded already stays as staff left it.
    """
    portals = list(Portal.objects.filter(governance=None).select_related("agency"))
    return [*(_make(portals) if portals else ()), *_adopted(len(memberships.adopt()))]


@transaction.atomic
def _make(portals: list[Portal]) -> list[str]:
    agencies = dict(Agency.objects.values_list("code", "pk"))
    made = PortalGovernance.objects.bulk_create([_governance(portal) for portal in portals])
    PortalBody.objects.bulk_create([body for row in made for body in _bodies(row, agencies)])
    text = ngettext(
        "organisation recorded of %(count)d portal",
        "organisation recorded of %(count)d portals",
        len(made),
    )
    return [text % {"count": len(made)}]


def _governance(portal: Portal) -> PortalGovernance:
    system = system_of_portal(portal)
    board = system.board if system and portal.agency.parent_id is None else None
    return PortalGovernance(
        portal=portal,
        founder=board.founder.vi if board and board.founder else "",
        standing_office=board.standing_office.vi if board and board.standing_office else "",
    )


def _bodies(row: PortalGovernance, agencies: dict[str, int]) -> Iterator[PortalBody]:
    """Yield the bodies the plugin knows; a component portal shares the technical operator alone."""
    system = system_of_portal(row.portal)
    is_component = row.portal.agency.parent_id is not None
    if is_component:
        yield PortalBody(governance=row, kind="owner", agency=row.portal.agency)
    for kind in ("operator_technical",) if is_component else KINDS:
        if system and (body := getattr(system.bodies, kind)):
            yield _body(row, kind, body, agencies)


def _body(row: PortalGovernance, kind: str, body: Body, agencies: dict[str, int]) -> PortalBody:
    agency = agencies.get(body.agency)
    name = "" if agency else body.name.vi
    return PortalBody(governance=row, kind=kind, agency_id=agency, name=name, source=body.source)


def _adopted(count: int) -> list[str]:
    text = _("memberships recorded as assignments without a decision, to be completed: %(count)d")
    return [text % {"count": count}] if count else []
