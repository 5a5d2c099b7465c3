"""The public list of the technical standards and formats in use on the portal (FUNC-20)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from govportal import defaults
from govportal.publishing.categories import law_day
from govportal.publishing.site_map import versions_of
from govportal.standards import Standard

GROUPS = {
    "pages": _("Pages and media"),
    "documents": _("Documents to download"),
    "data": _("Data and metadata"),
    "exchange": _("Exchange with other systems"),
    "security": _("Security"),
    "access": _("Accessibility"),
}


def standards(request: HttpRequest) -> HttpResponse:
    """Answer with what is in use today, by group, each with its article.

    Raises:
        Http404: the address has no portal.
    """
    endpoint = getattr(request, "endpoint", None)
    if endpoint is None:
        raise Http404
    in_use = [item for item in defaults.national("standards").standards if _is_in_use(item)]
    context = {"groups": _grouped(in_use), **versions_of(endpoint, reverse("standards"))}
    return render(request, "govportal/standards.html", context)


def _is_in_use(item: Standard) -> bool:
    return item.is_in_force(law_day())


def _grouped(items: Iterable[Standard]) -> list[tuple[Any, list[Standard]]]:
    found: dict[str, list[Standard]] = {group: [] for group in GROUPS}
    for item in items:
        found[item.group].append(item)
    return [(GROUPS[group], members) for group, members in found.items() if members]
