"""The Editorial Board's records in lists: the content log, approvals, takedowns, corrections.

The staff of a portal see what is of their own portals; the provincial board sees all.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusFlagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from govportal.editorial.confirmations import Approval
from govportal.editorial.content_log import ContentEvent
from govportal.editorial.corrections import Correction
from govportal.editorial.roles import serves_whole_province
from govportal.editorial.takedowns import Takedown
from govportal.portals.membership import PortalRole, portals_of

WRITERS = (PortalRole.REPORTER, PortalRole.EDITOR, PortalRole.DEPUTY_HEAD, PortalRole.HEAD)
STAFF = (*WRITERS, PortalRole.ADMINISTRATOR)

LOG, APPROVALS, TAKEDOWNS, CORRECTIONS, REVIEWS, RESPONSIBLE = (
    "govportal_content_log", "govportal_approvals", "govportal_takedowns", "govportal_corrections",
    "govportal_reviews", "govportal_responsible",
)  # fmt: skip
PORTAL = Column("portal", label=_("Portal"))
PERSON = Column("person_name", label=_("Person"))


def may_see_some(user: Any) -> bool:
    """Return whether *user* has a list of some portal to see."""
    return bool(portals_of(user, STAFF)) or serves_whole_province(user)


def own_records(model: Any, user: Any) -> Any:
    """Return the records of *model* that *user* may see: of the own portals, or all."""
    found = model.objects.select_related("portal")
    return found if serves_whole_province(user) else found.filter(portal__in=portals_of(user))


class BoardListView(SpreadsheetExportMixin, BaseListingView):
    """One of the lists, as a table and as a spreadsheet."""

    request: HttpRequest
    paginate_by = 50
    is_searchable = True
    search_fields = ["page_title"]
    default_ordering = "-at"
    export_headings = {
        "page_id": _("Page number"), "id": _("Page number"),
        "is_late": _("Later than the law allows"),
    }  # fmt: skip

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see_some(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get_base_queryset(self) -> Any:
        return own_records(self.model, self.request.user)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if self.is_export:
            return self.as_spreadsheet(  # type: ignore[no-any-return]
                context["object_list"], self.request.GET["export"]
            )
        return super().render_to_response(context, **kwargs)  # type: ignore[no-any-return]


class ContentLogFilterSet(WagtailFilterSet):
    """Narrows the log to a state that pages took."""

    class Meta:
        model = ContentEvent
        fields = ["to_state"]


class ContentLogView(BoardListView):
    """Who did what with which page, from which state to which (FLOW-06)."""

    model = ContentEvent
    page_title = _("Content log")
    header_icon = "history"
    index_url_name = LOG
    index_results_url_name = f"{LOG}_results"
    filterset_class = ContentLogFilterSet
    default_ordering = "-pk"
    verbose_name_plural = _("entries of the content log")
    columns = [
        Column("page_title", label=_("Page")),
        Column("action_label", label=_("Action")),
        Column("get_from_state_display", label=_("From state")),
        Column("get_to_state_display", label=_("To state")),
        PERSON,
        Column("note", label=_("Note")),
        PORTAL,
        DateColumn("at", label=_("Time"), sort_key="at"),
    ]
    list_export = [
        "at", "portal", "page_id", "page_title", "action", "action_label",
        "get_from_state_display", "get_to_state_display", "person_name", "note",
    ]  # fmt: skip
    export_filename = "nhat-ky-noi-dung"


class TakedownListView(BoardListView):
    """What was taken down on request, and whether in time (FLOW-09)."""

    model = Takedown
    page_title = _("Takedowns on request")
    header_icon = "warning"
    index_url_name = TAKEDOWNS
    index_results_url_name = f"{TAKEDOWNS}_results"
    search_fields = ["page_title", "authority", "document_number"]
    verbose_name_plural = _("takedowns on request")
    columns = [
        Column("page_title", label=_("Page")),
        Column("authority", label=_("Requesting authority")),
        Column("document_number", label=_("Number of the request")),
        DateColumn("received_at", label=_("Received at"), sort_key="received_at"),
        DateColumn("at", label=_("Taken down"), sort_key="at"),
        StatusFlagColumn("is_late", label="", true_label=_("Later than the law allows")),
        PERSON,
        PORTAL,
    ]
    list_export = [
        "portal", "page_id", "page_title", "authority", "document_number", "received_at",
        "due_at", "at", "is_late", "reason", "person_name",
    ]  # fmt: skip
    export_filename = "go-bo-theo-yeu-cau"


class CorrectionListView(BoardListView):
    """What was corrected and what waits for publication (FLOW-10)."""

    model = Correction
    page_title = _("Corrections")
    header_icon = "edit"
    index_url_name = CORRECTIONS
    index_results_url_name = f"{CORRECTIONS}_results"
    search_fields = ["page_title", "case_reference"]
    verbose_name_plural = _("corrections")
    columns = [
        TitleColumn("page_title", label=_("Page"), url_name="govportal_correction"),
        Column("case_reference", label=_("Reference of the case")),
        DateColumn("at", label=_("Recorded"), sort_key="at"),
        Column("due_on", label=_("Answer due"), sort_key="due_on"),
        StatusFlagColumn("is_overdue", label="", true_label=_("Overdue")),
        DateColumn(
            "published_at", label=pgettext_lazy("day", "Published"), sort_key="published_at"
        ),
        PERSON,
        PORTAL,
    ]
    list_export = [
        "portal", "page_id", "page_title", "wrong", "right", "case_reference", "complained_on",
        "due_on", "person_name", "at", "approver_name", "published_at",
    ]  # fmt: skip
    export_filename = "dinh-chinh"


class ApprovalListView(BoardListView):
    """Who approved what, and what was confirmed for it (FLOW-08)."""

    model = Approval
    page_title = _("Approvals")
    header_icon = "check"
    index_url_name = APPROVALS
    index_results_url_name = f"{APPROVALS}_results"
    verbose_name_plural = _("approvals")
    columns = [
        Column("page_title", label=_("Page")),
        Column("step", label=_("Step of approval")),
        PERSON,
        Column("confirmed_texts", label=_("Confirmed")),
        Column("comment", label=_("Comment")),
        PORTAL,
        DateColumn("at", label=_("Time"), sort_key="at"),
    ]
    list_export = [
        "at", "portal", "page_id", "page_title", "revision_id", "step", "person_name",
        "confirmed_texts", "comment",
    ]  # fmt: skip
    export_filename = "phe-duyet"
