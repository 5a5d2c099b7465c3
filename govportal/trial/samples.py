"""A few marked samples, so that a trial installation is not empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from wagtail.models import Locale

from govportal import plugins
from govportal.facts import Text
from govportal.portals.models import Portal, PortalHome
from govportal.publishing.document_import import document_list
from govportal.publishing.legal_documents import DocumentClass, DocumentType, LegalDocumentPage
from govportal.publishing.models import ArticlePage, SectionPage

MARK = Text(vi="[Mẫu]", en="[Sample]")
AUTHOR = Text(vi="Ban Biên tập", en="Editorial Board")


@dataclass(frozen=True)
class Sample:
    """A sample article: the section it goes to, its title and its one sentence."""

    section: str
    title: Text
    summary: Text


ARTICLES = (
    Sample(
        "news",
        Text(vi="Cổng thông tin điện tử bắt đầu chạy thử", en="The portal starts its trial run"),
        Text(
            vi="Bài này chỉ để xem cách trình bày; có thể sửa hoặc xóa trong trang quản trị.",
            en="This item only shows the layout; change or delete it in the administration.",
        ),
    ),
    Sample(
        "directives",
        Text(
            vi="Các đơn vị rà soát thông tin trước khi đưa lên cổng",
            en="Units review their information before publishing it",
        ),
        Text(
            vi="Mỗi tin, bài ghi rõ tác giả, nguồn và người phê duyệt.",
            en="Every item states its author, its source and who approved it.",
        ),
    ),
)
CHAPTER = {"kind": "chapter", "number": "I", "title": "Quy định chung"}
RULES_OF_USE = (
    (1, "Phạm vi", ("Nội quy này áp dụng cho bản chạy thử.", "Mọi nội dung ở đây đều là mẫu.")),
    (2, "Cách dùng", ("Mỗi điều, khoản có địa chỉ riêng để dẫn lại.",)),
)


def add_samples(portals: list[Portal]) -> int:
    """Add the samples to *portals* where their sections are empty; return how many were added."""
    added = 0
    for portal in portals:
        added += sum(_add_article(portal, sample) for sample in ARTICLES)
        added += _add_document(portal)
    return added


def sample_portals() -> list[Portal]:
    """Return the portals shown first: the province's, a department's, a commune's, one a system."""
    portals = {portal.agency.code: portal for portal in Portal.objects.select_related("agency")}
    parents = {agency.parent for agency in plugins.agencies()}
    wanted: dict[str, Portal] = {}
    for agency in plugins.agencies():
        is_lowest = agency.code not in parents
        place = agency.kind if agency.kind in ("province", "department") else ""
        if plugins.agency_kinds()[agency.kind].is_territorial and is_lowest:
            place = "commune"
        if agency.code in portals and (place or agency.system):
            wanted.setdefault(place or agency.system, portals[agency.code])
    return list(wanted.values())


def _add_article(portal: Portal, sample: Sample) -> bool:
    translation_key = None
    added = False
    for home in portal.homes.select_related("locale", "page").order_by("page__path"):
        section = SectionPage.objects.child_of(home.page).filter(key=sample.section).first()
        if section is None or section.numchild:
            continue
        article = _article(portal, sample, home)
        article.translation_key = translation_key or article.translation_key
        translation_key = article.translation_key
        section.add_child(instance=article)
        added = True
    return added


def _article(portal: Portal, sample: Sample, home: PortalHome) -> ArticlePage:
    language = home.locale.language_code
    now = timezone.now()
    summary = sample.summary.in_language(language)
    return ArticlePage(
        title=f"{MARK.in_language(language)} {sample.title.in_language(language)}",
        locale=home.locale,
        summary=summary,
        author=AUTHOR.in_language(language),
        source=Text(vi=portal.name_vi, en=portal.name_en or "").in_language(language),
        body=[{"type": "paragraph", "value": f"<p>{summary}</p>"}],
        first_published_at=now,
        last_published_at=now,
    )


def _add_document(portal: Portal) -> bool:
    index = document_list(portal)
    if index.numchild:
        return False
    now = timezone.now()
    today = timezone.localdate(now)
    page = LegalDocumentPage(
        title=f"{MARK.vi} Quyết định ban hành Nội quy sử dụng cổng",
        slug="van-ban-mau",
        locale=Locale.objects.get(language_code="vi"),
        document_class=DocumentClass.ADMINISTRATIVE,
        document_type=DocumentType.DECISION,
        number="00",
        symbol="QĐ-MAU",
        issuer=portal.agency.name_vi,
        issued_on=today,
        effective_on=today + timedelta(days=15),
        signer="(mẫu)",
        abstract=f"{MARK.vi} Ban hành Nội quy sử dụng cổng thông tin điện tử",
        body=[
            {"type": "division", "value": CHAPTER},
            *({"type": "article", "value": _article_block(*article)} for article in RULES_OF_USE),
        ],
        first_published_at=now,
        last_published_at=now,
    )
    index.add_child(instance=page)
    return True


def _article_block(number: int, title: str, clauses: tuple[str, ...]) -> dict[str, object]:
    numbered = [
        {"number": str(n), "text": text, "points": []} for n, text in enumerate(clauses, start=1)
    ]
    return {"number": number, "title": title, "clauses": numbered}
