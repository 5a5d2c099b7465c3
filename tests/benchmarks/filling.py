"""Fills an installation with many public pages in minutes: rows written at once, by rule.

One portal holds a fifth of all items, the others ever fewer.
"""

from __future__ import annotations

import json
import os
import random
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections, router, transaction
from wagtail.models import Page

from govportal.citizens.models import Feedback, FeedbackStatus, ReplyBy
from govportal.portals.models import Portal
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.references import citation_key
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.documents.words import DocumentWords, words_of
from govportal.publishing.models import ArticlePage, LegalDocumentIndexPage, SectionPage
from govportal.publishing.records.blocks import block_of
from govportal.publishing.records.fields import stream_of
from govportal.publishing.records.models import RecordPage
from govportal.publishing.records.stored import values_of
from govportal.publishing.sharing.models import SectionSubscription, SharedItem, ShareState
from tests.benchmarks.words import Words

# One day for all that are made together, so that they hold the same.
NOW = datetime.fromisoformat(os.environ["BENCHMARK_DAY"]).replace(tzinfo=UTC)
DAYS = 3000
AT_ONCE = 1000
BIGGEST_SHARE = 0.2
ARTICLES, DOCUMENTS = 0.70, 0.15  # the rest are records
QUESTIONS = 0.02
RECORD_SECTIONS = {
    "official_notice": "leaders_directives", "procedure": "procedures", "project": "projects",
    "consultation": "consultations",
}  # fmt: skip
FIELDS = ("Giao thông", "Thủy lợi", "Giáo dục", "Y tế", "Đất đai", "Tài chính", "Công nghệ")


def fill(count: int) -> None:
    """Publish *count* items on the portals there are, with questions and shared items."""
    with transaction.atomic():
        for portal, items in _shares(count):
            _Filler(portal).fill(items)
        _relate_documents()
        _share()


def _shares(count: int) -> Iterator[tuple[Portal, int]]:
    portals = sorted(Portal.objects.select_related("agency"), key=lambda p: p.agency.code != "ubnd")
    weights = [1 / (rank + 5) for rank in range(len(portals) - 1)]
    left = count - int(count * BIGGEST_SHARE)
    yield portals[0], int(count * BIGGEST_SHARE)
    for portal, weight in zip(portals[1:], weights, strict=True):
        yield portal, max(1, int(left * weight / sum(weights)))


