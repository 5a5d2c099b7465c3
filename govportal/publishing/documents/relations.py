"""What a document does to others: it replaces, amends, suspends or guides them."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from govportal.publishing.documents.provisions import SEPARATOR, ProvisionsField, in_words


class LegalDocumentRelation(Orderable):
    """What a document does to another one, or to provisions of it."""

    class Kind(models.TextChoices):
        """The act, as seen from the newer document."""

        REPLACES = "replaces", _("Replaces")
        ABOLISHES = "abolishes", _("Abolishes")
        AMENDS = "amends", _("Amends")
        CORRECTS = "corrects", _("Corrects")
        SUSPENDS = "suspends", _("Suspends")
        GUIDES = "guides", _("Guides")

    document = ParentalKey(
        "govportal.LegalDocumentPage", on_delete=models.CASCADE, related_name="relations"
    )
    kind = models.CharField(_("relation"), max_length=20, choices=Kind)
    target = models.ForeignKey(
        "govportal.LegalDocumentPage", models.SET_NULL, null=True, blank=True,
        related_name="affected_by", verbose_name=_("document on the portal"),
        help_text=_(
            "Leave it empty where the document is another portal's: it is found by its number."
        ),
    )  # fmt: skip
    citation = models.CharField(_("number and symbol"), max_length=120)
    issuer = models.CharField(_("issuer"), max_length=255, blank=True)
    provisions = ProvisionsField(
        _("provisions concerned"), max_length=1000, blank=True,
        help_text=_("Empty for the whole document. Otherwise: clause 2 of Article 5; Article 9."),
    )  # fmt: skip
    effective_on = models.DateField(
        _("from"), null=True, blank=True,
        help_text=_("Only where it differs from the day this document takes effect."),
    )  # fmt: skip
    until = models.DateField(
        _("suspended up to and including"), null=True, blank=True,
        help_text=_("Only for a suspension whose end is known."),
    )  # fmt: skip

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("citation")]),
        FieldRowPanel([FieldPanel("issuer"), FieldPanel("target")]),
        FieldPanel("provisions"),
        FieldRowPanel([FieldPanel("effective_on"), FieldPanel("until")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("related document")
        verbose_name_plural = _("related documents")

    @property
    def shown_document(self) -> Any:
        """The acting document in the reader's language, where it exists in it."""
        return getattr(self, "version_shown", self.document)

    @property
    def passive_kind(self) -> str:
        """The act as seen from the older document."""
        return str(SUFFERED[self.Kind(self.kind)])

    @property
    def anchors(self) -> tuple[str, ...]:
        """The anchors of the provisions concerned, none for the whole document."""
        return tuple(part for part in self.provisions.split(SEPARATOR) if part)

    @property
    def provisions_in_words(self) -> str:
        """The provisions concerned as a person cites them, empty for the whole document."""
        return in_words(self.anchors)

    @property
    def since(self) -> date | None:
        """The day from which the act counts, None where nobody has stated it."""
        return self.effective_on or self.document.effective_on

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.citation}"  # type: ignore[attr-defined]


SUFFERED = {
    LegalDocumentRelation.Kind.REPLACES: _("Replaced by"),
    LegalDocumentRelation.Kind.ABOLISHES: _("Abolished by"),
    LegalDocumentRelation.Kind.AMENDS: _("Amended by"),
    LegalDocumentRelation.Kind.CORRECTS: _("Corrected by"),
    LegalDocumentRelation.Kind.SUSPENDS: _("Suspended by"),
    LegalDocumentRelation.Kind.GUIDES: _("Guided by"),
}
