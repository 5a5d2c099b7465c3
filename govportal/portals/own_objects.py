"""Keeps the admin's views of one object to those who have a right to it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.permissions import policy_registry


class OwnObjectMixin:
    """Refuses an object for which the user lacks every permission."""

    request: HttpRequest

    def get_object(self, *args: Any) -> Any:
        found = super().get_object(*args)  # type: ignore[misc]
        policy = policy_registry.get_by_type(type(found))
        user = self.request.user
        if not policy.user_has_any_permission_for_instance(user, ["change", "view"], found):
            raise PermissionDenied
        return found
