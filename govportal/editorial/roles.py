"""Which role may take which step, and who serves every portal of the province."""

from __future__ import annotations

from typing import Any

from wagtail.permissions import page_permission_policy

from govportal.portals.membership import portals_of
from govportal.portals.models import Portal

APPROVERS: dict[str, tuple[str, ...]] = {
    "reporter": ("reporter", "editor", "deputy_head", "head"),
    "editor": ("editor", "deputy_head", "head"),
    "deputy_head": ("deputy_head", "head"),
    "head": ("head",),
}
"""Who may take a step that asks for a role: the role itself and those above it."""


def serves_whole_province(user: Any) -> bool:
    """Return whether *user* is of the provincial board: may publish on every portal."""
    granted = page_permission_policy.get_cached_permissions_for_user(user)
    return any(
        grant.page.depth == 1 and grant.permission.codename == "publish_page" for grant in granted
    )


def may_approve_as(user: Any, role: str, portal: Portal | None) -> bool:
    """Return whether *user* may take a step of *portal* that asks for *role*."""
    is_member = portal is not None and portal.pk in portals_of(user, APPROVERS[role])
    return is_member or serves_whole_province(user)
