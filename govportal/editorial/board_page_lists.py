"""The Editorial Board's lists of public pages: what is due for review, and who answers for each."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from govportal.editorial import reviews
from govportal.editorial.board_lists import RESPONSIBLE, REVIEWS, STAFF, BoardListView
from govportal.editorial.responsibility import answered_for
from govportal.editorial.roles import serves_whole_province
from govportal.portals.membership import portals_of
from govportal.portals.models import Portal


class OnePortalListView(BoardListView):
    """A list of the public pages of one portal."""

    search_fields = ["title"]
    search_backend_name = None  # the columns are computed, which no index of words knows

    @cached_property
    def portal(self) -> Portal:
        """The portal that is asked for, else the first of the reader's."""
        found = Portal.objects.select_related("agency")
        if not serves_whole_province(self.request.user):
            found = found.filter(pk__in=portals_of(self.request.user, STAFF))
        asked = self.request.GET.get("portal", "")
        chosen = found.filter(pk=asked).first() if asked.isdecimal() else found.first()
        if chosen is None:
            raise PermissionDenied
        return chosen

    def get_page_subtitle(self) -> str:
        return str(self.portal)


class ReviewListView(OnePortalListView):
    """The pages that are due for review (FLOW-11)."""

    page_title = _("Reviews due")
    header_icon = "tasks"
    index_url_name = REVIEWS
    index_results_url_name = f"{REVIEWS}_results"
    default_ordering = "looked_at"
    verbose_name_plural = _("pages due for review")
    columns = [
        TitleColumn("title", label=_("Page"), url_name="govportal_review"),
        Column("page_type_display_name", label=_("Type")),
        DateColumn("looked_at", label=_("Last published or reviewed"), sort_key="looked_at"),
    ]
    list_export = ["id", "title", "looked_at"]
    export_filename = "can-ra-soat"

    def get_base_queryset(self) -> Any:
        return reviews.due_pages([self.portal])


class ResponsibilityListView(OnePortalListView):
    """Who answers for each public page (FLOW-07)."""

    page_title = _("Responsible for the content")
    header_icon = "user"
    index_url_name = RESPONSIBLE
    index_results_url_name = f"{RESPONSIBLE}_results"
    search_fields = ["title", "agency_name", "responsible_name"]
    default_ordering = "title"
    verbose_name_plural = _("public pages")
    columns = [
        TitleColumn("title", label=_("Page"), url_name="wagtailadmin_pages:edit"),
        Column("agency_name", label=_("Responsible agency"), sort_key="agency_name"),
        Column("responsible_name", label=_("Responsible person"), sort_key="responsible_name"),
        Column("supplied_by", label=pgettext_lazy("origin", "Source"), sort_key="supplied_by"),
        Column("approved_by", label=_("Approved by"), sort_key="approved_by"),
    ]
    list_export = ["id", "title", "agency_name", "responsible_name", "supplied_by", "approved_by"]
    export_filename = "chiu-trach-nhiem"

    def get_base_queryset(self) -> Any:
        return answered_for(self.portal)
