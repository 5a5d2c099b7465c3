"""The two addresses of a portal's metadata: for harvesters, and of one page as JSON."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from govportal.publishing import navigation
from govportal.publishing.harvest.protocol import Provider
from govportal.publishing.harvest.repository import Repository
from govportal.publishing.metadata.values import Description, describe, place_of

CACHED_SECONDS = 300
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


@csrf_exempt  # the protocol wants POST as well, and nothing here changes anything
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(public=True, max_age=CACHED_SECONDS)
def oai(request: HttpRequest) -> HttpResponse:
    """Answer a harvester (OAI-PMH 2.0) about the portal of *request*."""
    arguments = request.POST if request.method == "POST" else request.GET
    provider = Provider(Repository(request.portal))  # type: ignore[attr-defined]
    answer = provider.answer(dict(arguments.lists()))
    return HttpResponse(answer, content_type="text/xml; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=CACHED_SECONDS)
def metadata(request: HttpRequest, page_id: int) -> HttpResponse:
    """Answer with the metadata of one published page of the portal of *request*."""
    found = Repository(request.portal).pages().filter(pk=page_id).first()  # type: ignore[attr-defined]
    page = found.specific if found else None
    place = place_of(page) if page else None
    if place is None:
        raise Http404(_("There is no such page."))
    above = navigation.sections_above(page)
    subject = above[-1].title if above else ""
    description = describe(page, place_of(page, subject=subject) or place)
    answer = JsonResponse(_plain(description), json_dumps_params={"ensure_ascii": False})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _plain(description: Description) -> dict[str, object]:
    place = description.place
    return {
        "schema": DUBLIN_CORE,
        "url": place.url,
        "portal": place.portal.code,
        "language": place.language,
        "type": description.page.schema_type,
        "metadata": {element.key: list(description.values[element.key])
                     for element, _text in description.filled()},
    }  # fmt: skip
