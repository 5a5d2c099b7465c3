"""Amendments in the admin: what a text proposes, and a document article by article."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from govportal.publishing.documents import amending
from govportal.publishing.documents.amendment_proposals import accept, offers_of, place_of
from govportal.publishing.documents.consolidated import DayForm
from govportal.publishing.documents.marked import LABELS, Marker
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.regulations.consolidation import consolidate
from govportal.publishing.regulations.model import Article
from govportal.publishing.regulations.tree import printed

PROPOSALS, REVIEW = "govportal_amendment_proposals", "govportal_consolidation"


class DocumentView(WagtailAdminTemplateMixin, TemplateView):
    """Lets in those who may edit the document, and leads back to its editor."""

    header_icon = "doc-full"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.document.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    @cached_property
    def document(self) -> LegalDocumentPage:
        """The document that is asked for, as published or first drafted."""
        found: LegalDocumentPage = get_object_or_404(LegalDocumentPage, pk=self.kwargs["page_id"])
        return found

    @cached_property
    def draft(self) -> Any:
        """The newest draft of the document."""
        return self.document.get_latest_revision_as_object()

    def get_page_subtitle(self) -> str:
        return str(self.draft.citation)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        url = reverse("wagtailadmin_pages:edit", args=[self.document.pk])
        items = [*self.breadcrumbs_items, {"url": url, "label": self.draft.title}]
        return [*items, {"url": "", "label": self.get_page_title()}]


class ProposalsView(DocumentView):
    """Shows what the text of an amending document orders; the editor accepts what is right."""

    template_name = "govportal/admin/amendments/proposals.html"
    page_title = gettext_lazy("Amendments found in the text")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offers, unread = offers_of(self.draft)
        language = get_language() or "vi"
        lines = [
            {
                "offer": offer,
                "change": offer.proposal.change,
                "label": LABELS[offer.proposal.change.action],
                "place": place_of(offer.proposal.change, language),
            }
            for offer in offers
        ]
        return super().get_context_data(**kwargs) | {  # type: ignore[no-any-return]
            "document": self.document,
            "lines": lines,
            "unread": unread,
            "is_locked": self._is_locked(),
            "revision": self.document.latest_revision_id or "",
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add the ticked proposals to a new draft."""
        if self._is_locked():
            raise PermissionDenied
        if request.POST.get("revision", "") != str(self.document.latest_revision_id or ""):
            messages.error(request, _("The document was changed meanwhile. Look through it again."))
            return redirect(PROPOSALS, self.document.pk)
        ticked = set(request.POST.getlist("accept"))
        offers = [offer for offer in offers_of(self.draft)[0] if str(offer.number) in ticked]
        count = accept(self.draft, offers, request.user)
        if not count:
            messages.warning(request, _("Nothing was ticked, or it is recorded already."))
            return redirect(PROPOSALS, self.document.pk)
        told = ngettext(
            "%(count)d amendment is in the draft. Check it, then submit the document for approval.",
            "%(count)d amendments are in the draft. Check them, then submit the document for "
            "approval.",
            count,
        )
        messages.success(request, told % {"count": count})
        return redirect("wagtailadmin_pages:edit", self.document.pk)

    def _is_locked(self) -> bool:
        return bool(self.document.permissions_for_user(self.request.user).page_locked())


class ReviewView(DocumentView):
    """Shows a document as issued and as amended, article by article, with what went wrong."""

    template_name = "govportal/admin/amendments/review.html"
    page_title = gettext_lazy("Consolidated text, article by article")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        form = DayForm(self.request.GET if "ngay" in self.request.GET else {"ngay": today})
        form.fields["ngay"].widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        context = super().get_context_data(**kwargs) | {"form": form, "document": self.document}
        if form.is_valid():
            context |= self._compared(form.cleaned_data["ngay"] or today)
        return context  # type: ignore[no-any-return]

    def _compared(self, day: Any) -> dict[str, Any]:
        changes, documents = amending.with_drafts(self.document, self.request.user)
        base = amending.base_of(self.document if self.document.live else self.draft)
        result = consolidate(base, changes, day)
        language = get_language() or "vi"
        return {
            "day": day,
            "rows": _rows(base, result.parts, Marker(result, documents)),
            "problems": [
                {
                    "document": documents[problem.change.source.key],
                    "label": LABELS[problem.change.action],
                    "place": place_of(problem.change, language),
                    "message": problem.message(language),
                }
                for problem in result.problems
            ],
        }


def _rows(base: Any, parts: Any, marker: Marker) -> list[dict[str, Any]]:
    """Return a row an article: as issued, as it reads, and the marks of its changes."""
    issued = {item.anchor: item for item in amending.articles_of(base) if isinstance(item, Article)}
    loose = [item for item in amending.articles_of(base) if not isinstance(item, Article)]
    rows = [
        {
            "label": item.label,
            "issued": printed(issued[item.anchor]) if item.anchor in issued else "",
            "now": printed(item),
            "marks": [mark for line in marker.article_lines(item) for mark in line.marks],
        }
        for item in amending.articles_of(parts)
        if isinstance(item, Article)
    ]
    now = [item for item in amending.articles_of(parts) if not isinstance(item, Article)]
    rows += [
        {"label": "", "issued": before.text, "now": after.text, "marks": marker.marks("")}
        for before, after in zip_longest(loose, now)
        if before != after
    ]
    return rows


class _DocumentButton(PageMenuItem):
    """A way from a legal document's editor; shown to those who may edit it."""

    def is_shown(self, user: Any) -> bool:
        return bool(self.page.permissions_for_user(user).can_edit())


def header_buttons(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> list[PageMenuItem]:
    """Return the buttons that lead from a legal document to its amendments."""
    if not isinstance(page.specific_deferred, LegalDocumentPage):
        return []
    return [
        _DocumentButton(label=title, url=reverse(name, args=[page.pk]), icon_name="doc-full",
                        priority=priority, page=page)
        for title, name, priority in (
            (ProposalsView.page_title, PROPOSALS, 72), (ReviewView.page_title, REVIEW, 74),
        )
    ]  # fmt: skip


urlpatterns: list[URLPattern] = [
    path("amendments/<int:page_id>/found/", ProposalsView.as_view(), name=PROPOSALS),
    path("amendments/<int:page_id>/consolidated/", ReviewView.as_view(), name=REVIEW),
]
