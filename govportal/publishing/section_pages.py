"""The home of a portal, its sections and its list of legal documents."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from govportal.publishing import page_checks
from govportal.publishing.article_archive import ArticleArchive
from govportal.publishing.blocks import BodyBlocks
from govportal.publishing.documents.finding import DocumentSearch
from govportal.publishing.home_fields import news_by_field
from govportal.publishing.home_records import records_on_home
from govportal.publishing.metadata.values import Place, text_of
from govportal.publishing.navigation import sections, sections_below
from govportal.publishing.notices import NoticeFields
from govportal.publishing.own_sections import ApprovalPanel, approval_problems
from govportal.publishing.page_lists import (
    all_documents,
    first_page_of,
    newest_articles,
    newest_documents,
    shared_records,
)
from govportal.publishing.page_ways import at_address, remember_way
from govportal.publishing.pages import CategoryPage, PortalPage
from govportal.publishing.records.section_page import section_context, section_in_format
from govportal.publishing.renditions import fetch_renditions
from govportal.publishing.sharing.lists import SharedBelow
from govportal.publishing.suspensions import SuspensionFields


class HomePage(NoticeFields, SuspensionFields, PortalPage):
    """The home page of a portal in one language."""

    lead = models.CharField(
        _("lead"), max_length=300, blank=True,
        help_text=_("One sentence that tells citizens what they find on this portal."),
    )  # fmt: skip

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("lead"),
        *NoticeFields.notice_panels,
        *SuspensionFields.suspension_panels,
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    is_creatable = False  # provisioning makes homes, with their portal and addresses
    subpage_types: ClassVar[list[str]] = [
        "govportal.SectionPage", "govportal.LegalDocumentIndexPage", "govportal.FeedbackPage",
    ]  # fmt: skip
    template = "govportal/home.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def described_text(self, place: Place) -> str:
        return self.lead or super().described_text(place)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        shared = SharedBelow(self)
        context["articles"] = newest_articles(shared)
        context["fields"] = news_by_field(request)
        context["documents"] = newest_documents(shared)
        context["records"] = records_on_home(self, sections(request), timezone.localdate())
        return context

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Find a page far below in one step instead of one a level; it finds its own parts."""
        way = at_address(self.url_path, path_components)
        below = way[-1].page() if way else None
        if below is None:
            return super().route(request, path_components)
        remember_way(below, way[:-1])
        steps = below.url_path.removeprefix(self.url_path).strip("/").split("/")
        return below.route(request, path_components[len(steps) :])


class SectionPage(CategoryPage):
    """A section of a portal: of articles, of records, or of other sections."""

    introduction = StreamField(
        BodyBlocks(required=False), verbose_name=_("introduction"), blank=True
    )
    approval_reference = models.CharField(_("approved by"), max_length=300, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel(
            "introduction",
            help_text=_("What readers find here, in a few lines. Shown above the list."),
        ),
        ApprovalPanel("approval_reference"),
    ]
    parent_page_types: ClassVar[list[str]] = ["govportal.HomePage", "govportal.SectionPage"]
    subpage_types: ClassVar[list[str]] = [
        "govportal.SectionPage", "govportal.ArticlePage", "govportal.RecordPage",
    ]  # fmt: skip
    template = "govportal/section.html"
    schema_type = "CollectionPage"

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def described_text(self, place: Place) -> str:
        return text_of(self.introduction) or super().described_text(place)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        listed = section_context(self, request)
        if listed:
            context.update(listed)
            context["shared_records"] = self._records_of_others(listed)
        else:
            context.update(ArticleArchive(self, request).context)
        fetch_renditions(page_checks.images_of(self.introduction))
        context["subsections"] = sections_below(self, request)
        return context

    def _records_of_others(self, listed: dict[str, Any]) -> Any:
        """Return what stands below the first page of the whole list, nothing on other views."""
        is_first = listed["page_obj"].number == 1 and not listed["listing"].is_noise
        kind = listed["listing"].record_type.key
        return shared_records(SharedBelow(self), kind) if is_first else ()

    def publication_problems(self) -> list[ValidationError]:
        return [*super().publication_problems(), *approval_problems(self)]

    def content_problems(self) -> list[ValidationError]:
        return [*super().content_problems(), *page_checks.block_problems(self)]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or with its records in the format that is asked for."""
        answer = section_in_format(self, request) if self.alias_of_id is None else None
        return answer or super().serve(request, *args, **kwargs)


class LegalDocumentIndexPage(CategoryPage):
    """The list of a portal's legal documents."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel(
            "introduction",
            help_text=_("What readers find here, in a few lines. Shown above the list."),
        ),
    ]
    parent_page_types: ClassVar[list[str]] = ["govportal.HomePage"]
    subpage_types: ClassVar[list[str]] = ["govportal.LegalDocumentPage"]
    template = "govportal/legal_document_index.html"
    schema_type = "CollectionPage"

    class Meta:
        verbose_name = _("list of legal documents")
        verbose_name_plural = _("lists of legal documents")

    def described_text(self, place: Place) -> str:
        return self.introduction or super().described_text(place)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        everything = all_documents(SharedBelow(self))
        search = DocumentSearch(
            self, everything, request.GET, timezone.localdate(), self.get_url(request)
        )
        found = first_page_of(search.documents, request)
        context.update(search=search, page_obj=found, kept_query=search.kept)
        return context

    def clean(self) -> None:
        """Refuse a second list in one home: documents would be looked for in two places."""
        super().clean()
        parent = self.get_parent() if self.pk else None
        if parent and parent.get_children().type(LegalDocumentIndexPage).exclude(pk=self.pk):
            raise ValidationError(_("A portal has one list of legal documents."))
