"""The page types of a portal."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, Revision
from wagtail.search import index

from govportal.portals.pages import PortalPageMixin
from govportal.publishing import approval
from govportal.publishing.blocks import BodyBlocks

NEWEST = 8


class PortalPage(PortalPageMixin, Page):
    """What all pages of a portal share: address, publisher, search without marks."""

    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.AutocompleteField("folded_title"),
        index.SearchField("folded_title"),
    ]
    show_in_menus_default = False

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> approval.PortalPagePermissionTester:
        """Return what *user* may do with the page: an author never publishes it."""
        return approval.PortalPagePermissionTester(user, self)

    def publish(self, revision: Revision, user: Any = None, **options: Any) -> Any:
        """Publish *revision*; where nobody is named, its author's permission counts."""
        user = user or approval.answerable_for(revision)
        return super().publish(revision, user=user, **options)


class HomePage(PortalPage):
    """The home page of a portal in one language."""

    lead = models.CharField(
        _("lead"), max_length=300, blank=True,
        help_text=_("One sentence that tells citizens what they find on this portal."),
    )  # fmt: skip

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    is_creatable = False  # provisioning makes homes, with their portal and addresses
    subpage_types: ClassVar[list[str]] = [
        "govportal.SectionPage", "govportal.LegalDocumentIndexPage", "govportal.FeedbackPage",
    ]  # fmt: skip
    template = "govportal/home.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["articles"] = newest_articles(self)
        context["documents"] = newest_documents(self)
        return context

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Find a page far below in one step instead of one a level."""
        if len(path_components) > 1:
            url_path = "/".join([self.url_path.rstrip("/"), *path_components, ""])
            below = Page.objects.filter(slug=path_components[-1], url_path=url_path).first()
            if below is not None:
                return below.specific.route(request, [])
        return super().route(request, path_components)


class SectionPage(PortalPage):
    """A section of a portal. Its key tells which obligation it fulfils."""

    key = models.SlugField(_("key"), max_length=40, blank=True, editable=False, db_index=True)
    introduction = StreamField(
        BodyBlocks(required=False), verbose_name=_("introduction"), blank=True
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = ["govportal.HomePage", "govportal.SectionPage"]
    subpage_types: ClassVar[list[str]] = ["govportal.SectionPage", "govportal.ArticlePage"]
    template = "govportal/section.html"

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["page_obj"] = page_of(newest_articles(self, limit=None), request)
        subsections = SectionPage.objects.child_of(self).live().public().filter(alias_of=None)
        context["subsections"] = subsections.order_by("path").defer("introduction")
        return context


class ArticlePage(PortalPage):
    """A news item or other article. Author and source are stated on each (ATTR-01)."""

    summary = models.TextField(
        _("summary"), max_length=500, blank=True,
        help_text=_("One or two sentences, shown in lists."),
    )  # fmt: skip
    author = models.CharField(
        _("author"), max_length=200,
        help_text=_("Required: every item states its author."),
    )  # fmt: skip
    source = models.CharField(
        _("source"), max_length=200,
        help_text=_("Required: the agency or press organisation that supplied the information."),
    )  # fmt: skip
    source_url = models.URLField(_("address of the original"), blank=True)
    image = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("lead image"),
    )  # fmt: skip
    body = StreamField(BodyBlocks(required=False), verbose_name=_("body"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("image"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("author"), FieldPanel("source")]),
                FieldPanel("source_url"),
            ],
            heading=_("Author and source"),
        ),
    ]
    search_fields: ClassVar[list[Any]] = [
        *PortalPage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["govportal.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "govportal/article.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        figures = [block.value["image"] for block in self.body if block.block_type == "figure"]
        images = [image for image in (self.image, *figures) if image]
        prefetch_related_objects(images, *prefetch_renditions())
        return context


class LegalDocumentIndexPage(PortalPage):
    """The list of a portal's legal documents."""

    key = models.SlugField(_("key"), max_length=40, blank=True, editable=False, db_index=True)
    introduction = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = ["govportal.HomePage"]
    subpage_types: ClassVar[list[str]] = ["govportal.LegalDocumentPage"]
    template = "govportal/legal_document_index.html"

    class Meta:
        verbose_name = _("list of legal documents")
        verbose_name_plural = _("lists of legal documents")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["page_obj"] = page_of(newest_documents(self, limit=None), request)
        return context

    def clean(self) -> None:
        """Refuse a second list in one home: documents would be looked for in two places."""
        super().clean()
        parent = self.get_parent() if self.pk else None
        if parent and parent.get_children().type(LegalDocumentIndexPage).exclude(pk=self.pk):
            raise ValidationError(_("A portal has one list of legal documents."))


def newest_articles(page: Page, limit: int | None = NEWEST) -> Any:
    """Return the published articles below *page*, newest first."""
    found = ArticlePage.objects.live().public().descendant_of(page).filter(alias_of=None)
    found = found.order_by("-first_published_at", "-pk").defer("body").select_related("image")
    return found.prefetch_related(*prefetch_renditions("image__"))[:limit]


def prefetch_renditions(path: str = "") -> list[Prefetch]:
    """Return what fetches the renditions of all images under *path* in one query."""
    return [Prefetch(f"{path}renditions", to_attr="prefetched_renditions")]


def newest_documents(page: Page, limit: int | None = NEWEST) -> Any:
    """Return the published legal documents below *page*, newest first."""
    from govportal.publishing.legal_documents import LegalDocumentPage  # noqa: PLC0415

    found = LegalDocumentPage.objects.live().public().descendant_of(page).filter(alias_of=None)
    found = found.order_by("-issued_on", "-pk").defer("body", "decision", "annexes")
    return found[:limit]


def page_of(items: Any, request: HttpRequest) -> Any:
    """Return the page of *items* that the request asks for; a wrong number gives the nearest."""
    from django.core.paginator import Paginator  # noqa: PLC0415

    return Paginator(items, 20).get_page(request.GET.get("page"))
