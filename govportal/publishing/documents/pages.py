"""The page of a legal document: number, dates, effect and the text by articles."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import StreamField
from wagtail.models import Page, Revision
from wagtail.search import index

from govportal.portals.models import Agency
from govportal.publishing.blocks import AnnexBlock, LawBlocks
from govportal.publishing.documents import (
    amendment_checks,
    article_view,
    comparison_view,
    consolidated,
)
from govportal.publishing.documents.acts import acts_upon, life_of, remember_acts
from govportal.publishing.documents.amendments import imply_relations
from govportal.publishing.documents.attachments import attached_files, changed_files, take_checksums
from govportal.publishing.documents.children import with_presence
from govportal.publishing.documents.citations import adopt_citations, find_targets, same_number
from govportal.publishing.documents.drawn_text import DrawnText
from govportal.publishing.documents.effect import Life
from govportal.publishing.documents.field_help import panel
from govportal.publishing.documents.formats import DocumentFormats
from govportal.publishing.documents.forms import LegalDocumentForm
from govportal.publishing.documents.kinds import DocumentClass, DocumentType, Effect, type_label
from govportal.publishing.documents.parts import texts_of_page
from govportal.publishing.documents.reference_links import Links
from govportal.publishing.documents.references import citation_key
from govportal.publishing.documents.relation_checks import Case
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.documents.shown import relation_groups
from govportal.publishing.documents.words import keep_words
from govportal.publishing.listed.models import DOCUMENT
from govportal.publishing.metadata.values import Place, day_of
from govportal.publishing.pages import PortalPage


class LegalDocumentPage(DocumentFormats, RoutablePageMixin, PortalPage):
    """A legal or administrative document (DOC-01), readable article by article."""

    document_class = models.CharField(
        _("class of document"),
        max_length=20,
        choices=DocumentClass,
        default=DocumentClass.ADMINISTRATIVE,
    )
    document_type = models.CharField(_("type of document"), max_length=20, choices=DocumentType)
    number = models.CharField(
        _("number"), max_length=20, help_text=_("The serial number: 35 in 35/2023/QĐ-UBND.")
    )
    symbol = models.CharField(
        _("symbol"), max_length=60, help_text=_("QĐ-UBND in 35/2023/QĐ-UBND.")
    )
    issuer = models.CharField(_("issuer"), max_length=255)
    issuing_agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("issuing agency of the province"),
    )  # fmt: skip
    place = models.CharField(_("place of issue"), max_length=100, blank=True)
    issued_on = models.DateField(_("issued on"), null=True)
    effective_on = models.DateField(_("effective on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    signer = models.CharField(_("signer"), max_length=255)
    signer_title = models.CharField(_("signer's title"), max_length=255, blank=True)
    signing_authority = models.TextField(
        _("authority of the signer"), blank=True,
        help_text=_("The lines printed above the signature: for whom, or in whose place."),
    )  # fmt: skip
    field = models.CharField(pgettext_lazy("government", "field"), max_length=255, blank=True)
    abstract = models.TextField(_("abstract"))
    file = models.ForeignKey(
        "wagtaildocs.Document", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("signed file"),
    )  # fmt: skip
    file_checksum = models.CharField(max_length=64, blank=True, editable=False)
    preamble = models.TextField(_("legal basis"), blank=True)
    decision = StreamField(
        LawBlocks(required=False), blank=True, verbose_name=_("articles of the issuing decision"),
        help_text=_("Only where a decision issues a regulation that it attaches."),
    )  # fmt: skip
    regulation_title = models.TextField(_("title of the attached regulation"), blank=True)
    body = StreamField(LawBlocks(required=False), blank=True, verbose_name=_("body"))
    annexes = StreamField(
        [("annex", AnnexBlock())], blank=True, verbose_name=_("annexes and forms")
    )
    recipients = models.TextField(_("recipients"), blank=True)
    import_notes = models.TextField(
        _("to complete after the import"), blank=True,
        help_text=_("What could not be read from the file; clear it when all is completed."),
    )  # fmt: skip
    source_checksum = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    number_exception = models.CharField(
        _("reason for using the number again"), max_length=255, blank=True,
        help_text=_("Only where another document of the agency has this number in the year."),
    )  # fmt: skip
    citation_key = models.CharField(max_length=120, blank=True, editable=False, db_index=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("import_notes"),
        MultiFieldPanel(
            [
                FieldRowPanel([panel("document_class"), panel("document_type")]),
                FieldRowPanel([FieldPanel("number"), FieldPanel("symbol")]),
                FieldRowPanel([panel("issuer"), panel("issuing_agency")]),
                FieldRowPanel([panel("place"), panel("issued_on")]),
                FieldRowPanel([panel("effective_on"), panel("expires_on")]),
                FieldRowPanel([panel("signer"), panel("signer_title")]),
                FieldPanel("signing_authority"),
                panel("field"),
                panel("abstract"),
                panel("file"),
                FieldPanel("number_exception"),
            ],
            heading=_("About the document"),
        ),
        InlinePanel("attachments", label=_("Attached file")),
        InlinePanel("relations", label=_("Related document")),
        InlinePanel("amendments", heading=_("Amendments of other documents"), label=_("Amendment")),
        panel("preamble"),
        FieldPanel("decision"),
        panel("regulation_title"),
        panel("body"),
        panel("annexes"),
        panel("recipients"),
        InlinePanel("record_details", label=_("Exchange of documents"), max_num=1),
    ]
    search_fields: ClassVar[list[Any]] = [
        *PortalPage.search_fields,
        index.SearchField("abstract"),
        index.SearchField("citation"),
        index.FilterField("document_class"),
        index.FilterField("issued_on"),
    ]
    parent_page_types: ClassVar[list[str]] = ["govportal.LegalDocumentIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "govportal/legal_document.html"
    schema_type = "Legislation"
    base_form_class = LegalDocumentForm
    with_facts = staticmethod(with_presence)
    has_attachments = has_relations = has_acts = True  # may have, where nobody has looked
    known_acts: list[LegalDocumentRelation] | None = None
    is_text_amended = False

    class Meta:
        verbose_name = _("legal document")
        verbose_name_plural = _("legal documents")
        indexes = [models.Index(fields=["number", "symbol"], name="legal_document_number")]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the document or a part of it; a placeholder leads to the original."""
        if self.alias_of_id is not None:
            return PortalPage.serve(self, request)
        return super().serve(request, *args, **kwargs)

    @re_path(r"^((?:qd-)?dieu-[\w-]+|phu-luc-[\w-]+)/$", name="part")
    def part(self, request: HttpRequest, anchor: str) -> HttpResponse:
        """Answer with one article or annex."""
        return article_view.answer(self, request, anchor)

    @path("so-sanh/", name="comparison")
    def comparison(self, request: HttpRequest) -> HttpResponse:
        """Answer with the differences from another document."""
        return comparison_view.answer(self, request)

    @path("hop-nhat/", name="consolidated")
    def consolidated_text(self, request: HttpRequest) -> HttpResponse:
        """Answer with the text as amendments have made it."""
        return consolidated.answer(self, request)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        remember_acts([self])
        life = self.life
        context["effect_today"] = life.on(timezone.localdate())
        context["effect_timeline"] = life.timeline()
        # Read only where a template shows them.
        context["relation_groups"] = SimpleLazyObject(lambda: relation_groups(self))
        context["attachments"] = SimpleLazyObject(lambda: attached_files(self))
        context["document_url"] = self.get_url(request)
        context["links"] = Links(self, texts_of_page(self), request)
        context["drawn_text"] = DrawnText(self, context["links"])
        return context

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the page to be found by its number, and look for what it cites."""
        self.citation_key = citation_key(self.citation)
        if kwargs.get("update_fields"):
            return super().save(*args, **kwargs)
        self._find_targets()
        take_checksums(self, only_missing=True)
        answer = super().save(*args, **kwargs)
        keep_words(self)
        return answer

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Save a version of the page with its targets and the checksums of its files."""
        self._find_targets()
        take_checksums(self)
        return super().save_revision(*args, **kwargs)

    def publish(self, revision: Revision, user: Any = None, **options: Any) -> Any:
        """Publish *revision*, and lead to the page what has cited it before it was there."""
        with transaction.atomic():  # whoever hears of the publication finds the citations adopted
            answer = super().publish(revision, user=user, **options)
            adopt_citations(type(self).objects.get(pk=self.pk))
        return answer

    def publication_problems(self) -> list[ValidationError]:
        case = Case.of(self, self.relations.all())
        wrong = [ValidationError(str(problem)) for problem in case.problems()]
        wrong += amendment_checks.as_errors(self)
        return [*super().publication_problems(), *changed_files(self), *wrong]

    def _find_targets(self) -> None:
        # Only those at hand are about to be saved; the others were, with their targets.
        held = getattr(self, "_cluster_related_objects", None) or {}
        imply_relations(self, held.get("amendments", ()))
        find_targets(held.get("relations", ()), self)

    def described_as(self, place: Place) -> dict[str, Any]:
        return super().described_as(place) | {
            "creator": self.issuer,
            "date": day_of(self.issued_on),
            "identifier": (self.citation, place.url),
            "subject": (place.subject, self.field),
        }

    @property
    def list_kind(self) -> str:
        return DOCUMENT

    @property
    def listed_at(self) -> datetime | None:
        """The beginning of the day of issue."""
        issued = self.issued_on
        return datetime(issued.year, issued.month, issued.day, tzinfo=UTC) if issued else None

    def described_text(self, place: Place) -> str:
        return self.abstract

    def get_document_type_display(self) -> str:
        """Return the kind of document in words; Django's own would put all kinds into words."""
        return type_label(self.document_type)

    def schema_properties(self) -> dict[str, str]:
        issued = self.issued_on.isoformat() if self.issued_on else ""
        return {
            "legislationIdentifier": self.citation,
            "legislationType": self.get_document_type_display(),
            "legislationDate": issued,
            "legislationPassedBy": self.issuer,
            "legislationLegalForce": self.effect.legal_force,
        }

    @property
    def citation(self) -> str:
        """Number, year and symbol as they are quoted: ``35/2023/QĐ-UBND``, ``1287/QĐ-UBND``."""
        number = self.number or "…"
        is_normative = self.document_class == DocumentClass.NORMATIVE
        year = f"/{self.issued_on.year}" if is_normative and self.issued_on else ""
        return f"{number}{year}/{self.symbol}" if self.symbol else f"{number}{year}"

    @property
    def acts_upon(self) -> list[LegalDocumentRelation]:
        """What public documents do to this one; for many documents, remember_acts reads them."""
        return self.known_acts if self.known_acts is not None else acts_upon(self)

    @property
    def life(self) -> Life:
        """The dates of the document and the acts upon it, which tell its effect on any day."""
        return life_of(self)

    def effect_on(self, day: date) -> Effect:
        """Return the document's effect on *day*."""
        return self.life.effect_on(day)

    @property
    def effect(self) -> Effect:
        """The document's effect today."""
        return self.effect_on(timezone.localdate())

    def clean(self) -> None:
        """Refuse dates out of order and a number already used (DOC-04)."""
        super().clean()
        if self.issued_on and self.effective_on and self.effective_on < self.issued_on:
            raise ValidationError(
                {"effective_on": _("The effective date must not be before the issue date.")}
            )
        if self.effective_on and self.expires_on and self.expires_on < self.effective_on:
            raise ValidationError(
                {"expires_on": _("The expiry date must be after the effective date.")}
            )
        self._refuse_used_number()

    def _refuse_used_number(self) -> None:
        if not (self.number and self.issued_on) or self.number_exception.strip():
            return
        if any(same_number(self)):
            raise ValidationError(
                {
                    "number": _(
                        "This number is already used for a document of this type by the agency "
                        "in the year. Check the number, or give the reason under “Reason for "
                        "using the number again”."
                    )
                }
            )
