"""What all records of the Editorial Board about a page share: they outlive the page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from govportal.portals.append_only import AppendOnly
from govportal.portals.models import Portal
from govportal.portals.pages import portal_of


class AboutPage(models.Model):
    """Something recorded of a page of a portal; when the page is deleted its title stays."""

    wagtail_reference_index_ignore = True

    portal = models.ForeignKey(
        Portal, models.PROTECT, related_name="+", editable=False, verbose_name=_("portal")
    )
    page = models.ForeignKey(
        Page, models.DO_NOTHING, related_name="+", editable=False, db_constraint=False,
        verbose_name=_("page"),
    )  # fmt: skip
    page_title = models.CharField(_("page"), max_length=255, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        editable=False, verbose_name=_("person"),
    )  # fmt: skip
    person_name = models.CharField(_("person"), max_length=255, blank=True, editable=False)
    at = models.DateTimeField(_("time"), default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.page_title


class PageRecord(AppendOnly, AboutPage):
    """A record about a page that is proof of what happened."""

    class Meta(AppendOnly.Meta):
        abstract = True


def facts_of(page: Page, person: Any = None) -> dict[str, Any]:
    """Return what a record about *page* made by *person* begins with.

    Raises:
        ValueError: *page* belongs to no portal.
    """
    portal = portal_of(page)
    if portal is None:
        raise ValueError(f"page {page.pk} belongs to no portal")
    return {
        "portal": portal,
        "page_id": page.pk,
        "page_title": page.get_admin_display_title()[:255],
        "person": person,
        "person_name": name_of(person),
    }


def name_of(person: Any) -> str:
    """Return by what name *person* is recorded, nothing for a program."""
    return str(person.get_full_name() or person.get_username()) if person else ""
