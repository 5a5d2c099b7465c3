"""The admin's views of what belongs to a portal: each shows and changes one's own alone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views import generic
from wagtail.permissions import policy_registry

from govportal.portals.own_objects import OwnObjectMixin


class OwnIndexView(generic.IndexView):
    """Lists what one's own portals have."""

    related: tuple[str, ...] = ("portal__agency",)
    """What is read with each row."""

    def get_base_queryset(self) -> QuerySet[Model]:
        policy = policy_registry.get_by_type(self.model)
        found = policy.instances_user_has_any_permission_for(self.request.user, ["change", "view"])
        return found.select_related(*self.related)


class OwnEditView(OwnObjectMixin, generic.EditView):
    """Changes one object; one that is frozen is shown instead, with the reason."""

    frozen_message: Any = ""
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = self.get_object()
        if getattr(found, "is_frozen", False):
            messages.error(request, self.frozen_message or _("This can no longer be changed."))
            return redirect(self._instead(found))
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def _instead(self, found: Model) -> str:
        if self.inspect_url_name:
            return reverse(self.inspect_url_name, args=[found.pk])
        return reverse(self.index_url_name)


class OwnDeleteView(OwnObjectMixin, generic.DeleteView):
    """Deletes one object."""


class OwnHistoryView(OwnObjectMixin, generic.HistoryView):
    """Shows who changed what in one object."""


class OwnUsageView(OwnObjectMixin, generic.UsageView):
    """Shows where one object is referred to."""


class OwnInspectView(OwnObjectMixin, generic.InspectView):
    """Shows one object."""
