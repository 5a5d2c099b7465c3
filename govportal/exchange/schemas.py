"""The shape of what the API answers; the OpenAPI description is made from it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field


class Problem(Schema):
    """Why a request was refused (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[dict[str, str]] = []


class PortalRef(Schema):
    """The portal that publishes an item."""

    code: str
    name: str


class Portal(PortalRef):
    """A portal and its addresses."""

    names: dict[str, str] = Field(description=_("The official name by language."))
    kind: str = Field(description=_("The kind of agency."))
    parent: str = Field(description=_("The code of the superior agency, empty at the top."))
    addresses: dict[str, str] = Field(description=_("The address by language."))


class Portals(Schema):
    """Every portal that the agreement names."""

    items: list[Portal]


class Item(Schema):
    """What every published item tells."""

    id: int
    title: str
    url: str = Field(description=_("The permanent address for readers."))
    portal: PortalRef
    language: str
    published_at: datetime | None
    changed_at: datetime
    attribution: list[str] = Field(
        description=_("How the source must be named; any of the wordings will do.")
    )
    licence: str = Field(description=_("The terms on which it may be used again."))


class Section(Item):
    """A section of a portal."""

    key: str = Field(description=_("The category that it stands for, empty for an own section."))


class Article(Item):
    """A news item or other article."""

    section: str = Field(description=_("The key of the section."))
    summary: str
    author: str
    source: str
    source_url: str


class ArticleText(Article):
    """An article with its text."""

    text: str = Field(description=_("The words without markup."))


class Effect(Schema):
    """The effect of a document today."""

    state: str
    label: str
    effective_on: date | None
    expires_on: date | None


class Relation(Schema):
    """What a document does to another, or another to it."""

    kind: str
    label: str
    citation: str
    issuer: str
    id: int | None = Field(description=_("The other document, where it can be read here."))


class Document(Item):
    """The facts of a legal document."""

    citation: str
    number: str
    symbol: str
    document_class: str
    document_type: str
    type_label: str
    issuer: str
    issued_on: date | None
    signer: str
    signer_title: str
    field: str
    abstract: str
    effect: Effect
    relations: list[Relation]
    affected_by: list[Relation]


class Division(Schema):
    """A part, chapter or section that an article stands in."""

    kind: str
    number: str
    title: str
    anchor: str


class Point(Schema):
    """A lettered point."""

    label: str
    text: str
    anchor: str


class Clause(Schema):
    """A numbered clause."""

    number: str
    text: str
    anchor: str
    points: list[Point]


class LawArticle(Schema):
    """An article of a document."""

    number: int
    suffix: str
    title: str
    anchor: str
    url: str
    intro: list[str]
    points: list[Point]
    clauses: list[Clause]
    divisions: list[Division]


class Annex(Schema):
    """An annex or form."""

    kind: str
    label: str
    title: str
    lines: list[str]
    anchor: str


class DocumentText(Document):
    """A legal document with its text by articles."""

    preamble: list[str]
    decision_articles: list[LawArticle]
    regulation_title: str
    articles: list[LawArticle]
    paragraphs: list[str] = Field(description=_("What stands outside every article."))
    annexes: list[Annex]
    recipients: list[str]


class Record(Item):
    """A record: a project, a procedure, a statistical release."""

    section: str = Field(description=_("The key of the section."))
    kind: str
    author: str
    source: str
    source_url: str
    fields: dict[str, Any] = Field(description=_("The public fields of this kind of record."))


class RecordField(Schema):
    """A field of a kind of record."""

    key: str
    kind: str
    label: str
    unit: str


class RecordKind(Schema):
    """A kind of record and its public fields."""

    key: str
    title: str
    fields: list[RecordField]


class RecordKinds(Schema):
    """Every kind of record."""

    items: list[RecordKind]


class _Part(Schema):
    next: str | None = Field(description=_("The address of the next part, none at the end."))


class Sections(_Part):
    """A part of the sections."""

    items: list[Section]


class Articles(_Part):
    """A part of the articles."""

    items: list[Article]


class Documents(_Part):
    """A part of the legal documents."""

    items: list[Document]


class Records(_Part):
    """A part of the records."""

    items: list[Record]
