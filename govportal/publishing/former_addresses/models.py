"""An address at which a page no longer stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from govportal.portals.models import Portal

LONGEST_PATH = 600
"""Of an address in characters, so that an index may hold it."""


class FormerAddress(models.Model):
    """What once stood at a path of a portal. Pages below a moved one need no row of their own."""

    class Event(models.TextChoices):
        """What took the page away from the address."""

        MOVED = "moved"
        WITHDRAWN = "withdrawn"
        DELETED = "deleted"

    wagtail_reference_index_ignore = True

    portal = models.ForeignKey(Portal, models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    path = models.CharField(max_length=LONGEST_PATH)
    """Below the home of the portal in the language: ``van-ban/35-2023-qd-ubnd/``."""
    page = models.ForeignKey(Page, models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=255)
    citation = models.CharField(max_length=120, blank=True)
    """By what a legal document is quoted, empty for other pages."""
    issuer = models.CharField(max_length=255, blank=True)
    event = models.CharField(max_length=10, choices=Event)
    happened_at = models.DateTimeField()

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["portal", "language", "path"], name="one_row_per_former_address"
            )
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def is_gone(self) -> bool:
        """Whether a document stood here that nobody may read any more."""
        return bool(self.citation) and self.event != self.Event.MOVED
