"""Permissions on what only some actions make sense for, such as a log."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class NarrowPolicy(ModelPermissionPolicy):
    """Django's permissions count, for the actions that make sense."""

    def __init__(self, model: Any, actions: Collection[str]) -> None:
        super().__init__(model)
        self.actions = actions

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)
