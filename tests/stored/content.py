"""Fills the invented province with content of every kind, through the ways that people use.

All of it is invented: the people are called after what they do, the addresses are nobody's.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from govportal.citizens import intake, steps
from govportal.portals.membership import PortalGroup
from govportal.portals.models import Portal
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.models import ArticlePage, LegalDocumentIndexPage, SectionPage

WARD, DEPARTMENT = "phuong-bo-song", "stc"
PASSWORDS = ("Bo-Song-Cu-2026!", "Bo-Song-Moi-2026!")
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ROLES = {
    "phongvien": "reporter",
    "bientap": "editor",
    "phoban": "deputy_head",
    "truongban": "head",
    "quantri": "administrator",
}
QUESTION = {
    "subject": "Giờ mở cửa nhà văn hóa",
    "body": "Nhà văn hóa Bờ Sông mở cửa lúc mấy giờ vào chủ nhật?",
    "sender_name": "Người hỏi mẫu",
    "sender_email": "nguoi.hoi@example.vn",
    "sender_phone": "",
    "reply_by": "email",
}


def fill() -> dict[str, Any]:
    """Make everything; return what the check has to know and no model says."""
    people = {name: make_person(name, role) for name, role in ROLES.items()}
    TOTP.activate(people["truongban"], TOTP_SECRET)
    image, document = make_files(people["phongvien"])
    section = make_section(people["phongvien"])
    article = make_article(section, people["phongvien"], image, document)
    translate(article, people["bientap"])
    waiting = make_submitted(section, people["phongvien"])
    decision = make_documents(people["bientap"], document)
    make_redirect(article)
    return {
        "article": article.pk,
        "section": section.pk,
        "document": decision.pk,
        "waiting": waiting.pk,
        "receipts": make_questions(people),
        "password": PASSWORDS[-1],
    }


def home(code: str) -> Page:
    """Return the Vietnamese home page of a portal."""
    return Portal.objects.get(agency__code=code).homes.get(locale__language_code="vi").page.specific


def publish(page: Page, writer: Any) -> None:
    """Publish what *writer* wrote, as the head of the Editorial Board."""
    head = get_user_model().objects.get(username="truongban")
    page.save_revision(user=writer).publish(user=head)


def make_person(name: str, role: str, code: str = WARD) -> Any:
    """Return a member of a portal who has changed the password once."""
    user = get_user_model().objects.create_user(
        name, f"{name}@example.gov.vn", PASSWORDS[0], first_name="Mẫu", last_name=role
    )
    user.groups.add(PortalGroup.objects.get(portal__agency__code=code, role=role).group)
    user.set_password(PASSWORDS[1])
    user.save()
    return user


def make_files(user: Any) -> tuple[Any, Any]:
    """Return a picture and a file in the ward's collection."""
    collection = Portal.objects.get(agency__code=WARD).collection
    stream = BytesIO()
    Picture.new("RGB", (24, 16), (30, 90, 160)).save(stream, "PNG")
    common = {"collection": collection, "uploaded_by_user": user}
    image = get_image_model().objects.create(
        title="Bến sông",
        description="Bến sông buổi sáng",
        file=ImageFile(stream, name="ben-song.png"),
        **common,
    )
    document = get_document_model().objects.create(
        title="Lịch hoạt động", file=ContentFile("Chủ nhật: 8 giờ", "lich.txt"), **common
    )
    return image, document


def make_section(user: Any) -> SectionPage:
    """Return a section that the ward added to its own."""
    body = [{"type": "paragraph", "value": "<p>Tin của nhà văn hóa Bờ Sông.</p>"}]
    page = SectionPage(title="Nhà văn hóa", slug="nha-van-hoa", introduction=body, owner=user)
    page.approval_reference = "Văn bản số 4/UBND-VP ngày 16/02/2026 (mẫu)"
    page.locale = Locale.objects.get(language_code="vi")
    home(WARD).add_child(instance=page)
    publish(page, user)
    return page


def make_article(section: Page, user: Any, image: Any, document: Any) -> ArticlePage:
    """Return an article that is published and has a newer draft."""
    figure = {"image": image.pk, "caption": "Bến sông buổi sáng", "author": "Người chụp mẫu"}
    link = f'<a linktype="document" id="{document.pk}">lịch</a>'
    page = ArticlePage(
        title="Nhà văn hóa mở cửa chủ nhật", slug="mo-cua-chu-nhat", locale=section.locale,
        summary="Từ tháng Bảy, nhà văn hóa mở cửa cả chủ nhật.", author="Phóng viên mẫu",
        source="Phường Bờ Sông", source_url="https://example.vn/ban-goc", image=image, owner=user,
        body=[
            {"type": "heading", "value": "Giờ mở cửa"},
            {"type": "paragraph", "value": f"<p>Xem <b>8 giờ</b> trong {link}.</p>"},
            {"type": "quote", "value": {"text": "Mời bà con.", "attribution": "Ban quản lý"}},
            {"type": "document", "value": document.pk},
        ],
    )  # fmt: skip
    page.body.append(("figure", page.body.stream_block.child_blocks["figure"].to_python(figure)))
    section.add_child(instance=page)
    publish(page, user)
    page.title = "Nhà văn hóa mở cửa chủ nhật và ngày lễ"
    page.body[0] = ("heading", "Giờ mở cửa mới")
    page.save_revision(user=user)
    return ArticlePage.objects.get(pk=page.pk)


