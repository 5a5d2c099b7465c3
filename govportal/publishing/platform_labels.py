"""The label of a portal system as a shared digital platform (INTEG-08), and when it is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from govportal import law, plugins
from govportal.portal_systems import PlatformLabel, PortalSystem
from govportal.portals.models import Portal
from govportal.publishing.attribution import system_of_portal

OF_NEW, OF_OLDER = "platform.label", "platform.label_of_older"


def shown_on(portal: Portal) -> PlatformLabel | None:
    """Return the label that the pages of *portal* show, None while it has no number."""
    system = system_of_portal(portal)
    label = system.platform_label if system else None
    return label if label and label.identifier else None


def lacking(on: date) -> Iterator[tuple[PortalSystem, str]]:
    """Yield the systems whose label or conformity should be there *on* a day, with the article."""
    for system in plugins.province().systems:
        label = system.platform_label
        if label is None or (label.identifier and label.conformity_url):
            continue
        is_new = bool(_article(OF_NEW, label.in_operation_since))
        if article := _article(OF_NEW if is_new else OF_OLDER, on):
            yield system, article


def _article(rule_id: str, on: date) -> str:
    """Return the article of the duty, empty where none binds *on* the day."""
    try:
        found = law.rule(rule_id, on)
    except KeyError:
        return ""
    return found.rule.source if found.value else ""
