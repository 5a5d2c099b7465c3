"""Whether a portal may carry advertising on a day, and of what kind: data of its regulation."""

from __future__ import annotations

from datetime import date

from django.utils.translation import get_language

from govportal import law
from govportal.portals.models import Portal
from govportal.publishing.attribution import system_of_portal

RULE = "advertising.is_allowed"


def is_allowed(portal: Portal, on: date | None = None) -> bool:
    """Return whether *portal* may carry advertising *on* a day (today). Costs no query."""
    try:
        return bool(law.value(RULE, on, portal.system))
    except KeyError:
        return False  # no rule is in force that day


def categories(portal: Portal) -> list[tuple[str, str]]:
    """Return key and name of what may be advertised; none where the regulation names nothing."""
    system = system_of_portal(portal)
    named = system.advertising.categories if system and system.advertising else ()
    return [(item.key, item.label.in_language(get_language() or "vi")) for item in named]


def is_category(portal: Portal, key: str) -> bool:
    """Return whether *key* is what the regulation of *portal* asks for."""
    named = dict(categories(portal))
    return key in named if named else not key
