"""Who belongs to which portal, and in which role.

A portal has one group of users a role. What a role may do with pages is in Wagtail's own
permissions of the group; what it may do elsewhere is asked here. A superuser has no role: technical
administration is apart from content (ROLE-05).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from govportal.portals.models import Portal


class PortalRole(models.TextChoices):
    """The roles that people have on a portal."""

    REPORTER = "reporter", _("reporter")
    EDITOR = "editor", _("editor")
    DEPUTY_HEAD = "deputy_head", _("deputy head of the Editorial Board")
    HEAD = "head", _("head of the Editorial Board")
    ADMINISTRATOR = "administrator", _("portal administrator")


class PortalGroup(models.Model):
    """The group of users who have one role on one portal."""

    portal = models.ForeignKey(
        Portal, models.CASCADE, related_name="groups", verbose_name=_("portal")
    )
    role = models.CharField(_("role"), max_length=20, choices=PortalRole.choices)
    group = models.OneToOneField(
        Group, models.CASCADE, related_name="portal_group", verbose_name=_("group")
    )

    class Meta:
        verbose_name = _("group of a portal")
        verbose_name_plural = _("groups of portals")
        constraints = [
            models.UniqueConstraint(fields=["portal", "role"], name="one_group_per_role")
        ]

    def __str__(self) -> str:
        return f"{self.portal}: {self.get_role_display()}"


def roles_of(user: Any) -> frozenset[tuple[int, str]]:
    """Return ``(portal id, role)`` of every membership of *user*, remembered on the object."""
    if not user.is_active or not user.is_authenticated:
        return frozenset()
    if not hasattr(user, "_portal_roles"):
        rows = PortalGroup.objects.filter(group__user=user)
        user._portal_roles = frozenset(rows.values_list("portal_id", "role"))
    return user._portal_roles  # type: ignore[no-any-return]


def portals_of(user: Any, roles: Iterable[str] | None = None) -> frozenset[int]:
    """Return the ids of the portals where *user* has one of *roles*, any role when not given."""
    wanted = set(PortalRole.values if roles is None else roles)
    return frozenset(portal for portal, role in roles_of(user) if role in wanted)
