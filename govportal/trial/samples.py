"""A few marked samples, so that a trial installation is not empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from govportal import plugins
from govportal.portals.models import Portal
from govportal.publishing.document_import import document_list
from govportal.publishing.legal_documents import DocumentClass, DocumentType, LegalDocumentPage
from govportal.publishing.models import ArticlePage, SectionPage

MARK_VI = "[Mẫu]"
MARK_EN = "[Sample]"


@dataclass(frozen=True)
class Sample:
    """A sample article in both languages."""

    section: str
    title_vi: str
    title_en: str
    summary_vi: str
    summary_en: str


ARTICLES = (
    Sample(
        "news",
        "Cổng thông tin điện tử bắt đầu chạy thử",
        "The portal starts its trial run",
        "Bài này chỉ để xem cách trình bày; quý vị có thể sửa hoặc xóa trong trang quản trị.",
        "This item only shows the layout; it can be changed or deleted in the admin.",
    ),
    Sample(
        "directives",
        "Các đơn vị rà soát thông tin trước khi đưa lên cổng",
        "Units review their information before publishing it",
        "Mỗi tin, bài ghi rõ tác giả, nguồn và người phê duyệt.",
        "Every item states its author, its source and who approved it.",
    ),
)


def add_samples(portals: list[Portal]) -> int:
    """Add the samples to *portals* where there are none; return how many were added."""
    added = 0
    for portal in portals:
        for sample in ARTICLES:
            added += _add_article(portal, sample)
        added += _add_document(portal)
    return added


def sample_portals() -> list[Portal]:
    """Return the province's portal, its first department's and its first commune's."""
    kinds = plugins.agency_kinds()
    codes = {portal.agency.code: portal for portal in Portal.objects.select_related("agency")}
    wanted: dict[str, Portal] = {}
    for agency in plugins.agencies():
        if agency.code not in codes:
            continue
        is_commune = kinds[agency.kind].is_territorial and _is_lowest(agency.code)
        place = {"province": "province", "department": "department"}.get(agency.kind)
        if place or is_commune:
            wanted.setdefault(place or "commune", codes[agency.code])
    wanted.update({a.system: codes[a.code] for a in plugins.agencies() if a.system})
    return list(wanted.values())


def _is_lowest(code: str) -> bool:
    return all(agency.parent != code for agency in plugins.agencies())


def _add_article(portal: Portal, sample: Sample) -> bool:
    sections = {
        section.locale.language_code: section
        for section in SectionPage.objects.filter(
            key=sample.section, path__startswith=_paths(portal)[0]
        )
        | SectionPage.objects.filter(key=sample.section, path__startswith=_paths(portal)[-1])
    }
    if not sections or any(section.get_children().exists() for section in sections.values()):
        return False
    vietnamese = _article(portal, sample, "vi")
    sections["vi"].add_child(instance=vietnamese)
    if "en" in sections:
        english = _article(portal, sample, "en")
        english.translation_key = vietnamese.translation_key
        sections["en"].add_child(instance=english)
    return True


def _paths(portal: Portal) -> list[str]:
    homes = portal.homes.order_by("page__path")
    return list(homes.values_list("page__path", flat=True))


def _article(portal: Portal, sample: Sample, language: str) -> ArticlePage:
    is_vi = language == "vi"
    now = timezone.now()
    mark, title = (MARK_VI, sample.title_vi) if is_vi else (MARK_EN, sample.title_en)
    name = portal.name_vi if is_vi else portal.name_en
    return ArticlePage(
        title=f"{mark} {title}",
        locale=portal.homes.get(locale__language_code=language).locale,
        summary=sample.summary_vi if is_vi else sample.summary_en,
        author="Ban Biên tập" if is_vi else "Editorial Board",
        source=name,
        body=[
            {"type": "paragraph", "value": f"<p>{sample.summary_vi if is_vi else sample.summary_en}</p>"}
        ],
        first_published_at=now,
        last_published_at=now,
    )


def _add_document(portal: Portal) -> bool:
    index = document_list(portal)
    if index.get_children().exists():
        return False
    now = timezone.now()
    today = timezone.localdate(now)
    page = LegalDocumentPage(
        title=f"{MARK_VI} Quyết định ban hành Nội quy sử dụng cổng",
        slug="van-ban-mau",
        document_class=DocumentClass.ADMINISTRATIVE,
        document_type=DocumentType.DECISION,
        number="00",
        symbol="QĐ-MAU",
        issuer=portal.agency.name_vi,
        issued_on=today,
        effective_on=today + timedelta(days=15),
        signer="(mẫu)",
        abstract=f"{MARK_VI} Ban hành Nội quy sử dụng cổng thông tin điện tử",
        body=[
            {"type": "division", "value": {"kind": "chapter", "number": "I", "title": "Quy định chung"}},
            {"type": "article", "value": _sample_article(1, "Phạm vi", ["Nội quy này áp dụng cho bản chạy thử.", "Mọi nội dung ở đây đều là mẫu."])},
            {"type": "article", "value": _sample_article(2, "Cách dùng", ["Mỗi điều, khoản có địa chỉ riêng để dẫn lại."])},
        ],
        first_published_at=now,
        last_published_at=now,
    )  # fmt: skip
    index.add_child(instance=page)
    return True


def _sample_article(number: int, title: str, clauses: list[str]) -> dict[str, object]:
    numbered = [
        {"number": str(n), "text": text, "points": []} for n, text in enumerate(clauses, start=1)
    ]
    return {"number": number, "title": title, "clauses": numbered}
