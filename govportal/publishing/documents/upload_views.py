"""Handing in files of legal documents in the admin, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from govportal.portals.models import Portal
from govportal.portals.pages import portal_of
from govportal.publishing.documents import handing_in
from govportal.publishing.documents.batches import DocumentImport, DocumentImportFile
from govportal.publishing.documents.importing import NoDocumentListError, document_list
from govportal.publishing.documents.notes import text_of
from govportal.publishing.documents.upload_access import may_import, visible_to
from govportal.publishing.documents.upload_forms import UploadForm
from govportal.publishing.section_pages import LegalDocumentIndexPage

UPLOAD, REPORT = "govportal_document_upload", "govportal_document_import"
TITLE = gettext_lazy("Import documents from files")
SHOWN = 20
"""How many imports are named below the form."""
PER_PAGE = 100

State = DocumentImportFile.State
TO_DO = (State.ASKS, State.FAILED)


def header_button(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Offer the import where a Vietnamese list of documents is shown to who may add to it."""
    if page.specific_class is LegalDocumentIndexPage and may_import(user, page):
        yield Button(TITLE, reverse(UPLOAD, args=[page.pk]), icon_name="upload", priority=16)


class WriterMixin(WagtailAdminTemplateMixin):
    """Lets in those who may add documents to the list; for them, no other list exists."""

    page_title = TITLE
    header_icon = "upload"
    request: HttpRequest
    kwargs: dict[str, Any]
    index: LegalDocumentIndexPage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_import(request.user, self.index):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list of documents."""
        listing = {
            "url": reverse("wagtailadmin_explore", args=[self.index.pk]),
            "label": self.index.title,
        }
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]


class UploadView(WriterMixin, FormView):
    """Takes the files, and names the imports before."""

    template_name = "govportal/admin/documents/upload.html"
    form_class = UploadForm

    @cached_property
    def index(self) -> LegalDocumentIndexPage:
        """The list that is asked for."""
        return get_object_or_404(LegalDocumentIndexPage, pk=self.kwargs["index_id"])  # type: ignore[no-any-return]

    @property
    def portal(self) -> Portal:
        """The portal whose list it is: who may import has made sure that there is one."""
        found = portal_of(self.index)
        if found is None:
            raise PermissionDenied
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        imports = visible_to(self.request.user).filter(portal=self.portal)
        imports = imports.select_related("started_by")[:SHOWN]
        lines = [
            {"batch": batch, "url": reverse(REPORT, args=[batch.pk]), "counts": _counts(batch)}
            for batch in imports
        ]
        words = {"submit_button_label": _("Upload and read"), "lines": lines}
        return super().get_context_data(**kwargs) | words  # type: ignore[no-any-return]

    def form_valid(self, form: UploadForm) -> HttpResponse:
        handing_in.forget_unread()
        files = form.cleaned_data["files"]
        batch = handing_in.hand_in(files, self.portal, self.request.user)
        handing_in.go_on(batch)
        return redirect(REPORT, batch.pk)


class ReportView(WriterMixin, TemplateView):
    """Every file of one import: what was read, what is wrong with it, and what is asked."""

    template_name = "govportal/admin/documents/report.html"

    @cached_property
    def batch(self) -> DocumentImport:
        """The import; for staff of other portals it does not exist."""
        found = visible_to(self.request.user).select_related("portal", "started_by")
        return get_object_or_404(found, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    @cached_property
    def index(self) -> LegalDocumentIndexPage:
        """The list that the files are read into."""
        try:
            return document_list(self.batch.portal)
        except NoDocumentListError as error:
            raise Http404 from error

    @property
    def is_own(self) -> bool:
        """Whether the reader handed the files in, and so becomes the author of the drafts."""
        is_upload = self.batch.source == DocumentImport.Source.UPLOAD
        return is_upload and self.batch.started_by_id == self.request.user.pk

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        to_do_first = Case(When(state__in=TO_DO, then=0), default=1)
        files = Paginator(self.batch.files.order_by(to_do_first, "pk"), PER_PAGE)
        shown = files.get_page(self.request.GET.get("p"))
        waiting = self.batch.files.filter(state__in=(State.WAITING, State.READING))
        return super().get_context_data(**kwargs) | {  # type: ignore[no-any-return]
            "batch": self.batch,
            "lines": [_line(file) for file in shown],
            "files": shown,
            "elided_page_range": files.get_elided_page_range(shown.number),
            "counts": _counts(self.batch),
            "waiting": waiting.count(),
            "is_own": self.is_own,
            "upload_url": reverse(UPLOAD, args=[self.index.pk]),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go on with the files that wait, or do what was answered about one."""
        if not self.is_own:
            raise PermissionDenied
        for name, answer in (("convert", handing_in.convert), ("leave", handing_in.leave_out)):
            if request.POST.get(name, "").isdecimal():
                answer(get_object_or_404(self.batch.files, pk=request.POST[name]))
                break
        else:
            handing_in.go_on(self.batch)
        return redirect(REPORT, self.batch.pk)


def _counts(batch: DocumentImport) -> list[tuple[str, int]]:
    found = batch.counts()
    return [(label, found[state]) for state, label in State.choices if state in found]


def _line(file: DocumentImportFile) -> dict[str, Any]:
    language = get_language() or "vi"
    return {
        "file": file,
        "asks": file.state == State.ASKS,
        "failed": file.state == State.FAILED,
        "reason": text_of(file.reason, language),
        "notices": [text_of(notice, language) for notice in file.notices],
    }


urlpatterns: list[URLPattern] = [
    path("document-import/list/<int:index_id>/", UploadView.as_view(), name=UPLOAD),
    path("document-import/<int:pk>/", ReportView.as_view(), name=REPORT),
]
