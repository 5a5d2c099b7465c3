"""Permissions on what belongs to a portal: those of certain roles on that portal, nobody else."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from govportal.portals.membership import portals_of

ALL_ACTIONS = ("add", "change", "delete", "view")


class RolePolicy(ModelPermissionPolicy):
    """Lets people with one of *roles* on a portal work on what has that portal in ``portal``.

    Superusers are not among them: technical administration is apart from content (ROLE-05).
    """

    def __init__(
        self, model: Any, roles: Collection[str], actions: Collection[str] = ALL_ACTIONS
    ) -> None:
        super().__init__(model)
        self.roles, self.actions = roles, frozenset(actions)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and bool(portals_of(user, self.roles))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Model
    ) -> bool:
        is_own = instance.portal_id in portals_of(user, self.roles)  # type: ignore[attr-defined]
        return is_own and not self.actions.isdisjoint(actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Model]:
        """Return what the portals of *user* have."""
        if self.actions.isdisjoint(actions):
            return self.model.objects.none()
        return self.model.objects.filter(portal__in=portals_of(user, self.roles))
