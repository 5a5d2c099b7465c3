"""Who sees and who keeps the organisation of a portal, its board and its people."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry

from govportal.portals.membership import PortalRole, portals_of
from govportal.portals.models import Portal

KEEPERS = (PortalRole.ADMINISTRATOR,)
READERS = (PortalRole.ADMINISTRATOR, PortalRole.DEPUTY_HEAD, PortalRole.HEAD)


def keeps_every_portal(user: Any) -> bool:
    """Return whether *user* is of the provincial board, or a superuser who sets it up."""
    return bool(user.is_active and user.has_perm("govportal.change_portal"))


def kept_portals(user: Any) -> QuerySet[Portal]:
    """Return the portals whose organisation and people *user* keeps."""
    return _portals(user, KEEPERS)


def readable_portals(user: Any) -> QuerySet[Portal]:
    """Return the portals whose organisation and people *user* may see."""
    return _portals(user, READERS)


def _portals(user: Any, roles: tuple[str, ...]) -> QuerySet[Portal]:
    found = Portal.objects.select_related("agency")
    return found if keeps_every_portal(user) else found.filter(pk__in=portals_of(user, roles))


class PortalPeoplePolicy(ModelPermissionPolicy):
    """A portal's administrator keeps what belongs to the portal, its board's heads see it.

    The model has a key ``portal``. Nothing is deleted: terms and assignments end.
    """

    def __init__(self, model: Any, actions: tuple[str, ...] = ("add", "change", "view")) -> None:
        super().__init__(model)
        self.actions = actions

    def user_has_permission(self, user: Any, action: str) -> bool:
        roles = self._roles([action])
        return bool(roles) and (keeps_every_portal(user) or bool(portals_of(user, roles)))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Model
    ) -> bool:
        roles = self._roles(actions)
        own = instance.portal_id in portals_of(user, roles)  # type: ignore[attr-defined]
        return bool(roles) and (own or keeps_every_portal(user))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Model]:
        """Return what belongs to the portals where *user* may do one of *actions*."""
        roles = self._roles(actions)
        if roles and keeps_every_portal(user):
            return self.model.objects.all()
        return self.model.objects.filter(portal__in=portals_of(user, roles))

    def _roles(self, actions: Any) -> tuple[str, ...]:
        possible = set(self.actions) & set(actions)
        if not possible:
            return ()
        return READERS if "view" in possible else KEEPERS


class KeptObjectMixin:
    """Refuses an object that the user may not change."""

    request: HttpRequest

    def get_object(self, *args: Any) -> Any:
        found = super().get_object(*args)  # type: ignore[misc]
        policy = policy_registry.get_by_type(type(found))
        if not policy.user_has_permission_for_instance(self.request.user, "change", found):
            raise PermissionDenied
        return found
