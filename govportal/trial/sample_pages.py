"""Makes the sample pages of one portal in one language; nothing of them is saved here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.models import Page

from govportal import plugins
from govportal.facts import Text
from govportal.folding import slug
from govportal.portals import routing
from govportal.portals.models import Portal, PortalHome
from govportal.portals.tree import subtree
from govportal.province import AgencySpec
from govportal.publishing.categories import law_day
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.references import citation_key
from govportal.publishing.models import ArticlePage
from govportal.publishing.records.blocks import block_of
from govportal.publishing.records.fields import stream_of
from govportal.publishing.records.models import RecordPage
from govportal.publishing.records.stored import values_of
from govportal.sections import SectionSpec
from govportal.trial import sample_data
from govportal.trial.media import Media, marked_title, rows_of
from govportal.trial.sample_data import SampleArticle, SampleDocument, SampleRecord
from govportal.trial.values import SOME_TEXT, Filler, paragraphs

AUTHOR = Text(vi="Ban Biên tập", en="Editorial Board")
ANSWERER = Text(vi="Ban Biên tập (mẫu)", en="Editorial Board (sample)")
UNITS = 3
"""So many administrative units of a province are shown."""
CHAPTER = {"kind": "chapter", "number": "I", "title": "Quy định chung"}
Block = dict[str, Any]


class Maker:
    """Makes the samples of a portal in the language of one of its homes."""

    def __init__(self, portal: Portal, home: PortalHome, media: Media) -> None:
        self.portal = portal
        self.locale = home.locale
        self.language = home.locale.language_code
        self.day = law_day()
        self.media = media
        self.agency = plugins.agencies_by_code()[portal.code]
        self.words = names(portal, self.day)
        first = sample_data.documents()[0].slug
        documents = LegalDocumentPage.objects.filter(path__range=subtree(_original(portal)))
        self.document = documents.filter(slug=first).first()

    def pages(self, spec: SectionSpec) -> list[Page]:
        """Return the samples of the category *spec*."""
        filler = self._filler({"category": spec.title})
        if spec.kind == "articles":
            return [self._article(filler, article) for article in sample_data.articles(spec.key)]
        if spec.kind == "records":
            return list(self._records(filler, spec))
        if spec.kind == "legal_documents" and self.language == "vi":
            return [self._document(document) for document in sample_data.documents()]
        return []

    def _filler(self, words: dict[str, Text]) -> Filler:
        every_word = self.words | words
        return Filler(self.language, self.day, self.media, self.document, every_word)

    def _article(self, filler: Filler, article: SampleArticle) -> Page:
        page = ArticlePage(
            summary=filler.text(article.summary), **self._facts(filler.text(article.title))
        )
        page.body = StreamValue(
            page.body.stream_block, list(self._body(filler, article)), is_lazy=True
        )
        return page

    def _body(self, filler: Filler, article: SampleArticle) -> Iterator[Block]:
        for text in article.body:
            yield {"type": "paragraph", "value": paragraphs([filler.text(text)])}
        if article.picture:
            picture = self.media.picture(article.picture.picture).pk
            alt = filler.text(article.picture.alt)
            image = {"image": picture, "alt_text": alt, "decorative": False}
            figure = {"image": image, "caption": alt, "author": filler.text(AUTHOR)}
            yield {"type": "figure", "value": figure}
        if article.quote:
            said_by = filler.text(SOME_TEXT)
            yield {
                "type": "quote",
                "value": {"text": filler.text(article.quote), "attribution": said_by},
            }
        if article.table:
            yield {"type": "table", "value": self._table(article.table)}

    def _table(self, key: str) -> Block:
        file = sample_data.files()[key]
        headings, *rows = rows_of(file, self.language)
        kinds = ["row_heading", *["number" for _heading in headings[1:]]]
        return {
            "caption": file.title.in_language(self.language),
            "columns": [
                {"type": kind, "heading": heading}
                for kind, heading in zip(kinds, headings, strict=True)
            ],
            "rows": [{"values": [str(cell) for cell in row]} for row in rows],
        }

    def _records(self, filler: Filler, spec: SectionSpec) -> Iterator[Page]:
        found = sample_data.records(spec.record_type, spec.key, self.agency.kind)
        for record in found:
            for unit in self._units() if record.each_unit else [self.agency]:
                words = {"category": spec.title, "unit": unit.name, "unit_kind": Text(vi=unit.kind)}
                yield self._record(self._filler(words), record)
        if not found:
            kind = plugins.record_types()[spec.record_type]
            yield self._record(filler, SampleRecord(type=kind.key, title=kind.title, fields={}))

    def _units(self) -> list[AgencySpec]:
        """Return the administrative units that the portal presents."""
        kinds, agencies = plugins.agency_kinds(), plugins.agencies()
        if self.agency.kind != "province":
            return [self.agency]
        parents = {agency.parent for agency in agencies}
        units = (a for a in agencies if kinds[a.kind].is_territorial and a.code not in parents)
        return [unit for unit, _count in zip(units, range(UNITS), strict=False)]

    def _record(self, filler: Filler, record: SampleRecord) -> Page:
        block = block_of(record.type)
        fields = plugins.record_types()[record.type].fields
        values = block.normalize(filler.fields(fields, record.fields))
        page = RecordPage(
            kind=record.type, details=stream_of(values, block),
            **self._facts(filler.text(record.title)),
        )  # fmt: skip
        page.listed, page.sort_keys = values_of(page)
        return page

    def _facts(self, title: str) -> dict[str, Any]:
        title = marked_title(title, self.language)
        agency = self.agency.name.in_language(self.language)
        return {
            "title": title, "slug": slug(title), "locale": self.locale, "source": agency,
            "author": AUTHOR.in_language(self.language),
        }  # fmt: skip

    def _document(self, document: SampleDocument) -> Page:
        days = {"issued_on": document.issued, "effective_on": document.effective,
                "expires_on": document.expires}  # fmt: skip
        columns = document.model_dump(
            include={"slug", "document_type", "number", "symbol", "field"}
        )
        page = LegalDocumentPage(
            title=marked_title(document.title, "vi"), locale=self.locale, signer="(mẫu)",
            abstract=marked_title(document.abstract, "vi"), issuer=self.agency.name.vi,
            body=[{"type": "division", "value": CHAPTER}, *_law(document)], **columns,
            **{key: self.day + timedelta(days=n) for key, n in days.items() if n is not None},
        )  # fmt: skip
        page.citation_key = citation_key(page.citation)  # pages written in bulk are not saved
        return page


def names(portal: Portal, day: date) -> dict[str, Text]:
    """Return what the names in braces of the samples stand for on *portal*."""
    endpoint = routing.table().canonical(portal.pk, "vi")
    host = f"{endpoint.hostname}/{endpoint.prefix}".strip("/") if endpoint else "coquan.example"
    agency = plugins.agencies_by_code()[portal.code]
    years = {"last_year": day.year - 1, "year": day.year, "next_year": day.year + 1}
    return {
        "agency": agency.name,
        "agency_in_sentence": _in_sentence(agency),
        "province": plugins.province().name,
        "province_in_sentence": place_in_sentence(plugins.province().name),
        "host": Text(vi=host),
        **{name: Text(vi=str(year)) for name, year in years.items()},
    }


def place_in_sentence(name: Text) -> Text:
    """Return the *name* of a place as a sentence goes on with it: “tỉnh Hưng Yên”."""
    return Text(vi=name.vi[0].lower() + name.vi[1:], en=name.en)


def _in_sentence(agency: AgencySpec) -> Text:
    if plugins.agency_kinds()[agency.kind].is_territorial:
        return place_in_sentence(agency.name)
    return Text(vi=agency.name.vi, en=f"the {agency.name.in_language('en')}")


def _original(portal: Portal) -> str:
    home = routing.table().home(portal.pk, "vi")
    return home.path if home else "-"


def _law(document: SampleDocument) -> Iterator[Block]:
    for number, article in enumerate(document.articles, start=1):
        clauses = [
            {"number": str(n), "text": text, "points": []}
            for n, text in enumerate(article.clauses, start=1)
        ]
        value = {"number": number, "title": article.title, "clauses": clauses}
        yield {"type": "article", "value": value}
