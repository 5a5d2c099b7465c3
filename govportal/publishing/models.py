"""The page types of a portal."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, Revision
from wagtail.search import index

from govportal.portals.pages import PortalPageMixin
from govportal.publishing import approval, page_checks, republishing
from govportal.publishing.blocks import BodyBlocks
from govportal.publishing.composition import compose
from govportal.publishing.forms import PortalPageForm
from govportal.publishing.metadata import checks as metadata_checks
from govportal.publishing.metadata.models import DescribedPage
from govportal.publishing.metadata.values import Place, text_of
from govportal.publishing.navigation import sections_below
from govportal.publishing.own_sections import ApprovalPanel, approval_problems

NEWEST = 8


class PortalPage(PortalPageMixin, DescribedPage, Page):
    """What all pages of a portal share: address, publisher, search without marks."""

    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.AutocompleteField("folded_title"),
        index.SearchField("folded_title"),
    ]
    promote_panels: ClassVar[list[Any]] = [*Page.promote_panels, *DescribedPage.metadata_panels]
    show_in_menus_default = False
    base_form_class = PortalPageForm

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Check the page, with its texts in the form in which they are stored (INFO-37)."""
        compose(self)
        super().full_clean(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Save a version of the page, also one that is not checked, in composed letters."""
        compose(self)
        return super().save_revision(*args, **kwargs)

    def permissions_for_user(self, user: Any) -> approval.PortalPagePermissionTester:
        """Return what *user* may do with the page: an author never publishes it."""
        return approval.PortalPagePermissionTester(user, self)

    def publish(self, revision: Revision, user: Any = None, **options: Any) -> Any:
        """Publish *revision*; where nobody is named, its author's permission counts."""
        user = user or approval.answerable_for(revision)
        return super().publish(revision, user=user, **options)

    def publication_problems(self) -> list[ValidationError]:
        """Return what the law still wants of the page before it is published; page types add."""
        return [*metadata_checks.as_errors(self), *self.content_problems()]

    def content_problems(self) -> list[ValidationError]:
        """Return what is wrong with the content, wherever the page stands; page types add."""
        return [*page_checks.unreadable_texts(self)]

    def refuse_incomplete(self) -> None:
        """Refuse to publish the page as it is.

        Raises:
            ValidationError: with everything that is missing or wrong, and what to do.
        """
        problems = list(self.publication_problems())
        try:
            self.full_clean()
        except ValidationError as error:
            problems += self._named(error)
        if problems:
            raise ValidationError(problems)

    def _named(self, error: ValidationError) -> list[ValidationError]:
        """Return the problems that *error* has found, each with the name of its field."""
        labels = {field.name: field for field in self._meta.get_fields()}
        return [
            ValidationError(f"{capfirst(str(labels[name].verbose_name))}: {message}")  # type: ignore[attr-defined]
            if name in labels
            else ValidationError(message)
            for name, messages in error.message_dict.items()
            for message in messages
        ]


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

    def described_text(self, place: Place) -> str:
        return self.lead or super().described_text(place)

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


class AttributedPage(PortalPage):
    """An item that states its author and its source (ATTR-01), and when its matter changed."""

    author = models.CharField(
        _("author"), max_length=200,
        help_text=_("Required: every item states its author."),
    )  # fmt: skip
    source = models.CharField(
        _("source"), max_length=200,
        help_text=_("Required: the agency or press organisation that supplied the information."),
    )  # fmt: skip
    source_url = models.URLField(_("address of the original"), blank=True)
    source_changed_on = models.DateField(
        _("day of the change"), null=True, blank=True,
        help_text=_(
            "The day on which the matter itself was decided or changed; the time until "
            "publication is counted from it."
        ),
    )  # fmt: skip

    attribution_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("author"), FieldPanel("source")]),
                FieldPanel("source_url"),
            ],
            heading=_("Author and source"),
        ),
    ]

    class Meta:
        abstract = True

    def described_as(self, place: Place) -> dict[str, Any]:
        return super().described_as(place) | {
            "creator": self.author, "source": (self.source, self.source_url),
        }  # fmt: skip


class SectionPage(PortalPage):
    """A section of a portal. Its key tells which obligation it fulfils."""

    key = models.SlugField(_("key"), max_length=40, blank=True, editable=False, db_index=True)
    introduction = StreamField(
        BodyBlocks(required=False), verbose_name=_("introduction"), blank=True
    )
    approval_reference = models.CharField(_("approved by"), max_length=300, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("introduction"),
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
        from govportal.publishing.records.pages import section_context  # noqa: PLC0415

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        listed = section_context(self, request)
        context.update(listed or {"page_obj": page_of(newest_articles(self, None), request)})
        context["subsections"] = sections_below(self, request)
        return context

    def publication_problems(self) -> list[ValidationError]:
        return [*super().publication_problems(), *approval_problems(self)]

    def content_problems(self) -> list[ValidationError]:
        return [*super().content_problems(), *page_checks.block_problems(self)]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or with its records in the format that is asked for."""
        from govportal.publishing.records.pages import section_in_format  # noqa: PLC0415

        answer = section_in_format(self, request) if self.alias_of_id is None else None
        return answer or super().serve(request, *args, **kwargs)


class ArticlePage(republishing.Republishable, AttributedPage):
    """A news item or other article. Author and source are stated on each (ATTR-01)."""

    summary = models.TextField(
        _("summary"), max_length=500, blank=True,
        help_text=_("One or two sentences, shown in lists."),
    )  # fmt: skip
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
        *AttributedPage.attribution_panels,
        *republishing.Republishable.republishing_panels,
        FieldPanel("source_changed_on"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *PortalPage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["govportal.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "govportal/article.html"
    schema_type = "NewsArticle"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def described_text(self, place: Place) -> str:
        return self.summary or text_of(self.body)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        images = [*filter(None, [self.image]), *page_checks.images_of(self.body)]
        prefetch_related_objects(images, *prefetch_renditions())
        return context

    def content_problems(self) -> list[ValidationError]:
        return [
            *super().content_problems(),
            *page_checks.lead_image_problems(self.image),
            *page_checks.block_problems(self),
            *republishing.problems(self),
        ]


class LegalDocumentIndexPage(PortalPage):
    """The list of a portal's legal documents."""

    key = models.SlugField(_("key"), max_length=40, blank=True, editable=False, db_index=True)
    introduction = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("introduction")]
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
