"""Takes readers' ratings of a page, without knowing whose they are (FUNC-11).

Pages come from a cache, so their form has no token: a rating is taken from the portal's own pages
alone, as the browser says, and can do no more than add one to a sum.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from wagtail.models import Page

from govportal.security import rates
from govportal.usage.models import Rating
from govportal.usage.places import Place, places

RATINGS_AN_HOUR = 60
"""Of one address, which a whole office may share."""
RATINGS_OF_PAGE_AN_HOUR = 5
LARGEST_ID = 2**31 - 1
TEMPLATE = "govportal/rating_answer.html"


@csrf_exempt
@never_cache
def rate(request: HttpRequest) -> HttpResponse:
    """Add one rating of a page of this portal; answer with the way to the thanks."""
    if request.method != "POST":
        return _refuse(request, 405, _("Please rate a page with the buttons below its text."))
    if not is_from_here(request):
        return _refuse(request, 403, _("Please rate a page with the buttons below its text."))
    value, page_id = request.POST.get("value"), _number(request.POST.get("page", ""))
    place = places([page_id]).get(page_id)
    if value not in Rating.Value.values or place is None or not _is_here(request, place, page_id):
        return _refuse(request, 400, _("This page can't be rated. Go back and try again."))
    if _is_too_often(request, page_id):
        text = _("Too many ratings came from here in a short time. Please try again in an hour.")
        return _refuse(request, 429, text)
    add(page_id, place, value)
    return _see_thanks(page_id)


@never_cache
def thank(request: HttpRequest) -> HttpResponse:
    """Thank the reader and lead back to the page, if it is one of this portal."""
    page_id = _number(request.GET.get("page", ""))
    place = places([page_id]).get(page_id)
    is_here = place is not None and _is_here(request, place, page_id)
    page = Page.objects.get(pk=page_id).specific if is_here else None
    return render(request, TEMPLATE, {"rated_page": page})


def add(page_id: int, place: Place, value: str) -> None:
    """Add one reader to the sum of today's ratings *value* of a page."""
    key = {
        "portal": place.portal, "page_id": page_id, "language": place.language,
        "day": timezone.localdate(), "value": value,
    }  # fmt: skip
    with transaction.atomic():
        row, _made = Rating.objects.get_or_create(**key, defaults={"section_id": place.section_id})
        Rating.objects.filter(pk=row.pk).update(count=F("count") + 1)


def is_from_here(request: HttpRequest) -> bool:
    """Return whether the browser says that a page of this host sent the form."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return bool(site == "same-origin")
    try:
        return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
    except ValueError:
        return False


def _number(text: str) -> int:
    """Return the number of a page that *text* is, 0 (no page) where it is none."""
    is_number = text.isascii() and text.isdigit() and len(text) < 11
    return int(text) if is_number and int(text) <= LARGEST_ID else 0


def _is_here(request: HttpRequest, place: Place, page_id: int) -> bool:
    """Return whether the page is a public one of the portal that is asked."""
    portal: Any = getattr(request, "portal", None)
    is_own = portal is not None and place.portal.pk == portal.pk
    return is_own and Page.objects.live().public().filter(pk=page_id).exists()


def _is_too_often(request: HttpRequest, page_id: int) -> bool:
    of_page = rates.is_over_limit(request, f"rate {page_id}", RATINGS_OF_PAGE_AN_HOUR)
    return of_page or rates.is_over_limit(request, "rate", RATINGS_AN_HOUR)


def _see_thanks(page_id: int) -> HttpResponse:
    address = f"{reverse('rating_thanks')}?{urlencode({'page': page_id})}"
    return HttpResponseRedirect(address, status=303)


def _refuse(request: HttpRequest, status: int, text: str) -> HttpResponse:
    response = render(request, TEMPLATE, {"refusal": text}, status=status)
    if status == 405:
        response.headers["Allow"] = "POST"
    return response


urlpatterns = [
    path("danh-gia/", rate, name="rate"),
    path("danh-gia/cam-on/", thank, name="rating_thanks"),
]
