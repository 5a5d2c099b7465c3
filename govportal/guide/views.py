"""Shows the guide in the admin, to everybody who works there."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from govportal.guide.contents import BY_SLUG, PAGES

CONTENTS, PAGE = "govportal_guide", "govportal_guide_page"
TITLE = _("Editor's guide")


class ContentsView(WagtailAdminTemplateMixin, TemplateView):
    """The list of the pages."""

    template_name = "govportal/guide/contents.html"
    page_title = TITLE
    header_icon = "help"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"pages": PAGES}  # type: ignore[no-any-return]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]


class PageView(WagtailAdminTemplateMixin, TemplateView):
    """One page, with the way to the next."""

    template_name = "govportal/guide/page.html"
    header_icon = "help"

    def get_page_title(self) -> str:
        return str(BY_SLUG[self.kwargs["slug"]].title)

    def get_context_data(self, slug: str, **kwargs: Any) -> dict[str, Any]:
        if slug not in BY_SLUG:
            raise Http404
        place = PAGES.index(BY_SLUG[slug])
        following = PAGES[place + 1] if place + 1 < len(PAGES) else None
        context = super().get_context_data(**kwargs)
        return context | {"guide_page": PAGES[place], "following": following}  # type: ignore[no-any-return]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        contents = {"url": reverse(CONTENTS), "label": TITLE}
        return [*self.breadcrumbs_items, contents, {"url": "", "label": self.get_page_title()}]


def menu_item() -> MenuItem:
    """Return the entry of the menu of help."""
    return MenuItem(TITLE, reverse(CONTENTS), name="editors-guide", icon_name="help", order=10)


def replace_foreign_help(request: HttpRequest, items: list[Any]) -> None:
    """Take the ways to Wagtail's own pages, in English and outside, out of the menu of help."""
    items[:] = [item for item in items if not item.url.startswith("http")]


urlpatterns: list[URLPattern] = [
    path("guide/", ContentsView.as_view(), name=CONTENTS),
    path("guide/<slug:slug>/", PageView.as_view(), name=PAGE),
]
