"""What the public sees: the form for contributions, and the thanks after it is sent."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from govportal import law
from govportal.citizens import notices, spam
from govportal.citizens.public import private
from govportal.intake import contribution_steps
from govportal.intake.contributions import Channel
from govportal.intake.public_forms import PublicForm, proof_of_consent
from govportal.portals.routing import Endpoint
from govportal.publishing.site_map import versions_of
from govportal.security import rates

RULE = "intake.public_form"


def is_open(portal: Any) -> bool:
    """Return whether *portal* takes contributions by a public form."""
    try:
        return bool(law.value(RULE, system=portal.system))
    except KeyError:
        return False


def contribute(request: HttpRequest) -> HttpResponse:
    """Show the form; keep what is sent and thank.

    Raises:
        Http404: the address has no portal, or the portal takes no contributions this way.
    """
    endpoint = _place(request)
    if request.method != "POST":
        return _form(request, endpoint, PublicForm(portal=endpoint.portal))
    form = PublicForm(request.POST, request.FILES, portal=endpoint.portal)
    if not form.is_valid():
        return _form(request, endpoint, form, 422)
    if rates.is_over_limit(request, "contribute", spam.QUESTIONS_PER_WINDOW):
        form.add_error(None, _("Too much has come from your network. Please send it in an hour."))
        return _form(request, endpoint, form, 429)
    _keep(endpoint, form.cleaned_data)
    return redirect("contribution_received")


def _keep(endpoint: Endpoint, data: dict[str, Any]) -> None:
    fields = ("title", "body", "contributor_name", "contributor_email", "contributor_phone")
    contribution_steps.take_in(
        endpoint.portal, Channel.FORM, data["files"], language=endpoint.language,
        consent=proof_of_consent(endpoint.portal), **{name: data[name] for name in fields},
    )  # fmt: skip


def received(request: HttpRequest) -> HttpResponse:
    """Thank for what was sent."""
    endpoint = _place(request)
    context = versions_of(endpoint, reverse("contribution_received"))
    return private(render(request, "govportal/contribution_received.html", context))


def _form(
    request: HttpRequest, endpoint: Endpoint, form: PublicForm, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "contact": notices.contact(endpoint.portal),
        **versions_of(endpoint, reverse("contribute")),
    }
    return private(render(request, "govportal/contribute.html", context, status=status))


def _place(request: HttpRequest) -> Endpoint:
    endpoint = getattr(request, "endpoint", None)
    if endpoint is None or not is_open(endpoint.portal):
        raise Http404
    return endpoint


urlpatterns = [
    path("gui-tin-bai/", contribute, name="contribute"),
    path("gui-tin-bai/da-nhan/", received, name="contribution_received"),
]
