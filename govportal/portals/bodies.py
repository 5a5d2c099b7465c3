"""In whose name a portal deals with people."""

from __future__ import annotations

from django.utils.translation import get_language

from govportal import plugins
from govportal.portals.models import Agency, Portal


def acting_body(portal: Portal) -> str:
    """Return the body that receives and uses what people send to *portal*, in their language.

    A territory has a committee that acts for it; a department acts itself, though a committee
    owns its portal.
    """
    return _authority(portal) or portal.agency.name


def acting_body_in_sentence(portal: Portal) -> str:
    """Return the body that acts for *portal* as a sentence names it: English adds “the”."""
    authority = _authority(portal)
    if not authority:
        return agency_in_sentence(portal.agency)
    return authority if authority == portal.authority_name_vi else _with_article(authority)


def agency_in_sentence(agency: Agency) -> str:
    """Return *agency* as a sentence names it: “the Department of Health”, but “Pho Hien Ward”."""
    if _is_territorial(agency) or agency.name == agency.name_vi:
        return agency.name
    return _with_article(agency.name)


def _with_article(name: str) -> str:
    is_english = (get_language() or "").startswith("en")
    return f"the {name}" if is_english and not name.lower().startswith("the ") else name


def _authority(portal: Portal) -> str:
    return portal.authority_name if _is_territorial(portal.agency) else ""


def _is_territorial(agency: Agency) -> bool:
    kind = plugins.agency_kinds().get(agency.kind)
    return kind is None or kind.is_territorial
