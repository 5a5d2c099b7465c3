"""The lists of the explorer: what tells the items of a section apart, by what it holds."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet, page_viewset_registry
from wagtail.models import Page

from govportal.publishing.documents.acts import remember_acts
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.models import LegalDocumentIndexPage, SectionPage

DAY = "d/m/Y"
ROWS = 20
"""Of a page of the list. Wagtail draws each with its menu; fifty take over half a second."""


def _day(name: str) -> Any:
    def of(page: Page) -> str:
        moment = getattr(page, name, None)
        return date_format(moment, DAY) if moment else ""

    return of


def _of_document(name: str) -> Any:
    def of(page: Page) -> str:
        return str(getattr(page, name)) if isinstance(page, LegalDocumentPage) else ""

    return of


def _effect(page: Page) -> str:
    return str(page.effect.label) if isinstance(page, LegalDocumentPage) else ""


def _columns(*own: Column, without: tuple[str, ...] = ()) -> list[Any]:
    """Return Wagtail's columns with *own* after the title."""
    base = [c for c in ExplorableIndexView.base_columns if c.name not in without]
    place = next(i for i, c in enumerate(base) if c.name == "title") + 1
    return [*base[:place], *own, *base[place:]]


class ShortIndexView(ExplorableIndexView):
    """Lists few pages at once."""

    paginate_by = ROWS


class _ListingViewSet(PageViewSet):
    """The explorer below one type of page; all other views stay as they are."""

    model = Page
    index_view_class = ShortIndexView
    below: ClassVar[type[Page]]

    def on_register(self) -> None:
        page_viewset_registry.values_by_parent_model[self.below] = self


class PageListing(PageViewSet):
    """What lies below homes and all other pages; all other views stay as they are."""

    name = "govportal_page_listing"
    model = Page
    index_view_class = ShortIndexView


class SectionListing(_ListingViewSet):
    """Articles and records: who wrote them, and since when the public reads them."""

    name = "govportal_section_listing"
    below = SectionPage
    list_display: ClassVar[list[Any]] = _columns(
        Column("author", label=_("Author"), accessor="author", width="14%"),
        Column("first_published_at", label=pgettext_lazy("day", "Published"),
               accessor=_day("first_published_at"),
               sort_key="first_published_at", width="10%"),
        without=("type",),
    )  # fmt: skip


class DocumentIndexView(ShortIndexView):
    """Reads what acts upon the documents of a page at once."""

    def get_table(self, object_list: Any) -> Any:
        remember_acts(page for page in object_list if isinstance(page, LegalDocumentPage))
        return super().get_table(object_list)


class DocumentListing(_ListingViewSet):
    """Legal documents: number, day of issue, effect."""

    name = "govportal_document_listing"
    below = LegalDocumentIndexPage
    index_view_class = DocumentIndexView
    list_display: ClassVar[list[Any]] = _columns(
        Column("citation", label=_("Number and symbol"), accessor=_of_document("citation"),
               width="14%"),
        Column("issued_on", label=capfirst(_("issued on")), accessor=_day("issued_on"),
               sort_key="legaldocumentpage__issued_on", width="10%"),
        Column("effect", label=_("Effect"), accessor=_effect, width="10%"),
        without=("type", "latest_revision_created_at"),
    )  # fmt: skip


def listing_viewsets() -> list[PageViewSet]:
    """Return the explorers that differ from Wagtail's own."""
    return [PageListing(), SectionListing(), DocumentListing()]
