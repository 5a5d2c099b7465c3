"""What citizens see: the list of answers, the form, the receipt, the status of their question."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from govportal import law
from govportal.citizens import intake, notices, receipts, reported, spam
from govportal.citizens.forms import FeedbackForm, StatusForm
from govportal.citizens.models import Feedback
from govportal.portals.models import Portal
from govportal.security import rates

PER_PAGE = 20
COOKIE = "feedback_receipt"
COOKIE_SECONDS = 900
"""How long the page with the receipt code can be read again after sending."""


def published(page: Any) -> Any:
    """Return the published questions of the portal and language of *page*, newest first."""
    found = Feedback.objects.published().filter(
        portal=page.portal, language=page.locale.language_code
    )
    return found.select_related("agency")


def listing(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Return what the list of answers shows."""
    pages = Paginator(published(page), PER_PAGE)
    return {
        "page_obj": pages.get_page(request.GET.get("page")),
        "answer_within": answer_within(page.portal),
    }


def answer_within(portal: Portal) -> int:
    """Return the number of working days within which *portal* answers."""
    return law.number("feedback.answer_within", system=portal.system)


def show(page: Any, request: HttpRequest, number: int) -> HttpResponse:
    """Answer with one published question; any other does not exist for the public."""
    feedback = published(page).filter(pk=number).first()
    if feedback is None:
        raise Http404
    return render(page, request, "detail", {"feedback": feedback})


def ask(page: Any, request: HttpRequest) -> HttpResponse:
    """Show the form; store what is sent and lead on to the receipt."""
    if request.method != "POST":
        return _form(
            page, request, FeedbackForm(initial=reported.begun(request), portal=page.portal)
        )
    form = FeedbackForm(request.POST, portal=page.portal)
    if not form.is_valid():
        return _form(page, request, form, status=422)
    if rates.is_over_limit(request, "ask", spam.QUESTIONS_PER_WINDOW):
        form.add_error(
            None, _("Too many questions have come from your network. Please send it in an hour.")
        )
        return _form(page, request, form, status=429)
    return _accept(page, request, form)


def _accept(page: Any, request: HttpRequest, form: FeedbackForm) -> HttpResponse:
    language = page.locale.language_code
    _feedback, code = intake.receive(page.portal, language, form.cleaned_data, form.purposes)
    address = page.get_url(request) + page.reverse_subpage("receipt")
    response = HttpResponseRedirect(address)
    response.set_signed_cookie(
        COOKIE, code, salt=COOKIE, max_age=COOKIE_SECONDS, path=address,
        secure=request.is_secure(), httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


def _form(page: Any, request: HttpRequest, form: FeedbackForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "notice": notices.notice(page.portal),
        "answer_within": answer_within(page.portal),
    }
    return private(render(page, request, "ask", context, status))


def receipt(page: Any, request: HttpRequest) -> HttpResponse:
    """Show the receipt code to the browser that has just sent the question.

    The code travels in a short-lived cookie, never in an address that a log would keep.
    """
    code = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=COOKIE_SECONDS)
    found = Feedback.objects.filter(receipt__in=receipts.fingerprints(code), portal=page.portal)
    context = {"code": code, "feedback": found.first() if code else None}
    return private(render(page, request, "receipt", context))


def status(page: Any, request: HttpRequest) -> HttpResponse:
    """Show how far the question with the receipt code sent has come.

    A code that is misspelt, unknown or of another portal gets one and the same answer.
    """
    form = StatusForm(request.POST or None)
    if not form.is_valid():
        code = 422 if form.is_bound else 200
        return private(render(page, request, "status", {"form": form}, code))
    if rates.is_over_limit(request, "status", spam.LOOKUPS_PER_WINDOW):
        form.add_error(None, _("Too many attempts from your network. Please try in an hour."))
        return private(render(page, request, "status", {"form": form}, 429))
    feedback = _of_receipt(page.portal, form.cleaned_data["code"])
    if feedback is None:
        form.add_error("code", _("No question on this portal has this code. Please check it."))
    context = {"form": form, "feedback": feedback}
    return private(render(page, request, "status", context, 200 if feedback else 422))


def _of_receipt(portal: Portal, code: str) -> Feedback | None:
    fingerprints = receipts.fingerprints(code)
    found = Feedback.objects.filter(receipt__in=fingerprints, portal=portal)
    return found.select_related("agency").prefetch_related("consents").first()


def render(
    page: Any, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Return one of the section's pages in the portal's own frame."""
    values = {**page.get_context(request), **context}
    return TemplateResponse(request, f"govportal/feedback_{name}.html", values, status=status)


def private(response: HttpResponse) -> HttpResponse:
    """Keep *response* out of every cache and search engine: it is for one person."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    return response
