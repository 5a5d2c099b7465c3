"""Adds what the law asks to be published: records, answers, metadata, sections below sections.

It continues what ``content.py`` made, and finds people and files there by their names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page
from wagtail.rich_text import RichText
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from govportal.information import answers
from govportal.models import (
    ArticlePage,
    CategoryAnswer,
    LegalDocumentPage,
    Portal,
    RecordPage,
    SectionPage,
)
from govportal.publishing.records.blocks import block_of
from govportal.publishing.records.fields import stream_of
from govportal.publishing.records.importing import import_into
from tests.stored.content import DEPARTMENT, WARD, home, make_person, publish

TABLE = "Tổ dân phố,Số hộ\nBến Đò,120\nChợ Mới,95\n"
NO_PLAN = "Phường chưa có quy hoạch sử dụng đất được phê duyệt (mẫu)."
PROCEDURE = {
    "title": "Đăng ký sử dụng hội trường (mẫu)", "external_id": "9.001", "level": "full",
    "link": "https://example.vn/9.001",
}  # fmt: skip
Words = dict[int, list[str]]
"""Words that a page must show, by its number."""


@dataclass(frozen=True)
class Rows:
    """What another system would give to be imported."""

    given: list[dict[str, Any]]

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield each row with its number."""
        yield from enumerate(self.given, start=1)


def fill() -> dict[str, Any]:
    """Make everything; return which pages must show which words."""
    writer = get_user_model().objects.get(username="phongvien")
    shown: Words = {}
    for words in (
        make_answers(writer), make_project(writer), make_leaders(writer), make_release(writer),
        make_profile(writer), make_week(), make_imported(), make_republished(writer),
        make_sections(writer), describe_decision(writer),
    ):  # fmt: skip
        shown |= words
    return {"shown": {str(pk): words for pk, words in shown.items()}}


def section_of(code: str, key: str) -> SectionPage:
    """Return the Vietnamese section of a category."""
    return SectionPage.objects.descendant_of(home(code)).get(key=key)


def add_record(
    code: str, key: str, title: str, slug: str, user: Any, fields: dict[str, Any], **values: Any
) -> RecordPage:  # fmt: skip
    """Add a draft of a record to the section of a category."""
    section = section_of(code, key)
    kind = KINDS[key]
    record = RecordPage(
        kind=kind, title=title, slug=slug, details=details_of(kind, fields), live=False,
        author="Phóng viên mẫu", source="Cơ quan mẫu", owner=user, locale=section.locale, **values,
    )  # fmt: skip
    return section.add_child(instance=record)


def details_of(kind: str, fields: dict[str, Any]) -> Any:
    """Return what a record of *kind* stores of its fields."""
    block = block_of(kind)
    return stream_of(block.normalize(fields), block)


def listed(record: Page, *words: str) -> Words:
    """Return that *record* shows its title and *words*, and that its section lists it."""
    return {record.pk: [record.title, *words], record.get_parent().pk: [record.title]}


def make_project(user: Any) -> Words:
    """Make a project that has changed its state in public and has a newer draft."""
    page = add_record(
        WARD, "projects", "Sửa nhà văn hóa Bờ Sông (mẫu)", "sua-nha-van-hoa", user, PROJECT,
        source_url="https://example.vn/du-an", source_changed_on=date(2026, 3, 2),
        metadata={"contributor": "Ban quản lý mẫu; Tổ giám sát mẫu"},
    )  # fmt: skip
    publish(page, user)
    page = RecordPage.objects.get(pk=page.pk)
    page.details = details_of("project", PROJECT | {"state": "under_way"})
    publish(page, user)
    found = listed(page, PROJECT["funder"], "Tổ giám sát mẫu")
    page = RecordPage.objects.get(pk=page.pk)
    page.title = "Sửa nhà văn hóa Bờ Sông, giai đoạn 2 (mẫu)"
    page.details = details_of("project", PROJECT | {"state": "completed"})
    page.save_revision(user=user)
    return found


def make_leaders(user: Any) -> Words:
    """Make two heads, one after the other; the one in office has a picture."""
    photo = get_image_model().objects.get(title="Bến sông")
    photo.contextual_alt_text, photo.decorative = "Chân dung mẫu", False
    mandates = {
        "Người lãnh đạo trước (mẫu)": {"begins_on": date(2021, 7, 1), "ends_on": FORMER_UNTIL},
        "Người lãnh đạo nay (mẫu)": {"begins_on": date(2026, 2, 2), "photo": photo, "order": 1},
    }
    for number, (name, mandate) in enumerate(mandates.items(), start=1):
        page = add_record(WARD, "leaders", name, f"lanh-dao-{number}", user, LEADER | mandate)
        publish(page, user)
    return listed(page, LEADER["post"], "02/02/2026")


