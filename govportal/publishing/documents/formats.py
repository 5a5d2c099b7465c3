"""A legal document in the formats of machines and offices, each at an address below its page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.functional import Promise, cached_property
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

import govportal
from govportal.folding import slug
from govportal.publishing.documents import akoma_ntoso
from govportal.publishing.documents.akoma_ntoso.elements import possible
from govportal.publishing.documents.files import write_docx, write_text
from govportal.publishing.documents.national_record import (
    WrongRecordError,
    as_xml,
    document_of,
    exchanged,
    is_fit,
)
from govportal.publishing.documents.structure import structure_of

LANGUAGES = {"vi": "vie", "en": "eng"}
"""The language of a page by its code in ISO 639-2, as the standard wants it."""


@dataclass(frozen=True)
class Format:
    """A format: the last part of its address, what it is and what it is good for."""

    file_name: str
    media_type: str
    label: Promise
    use: Promise
    content_of: Callable[[Any], bytes]
    charset: str = ""

    @property
    def content_type(self) -> str:
        """The value of the header, with the encoding of a text."""
        return f"{self.media_type}; charset={self.charset}" if self.charset else self.media_type


def akoma_ntoso_of(page: Any) -> bytes:
    """Return the legal document *page* as Akoma Ntoso."""
    return akoma_ntoso.write(structure_of(page), work_address(page))


def record_xml_of(page: Any) -> bytes:
    """Return the national record of *page* as XML.

    Raises:
        WrongRecordError: a value is missing or longer than the law allows.
    """
    return "".join(document_of([as_xml(exchanged(page))])).encode()


def work_address(page: Any) -> akoma_ntoso.WorkAddress:
    """Return where *page* is published, and by whom."""
    published = page.first_published_at
    return akoma_ntoso.WorkAddress(
        url=page.full_url,
        publisher=page.portal.name if page.portal else "",
        published_on=timezone.localdate(published) if published else None,
        language=LANGUAGES.get(page.locale.language_code, "vie"),
    )


def printable(value: Any) -> Any:
    """Return the structure *value* without the control characters that no Word file can hold."""
    if isinstance(value, str):
        return possible(value)
    if isinstance(value, tuple):
        return tuple(map(printable, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: printable(getattr(value, f.name)) for f in fields(value)})
    return value


FORMATS = {
    item.file_name: item
    for item in (
        Format(
            "akoma-ntoso.xml", "application/akn+xml", _("Akoma Ntoso 3.0 (XML)"),
            _("For legal databases: the text by articles, with dates and relations."),
            akoma_ntoso_of,
        ),
        Format(
            "ho-so.xml", "application/xml", _("Record by Decree 30/2020 (XML)"),
            _("For document management systems: the fields of the national record."),
            record_xml_of,
        ),
        Format(
            "van-ban.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            _("Word file"), _("For word processors: the text without its signature and seal."),
            lambda page: write_docx(printable(structure_of(page))),
        ),
        Format(
            "van-ban.txt", "text/plain", _("Plain text"),
            _("For every other program: the text alone."),
            lambda page: write_text(printable(structure_of(page))).encode(), "utf-8",
        ),
    )
}  # fmt: skip


class DocumentFormats:
    """Gives a legal document an address for each of its formats."""

    @path("akoma-ntoso.xml/")
    def as_akoma_ntoso(self, request: HttpRequest) -> HttpResponse:
        """Answer with the document as Akoma Ntoso."""
        return answer(self, FORMATS["akoma-ntoso.xml"], request)

    @path("ho-so.xml/")
    def as_record(self, request: HttpRequest) -> HttpResponse:
        """Answer with the national record of the document."""
        return answer(self, FORMATS["ho-so.xml"], request)

    @path("van-ban.docx/")
    def as_word_file(self, request: HttpRequest) -> HttpResponse:
        """Answer with the text of the document as a Word file."""
        return answer(self, FORMATS["van-ban.docx"], request)

    @path("van-ban.txt/")
    def as_text(self, request: HttpRequest) -> HttpResponse:
        """Answer with the text of the document alone."""
        return answer(self, FORMATS["van-ban.txt"], request)

    @cached_property
    def formats(self) -> list[Format]:
        """The formats in which the document can be had."""
        return [item for item in FORMATS.values() if _can_be_had(self, item)]


def answer(page: Any, wanted: Format, request: HttpRequest) -> HttpResponse:
    """Answer with *page* in the format that is *wanted*, or that the reader's copy is the newest.

    A document that a format cannot hold is answered with 422 and what to do.
    """
    changed, etag = page.last_published_at, _etag(page, wanted)
    known = {"etag": etag, "last_modified": _seconds(changed)}
    if (unchanged := get_conditional_response(request, **known)) is not None:
        return unchanged
    try:
        content = wanted.content_of(page)
    except WrongRecordError as error:
        return HttpResponse(str(error), status=422, content_type="text/plain; charset=utf-8")
    response = HttpResponse(content, content_type=wanted.content_type)
    name = f"{slug(page.citation) or page.slug}-{wanted.file_name}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return _with_validators(response, etag, changed)


def _can_be_had(page: Any, wanted: Format) -> bool:
    return wanted.content_of is not record_xml_of or is_fit(page)


def _etag(page: Any, wanted: Format) -> str:
    """What changes whenever the answer would: version, address, portal, and our own version."""
    made_of = (
        page.pk, page.last_published_at, page.full_url, page.portal and page.portal.name,
        wanted.file_name, govportal.__version__,
    )  # fmt: skip
    return f'"{hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]}"'


def _seconds(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment else None


def _with_validators(response: HttpResponse, etag: str, changed: datetime | None) -> HttpResponse:
    response.headers["ETag"] = etag
    if changed is not None:
        response.headers["Last-Modified"] = http_date(changed.timestamp())
    patch_cache_control(response, public=True, no_cache=True)
    return response
