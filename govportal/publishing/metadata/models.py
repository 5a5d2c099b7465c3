"""What every page keeps of its metadata, and how its type fills them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from govportal.portals import routing
from govportal.publishing.metadata.fields import MetadataField
from govportal.publishing.metadata.forms import DescribedPageForm
from govportal.publishing.metadata.panels import MetadataPanel
from govportal.publishing.metadata.values import Place, day_of


class DescribedPage(models.Model):
    """A page with metadata: what editors wrote counts, else what the page knows of itself."""

    # What Wagtail's Page brings.
    first_published_at: Any
    path: str
    search_description: str
    title: str

    metadata = MetadataField(_("metadata"), default=dict, blank=True)
    """The texts that editors wrote in place of automatic ones, by element."""
    metadata_fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    """What the content was when somebody last compared those texts with it."""

    # A copy and a translation begin with metadata of their own.
    exclude_fields_in_copy: ClassVar[list[str]] = ["metadata", "metadata_fingerprint"]
    base_form_class = DescribedPageForm
    metadata_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [MetadataPanel(), FieldPanel("metadata", heading=_("In place of the automatic values")),
             FieldPanel("metadata_is_checked")],
            heading=_("Metadata"),
            classname="collapsed",
        ),
    ]  # fmt: skip
    schema_type: str = "WebPage"
    """The type of schema.org that the page itself has."""

    class Meta:
        abstract = True

    def described_as(self, place: Place) -> dict[str, Any]:
        """Return what the page knows of its metadata by element: a text or several.

        It may cost no query.
        """
        return {"title": self.title, "date": day_of(self.first_published_at)}

    def described_text(self, place: Place) -> str:
        """Return the description that the page has where editors wrote none."""
        return f"{self.title} – {place.words(place.portal, 'name')}"

    def schema_properties(self) -> dict[str, str]:
        """Return properties of schema.org that only this type of page has."""
        return {}

    @property
    def is_home(self) -> bool:
        """Whether the page is the home of a portal in some language."""
        return len(self.path) == routing.HOME_PATH_LENGTH

    @property
    def schema_subject(self) -> str:
        """The type of schema.org of what the page is about, empty for the page itself."""
        return ""
