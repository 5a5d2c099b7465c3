"""Who is away, and who does the work meanwhile: a deputy who has the role already.

An absence gives nobody a right. So the rule that no one approves what he wrote holds for deputies
as for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from govportal.editorial.roles import APPROVERS
from govportal.portals.membership import PortalRole, portals_of, roles_of
from govportal.portals.models import Portal


class Absence(models.Model):
    """A member's days away from a portal, both included, and the deputy."""

    portal = models.ForeignKey(Portal, models.CASCADE, related_name="+", verbose_name=_("portal"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("absent")
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("deputy"),
        help_text=_("Somebody who has the same role on the portal, or one above it."),
    )  # fmt: skip
    starts_on = models.DateField(_("first day"), default=timezone.localdate)
    ends_on = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-starts_on", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.person} ({self.starts_on:%d/%m/%Y} – {self.ends_on:%d/%m/%Y})"

    def clean(self) -> None:
        """Refuse days in the wrong order, a stranger, and a deputy without the role."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            errors["ends_on"] = _("The last day must not be before the first.")
        if self.portal_id and self.person_id and self.deputy_id:
            errors |= self._wrong_people()
        if errors:
            raise ValidationError(errors)

    def _wrong_people(self) -> dict[str, Any]:
        if self.person_id == self.deputy_id:
            return {"deputy": _("Nobody is one's own deputy.")}
        roles = [role for portal, role in roles_of(self.person) if portal == self.portal_id]
        if not roles:
            return {"person": _("This person has no role on the portal.")}
        if self.deputy_id and not self._deputy_may(roles):
            names = ", ".join(str(PortalRole(role).label) for role in sorted(roles))
            text = _("The deputy needs the role of the absent on this portal: %(roles)s.")
            return {"deputy": text % {"roles": names}}
        return {}

    def _deputy_may(self, roles: Iterable[str]) -> bool:
        wanted = (APPROVERS.get(role, (role,)) for role in roles)
        return all(self.portal_id in portals_of(self.deputy, allowed) for allowed in wanted)


def who_is_told(portal_id: int | None, role: str, but: Any = None) -> Any:
    """Return who is told of work for *role* on a portal: its holders and their deputies.

    Where nobody who has just that role is there, those above it are told. *but* is not told.
    """
    holders = _members(portal_id, (role,), but)
    deputies = dict(_today(portal_id).values_list("person_id", "deputy_id"))
    told = holders | {deputies[person] for person in holders & set(deputies)}
    if not told - set(deputies):
        told |= _members(portal_id, APPROVERS[role], but)
    return get_user_model().objects.filter(pk__in=told, is_active=True)


def _members(portal_id: int | None, roles: Iterable[str], but: Any) -> set[int]:
    found = get_user_model().objects.filter(
        is_active=True,
        groups__portal_group__portal=portal_id,
        groups__portal_group__role__in=roles,
    )
    return set(found.exclude(pk=but.pk if but else None).values_list("pk", flat=True))


def _today(portal_id: int | None) -> Any:
    today = timezone.localdate()
    return Absence.objects.filter(portal=portal_id, starts_on__lte=today, ends_on__gte=today)