def make_release(user: Any) -> Words:
    """Make a statistical release with its data file."""
    file = get_document_model().objects.create(
        title="Số hộ theo tổ dân phố", file=ContentFile(TABLE, "so-ho.csv"),
        collection=Portal.objects.get(agency__code=WARD).collection, uploaded_by_user=user,
    )  # fmt: skip
    page = add_record(
        WARD,
        "statistics",
        "Số hộ năm 2025 (mẫu)",
        "so-ho-2025",
        user,
        RELEASE | {"data_file": file},
    )
    publish(page, user)
    return listed(page, "Bến Đò", file.url)


def make_profile(user: Any) -> Words:
    """Make the agency's profile, in Vietnamese and English, with the decision it rests on."""
    decision = LegalDocumentPage.objects.get(number="2")
    page = add_record(
        WARD, "agency_profile", "Phường Bờ Sông (mẫu)", "phuong", user,
        PROFILE | {"decision": decision},
    )  # fmt: skip
    publish(page, user)
    english = Locale.objects.get(language_code="en")
    editor = get_user_model().objects.get(username="bientap")
    translate_object(page, [english], user=editor)
    Translation.objects.update(enabled=False)
    version = page.get_translation(english).specific
    version.title, version.author = "Bo Song Ward (sample)", "Sample reporter"
    version.details = details_of("agency_profile", PROFILE | ENGLISH)
    publish(version, editor)
    return listed(page, "Tổ một cửa", decision.title) | listed(version, "One-stop desk")


def make_week() -> Words:
    """Make the week of a department, which its own people wrote and approved."""
    writer = make_person("phongvienso", "reporter", DEPARTMENT)
    head = make_person("giamdocso", "head", DEPARTMENT)
    page = add_record(DEPARTMENT, "work_calendar", "Tuần 10 (mẫu)", "tuan-10", writer, WEEK)
    page.save_revision(user=writer).publish(user=head)
    return {page.pk: [page.title, "Họp giao ban mẫu", "08:30"]}


def make_imported() -> Words:
    """Take over two procedures: one is approved and published, one is a draft."""
    section = section_of(DEPARTMENT, "procedures")
    owner = get_user_model().objects.get(username="phongvienso")
    other = PROCEDURE | {"title": "Trả hội trường (mẫu)", "external_id": "9.002"}
    import_into(section, owner, approval="3/QĐ-BBT (mẫu)").run(Rows([PROCEDURE]))
    import_into(section, owner).run(Rows([PROCEDURE, other]))
    return listed(RecordPage.objects.get(title=PROCEDURE["title"]))


def make_answers(user: Any) -> Words:
    """Record answers: superseded, withdrawn, for a period, and one that content will lift."""
    portal = Portal.objects.get(agency__code=WARD)
    head = get_user_model().objects.get(username="truongban")
    given = [
        ("land_use_plans", "not_applicable", "Không áp dụng (mẫu, trả lời nhầm)."),
        ("land_use_plans", "no_data", NO_PLAN),
        ("procurement", "no_data", "Chưa có gói thầu (mẫu)."),
        ("procurement", "withdrawn", "Sẽ đăng gói thầu (mẫu)."),
        ("projects", "no_data", "Chưa có dự án (mẫu)."),
    ]
    for key, answer, reason in given:
        answers.record(portal, key, answer, reason, head)
    until = date(2031, 12, 31)
    answers.record(portal, "financial_statements", "no_data", "Chưa có (mẫu).", head, until)
    # No clock on which this is read may say that they lie in the future.
    CategoryAnswer.objects.update(answered_on=date(2026, 3, 1))
    return {section_of(WARD, "land_use_plans").pk: [NO_PLAN]}


def make_republished(user: Any) -> Words:
    """Publish an article taken over from the press, and keep a draft of one since removed."""
    page = republished("Báo mẫu viết về Bờ Sông", "bao-viet", user)
    publish(page, user)
    removed_at = datetime(2026, 4, 3, 1, tzinfo=UTC)
    removed = republished("Bài đã bị gỡ", "bai-da-go", user, source_removed_at=removed_at)
    removed.save_revision(user=user)
    return {page.pk: [page.title, "Người viết mẫu", "Báo Mẫu"]}


def republished(title: str, slug: str, user: Any, **values: Any) -> ArticlePage:
    """Add the draft of an article that a newspaper had first."""
    section = section_of(WARD, "news")
    page = ArticlePage(
        title=title, slug=slug, locale=section.locale, owner=user, live=False,
        author="Người viết mẫu", source="Báo Mẫu", source_url=f"https://example.vn/{slug}",
        summary="Bờ Sông có nhà văn hóa.", is_republished=True,
        originally_published_at=datetime(2026, 4, 1, 2, tzinfo=UTC),
        source_changed_on=date(2026, 4, 1), metadata={"rights": "Bản quyền của Báo Mẫu"},
        body=[{"type": "paragraph", "value": "<p>Bài lấy lại.</p>"}], **values,
    )  # fmt: skip
    return section.add_child(instance=page)


