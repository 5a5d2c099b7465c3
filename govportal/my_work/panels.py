"""What the dashboard tells first: a person's work, and what is wrong with the portals."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel

from govportal.editorial.isolation import own_trees
from govportal.my_work.kinds import FAULTS
from govportal.my_work.own_list import work_of
from govportal.my_work.rows import rows
from govportal.my_work.views import TITLE, URL_NAME

SHOWN = 5


class _StyledPanel(Component):
    @property
    def media(self) -> Media:
        """The styles that the panel needs."""
        return Media(css={"all": [versioned_static("govportal/admin/my-work.css")]})


class MyWorkPanel(_StyledPanel):
    """The most urgent of what waits for the reader."""

    name = "my-work"
    order = 100
    template_name = "govportal/admin/my_work/panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        items = [i for i in work_of(parent_context["request"].user) if not _is_fault(i)]
        return {
            "panel_id": self.name,
            "heading": TITLE,
            "rows": rows(items[:SHOWN]),
            "has_portals": len({item.portal for item in items[:SHOWN]}) > 1,
            "total": len(items),
            "url": reverse(URL_NAME),
        }


class PortalFaultsPanel(_StyledPanel):
    """What is wrong with the reader's portals, and where each is mended; nothing where all is well.

    Categories are left to their own panel.
    """

    name = "portal-faults"
    order = 150
    template_name = "govportal/admin/my_work/faults.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        items = [i for i in work_of(parent_context["request"].user) if _is_fault(i)]
        found = [row for row in rows(items) if row.item.kind != "category"]
        portals = {row.item.portal for row in found}
        return {
            "panel_id": self.name,
            "heading": _("To be mended on your portal"),
            "rows": found,
            "has_portals": len(portals) > 1,
        }


class OwnRecentEditsPanel(RecentEditsPanel):
    """The pages that the reader edited last and still has to do with."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        user = parent_context["request"].user
        context["last_edits"] = [
            (day, page) for day, page in context["last_edits"] if _is_own(page, user)
        ]
        return context


class OwnLockedPagesPanel(LockedPagesPanel):
    """The pages that the reader locked and still has to do with."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        user = parent_context["request"].user
        context["locked_pages"] = [p for p in context["locked_pages"] if _is_own(p, user)]
        return context


REPLACED = {RecentEditsPanel: OwnRecentEditsPanel, LockedPagesPanel: OwnLockedPagesPanel}


def replace_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Put the reader's work first, and what other portals have nowhere."""
    panels[:] = [REPLACED[type(p)]() if type(p) in REPLACED else p for p in panels]
    panels += [MyWorkPanel(), PortalFaultsPanel()]


def _is_fault(item: Any) -> bool:
    return item.kind in FAULTS


def _is_own(page: Any, user: Any) -> bool:
    return user.is_superuser or any(page.path.startswith(tree) for tree in own_trees(user))
