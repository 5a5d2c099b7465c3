"""Sections that another unit keeps up to date itself; approval stays with the portal (FLOW-05)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from govportal.portals.membership import PortalRole
from govportal.portals.models import Portal
from govportal.portals.pages import portal_of

WRITING_ROLES = (PortalRole.REPORTER, PortalRole.EDITOR)
"""Those of the unit who write in the section: nobody of it approves there."""


class SectionDelegation(models.Model):
    """A section of one portal in which the reporters and editors of another unit write."""

    wagtail_reference_index_ignore = True

    portal = models.ForeignKey(
        Portal, models.CASCADE, related_name="+", editable=False, verbose_name=_("portal")
    )
    section = models.ForeignKey(
        Page, models.CASCADE, related_name="+", verbose_name=_("section"),
        help_text=_("With its versions in other languages, and all that stands below."),
    )  # fmt: skip
    unit = models.ForeignKey(
        Portal, models.CASCADE, related_name="+", verbose_name=_("unit"),
        help_text=_("The portal whose reporters and editors write in the section."),
    )  # fmt: skip
    basis = models.CharField(
        _("basis"), max_length=255, help_text=_("The document that delegates the section.")
    )

    class Meta:
        verbose_name = _("delegated section")
        verbose_name_plural = _("delegated sections")
        ordering = ["portal__agency__code", "section__path"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["section", "unit"], name="one_delegation_a_unit",
                violation_error_message=_("The section is delegated to this unit already."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.section} → {self.unit}"

    def clean(self) -> None:
        """Refuse what is no section of a portal, and the portal's own people."""
        super().clean()
        found = portal_of(self.section) if self.section_id else None
        if self.section_id and (found is None or self.section.specific.is_home):
            raise ValidationError({"section": _("Choose a section of a portal.")})
        if found is not None and found.pk == self.unit_id:
            raise ValidationError({"unit": _("The portal's own people write there already.")})
        if found is not None:
            self.portal = found


def delegated_pages(portals: Iterable[Portal]) -> dict[int, list[int]]:
    """Return by the id of a unit's portal the pages below which its people write, elsewhere.

    Two queries for any number of portals.
    """
    found = SectionDelegation.objects.filter(unit__in=list(portals))
    rows = list(found.values_list("unit_id", "section__translation_key"))
    pages = Page.objects.filter(translation_key__in={key for _unit, key in rows})
    versions: dict[Any, list[int]] = {}
    for key, pk in pages.filter(alias_of=None).values_list("translation_key", "pk"):
        versions.setdefault(key, []).append(pk)
    delegated: dict[int, list[int]] = {}
    for unit, key in rows:
        delegated.setdefault(unit, []).extend(versions.get(key, []))
    return delegated


def connect() -> None:
    """Let the rights of groups follow as delegations are saved and deleted."""
    for signal in (post_save, post_delete):
        signal.connect(_changed, sender=SectionDelegation, dispatch_uid="govportal-delegations")


def _changed(instance: SectionDelegation, **_kwargs: Any) -> None:
    from govportal.editorial.groups import provision_all_groups  # noqa: PLC0415 - it reads these

    provision_all_groups([instance.unit])
