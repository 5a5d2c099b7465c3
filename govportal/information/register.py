"""The list of information that must be disclosed, drawn up from the categories (INFO-27).

For each kind of information: where it is, in which form, when it is supplied, for how long it stays
and which article asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from govportal.information.deadlines import default_allowance
from govportal.information.rows import deadline
from govportal.information.sections import Trees
from govportal.portals.models import Portal
from govportal.portals.pages import portal_of, url_parts
from govportal.portals.routing import table
from govportal.publishing.categories import categories, category, law_day
from govportal.publishing.exports import FORMATS, Column, csv_response, json_response
from govportal.publishing.legal_sources import legal_source
from govportal.publishing.models import SectionPage
from govportal.publishing.written_dates import short_date
from govportal.sections import SectionSpec

FORMAT_PARAMETER = "format"


@dataclass(frozen=True)
class Entry:
    """A kind of information that must be disclosed."""

    key: str
    title: str
    url: str
    form: str
    time: str
    duration: str
    source: str

    @property
    def cells(self) -> list[tuple[Column, str]]:
        """Its columns after the title, each with what a page shows there."""
        shown = vars(self) | {
            "url": urlsplit(self.url).path, "source": legal_source(self.source)
        }  # fmt: skip
        return [(column, shown[column.key] or "–") for column in columns()[1:]]


def entries(portal: Portal, language: str) -> Iterator[Entry]:
    """Yield the entries of *portal*'s list."""
    urls = _urls(portal, language)
    default = default_allowance(law_day())
    for spec in categories(portal.code).values():
        if spec.is_mandatory and spec.kind != "group":
            allowed = default if spec.update_within is None else spec.update_within
            yield _entry(spec, urls.get(spec.key, ""), allowed, language)


def _entry(spec: SectionSpec, url: str, allowed: int | None, language: str) -> Entry:
    return Entry(
        key=spec.key,
        title=spec.title.in_language(language),
        url=url,
        form=_form(spec),
        time=capfirst(deadline(spec, allowed)),
        duration=_duration(spec),
        source=spec.source,
    )


def _form(spec: SectionSpec) -> str:
    if spec.kind == "records":
        return _("Posted on the portal, also as open data (CSV, JSON)")
    return _("Posted on the portal")


def _duration(spec: SectionSpec) -> str:
    if spec.valid_to is None:
        return _("Without end")
    return _("Until %(day)s") % {"day": short_date(spec.valid_to)}


def _urls(portal: Portal, language: str) -> dict[str, str]:
    """Return the address of each category's page, the Vietnamese where there is no other."""
    found: dict[str, str] = {}
    own = table().home(portal.pk, language)
    for row in Trees([portal.pk]).sections().values():
        parts = url_parts(row.path, row.url_path) if row.is_public else None
        if parts and (row.key not in found or (own and row.path.startswith(own.path))):
            found[row.key] = parts[1] + parts[2]
    return found


def table_of(page: Page) -> dict[str, Any] | None:
    """Return columns and entries of the list that stands on *page*, None where none does."""
    portal = portal_of(page)
    if portal is None or not is_register(page):
        return None
    found = list(entries(portal, get_language() or "vi"))
    return {"columns": columns(), "entries": found}


def is_register(page: Page) -> bool:
    """Return whether *page* is where a portal's list stands."""
    portal, key = portal_of(page), getattr(page, "key", "")
    spec = category(portal.code, key) if portal and key else None
    return bool(isinstance(page, SectionPage) and spec and spec.kind == "register")


def columns() -> list[Column]:
    """Return the columns of the list."""
    labels = {
        "title": _("Kind of information"),
        "url": _("Address"),
        "form": _("Form of disclosure"),
        "time": _("Time of supply"),
        "duration": _("Duration of disclosure"),
        "source": _("Legal basis"),
    }
    return [Column(key, label) for key, label in labels.items()]


def serve_export(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """Answer with the list as CSV or JSON where a reader asks for that, else leave it to Wagtail.

    Called before a page is served.
    """
    wanted = request.GET.get(FORMAT_PARAMETER, "")
    portal = portal_of(page)
    if wanted not in FORMATS or portal is None or not is_register(page):
        return None
    rows = (vars(entry) for entry in entries(portal, get_language() or "vi"))
    name = f"{portal.code}-{page.slug}"
    if wanted == "csv":
        return _at_once(csv_response(name, columns(), rows))
    about = {"title": page.title, "publisher": portal.agency.name, "url": page.full_url}
    return _at_once(json_response(name, about, columns(), _only_columns(rows)))


def _at_once(response: StreamingHttpResponse) -> HttpResponse:
    """Return the same answer in one piece: only such a one may be given before a page is served."""
    return HttpResponse(b"".join(response.streaming_content), headers=response.headers)


def _only_columns(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    keys = [column.key for column in columns()]
    return ({key: row[key] for key in keys} for row in rows)
