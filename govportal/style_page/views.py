"""The style page, for whoever works on the look: staff of the admin, never the public."""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem

from govportal import plugins
from govportal.portals import routing
from govportal.portals.routing import Endpoint
from govportal.publishing import navigation
from govportal.style_page.samples import badges, samples
from govportal.templatetags.govportal_tags import EFFECT_BADGES

URL_NAME = "govportal_style_page"
LANGUAGES = ("vi", "en")


def style_page(request: HttpRequest) -> HttpResponse:
    """Answer with every component in the language, accent and state that the query asks for.

    Raises:
        Http404: no portal speaks the language.
    """
    language = request.GET.get("lang", "vi")
    endpoint = _endpoint(request, language if language in LANGUAGES else "vi")
    request.endpoint = endpoint  # type: ignore[attr-defined]
    request.portal = copy(endpoint.portal)  # type: ignore[attr-defined]
    request.portal.accent = _accent(request.GET.get("accent", ""))  # type: ignore[attr-defined]
    with translation.override(endpoint.language):
        navigation.show_notice(request, **_notice(request.GET.get("notice", "")))
        context = samples(endpoint.portal) | {
            "badges": badges(EFFECT_BADGES), "accents": plugins.accents(), "languages": LANGUAGES,
        }  # fmt: skip
        return render(request, "govportal/style_page.html", context)


def _endpoint(request: HttpRequest, language: str) -> Endpoint:
    here = routing.table().match(request.META.get("HTTP_HOST", ""), "/")
    portal = here.portal if here else routing.main_portal()
    endpoint = portal and routing.table().canonical(portal.pk, language)
    if not endpoint:
        raise Http404
    return endpoint


def _accent(key: str) -> str:
    return key if key in list(plugins.accents())[1:] else ""


def _notice(kind: str) -> dict[str, Any]:
    """Return what the home page would store for an emergency, or for a day of mourning."""
    now = timezone.now()
    today = timezone.localdate(now)
    notices: dict[str, dict[str, Any]] = {
        "alarm": {
            "alarm_text": _("Sample text."), "alarm_url": "#", "alarm_since": now,
            "alarm_until": now + timedelta(hours=1),
        },
        "mourning": {"mourning_from": today, "mourning_until": today},
    }  # fmt: skip
    return notices.get(kind, {})


urlpatterns: list[URLPattern] = [path("look/", style_page, name=URL_NAME)]


def menu_item() -> MenuItem:
    """Return the entry of the help menu."""
    label = gettext_lazy("Components of the public pages")
    return MenuItem(label, reverse(URL_NAME), icon_name="view", order=1000)
