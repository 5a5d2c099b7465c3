"""What a request to the API asks for, and the public pages that answer it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Schema
from pydantic import Field
from wagtail.models import Page

from govportal import plugins
from govportal.exchange import paging
from govportal.exchange.problems import ApiProblem, wrong
from govportal.exchange.published import in_sections, published, trees_of
from govportal.portals import routing
from govportal.publishing.documents.kinds import DocumentClass, DocumentType
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.models import LegalDocumentIndexPage, SectionPage
from govportal.record_types import RecordType

MOST = 100
Told = dict[str, Any]


class Asked(Schema):
    """What every list may be narrowed by."""

    portal: str = Field("", description=gettext_lazy("The code of a portal."), max_length=80)
    language: Literal["", "vi", "en"] = Field(
        "", description=gettext_lazy("Items in this language alone: vi or en.")
    )
    since: datetime | None = Field(
        None, description=gettext_lazy("Items changed at or after this time, for harvesting.")
    )
    cursor: str = Field(
        "", description=gettext_lazy("Where a further part begins: from “next”."), max_length=200
    )
    limit: int = Field(50, ge=1, le=MOST, description=gettext_lazy("Items a part, at most 100."))
    lang: str = Field(
        "", description=gettext_lazy("The language of labels and messages: vi or en."),
        max_length=40,
    )  # fmt: skip


class AskedInSections(Asked):
    """What lists of items in sections may be narrowed by besides."""

    section: str = Field(
        "", max_length=60,
        description=gettext_lazy("The key of a section; sections below it count too."),
    )  # fmt: skip


class AskedDocuments(Asked):
    """What lists of documents may be narrowed by besides."""

    type: str = Field("", description=gettext_lazy("The type of document."), max_length=20)
    document_class: str = Field(
        "", description=gettext_lazy("normative or administrative."), max_length=20
    )
    issued_from: date | None = Field(None, description=gettext_lazy("Issued on or after the day."))
    issued_to: date | None = Field(None, description=gettext_lazy("Issued on or before the day."))


class AskedRecords(AskedInSections):
    """What lists of records must name: their kind."""

    kind: str = Field(description=gettext_lazy("The kind of record."), max_length=60)


def portals_asked(request: HttpRequest) -> list[Any]:
    """Return the portals that the agreement of the consumer names."""
    allowed = request.visit.portals  # type: ignore[attr-defined]
    found = routing.table().portals
    return [portal for portal in found if allowed is None or portal.pk in allowed]


def allow(request: HttpRequest, content: str) -> None:
    """Refuse *content* that the agreement does not name.

    Raises:
        ApiProblem: the agreement is about something else.
    """
    if not getattr(request.visit.consumer, f"reads_{content}"):  # type: ignore[attr-defined]
        raise ApiProblem("outside_agreement")


def public(request: HttpRequest, model: type[Page], asked: Asked | None = None) -> Any:
    """Return the public pages of *model* that the consumer may read and *asked* for.

    Raises:
        ApiProblem: the portal asked for is not known, or the agreement does not name it.
    """
    if asked is None:
        return published(model, trees_of(request.visit.portals))  # type: ignore[attr-defined]
    trees = trees_of(_portals(request, asked.portal), asked.language)
    found = published(model, trees)
    return found.filter(changed__gte=_moment(asked.since)) if asked.since else found


def sections(request: HttpRequest, asked: AskedInSections) -> Any:
    """Return the sections asked for, with the lists of legal documents."""
    found = public(request, Page, asked).type(SectionPage, LegalDocumentIndexPage)
    if not asked.section:
        return found
    keyed = [
        model.objects.filter(key=asked.section).values("pk")
        for model in (SectionPage, LegalDocumentIndexPage)
    ]
    return found.filter(Q(pk__in=keyed[0]) | Q(pk__in=keyed[1]))


def within(found: Any, asked: AskedInSections) -> Any:
    """Return those of *found* in the section asked for."""
    return in_sections(found, [asked.section]) if asked.section else found


def documents(request: HttpRequest, asked: AskedDocuments) -> Any:
    """Return the legal documents asked for, without their text.

    Raises:
        ApiProblem: there is no such type or class of document.
    """
    found = public(request, LegalDocumentPage, asked).defer_streamfields()
    for name, value, known in (
        ("document_type", asked.type, DocumentType.values),
        ("document_class", asked.document_class, DocumentClass.values),
    ):
        if value and value not in known:
            raise wrong(name.replace("document_type", "type"), _known(known))
        found = found.filter(**{name: value}) if value else found
    days = {"issued_on__gte": asked.issued_from, "issued_on__lte": asked.issued_to}
    return found.filter(**{name: day for name, day in days.items() if day})


def kind_asked(asked: AskedRecords) -> RecordType:
    """Return the kind of record asked for.

    Raises:
        ApiProblem: there is no such kind.
    """
    found = plugins.record_types().get(asked.kind)
    if found is None:
        raise wrong("kind", _known(sorted(plugins.record_types())))
    return found


def part(
    request: HttpRequest, found: Any, asked: Asked, tell: Callable[[list[Any]], list[Told]]
) -> Told:
    """Return the part of *found* that was asked for, and the address of the next."""
    rows, cursor = paging.part(paging.after(found, asked.cursor), asked.limit)
    told = tell(rows)
    request.visit.items = len(told)  # type: ignore[attr-defined]
    return {"items": told, "next": _next(request, cursor) if cursor else None}


def one(request: HttpRequest, found: Any, pk: int) -> Any:
    """Return the page of *found* with the id *pk*.

    Raises:
        ApiProblem: there is none that may be read.
    """
    page = found.filter(pk=pk).first() if 0 < pk < paging.HIGHEST_ID else None
    if page is None:
        raise ApiProblem("not_found")
    request.visit.items, request.visit.changed = 1, page.changed  # type: ignore[attr-defined]
    return page


def _next(request: HttpRequest, cursor: str) -> str:
    query = request.GET.copy()
    query["cursor"] = cursor
    address: str = request.endpoint.root_url + request.path  # type: ignore[attr-defined]
    return f"{address}?{query.urlencode()}"


def _portals(request: HttpRequest, code: str) -> Any:
    allowed = request.visit.portals  # type: ignore[attr-defined]
    if not code:
        return allowed
    portal = routing.table().by_code.get(code)
    if portal is None:
        raise wrong("portal", _("No portal has this code. See the list of portals."))
    if allowed is not None and portal.pk not in allowed:
        raise ApiProblem("outside_agreement")
    return {portal.pk}


def _moment(since: datetime) -> datetime:
    return since if since.tzinfo else timezone.make_aware(since)


def _known(values: list[str]) -> str:
    return _("Known are: %(values)s.") % {"values": ", ".join(values)}
