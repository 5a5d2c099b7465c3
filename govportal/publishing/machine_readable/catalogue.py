"""The data sets of a portal as a catalogue in DCAT 3, written in JSON-LD.

A data set is a published list of records: what the list shows can be had as CSV and as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.db.models.functions import Length, Substr
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from govportal.portals import routing
from govportal.portals.pages import url_parts
from govportal.portals.routing import Endpoint, Home
from govportal.portals.tree import is_original, subtree
from govportal.publishing.records.models import RecordPage

CACHED_SECONDS = 300
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
FORMATS = {"csv": "text/csv", "json": "application/json"}
LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"


@require_safe
@cache_control(public=True, max_age=CACHED_SECONDS)
def catalogue(request: HttpRequest) -> JsonResponse:
    """Answer with the catalogue of the portal and language of *request*."""
    endpoint: Endpoint = request.endpoint  # type: ignore[attr-defined]
    home = routing.table().home(endpoint.portal.pk, endpoint.language)
    if home is None:
        raise Http404
    answer = JsonResponse(
        _catalogue(endpoint, home),
        content_type="application/ld+json",
        json_dumps_params={"ensure_ascii": False},
    )
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _catalogue(endpoint: Endpoint, home: Home) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "@id": endpoint.url("/catalog.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": _words(endpoint.portal.name, endpoint),
        "dct:description": _words(
            _("Lists that the portal publishes, for reuse as CSV and JSON."), endpoint
        ),
        "dct:publisher": _publisher(endpoint),
        "dct:language": {"@id": LANGUAGES + endpoint.language},
        "foaf:homepage": {"@id": endpoint.url()},
        "dcat:dataset": list(_datasets(endpoint, home)),
    }


def _datasets(endpoint: Endpoint, home: Home) -> Iterator[dict[str, Any]]:
    """Yield the lists with their latest change, in two queries for any number of them."""
    changes = _latest_changes(home)
    sections = Page.objects.live().public().filter(is_original(), path__in=changes)
    for title, path, url_path in sections.order_by("path").values_list("title", "path", "url_path"):
        parts = url_parts(path, url_path)
        if parts:
            yield _dataset(endpoint, title, parts[1] + parts[2], changes[path])


def _latest_changes(home: Home) -> dict[str, datetime | None]:
    """Return when a record below each section was last published, by the section's path."""
    records = RecordPage.objects.live().public().filter(is_original())
    above = Substr("path", 1, Length("path") - routing.STEP)
    found = records.filter(path__range=subtree(home.path)).annotate(above=above)
    rows = found.order_by().values_list("above").annotate(Max("last_published_at"))
    return dict(rows)


def _dataset(
    endpoint: Endpoint, title: str, address: str, changed: datetime | None
) -> dict[str, Any]:
    known = {"dct:modified": _moment(changed)} if changed else {}
    return {
        "@id": f"{address}#data",
        "@type": "dcat:Dataset",
        "dct:title": _words(title, endpoint),
        "dct:publisher": {"@id": _publisher_id(endpoint)},
        "dct:language": {"@id": LANGUAGES + endpoint.language},
        "dcat:landingPage": {"@id": address},
        "dcat:distribution": [_distribution(address, name) for name in FORMATS],
    } | known


def _distribution(address: str, name: str) -> dict[str, Any]:
    file = {"@id": f"{address}?format={name}"}
    return {
        "@type": "dcat:Distribution",
        "dct:title": name.upper(),
        "dcat:accessURL": file,
        "dcat:downloadURL": file,
        "dcat:mediaType": {"@id": MEDIA_TYPES + FORMATS[name]},
    }


def _publisher(endpoint: Endpoint) -> dict[str, Any]:
    name = _words(endpoint.portal.agency.name, endpoint)
    return {"@id": _publisher_id(endpoint), "@type": "foaf:Organization", "foaf:name": name}


def _publisher_id(endpoint: Endpoint) -> str:
    """Return what the metadata of pages call the publisher."""
    return f"{endpoint.root_url}/#agency"


def _words(text: str, endpoint: Endpoint) -> dict[str, str]:
    return {"@value": str(text), "@language": endpoint.language}


def _moment(moment: datetime) -> dict[str, str]:
    return {"@value": moment.isoformat(timespec="seconds"), "@type": "xsd:dateTime"}