def translate(article: Page, user: Any) -> None:
    """Give the article, and the section above it, an English page that is published."""
    english = Locale.objects.get(language_code="en")
    translate_object(article, [english], user=user)
    Translation.objects.update(enabled=False)
    page = article.get_translation(english).specific
    page.title = "Community hall open on Sundays"
    page.summary = "From July the hall is open on Sundays too."
    publish(page, user)


def make_submitted(section: Page, user: Any) -> ArticlePage:
    """Return an article that waits for its first approval."""
    page = ArticlePage(
        title="Lớp vẽ thiếu nhi", slug="lop-ve", locale=section.locale, live=False, owner=user,
        author="Phóng viên mẫu", source="Phường Bờ Sông",
        body=[{"type": "paragraph", "value": "<p>Lớp học mở ngày 5.</p>"}],
    )  # fmt: skip
    section.add_child(instance=page)
    page.save_revision(user=user)
    page.get_workflow().start(page, user)
    return page


def make_documents(user: Any, file: Any) -> LegalDocumentPage:
    """Return a decision with all its parts, related to one on the portal and one elsewhere."""
    older = add_document(user, number="1", title="Nội quy cũ", issued_on=date(2025, 9, 1))
    page = add_document(user, number="2", title="Nội quy nhà văn hóa", file=file, **TEXT)
    kinds = LegalDocumentRelation.Kind
    page.relations = [
        LegalDocumentRelation(kind=kinds.REPLACES, target=older, citation=older.citation),
        LegalDocumentRelation(kind=kinds.AMENDS, citation="7/QĐ-UBND", issuer="UBND xã cũ (mẫu)"),
    ]
    publish(page, user)
    return page


def add_document(user: Any, **values: Any) -> LegalDocumentPage:
    """Publish a document in the ward's list."""
    index = LegalDocumentIndexPage.objects.child_of(home(WARD)).get()
    page = LegalDocumentPage(
        slug=f"quyet-dinh-{values['number']}", locale=index.locale, owner=user,
        **{**DOCUMENT, "issuing_agency": Portal.objects.get(agency__code=WARD).agency, **values},
    )  # fmt: skip
    index.add_child(instance=page)
    publish(page, user)
    return page


def make_redirect(article: Page) -> None:
    """Lead the address of an older site to the article."""
    site = Portal.objects.get(agency__code=WARD).site
    Redirect.objects.create(old_path="/tin-cu/17", site=site, redirect_page=article)


def make_questions(people: dict[str, Any]) -> dict[str, str]:
    """Return the receipt codes of questions in every state, by state."""
    head, writer = people["truongban"], people["phongvien"]
    codes = {}
    _received, codes["received"] = ask("Câu hỏi mới")
    assigned, codes["assigned"] = ask("Câu hỏi về phí")
    department = Portal.objects.get(agency__code=DEPARTMENT).agency
    steps.assign(assigned, head, department, "Thuộc sở")
    answered, codes["answered"] = ask("Câu hỏi chờ duyệt")
    steps.answer(answered, writer, "Dự thảo: 8 giờ.")
    refused, codes["refused"] = ask("Câu hỏi trùng")
    steps.refuse(refused, head, "Câu hỏi đã được trả lời.")
    published, codes["published"] = ask(QUESTION["subject"])
    steps.answer(published, writer, "Nhà văn hóa mở cửa lúc 8 giờ.")
    steps.approve(published, head, published.answer_version)
    steps.publish(published, head, QUESTION["subject"], QUESTION["body"], published.answer)
    return codes


def ask(subject: str) -> tuple[Any, str]:
    """Send the ward a question; return it with its receipt code."""
    portal = Portal.objects.get(agency__code=WARD)
    return intake.receive(portal, "vi", {**QUESTION, "subject": subject}, ("answering", "sharing"))


DOCUMENT: dict[str, Any] = {
    "document_class": "administrative",
    "document_type": "quyet_dinh",
    "symbol": "QĐ-UBND",
    "issuer": "Ủy ban nhân dân phường Bờ Sông",
    "signer": "Người ký mẫu",
    "signer_title": "Chủ tịch",
    "abstract": "Ban hành Nội quy nhà văn hóa",
    "issued_on": date(2026, 2, 5),
    "effective_on": date(2026, 2, 20),
}
TEXT: dict[str, Any] = {
    "field": "Văn hóa",
    "preamble": "Căn cứ quy định mẫu;",
    "regulation_title": "Nội quy nhà văn hóa",
    "recipients": "Lưu: VT.",
    "decision": [
        {
            "type": "article",
            "value": {
                "number": 1,
                "title": "Ban hành kèm theo Quyết định này Nội quy nhà văn hóa.",
                "clauses": [],
            },
        },
    ],
    "body": [
        {"type": "division", "value": {"kind": "chapter", "number": "I", "title": "Chung"}},
        {
            "type": "article",
            "value": {
                "number": 1,
                "title": "Giờ mở cửa",
                "clauses": [
                    {"number": "", "text": "Nhà văn hóa mở cửa hằng ngày.", "points": []},
                    {
                        "number": "1",
                        "text": "Giờ mở cửa:",
                        "points": [
                            {"label": "a", "text": "Ngày thường: 7 giờ;"},
                            {"label": "đ", "text": "Chủ nhật: 8 giờ."},
                        ],
                    },
                ],
            },
        },
        {"type": "paragraph", "value": "Đoạn không đánh số."},
    ],
    "annexes": [
        {
            "type": "annex",
            "value": {"kind": "form", "title": "Mẫu số 1", "text": "Phiếu đăng ký"},
        },
    ],
}
