"""What the screens on the people of portals share: one's own alone, changed by who keeps them."""

from __future__ import annotations

from django.db.models import Model, QuerySet
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from govportal.boards.access import KeptObjectMixin
from govportal.portals.own_objects import OwnObjectMixin

DECISION = FieldRowPanel(
    [FieldPanel(name) for name in ("decision_number", "decision_date", "decision_file")]
)


class OwnIndexView(generic.IndexView):
    """Lists what belongs to the portals that the user may see."""

    def get_base_queryset(self) -> QuerySet[Model]:
        policy = policy_registry.get_by_type(self.model)
        found = policy.instances_user_has_any_permission_for(self.request.user, ["view"])
        return found.select_related("portal__agency")


class OwnEditView(KeptObjectMixin, generic.EditView):
    """Changes what belongs to a portal that the user keeps."""


class OwnInspectView(OwnObjectMixin, generic.InspectView):
    """Shows what belongs to a portal that the user may see."""


class OwnHistoryView(OwnObjectMixin, generic.HistoryView):
    """Shows who changed what."""


class OwnUsageView(OwnObjectMixin, generic.UsageView):
    """Shows where it is referred to: nowhere."""


class OwnPortalViewSet(ModelViewSet):
    """What the screens on portals' people share."""

    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = OwnIndexView
    edit_view_class = OwnEditView
    inspect_view_class = OwnInspectView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
