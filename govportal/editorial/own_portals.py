"""What the screens of the board's models share: each person sees those of the own portals."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from wagtail.admin.views import generic
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry

from govportal.portals.own_objects import OwnObjectMixin


class OwnPortalsPolicy(ModelPermissionPolicy):
    """A policy that follows from which rows a person may see: those, and no others, are changed."""

    def may_begin(self, user: Any) -> bool:
        """Return whether *user* may have any row."""
        raise NotImplementedError

    def own(self, user: Any) -> QuerySet[Any]:
        """Return the rows of *user*."""
        raise NotImplementedError

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.may_begin(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return self.may_begin(user)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Model
    ) -> bool:
        return self.own(user).contains(instance)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        return self.own(user)


class OwnIndexView(generic.IndexView):
    """Lists the rows that the reader may see."""

    related: tuple[str, ...] = ()

    def get_base_queryset(self) -> QuerySet[Any]:
        policy = policy_registry.get_by_type(self.model)
        found = policy.instances_user_has_any_permission_for(self.request.user, ["view"])
        return found.select_related(*self.related)


class OwnEditView(OwnObjectMixin, generic.EditView):
    """Changes a row of one's own portals."""


class OwnDeleteView(OwnObjectMixin, generic.DeleteView):
    """Deletes a row of one's own portals."""


class OwnHistoryView(OwnObjectMixin, generic.HistoryView):
    """Shows who changed what."""


class OwnUsageView(OwnObjectMixin, generic.UsageView):
    """Shows where it is referred to: nowhere."""
