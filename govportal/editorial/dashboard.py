"""What waits for approval, on the dashboard: the newest rows only, in a fixed number of queries.

Wagtail's own panels have no limit and ask about six queries a row.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.models import TaskState
from wagtail.permissions import page_permission_policy

from govportal.information.access import all_portals, sees_some
from govportal.information.states import State, counts, states
from govportal.information.views import OVERVIEW, PORTAL
from govportal.portals.membership import portals_of

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


class AwaitingMyApprovalPanel(_ApprovalPanel):
    """The pages that the user is to approve."""

    name = "awaiting-my-approval"
    heading = _("Awaiting your approval")
    order = 220
    report = "?reviewable=true"

    def states(self, user: Any) -> Any:
        """Return the stays at a step that wait for *user*."""
        return TaskState.objects.reviewable_by(user)


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
        portals = all_portals(only=portals_of(self.request.user))
        found = states(portals)
        return [
            {
                "portal": portal,
                "url": reverse(PORTAL, args=[portal.code]),
                "incomplete": counted[State.INCOMPLETE],
                "overdue": counted[State.OVERDUE],
            }
            for portal in portals
            for counted in [counts(found[portal.pk])]
        ]


def replace_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Put our panels in the place of Wagtail's unlimited ones."""
    unlimited = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)
    panels[:] = [panel for panel in panels if not isinstance(panel, unlimited)]
    panels += [AwaitingMyApprovalPanel(), MyPagesInApprovalPanel(), CategoriesPanel(request)]


class OwnPagesSummaryItem(PagesSummaryItem):
    """The number of pages that the user works on, not of every portal's."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        user = self.request.user
        own = page_permission_policy.instances_user_has_any_permission_for(user, PAGE_WORK)
        context["total_pages"] = own.exclude(depth=1).count()
        return context


def count_own_pages(request: HttpRequest, items: list[Component]) -> None:
    """Put the count of own pages in the place of the count of all."""
    items[:] = [
        OwnPagesSummaryItem(request) if type(item) is PagesSummaryItem else item for item in items
    ]
