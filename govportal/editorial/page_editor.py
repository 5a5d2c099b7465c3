"""The editor of a page, which in Wagtail reads the page at hand several times more."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet, page_viewset_registry
from wagtail.models import Page

from govportal.publishing import previews
from govportal.publishing.approval_memory import share
from govportal.publishing.pages import PortalPage


class PortalPageEditView(EditView):  # type: ignore[misc]
    """Wagtail's editor; what it has read of the page it knows of the draft, too."""

    def get_object(self) -> Page:
        """Return the draft, with its version and its schedule as this request has read them."""
        page: Page = super().get_object()
        if self.latest_revision and page.latest_revision_id == self.latest_revision.pk:
            page.latest_revision = self.latest_revision
        page.__dict__["scheduled_revision"] = self.scheduled_revision
        return page

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Show the editor. Where nothing is saved, the approval concerns the page just read."""
        if self.workflow_state:
            self.workflow_state.content_object = self.real_page_record
            share(self.page, self.real_page_record)
        return super().get(request, *args, **kwargs)

    def get_translations(self) -> list[dict[str, Any]]:
        """Return the versions that the user may edit, each read whole and with all others.

        Wagtail leaves out what their permissions ask for, so that each asks once for each of it.
        """
        versions = list(self.page.get_translations().select_related("locale"))
        previews.know_versions(self.page, versions)
        return [
            {"locale": page.locale, "url": reverse("wagtailadmin_pages:edit", args=[page.pk])}
            for page in versions
            if page.permissions_for_user(self.request.user).can_edit()
        ]


class PortalPageViewSet(PageViewSet):  # type: ignore[misc]
    """The editor of all pages of portals; all other views stay as they are."""

    name = "govportal_page_editor"
    model = Page
    edit_view_class = PortalPageEditView

    def on_register(self) -> None:
        page_viewset_registry.register(PortalPage, self)