def make_sections(user: Any) -> Words:
    """Make sections below the ward's own and below a category, with an article at the bottom."""
    own = SectionPage.objects.child_of(home(WARD)).get(slug="nha-van-hoa")
    classes = add_section(own, "Lớp học", "lop-hoc", user, metadata={"coverage": "Bờ Sông (mẫu)"})
    summer = add_section(classes, "Lớp hè", "lop-he", user)
    events = add_section(section_of(WARD, "news"), "Sự kiện", "su-kien", user)
    article = ArticlePage(
        title="Khai giảng lớp hè", slug="khai-giang", locale=summer.locale, owner=user,
        author="Phóng viên mẫu", source="Phường Bờ Sông", live=False,
        body=[{"type": "paragraph", "value": "<p>Lớp hè mở ngày 1.</p>"}],
    )  # fmt: skip
    summer.add_child(instance=article)
    publish(article, user)
    return {
        own.pk: [classes.title],
        classes.pk: [classes.title, summer.title, "Bờ Sông (mẫu)"],
        summer.pk: [article.title],
        events.pk: [events.title],
        article.pk: [article.title],
    }


def add_section(parent: Page, title: str, slug: str, user: Any, **values: Any) -> SectionPage:
    """Publish a section that somebody approved."""
    page = SectionPage(
        title=title, slug=slug, locale=parent.locale, owner=user, live=False,
        approval_reference="Văn bản số 5/UBND-VP ngày 02/3/2026 (mẫu)", **values,
    )  # fmt: skip
    parent.add_child(instance=page)
    publish(page, user)
    return page


def describe_decision(user: Any) -> Words:
    """Write a metadata element of a legal document in place of its own."""
    page = LegalDocumentPage.objects.get(number="1")
    page.metadata = {"description": "Nội quy của nhà văn hóa trước khi sửa (mẫu)"}
    publish(page, user)
    return {page.pk: [page.title, page.metadata["description"]]}


FORMER_UNTIL = date(2026, 2, 1)
KINDS = {
    "agency_profile": "agency_profile",
    "leaders": "leader",
    "projects": "project",
    "statistics": "statistical_release",
    "work_calendar": "work_week",
}
PROJECT: dict[str, Any] = {
    "objective": "Sửa mái và lối vào.\nLàm đường dốc cho xe lăn.",
    "specialism": "Xây dựng",
    "project_type": "Sửa chữa",
    "period": "2026–2027",
    "budget": Decimal("1250.5"),
    "funding_type": "Ngân sách phường",
    "funder": "Quỹ mẫu Bờ Sông",
    "state": "preparing",
}
LEADER: dict[str, Any] = {
    "post": "Chủ tịch phường mẫu",
    "rank": "head",
    "biography": RichText("<p>Tiểu sử <b>mẫu</b>.</p>"),
    "duties": RichText("<ul><li>Phụ trách chung</li><li>Tiếp dân</li></ul>"),
    "email": "lanhdao@example.vn",
}
RELEASE: dict[str, Any] = {
    "field": "Dân cư",
    "report": RichText("<p>Báo cáo mẫu.</p>"),
    "method": RichText("<p>Đếm từng hộ.</p>"),
    "analysis": RichText("<p>Tăng so với năm trước.</p>"),
    "collected_from": date(2025, 1, 1),
    "collected_to": date(2025, 12, 31),
}
PROFILE: dict[str, Any] = {
    "structure": RichText("<p>Cơ cấu mẫu.</p>"),
    "functions": RichText("<p>Chức năng mẫu.</p>"),
    "tasks": RichText("<p>Nhiệm vụ mẫu.</p>"),
    "powers": RichText("<p>Quyền hạn mẫu.</p>"),
    "history": RichText("<p>Lịch sử mẫu.</p>"),
    "units": [
        {"name": "Văn phòng", "functions": "Giúp việc chung", "phone": "0000 000 001"},
        {"name": "Tổ một cửa", "superior": "Văn phòng", "functions": "Nhận hồ sơ"},
    ],
}
ENGLISH: dict[str, Any] = {
    "structure": RichText("<p>Sample structure.</p>"),
    "functions": RichText("<p>Sample functions.</p>"),
    "tasks": RichText("<p>Sample tasks.</p>"),
    "powers": RichText("<p>Sample powers.</p>"),
    "history": RichText("<p>Sample history.</p>"),
    "units": [
        {"name": "Office", "functions": "General support", "phone": "0000 000 001"},
        {"name": "One-stop desk", "superior": "Office", "functions": "Takes in applications"},
    ],
}
WEEK: dict[str, Any] = {
    "first_day": date(2026, 3, 2),
    "entries": [
        {
            "day": date(2026, 3, 2),
            "begins_at": time(8, 30),
            "ends_at": time(10),
            "who": "Giám đốc sở mẫu",
            "what": "Họp giao ban mẫu",
            "where": "Phòng họp 1",
        },
        {"day": date(2026, 3, 4), "who": "Phó Giám đốc sở mẫu", "what": "Tiếp công dân"},
    ],
    "note": "Lịch có thể thay đổi.",
}
