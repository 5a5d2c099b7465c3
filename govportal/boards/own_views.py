"""What the screens on the people of portals share: one's own alone, changed by who keeps them."""

from __future__ import annotations

from typing import ClassVar

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from govportal.boards.access import KeptObjectMixin
from govportal.portals.own_views import (
    OwnHistoryView,
    OwnIndexView,
    OwnInspectView,
    OwnUsageView,
)

DECISION = FieldRowPanel(
    [FieldPanel(name) for name in ("decision_number", "decision_date", "decision_file")]
)


class KeptEditView(KeptObjectMixin, generic.EditView):
    """Changes what belongs to a portal that the user keeps."""


class OwnPortalViewSet(ModelViewSet):
    """What the screens on portals' people share."""

    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields_exclude: ClassVar[list[str]] = ["id"]
    index_view_class = OwnIndexView
    edit_view_class = KeptEditView
    inspect_view_class = OwnInspectView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