class _Filler:
    """Writes the items of one portal in Vietnamese."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.words = Words(portal.pk)
        self.random = random.Random(portal.pk)
        home = portal.homes.get(locale__language_code="vi").page
        self.sections = list(SectionPage.objects.descendant_of(home))
        self.index = LegalDocumentIndexPage.objects.descendant_of(home).first()
        self.by_key = {section.key: section for section in self.sections}
        self.articles_in = [s for s in self.sections if s.key in ARTICLE_KEYS]
        self.records_in = {
            kind: self.by_key[key] for kind, key in RECORD_SECTIONS.items() if key in self.by_key
        }

    def fill(self, count: int) -> None:
        """Write *count* items and a few questions."""
        articles = count - int(count * (1 - ARTICLES))
        documents = int(count * DOCUMENTS)
        records = count - articles - documents
        _write(self._article(number) for number in range(articles))
        if self.index:
            _write(self._document(number) for number in range(documents))
        kinds = list(self.records_in)
        _write(self._record(kinds[n % len(kinds)], n) for n in range(records if kinds else 0))
        self._ask(max(1, int(count * QUESTIONS)))

    def _day(self) -> datetime:
        return NOW - timedelta(days=self.random.random() ** 1.5 * DAYS, seconds=1)

    def _facts(self, parent: Page, model: Any, title: str, slug: str) -> dict[str, Any]:
        day = self._day()
        return {
            "title": title[:250], "draft_title": title[:250], "slug": slug, "locale": parent.locale,
            "live": True, "first_published_at": day, "last_published_at": day,
            "translation_key": uuid.uuid4(), "url_path": f"{parent.url_path}{slug}/",
            "depth": parent.depth + 1, "path": _next_path(parent),
            "content_type": ContentType.objects.get_for_model(model),
        }  # fmt: skip

    def _article(self, number: int) -> ArticlePage:
        is_news = self.random.random() < 0.5
        parent = self.articles_in[0] if is_news else self.random.choice(self.articles_in)
        title = self.words.text(5, 9)
        texts = list(self.words.paragraphs(self.random.choice((3, 4, 5, 8)), 30))
        body = [_block("paragraph", "".join(f"<p>{text}.</p>" for text in texts))]
        return ArticlePage(
            author="Ban Biên tập", source=self.portal.agency.name, summary=self.words.text(10, 20),
            body=json.dumps(body), **self._facts(parent, ArticlePage, title, f"tin-{number}"),
        )  # fmt: skip

    def _document(self, number: int) -> LegalDocumentPage:
        issued = self._day().date()
        kind, sign = self.random.choice((("quyet_dinh", "QĐ"), ("ke_hoach", "KH")))
        symbol = f"{sign}-{self.portal.agency.code.upper()}"
        subject = self.words.text(6, 12)
        page = LegalDocumentPage(
            document_type=kind, number=str(number % 900 + 1), symbol=symbol,
            issuer=self.portal.agency.name, issuing_agency=self.portal.agency, issued_on=issued,
            effective_on=issued + timedelta(days=10), signer=self.words.text(2, 3),
            field=self.random.choice(FIELDS), abstract=subject, preamble=self.words.text(20, 40),
            body=json.dumps(list(self._law())),
            **self._facts(self.index, LegalDocumentPage, subject, f"van-ban-{number}"),
        )  # fmt: skip
        page.citation_key = citation_key(page.citation)
        return page

    def _law(self) -> Iterator[dict[str, Any]]:
        articles = min(60, max(3, int(self.random.lognormvariate(2.1, 0.7))))
        for article in range(1, articles + 1):
            if article % 8 == 1:
                chapter = {"kind": "chapter", "number": str(article // 8 + 1),
                           "title": self.words.text(3, 6)}  # fmt: skip
                yield _block("division", chapter)
            clauses = [
                _item({"number": str(n), "text": text, "points": []})
                for n, text in enumerate(self.words.paragraphs(self.random.randint(1, 4), 22), 1)
            ]
            title = self.words.text(3, 6)
            yield _block("article", {"number": article, "title": title, "clauses": clauses})

    def _record(self, kind: str, number: int) -> RecordPage:
        block, parent = block_of(kind), self.records_in[kind]
        title = self.words.text(4, 8)
        record = RecordPage(
            kind=kind, details=stream_of(block.normalize(self._fields(kind, number)), block),
            author="Ban Biên tập", source=self.portal.agency.name,
            **self._facts(parent, RecordPage, title, f"ho-so-{kind.replace('_', '-')}-{number}"),
        )  # fmt: skip
        record.listed, record.sort_keys = values_of(record)
        return record

    def _fields(self, kind: str, number: int) -> dict[str, Any]:
        day = self._day().date()
        found: dict[str, dict[str, Any]] = {
            "official_notice": {
                "notice_type": "directive", "number": f"{number}/CV", "issued_on": day,
                "issuer": self.portal.agency.name, "subject": self.words.text(2, 4),
            },
            "procedure": {
                "external_id": f"1.{self.portal.pk:03}{number:06}", "level": "full",
                "link": "https://dichvucong.example/", "field": self.random.choice(FIELDS),
                "authority": self.portal.agency.name, "tier": "province",
            },
            "project": {
                "objective": self.words.text(5, 10), "specialism": self.random.choice(FIELDS),
                "project_type": "Xây dựng", "period": "2026–2028", "budget": number * 7 % 1000,
                "funding_type": "Ngân sách", "funder": "Tỉnh", "state": "under_way",
            },
            "consultation": {
                "opens_on": day, "closes_on": day + timedelta(days=60),
                "receiving_unit": self.portal.agency.name,
            },
        }  # fmt: skip
        return found[kind]

    def _ask(self, count: int) -> None:
        Feedback.objects.bulk_create([self._question() for _n in range(count)], batch_size=AT_ONCE)

    def _question(self) -> Feedback:
        day, subject, body = self._day(), self.words.text(4, 8), self.words.text(30, 60)
        answer = self.words.text(40, 80)
        return Feedback(
            portal=self.portal, agency=self.portal.agency, receipt=uuid.uuid4().hex, language="vi",
            subject=subject, body=body, reply_by=ReplyBy.CODE, status=FeedbackStatus.APPROVED,
            received_at=day, due_on=day.date(), answer=answer, answered_at=day, approved_at=day,
            public_subject=subject, public_body=body, public_answer=answer, published_at=day,
        )  # fmt: skip


ARTICLE_KEYS = ("news", "introduction", "directives", "recruitment", "work_reports", "inspections")


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def _item(value: Any) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


def _next_path(parent: Page) -> str:
    parent.numchild += 1
    return Page._get_path(parent.path, parent.depth + 1, parent.numchild)


# ------------------------------------------------------------------------------------- rows


def _write(pages: Iterator[Any]) -> None:
    batch: list[Any] = []
    for page in pages:
        batch.append(page)
        if len(batch) == AT_ONCE:
            _insert(batch)
            batch = []
    if batch:
        _insert(batch)


def _insert(pages: Sequence[Any]) -> None:
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    rows = [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    Page.objects.bulk_create(rows)
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.page_ptr_id = row.pk
    model = type(pages[0])
    using, fields = router.db_for_write(model), model._meta.local_concrete_fields
    most = connections[using].ops.bulk_batch_size(fields, pages)
    for start in range(0, len(pages), most):
        model._base_manager._insert(pages[start : start + most], fields=fields, using=using)
    if model is LegalDocumentPage:
        DocumentWords.objects.bulk_create(
            DocumentWords(document_id=page.pk, text=words_of(page)) for page in pages
        )
    _count_children(pages)


def _count_children(pages: Sequence[Any]) -> None:
    added: dict[str, int] = defaultdict(int)
    for page in pages:
        added[page.path[: -Page.steplen]] += 1
    for path, count in added.items():
        parent = Page.objects.get(path=path)
        Page.objects.filter(path=path).update(numchild=parent.numchild + count)


def _relate_documents() -> None:
    """Let every tenth document amend one before it."""
    keys = list(LegalDocumentPage.objects.order_by("pk").values_list("pk", "number", "symbol"))
    rows = [
        LegalDocumentRelation(
            document_id=keys[at][0], kind=LegalDocumentRelation.Kind.AMENDS,
            target_id=keys[at - 5][0], citation=f"{keys[at - 5][1]}/{keys[at - 5][2]}",
        )
        for at in range(10, len(keys), 10)
    ]  # fmt: skip
    LegalDocumentRelation.objects.bulk_create(rows, batch_size=AT_ONCE)


def _share() -> None:
    """Let the biggest portal follow the news of four others and show fifty of their items."""
    biggest, *others = (portal for portal, _items in _shares(1))
    news = _news_of(biggest)
    for portal in others[:4]:
        source = _news_of(portal)
        SectionSubscription.objects.create(portal=biggest, section=news, source=source, limit=5)
        for item in ArticlePage.objects.child_of(source).order_by("pk")[:12]:
            SharedItem.objects.create(
                page=item, title=item.title, source=portal, receiver=biggest, section=news,
                state=ShareState.ACCEPTED, decided_at=NOW,
            )  # fmt: skip


def _news_of(portal: Portal) -> Any:
    home = portal.homes.get(locale__language_code="vi").page
    return SectionPage.objects.descendant_of(home).get(key="news")
