"""Adds documents that act on others, imports, what portals share, and agreements with consumers.

It continues what ``content.py`` and ``information.py`` made.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.documents import get_document_model

from govportal.models import (
    Amendment,
    ApiAccess,
    ApiConsumer,
    ApiKey,
    ArticlePage,
    ConnectionCheck,
    DocumentImport,
    DocumentImportFile,
    DocumentRecordDetails,
    LegalDocumentAttachment,
    LegalDocumentPage,
    LegalDocumentRelation,
    Portal,
    SectionPage,
    SectionSubscription,
)
from govportal.publishing.sharing import steps
from tests.stored.content import WARD, add_document, home, publish

PROVINCE = "ubnd"
THEN = datetime(2026, 11, 1, 8, tzinfo=UTC)
RULES = [
    {"type": "article", "value": {"number": 1, "title": "Giờ mở cửa (mẫu)", "clauses": [
        {"number": "1", "text": "Mở từ 8 giờ.", "points": []},
        {"number": "2", "text": "Nghỉ thứ Hai.", "points": []},
    ]}},
]  # fmt: skip
NEW_WORDING = "1. Mở từ 7 giờ."


def fill() -> dict[str, Any]:
    """Make it all; return what the check must find shown on the pages that are named."""
    writer = get_user_model().objects.get(username="bientap")
    rules = add_document(writer, number="21", title="Nội quy bến sông", body=RULES)
    amending = amend(rules, writer)
    rules.slug = "noi-quy-ben-song"
    publish(rules, writer)  # its former address is remembered
    take_in(rules, writer)
    share(writer)
    agree(writer)
    return {"shown": {str(rules.pk): [amending.citation], str(amending.pk): [rules.citation]}}


def amend(rules: LegalDocumentPage, user: Any) -> LegalDocumentPage:
    """Publish a decision that gives a clause of *rules* a new wording."""
    page = add_document(user, number="22", title="Sửa nội quy", effective_on=date(2026, 3, 1))
    page.relations = [
        LegalDocumentRelation(
            kind="amends", target=rules, citation=rules.citation, provisions="dieu-1-khoan-1"
        )
    ]
    page.amendments = [
        Amendment(target=rules, provision="dieu-1-khoan-1", action="replace", text=NEW_WORDING)
    ]
    file = get_document_model().objects.get(title="Lịch hoạt động")
    page.attachments = [LegalDocumentAttachment(title="Lịch kèm theo", file=file)]
    page.record_details = [DocumentRecordDetails(organ_id="000.00.01.H99", page_amount=2)]
    publish(page, user)
    return page


def take_in(page: LegalDocumentPage, user: Any) -> None:
    """Record an import of two files: one became a document, one could not be read."""
    batch = DocumentImport.objects.create(
        portal=Portal.objects.get(agency__code=WARD), source="folder", origin="/van-ban",
        started_by=user, started_at=THEN, finished_at=THEN,
    )  # fmt: skip
    DocumentImportFile.objects.create(
        batch=batch, name="noi-quy.docx", checksum="a" * 64, state="imported", page=page,
        title=page.title, citation=page.citation, articles=1, handled_at=THEN,
    )  # fmt: skip
    DocumentImportFile.objects.create(
        batch=batch, name="ban-quet.pdf", checksum="b" * 64, state="failed", handled_at=THEN
    )


def share(user: Any) -> None:
    """Propose the ward's article to the province, and let the ward follow a section of it."""
    article = ArticlePage.objects.get(slug="mo-cua-chu-nhat", locale__language_code="vi")
    steps.propose(article, user, note="Kính đề nghị đăng (mẫu).")
    SectionSubscription.objects.create(
        portal=Portal.objects.get(agency__code=WARD), limit=3,
        section=SectionPage.objects.descendant_of(home(WARD)).get(key="news"),
        source=SectionPage.objects.descendant_of(home(PROVINCE)).get(key="news"),
    )  # fmt: skip


def agree(user: Any) -> None:
    """Register an agreement with its key, a request that was refused, and a check of a system."""
    consumer = ApiConsumer.objects.create(
        name="Kho dữ liệu mẫu", organisation="Trung tâm mẫu", contact="Người mẫu",
        purpose="Thống kê", agreement_number="1/TT-MAU", signed_on=date(2026, 1, 5),
        valid_from=date(2026, 2, 1),
    )  # fmt: skip
    consumer.portals.set(Portal.objects.filter(agency__code=WARD))
    ApiKey.objects.create(
        consumer=consumer, prefix="mau12345", digest="c" * 64, created_by=user, created_at=THEN,
        expires_at=datetime(2027, 11, 1, tzinfo=UTC),
    )  # fmt: skip
    ApiAccess.objects.create(
        at=THEN, consumer=consumer, prefix="mau12345", method="GET", path="/api/v1/articles",
        status=403, problem="out-of-scope", address="192.0.2.7",
    )  # fmt: skip
    ConnectionCheck.objects.create(
        key="mau", name="Hệ thống mẫu", checked_at=THEN, outcome="ok", status=200, duration=40
    )
