"""The terms under which an account is used: accepted once by its holder, and logged (ROLE-12)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from govportal.accounts.models import TermsAcceptance
from govportal.security import accounts, audit

VERSION = "2026-1"
"""Changes with the terms, so that everybody is asked again."""
ACCEPTED = "govportal.terms_accepted"
URL_NAME = "govportal_terms"
SEEN = "govportal_terms_seen"


def owes_terms(request: HttpRequest) -> str:
    """Return the name of the page with the terms while the account has not accepted them."""
    if request.session.get(SEEN) == VERSION:
        return ""
    if not has_accepted(request.user):
        return URL_NAME
    request.session[SEEN] = VERSION
    return ""


def has_accepted(user: Any) -> bool:
    """Return whether *user* accepted the terms in force."""
    return bool(TermsAcceptance.objects.filter(user=user, version=VERSION).exists())


def connect() -> None:
    """Make the terms a duty of every account that enters the admin."""
    accounts.add_duty(owes_terms)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """Show the terms; a POST accepts them and leads on."""
    if request.method == "GET":
        context = {"next": request.GET.get("next", ""), "accepted": has_accepted(request.user)}
        return render(request, "govportal/admin/accounts/terms.html", context)
    _row, is_new = TermsAcceptance.objects.get_or_create(user=request.user, version=VERSION)
    if is_new:
        audit.record(ACCEPTED, request.user, request, actor=request.user, version=VERSION)
    return redirect(_onward(request))


def _onward(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if is_ours else resolve_url("wagtailadmin_home")
