"""A page in a list."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from wagtail.models import Page

ARTICLE, DOCUMENT = "article", "document"
"""The kinds that are no kind of record."""


class ListedPage(models.Model):
    """A public page as the lists of one home or section have it.

    Rows are written by :mod:`govportal.publishing.listed.keeping` alone. Who may read a page is
    asked when a list is read, not here.
    """

    wagtail_reference_index_ignore = True

    place = models.ForeignKey(Page, models.CASCADE, related_name="+", db_index=False)
    """The home or section with the list."""
    page = models.ForeignKey(Page, models.CASCADE, related_name="listed_in")
    kind = models.CharField(max_length=60)
    """A kind of record, :data:`ARTICLE` or :data:`DOCUMENT`."""
    at = models.DateTimeField()
    """When an article or record was first published, when a document was issued."""
    is_own = models.BooleanField()
    """Whether the page lies below the place; others are shown there by agreement."""

    class Meta:
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "page"], name="once_in_a_list"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "kind", "-at", "-page"], name="listed_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} in {self.place_id}"
