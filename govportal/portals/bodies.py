"""In whose name a portal deals with people."""

from __future__ import annotations

from govportal import plugins
from govportal.portals.models import Portal


def acting_body(portal: Portal) -> str:
    """Return the body that receives and uses what people send to *portal*, in their language.

    A territory has a committee that acts for it; a department acts itself, though a committee
    owns its portal.
    """
    kind = plugins.agency_kinds().get(portal.agency.kind)
    is_territorial = kind is None or kind.is_territorial
    return (is_territorial and portal.authority_name) or portal.agency.name
