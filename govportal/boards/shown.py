"""The bodies of a portal as the public reads them in the footer (ROLE-01)."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language, gettext, gettext_noop

from govportal.boards.models import PortalBody, holding
from govportal.portals.models import Portal
from govportal.publishing.attribution import system_of_portal
from govportal.publishing.portal_memory import remembered

DUTIES = {"manager": gettext_noop("Managing body"), "operator": gettext_noop("Operating body")}
KINDS = {
    PortalBody.Kind.MANAGER: "manager",
    PortalBody.Kind.OPERATOR_CONTENT: "operator",
    PortalBody.Kind.OPERATOR_TECHNICAL: "operator",
}
"""The public is told of both operators alike."""


def bodies_shown(request: HttpRequest, portal: Portal) -> list[tuple[str, list[str]]]:
    """Return the duties that somebody has for *portal* today, each with the names of the bodies.

    The owner is left out: every footer names it as the governing body.
    """
    found: dict[str, list[str]] = remembered(
        request, f"bodies:{portal.pk}:{get_language()}", lambda: _read(portal)
    )
    return [(gettext(DUTIES[kind]), names) for kind, names in found.items()]


def _read(portal: Portal) -> dict[str, list[str]]:
    """Return the names of the bodies by duty, each once."""
    rows = PortalBody.objects.filter(holding("valid_from", "valid_to"), governance__portal=portal)
    translated = _names_of_the_plugin(portal)
    found: dict[str, tuple[str, ...]] = dict.fromkeys(DUTIES, ())
    for row in rows.filter(kind__in=KINDS).select_related("agency").order_by("sort_order", "pk"):
        name = translated.get(str(row), str(row))
        found[KINDS[row.kind]] = tuple(dict.fromkeys((*found[KINDS[row.kind]], name)))
    return {duty: list(names) for duty, names in found.items() if names}


def _names_of_the_plugin(portal: Portal) -> dict[str, str]:
    """Return the names of bodies outside the list of agencies, in the language of the page."""
    system, language = system_of_portal(portal), get_language() or "vi"
    bodies = system.bodies if system else None
    known = [bodies.manager, bodies.operator_content, bodies.operator_technical] if bodies else []
    return {body.name.vi: body.name.in_language(language) for body in known if body}
