"""What a person may do with rows of their own portals: all or nothing."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy


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
