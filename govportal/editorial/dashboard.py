"""What the user has in approval, on the dashboard: the newest rows only, in a few queries.

Wagtail's own panels have no limit and ask about six queries a row.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.navigation import get_site_for_user
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.models import Page, TaskState
from wagtail.permissions import page_permission_policy

from govportal.information.access import all_portals, sees_some
from govportal.information.states import CategoryState, State, counts, states
from govportal.information.views import OVERVIEW, PORTAL
from govportal.portals import routing
from govportal.portals.membership import portals_of
from govportal.portals.models import Portal

ROWS = 20
PAGE_WORK = ("add", "change", "publish", "lock", "unlock")


class _ApprovalPanel(Component):
    template_name = "govportal/admin/awaiting_approval.html"
    report: ClassVar[str] = ""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        states = self.states(parent_context["request"].user).order_by("-started_at")
        rows = states.select_related("revision", "task", "workflow_state__requested_by")
        found = list(rows.defer("revision__content")[: ROWS + 1])
        more_url = reverse("wagtailadmin_reports:workflow") + self.report
        return {
            "panel_id": self.name,
            "heading": self.heading,
            "rows": found[:ROWS],
            "more_url": more_url if len(found) > ROWS else "",
        }


class MyPagesInApprovalPanel(_ApprovalPanel):
    """The pages that the user sent in, until they are approved."""

    name = "my-pages-in-approval"
    heading = _("Your pages in approval")
    order = 210

    def states(self, user: Any) -> Any:
        """Return the present stay of each page that *user* sent in."""
        return TaskState.objects.filter(
            pk=F("workflow_state__current_task_state"),
            workflow_state__requested_by=user,
            workflow_state__status__in=("in_progress", "needs_changes"),
        )


class CategoriesPanel(Component):
    """How many categories of the user's portals are to be completed or overdue.

    Those who serve every portal get the way to all of them instead: counting them takes longer
    than a dashboard may.
    """

    name = "categories"
    order = 200
    template_name = "govportal/admin/categories_panel.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def render_html(self, parent_context: Any = None) -> Any:
        """Show nothing to those who have to do with no portal."""
        return super().render_html(parent_context) if sees_some(self.request.user) else ""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "panel_id": self.name,
            "heading": _("Categories of information"),
            "lines": self._lines(),
            "url": reverse(OVERVIEW),
        }

    def _lines(self) -> list[dict[str, Any]]:
        return [
            {
                "portal": portal,
                "url": reverse(PORTAL, args=[portal.code]),
                "incomplete": counted[State.INCOMPLETE],
                "overdue": counted[State.OVERDUE],
            }
            for portal, found in own_category_states(self.request.user)
            for counted in [counts(found)]
        ]


def own_portals(user: Any, roles: Iterable[str] | None = None) -> list[Portal]:
    """Return the portals where *user* has one of *roles*, any when not given, remembered."""
    if not hasattr(user, "_own_portals"):
        member_of = portals_of(user)
        user._own_portals = all_portals(only=member_of) if member_of else []
    wanted = portals_of(user, roles)
    return [portal for portal in user._own_portals if portal.pk in wanted]


def own_category_states(user: Any) -> list[tuple[Portal, list[CategoryState]]]:
    """Return the portals of *user* with their categories, remembered on the object."""
    if not hasattr(user, "_category_states"):
        portals = own_portals(user)
        found = states(portals) if portals else {}
        user._category_states = [(portal, found[portal.pk]) for portal in portals]
    return user._category_states  # type: ignore[no-any-return]


def replace_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Put our panels in the place of Wagtail's unlimited ones."""
    unlimited = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)
    panels[:] = [panel for panel in panels if not isinstance(panel, unlimited)]
    panels += [MyPagesInApprovalPanel(), CategoriesPanel(request)]


class OwnPagesSummaryItem(PagesSummaryItem):
    """The number of pages that the user works on, not of every portal's."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = self.request.user
        site = get_site_for_user(user)
        own = page_permission_policy.instances_user_has_any_permission_for(user, PAGE_WORK)
        return {
            "root_page": _first_page(site["root_page"]),
            "total_pages": own.exclude(depth=1).count(),
            "site_name": site["site_name"],
        }


def _first_page(root: Page | None) -> Page | None:
    """Return where the pages begin that a person sees below *root*: of one portal, its home."""
    portals = routing.table().portals
    is_alone = root is not None and root.is_root() and len(portals) == 1
    return portals[0].site.root_page if is_alone else root


def count_own_pages(request: HttpRequest, items: list[Component]) -> None:
    """Put the count of own pages in the place of the count of all."""
    items[:] = [
        OwnPagesSummaryItem(request) if type(item) is PagesSummaryItem else item for item in items
    ]
