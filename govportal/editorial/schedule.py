"""Tells when what should have appeared or gone by itself has not: the scheduler stands still."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, Q
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision
from wagtail.models.pages import get_default_page_content_type

from govportal.portals import routing
from govportal.portals.membership import PortalRole, portals_of
from govportal.portals.tree import subtree

GRACE = timedelta(minutes=15)
"""The scheduler runs every few minutes; what is later than this has been forgotten."""


def overdue_pages(portals: Any = None, now: datetime | None = None) -> Any:
    """Return the pages that should have been published or withdrawn by now.

    Of *portals* by id, or of all.
    """
    moment = (now or timezone.now()) - GRACE
    late = Revision.objects.filter(
        base_content_type=get_default_page_content_type(), approved_go_live_at__lt=moment
    )
    ids = late.order_by().values_list(Cast("object_id", BigIntegerField()))
    expired = Page.objects.filter(live=True, expired=False, expire_at__lt=moment).order_by()
    found = Page.objects.filter(pk__in=ids.union(expired.values_list("pk")))
    return found if portals is None else found.filter(_below(portals))


def _below(portals: Any) -> Q:
    within = Q(pk=None)
    for path in routing.table().paths_of(portals):
        within |= Q(path__range=subtree(path))
    return within


WARNED = (PortalRole.ADMINISTRATOR, PortalRole.HEAD)


class StoppedSchedulePanel(Component):
    """A warning to administrators; nothing where all runs."""

    name = "stopped-schedule"
    order = 50
    template_name = "govportal/admin/stopped_schedule.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def render_html(self, parent_context: Any = None) -> Any:
        """Show nothing while everything appears in time."""
        return super().render_html(parent_context) if self.count else ""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        heading = _("Scheduled publication stands still")
        return {"panel_id": self.name, "heading": heading, "count": self.count}

    @cached_property
    def count(self) -> int:
        """How many pages of the reader's concern are late."""
        user = self.request.user
        if user.has_perm("auth.change_user"):  # technical administration, who mend it
            return int(overdue_pages().count())
        own = portals_of(user, WARNED)
        return int(overdue_pages(own).count()) if own else 0


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Put the warning on top of the dashboard."""
    panels.append(StoppedSchedulePanel(request))
