"""What a document does to others: it replaces, abolishes or amends them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable


class LegalDocumentRelation(Orderable):
    """What a document does to another one."""

    class Kind(models.TextChoices):
        """The act, as seen from the newer document."""

        REPLACES = "replaces", _("Replaces")
        ABOLISHES = "abolishes", _("Abolishes")
        AMENDS = "amends", _("Amends")

    document = ParentalKey(
        "govportal.LegalDocumentPage", on_delete=models.CASCADE, related_name="relations"
    )
    kind = models.CharField(_("relation"), max_length=20, choices=Kind)
    target = models.ForeignKey(
        "govportal.LegalDocumentPage", models.SET_NULL, null=True, blank=True,
        related_name="affected_by", verbose_name=_("document on the portal"),
    )  # fmt: skip
    citation = models.CharField(_("number and symbol"), max_length=120)
    issuer = models.CharField(_("issuer"), max_length=255, blank=True)

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("citation")]),
        FieldRowPanel([FieldPanel("issuer"), FieldPanel("target")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("related document")
        verbose_name_plural = _("related documents")

    @property
    def passive_kind(self) -> str:
        """The act as seen from the older document."""
        return str(SUFFERED[self.Kind(self.kind)])

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.citation}"  # type: ignore[attr-defined]


SUFFERED = {
    LegalDocumentRelation.Kind.REPLACES: _("Replaced by"),
    LegalDocumentRelation.Kind.ABOLISHES: _("Abolished by"),
    LegalDocumentRelation.Kind.AMENDS: _("Amended by"),
}
