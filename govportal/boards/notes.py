"""What is said beside the form of a seat, and on the dashboard of those who keep a portal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.admin.ui.components import Component

from govportal.boards import shortcomings
from govportal.boards.access import READERS
from govportal.editorial.dashboard import own_portals
from govportal.portals.models import Portal

FEW = 3
"""Of so many portals the dashboard says in sentences what is missing, of more how much."""


class PostNote(Panel):
    """Says that the holder's post is not what the regulation asks for."""

    class BoundPanel(Panel.BoundPanel):
        """The note on one seat."""

        template_name = "govportal/admin/boards/post_note.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk and shortcomings.of_seat(self.instance))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"note": shortcomings.of_seat(self.instance)}


class OrganisationPanel(Component):
    """What the organisation of the reader's own portals lacks; nothing where all is recorded."""

    name = "organisation"
    order = 190
    template_name = "govportal/admin/boards/organisation_panel.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def render_html(self, parent_context: Any = None) -> Any:
        """Show nothing where nothing is missing."""
        self.lines = self._lines()
        return super().render_html(parent_context) if self.lines else ""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "panel_id": self.name,
            "heading": _("Organisation of the portal: to be completed"),
            "lines": self.lines,
            "are_many": len(self.lines) > FEW,
        }

    def _lines(self) -> list[dict[str, Any]]:
        portals = own_portals(self.request.user, READERS)
        if not portals:
            return []
        kept = shortcomings.recorded(portals)
        missing = shortcomings.of_portals(portals, kept)
        return [
            {"portal": portal, "missing": missing[portal.pk], "url": _address(kept[portal.pk])}
            for portal in portals
            if missing[portal.pk]
        ]


def _address(row: Portal) -> str:
    governance = shortcomings.governance_in(row)
    return reverse("governance:edit", args=[governance.pk]) if governance else ""


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Put the panel on the dashboard."""
    panels.append(OrganisationPanel(request))
