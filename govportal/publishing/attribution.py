"""The wording with which a re-user must name a portal, as its regulation fixes it (ATTR-02)."""

from __future__ import annotations

from collections.abc import Iterator

from govportal import plugins
from govportal.facts import Text
from govportal.portal_systems import PortalSystem
from govportal.portals.models import Portal
from govportal.portals.routing import Endpoint


def system_of_portal(portal: Portal) -> PortalSystem | None:
    """Return the system of *portal*, None where the province no longer has it."""
    try:
        return plugins.province().system(portal.system)
    except KeyError:
        return None


def wordings(portal: Portal, endpoint: Endpoint, language: str) -> Iterator[str]:
    """Yield the wordings for what *portal* publishes at *endpoint*, any of which will do."""
    system = system_of_portal(portal)
    for rule in system.attribution if system else ():
        yield _worded(rule.template, portal, endpoint, language)


def _worded(template: Text, portal: Portal, endpoint: Endpoint, language: str) -> str:
    url = f"https://{endpoint.hostname}{endpoint.path('').rstrip('/')}"
    text = template.in_language(language)
    return text.format(portal=portal.name, host=endpoint.hostname, url=url)
