"""A citizen's question from the form to the published answer, and who may see what on the way."""

import re
import time
from datetime import date, datetime, timedelta
from io import BytesIO
from types import SimpleNamespace
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import override
from openpyxl import load_workbook
from wagtail.models import ReferenceIndex

from govportal import Holiday, Text, hookimpl, law
from govportal.citizens import (
    access,
    intake,
    notices,
    personal_data,
    receipts,
    retention,
    spam,
    steps,
)
from govportal.citizens.models import (
    ConsentRecord,
    Feedback,
    FeedbackEvent,
    FeedbackStatus,
)
from govportal.portals.append_only import AppendOnlyError
from govportal.portals.bodies import agency_in_sentence
from govportal.portals.membership import PortalGroup
from govportal.portals.models import Agency, Portal
from govportal.publishing.written_dates import short_date
from govportal.testing import province_plugin
from tests.province_app import govportal_hooks

pytestmark = pytest.mark.django_db
WARD, DEPARTMENT, OTHER = "phuong-bo-song", "stc", "xa-dong-xanh"
WARD_HOST, OTHER_HOST = "bosong.minhhoa.gov.vn", "dongxanh.minhhoa.gov.vn"
ASK, STATUS = "/hoi-dap/gui/", "/hoi-dap/tra-cuu/"
Purpose = ConsentRecord.Purpose
SECRETS = ("Đào Văn Thắng", "thang.dao@example.vn", "0912345678", "0912 345 678")


def long_ago_stamp():
    with mock.patch("django.core.signing.time.time", return_value=time.time() - 60):
        return spam.stamp()


def typed(**changes):
    """What a sender fills in; None leaves a field out."""
    data = {
        "subject": "Diện tích tối thiểu khi tách thửa",
        "body": "Tôi là Đào Văn Thắng, số máy 0912 345 678. Tách thửa cần bao nhiêu mét vuông?",
        "sender_name": "Đào Văn Thắng",
        "reply_by": "email",
        "sender_email": "thang.dao@example.vn",
        "sender_phone": "",
        "consent_answering": "on",
        "consent_sharing": "on",
        "website": "",
        "stamp": long_ago_stamp(),
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


def send(host=WARD_HOST, path=ASK, client=None, **changes):
    return (client or Client()).post(path, typed(**changes), HTTP_HOST=host)


def ask(host=WARD_HOST, path=ASK, **changes):
    """Send a question; return it with the receipt code that the sender reads."""
    client = Client()
    response = send(host, path, client, **changes)
    assert response.status_code == 302, response.context["form"].errors
    page = client.get(response["Location"], HTTP_HOST=host)
    code = re.search(r"([0-9A-Z]{4}-){2}[0-9A-Z]{4}", page.content.decode()).group()
    return Feedback.objects.get(receipt=receipts.fingerprint(code)), code


def look_up(code, host=WARD_HOST):
    return Client().post(STATUS, {"code": code}, HTTP_HOST=host)


def english(section_of):
    """The path of the ward's English questions and answers."""
    return section_of(WARD, "feedback", "en").get_url_parts()[2]


def routed_to(agency):
    return with_plugin(feedback_agency=lambda feedback: agency)


def with_plugin(**answers):
    fake = SimpleNamespace(**{name: hookimpl(answer) for name, answer in answers.items()})
    return province_plugin(fake, govportal_hooks)


def said(response):
    """All words of a page or of an exported table."""
    content = b"".join(response) if response.streaming else response.content
    if not content.startswith(b"PK"):
        return content.decode()
    rows = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    return " ".join(str(cell) for row in rows for cell in row)


@pytest.fixture
def person():
    """Return a function that makes a user with a role on a portal."""

    def make(code, role, name=""):
        user = get_user_model().objects.create_user(name or f"{code}-{role}")
        user.groups.add(PortalGroup.objects.get(portal__agency__code=code, role=role).group)
        return user

    return make


def at_work(user):
    client = Client(HTTP_HOST="minhhoa.gov.vn")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def admin_page(name, *arguments):
    return reverse(f"feedback:{name}", args=arguments)


def take(user, feedback, step, **data):
    return at_work(user).post(admin_page("step", feedback.pk, step), data)


def published(person, **changes):
    """Take a question all the way to publication; return it and its code."""
    feedback, code = ask(consent_sharing=None, **changes)
    writer, head = person(WARD, "reporter", "viet"), person(WARD, "head", "duyet")
    steps.answer(feedback, writer, "Kính gửi ông Đào Văn Thắng: ít nhất 80 mét vuông.")
    steps.approve(feedback, head, feedback.answer_version)
    steps.publish(feedback, head, "Tách thửa", "Cần bao nhiêu mét vuông?", "Ít nhất 80 mét vuông.")
    return feedback, code


# ------------------------------------------------------------------------------ the whole way


def test_question_of_a_ward_is_answered_by_a_department_and_published(person):
    with routed_to(DEPARTMENT):
        feedback, code = ask()
    assert feedback.agency.code == DEPARTMENT
    assert feedback.portal.code == WARD

    writer, head = person(DEPARTMENT, "reporter"), person(DEPARTMENT, "deputy_head")
    answer = "Kính gửi ông Đào Văn Thắng: mỗi thửa ít nhất 80 mét vuông."
    assert take(writer, feedback, "answer", answer=answer).status_code == 302
    assert answer not in look_up(code).content.decode()

    feedback.refresh_from_db()
    response = take(head, feedback, "approve", version=feedback.answer_version)
    assert response.status_code == 302
    assert answer in look_up(code).content.decode()
    assert answer in mail.outbox[-1].body
    public = f"/hoi-dap/{feedback.pk}/"
    assert Client().get(public, HTTP_HOST=WARD_HOST).status_code == 404

    hub = person(WARD, "head")
    words = {
        "public_subject": "Tách thửa",
        "public_body": "Tách thửa cần bao nhiêu mét vuông?",
        "public_answer": "Mỗi thửa ít nhất 80 mét vuông.",
    }
    assert take(hub, feedback, "publish", **words).status_code == 302
    page = Client().get(public, HTTP_HOST=WARD_HOST).content.decode()
    assert words["public_answer"] in page
    assert "Tách thửa" in Client().get("/hoi-dap/", HTTP_HOST=WARD_HOST).content.decode()
    kinds = list(feedback.events.values_list("kind", flat=True))
    assert [kind for kind in kinds if kind != "notified"] == [
        "received", "routed", "answered", "approved", "published",
    ]  # fmt: skip


def test_published_pages_hold_no_personal_data(person):
    feedback, code = published(person)
    for address in ("/hoi-dap/", f"/hoi-dap/{feedback.pk}/", "/sitemap.xml", "/"):
        page = Client().get(address, HTTP_HOST=WARD_HOST).content.decode()
        assert not [secret for secret in (*SECRETS, code, "Thắng") if secret in page], address


def test_question_is_in_no_search_or_reference_index(person):
    feedback, _code = published(person)
    from wagtail.search.index import class_is_indexed

    assert not class_is_indexed(Feedback)
    assert not ReferenceIndex.objects.filter(object_id=str(feedback.pk)).filter(
        content_type__model="feedback"
    )


def test_published_question_is_on_its_own_portal_and_language_only(person, section_of):
    feedback, _code = published(person)
    address = f"/hoi-dap/{feedback.pk}/"
    assert Client().get(address, HTTP_HOST=OTHER_HOST).status_code == 404
    assert "Tách thửa" not in Client().get("/hoi-dap/", HTTP_HOST=OTHER_HOST).content.decode()
    translated = english(section_of)
    assert Client().get(translated, HTTP_HOST=WARD_HOST).status_code == 200
    assert Client().get(f"{translated}{feedback.pk}/", HTTP_HOST=WARD_HOST).status_code == 404


def test_question_taken_off_is_gone(person):
    feedback, _code = published(person)
    take(get_user_model().objects.get(username="duyet"), feedback, "unpublish", note="Sai")
    assert Client().get(f"/hoi-dap/{feedback.pk}/", HTTP_HOST=WARD_HOST).status_code == 404


# ------------------------------------------------------------------------------ the form


def test_form_shows_the_notice_before_the_fields_and_nothing_is_ticked():
    page = Client().get(ASK, HTTP_HOST=WARD_HOST).content.decode()
    assert 0 < page.index('aria-labelledby="notice"') < page.index('name="subject"')
    assert str(law.number("feedback.keep_sender_data")) in page
    ticks = re.findall(r"<input[^>]*type=\"checkbox\"[^>]*>", page)
    assert len(ticks) == 2
    assert not [tick for tick in ticks if "checked" in tick]


def test_form_is_cached_nowhere_and_needs_its_token():
    response = Client().get(ASK, HTTP_HOST=WARD_HOST)
    assert "no-store" in response["Cache-Control"]
    assert "csrfmiddlewaretoken" in response.content.decode()
    strict = Client(enforce_csrf_checks=True)
    assert send(client=strict).status_code == 403


def test_missing_consent_is_told_and_keeps_all_that_was_typed():
    response = send(consent_answering=None, sender_phone="0912 345 678")
    page = response.content.decode()
    assert response.status_code == 422
    assert re.search(r"<title>\s*(Lỗi|Error):", page)
    assert 'role="alert"' in page
    assert 'href="#id_consent_answering"' in page
    assert 'id="id_consent_answering_error"' in page
    for kept in ("Diện tích tối thiểu", "Tôi là Đào Văn Thắng", "thang.dao@", "0912 345 678"):
        assert kept in page
    assert not Feedback.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject": ""}, "subject"),
        ({"body": "a" * 5001}, "body"),
        ({"body": "a\x00b"}, "body"),
        ({"sender_name": " "}, "sender_name"),
        ({"sender_email": "thang.dao@"}, "sender_email"),
        ({"sender_email": ""}, "sender_email"),
        ({"reply_by": "phone"}, "sender_phone"),
        ({"reply_by": "phone", "sender_phone": "abc"}, "sender_phone"),
        ({"reply_by": "pigeon"}, "reply_by"),
        ({"reply_by": None}, "reply_by"),
        ({"website": "http://example.com"}, "website"),
        ({"stamp": ""}, "__all__"),
        ({"stamp": "form:1:1"}, "__all__"),
    ],
)
def test_bad_input_is_told_at_its_field(changes, field):
    response = send(**changes)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Feedback.objects.exists()


def test_form_sent_at_once_is_refused_until_sent_again():
    response = send(stamp=spam.stamp())
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["__all__"]


def test_form_open_for_days_can_be_sent_again():
    with mock.patch("django.core.signing.time.time", return_value=time.time() - 3 * 86400):
        old = spam.stamp()
    fresh = send(stamp=old).context["form"]["stamp"].value()
    with mock.patch("django.core.signing.time.time", return_value=time.time() + 60):
        assert spam.is_current(fresh)
        assert not spam.is_too_fast(fresh)


def test_too_many_questions_from_one_address_are_refused_and_kept():
    for _number in range(spam.QUESTIONS_PER_WINDOW):
        assert send(reply_by="code").status_code == 302
    response = send(reply_by="code")
    assert response.status_code == 429
    assert "Tôi là Đào Văn Thắng" in response.content.decode()
    assert Feedback.objects.count() == spam.QUESTIONS_PER_WINDOW


def test_no_address_of_the_sender_is_stored():
    fields = {field.name for model in (Feedback, FeedbackEvent, ConsentRecord)
              for field in model._meta.get_fields()}  # fmt: skip
    assert not [name for name in fields if "ip" in name.split("_") or "agent" in name]


def test_contact_data_that_the_answer_does_not_need_is_not_kept():
    feedback, _code = ask(reply_by="code", sender_phone="0912 345 678")
    assert (feedback.sender_email, feedback.sender_phone) == ("", "")
    assert mail.outbox == []


def test_english_form_speaks_english_and_writes_in_english(section_of):
    form = english(section_of) + "gui/"
    assert "Ask a question" in said(Client().get(form, HTTP_HOST=WARD_HOST))
    feedback, code = ask(path=form)
    assert feedback.language == "en"
    assert "has received your question" in mail.outbox[-1].body
    assert code in mail.outbox[-1].body
    assert english(section_of) + "tra-cuu/" in mail.outbox[-1].body


# ------------------------------------------------------------------------------ consent


def test_each_consent_is_kept_with_the_words_shown():
    feedback, _code = ask(consent_sharing=None)
    record = feedback.consents.get()
    assert record.purpose == Purpose.ANSWERING
    assert feedback.portal.authority_name in record.text
    assert str(law.number("feedback.keep_sender_data")) in record.text
    assert len(record.version) == 64


def test_a_department_asks_for_consent_in_its_own_name():
    portal = Portal.objects.get(agency__code=DEPARTMENT)
    assert portal.agency.name in notices.consent(portal, Purpose.ANSWERING)
    assert notices.contact(portal).startswith(portal.agency.name)


def test_the_telephone_number_of_a_notice_does_not_break():
    portal = Portal.objects.get(agency__code=DEPARTMENT)
    portal.phone = "0221 3000 111"
    assert "0221\u00a03000\u00a0111" in notices.contact(portal)


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("phuong-bo-song", "the People's Committee of Bo Song Ward"),
        ("stc", "the Department of Finance"),
        ("ubnd", "the People's Committee of Minh Hoa Province"),
    ],
)
def test_an_english_sentence_names_a_body_with_its_article(code, body):
    portal = Portal.objects.select_related("agency").get(agency__code=code)
    with override("en"):
        assert f"I agree that {body} uses" in notices.consent(portal, Purpose.ANSWERING)
    assert portal.agency.name in agency_in_sentence(portal.agency)


def test_a_name_without_an_english_version_and_a_place_have_no_article():
    department, ward = Agency.objects.get(code="stc"), Agency.objects.get(code="phuong-bo-song")
    department.name_en = ""
    with override("en"):
        assert agency_in_sentence(department) == "Sở Tài chính"
        assert agency_in_sentence(ward) == "Bo Song Ward"


def test_consent_and_journal_can_not_be_changed():
    feedback, _code = ask()
    for record in (feedback.consents.first(), feedback.events.first()):
        with pytest.raises(AppendOnlyError):
            record.save()
        with pytest.raises(AppendOnlyError):
            record.delete()
        with pytest.raises(AppendOnlyError):
            type(record).objects.update(feedback=feedback)
        with pytest.raises(AppendOnlyError):
            type(record).objects.all().delete()


def test_without_consent_to_share_the_question_stays_where_it_was_asked(person):
    with routed_to(DEPARTMENT):
        feedback, _code = ask(consent_sharing=None)
    assert feedback.agency.code == WARD
    assert feedback.events.filter(kind="no_consent", note=DEPARTMENT).exists()
    department = Agency.objects.get(code=DEPARTMENT)
    with pytest.raises(steps.StepRefusedError):
        steps.assign(feedback, person(WARD, "editor"), department)


# ------------------------------------------------------------------------------ routing, due date


@pytest.mark.parametrize("answer", ["so-khong-co", "", 7])
def test_unknown_agency_falls_back_to_the_receiver_and_is_recorded(answer):
    with routed_to(answer):
        feedback, _code = ask()
    assert feedback.agency.code == WARD
    assert feedback.events.filter(kind="unknown_agency").exists()


def test_plugin_that_fails_loses_no_question(caplog):
    def broken(feedback):
        raise RuntimeError("lỗi của gói tỉnh")

    with with_plugin(feedback_agency=broken):
        feedback, _code = ask()
    assert feedback.agency.code == WARD
    assert "feedback_agency" in caplog.text


def test_due_date_skips_weekends_and_holidays(portal_of_code):
    friday = datetime(2027, 3, 5, 20, 0, tzinfo=timezone.get_current_timezone())
    monday_off = Holiday(day=date(2027, 3, 8), name=Text(vi="Nghỉ", en="Off"))
    with mock.patch("django.utils.timezone.now", return_value=friday):
        expected = date(2027, 3, 26)
        assert intake.answer_due(portal_of_code(WARD)) == expected
        with with_plugin(holidays=lambda year: [monday_off]):
            assert intake.answer_due(portal_of_code(WARD)) == date(2027, 3, 29)


# ------------------------------------------------------------------------------ the receipt


def test_code_is_read_in_any_case_and_with_confused_letters():
    assert receipts.fingerprint("01ab-cdef-gh10") == receipts.fingerprint(" OLABCDEFGHIO ")


def test_code_is_stored_only_as_a_hash_and_leaves_no_trace_in_addresses():
    client = Client()
    response = send(client=client)
    feedback = Feedback.objects.get()
    page = client.get(response["Location"], HTTP_HOST=WARD_HOST).content.decode()
    code = re.search(r"([0-9A-Z]{4}-){2}[0-9A-Z]{4}", page).group()
    assert code not in response["Location"]
    stored = [str(value) for value in Feedback.objects.filter(pk=feedback.pk).values_list().get()]
    assert not [value for value in stored if code in value or code.replace("-", "") in value]


def test_receipt_page_of_another_browser_shows_no_code():
    ask()
    page = Client().get("/hoi-dap/da-nhan/", HTTP_HOST=WARD_HOST).content.decode()
    assert not re.search(r"([0-9A-Z]{4}-){2}[0-9A-Z]{4}", page)


def test_forged_receipt_cookie_shows_nothing():
    _feedback, code = ask()
    client = Client()
    client.cookies["feedback_receipt"] = code
    page = client.get("/hoi-dap/da-nhan/", HTTP_HOST=WARD_HOST).content.decode()
    assert code not in page


def test_status_shows_state_and_due_date():
    feedback, code = ask()
    response = look_up(code.lower().replace("-", " "))
    page = response.content.decode()
    assert response.status_code == 200
    assert feedback.subject in page
    assert capfirst(feedback.get_status_display()) in page
    assert short_date(feedback.due_on) in page
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_misspelt_unknown_and_foreign_codes_get_one_answer_at_one_cost():
    _feedback, code = ask()

    def answer(tried, host=WARD_HOST):
        with CaptureQueriesContext(connection) as queries:
            response = look_up(tried, host)
        told = re.search(r'<div class="sum".*?</div>', said(response), re.S).group()
        asked = [query for query in queries.captured_queries if "receipt" in query["sql"]]
        return response.status_code, told, len(asked)

    assert answer("XXXX-XXXX-XXXX") == answer("?") == answer(code, OTHER_HOST)
    assert answer("?")[0] == 422


def test_status_of_too_many_codes_is_refused():
    with mock.patch.object(spam, "LOOKUPS_PER_WINDOW", 2):
        codes = [look_up("XXXX-XXXX-XXXX").status_code for _number in range(3)]
    assert codes == [422, 422, 429]


def test_code_still_opens_the_case_after_the_key_was_changed(settings):
    _feedback, code = ask()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert look_up(code).status_code == 200


def test_mail_that_can_not_be_sent_loses_nothing():
    backend = "django.core.mail.backends.locmem.EmailBackend"
    with mock.patch(f"{backend}.send_messages", side_effect=OSError):
        feedback, code = ask()
    assert feedback.events.filter(kind="not_notified").exists()
    assert look_up(code).status_code == 200


# ------------------------------------------------------------------------------ approval


def test_unapproved_answer_is_unreachable(person):
    feedback, code = ask(consent_sharing=None)
    steps.answer(feedback, person(WARD, "reporter"), "Bản nháp chưa duyệt")
    addresses = [f"/hoi-dap/{feedback.pk}/", "/hoi-dap/", "/", "/sitemap.xml"]
    pages = [Client().get(address, HTTP_HOST=WARD_HOST) for address in addresses]
    pages.append(look_up(code))
    assert not [page for page in pages if "Bản nháp chưa duyệt" in page.content.decode()]
    assert pages[0].status_code == 404


def test_nobody_approves_what_they_wrote(person):
    feedback, _code = ask(consent_sharing=None)
    first, second = person(WARD, "head"), person(WARD, "deputy_head")
    steps.answer(feedback, first, "Lần một")
    steps.answer(feedback, second, "Lần hai")
    for writer in (first, second):
        response = take(writer, feedback, "approve", version=feedback.answer_version)
        assert response.status_code in (302, 403)
        feedback.refresh_from_db()
        assert feedback.status == FeedbackStatus.ANSWERED


def test_answer_changed_since_it_was_read_is_not_approved(person):
    feedback, _code = ask(consent_sharing=None)
    writer, head = person(WARD, "reporter"), person(WARD, "head")
    steps.answer(feedback, writer, "Lần một")
    read = feedback.answer_version
    steps.answer(feedback, writer, "Lần hai")
    with pytest.raises(steps.StepRefusedError):
        steps.approve(feedback, head, read)
    assert feedback.status == FeedbackStatus.ANSWERED


def test_answer_sent_back_says_why_and_can_be_written_again(person):
    feedback, _code = ask(consent_sharing=None)
    writer, head = person(WARD, "reporter"), person(WARD, "head")
    steps.answer(feedback, writer, "Lần một")
    assert take(head, feedback, "return", note="").status_code == 200
    assert take(head, feedback, "return", note="Thiếu căn cứ").status_code == 302
    assert take(writer, feedback, "answer", answer="Lần hai").status_code == 302
    assert feedback.events.filter(kind="returned", note="Thiếu căn cứ").exists()


def test_refused_question_tells_its_sender_why(person):
    feedback, code = ask()
    take(person(WARD, "head"), feedback, "refuse", note="Thuộc thẩm quyền của Tòa án")
    assert "Thuộc thẩm quyền của Tòa án" in look_up(code).content.decode()
    assert "Thuộc thẩm quyền của Tòa án" in mail.outbox[-1].body


def test_text_typed_for_a_step_that_came_too_late_is_kept(person):
    feedback, _code = ask(consent_sharing=None)
    steps.refuse(feedback, person(WARD, "head"), "Trùng")
    response = take(person(WARD, "editor"), feedback, "answer", answer="Đã viết rất dài")
    assert response.status_code == 200
    assert "Đã viết rất dài" in response.content.decode()
    feedback.refresh_from_db()
    assert feedback.answer == ""


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("reporter", {"answer"}),
        ("editor", {"answer", "assign"}),
        ("deputy_head", {"answer", "assign", "refuse"}),
        ("head", {"answer", "assign", "refuse"}),
        ("administrator", set()),
    ],
)
def test_each_role_has_its_own_steps(person, role, allowed):
    feedback, _code = ask()
    assert set(access.steps_for(person(WARD, role), feedback)) == allowed


# ------------------------------------------------------------------------------ publication


@pytest.mark.parametrize(
    "text",
    [
        "Ông Đào Văn Thắng hỏi",
        "ong DAO VAN  THANG hoi",
        "anh Văn Thắng",
        "gửi về Thang.Dao@example.vn",
        "thư khac@example.com",
        "gọi 0912345678",
        "gọi 0912.345.678",
        "gọi +84 912 345 678",
        "gọi (0221) 386 3456",
        "căn cước 033085001234",
        "CMND 145 678 901",
        "tài khoản 19001234567890",
    ],
)
def test_personal_data_is_not_published(person, text):
    feedback, _code = ask(consent_sharing=None)
    head = person(WARD, "head")
    steps.answer(feedback, person(WARD, "reporter"), "Trả lời")
    steps.approve(feedback, head, feedback.answer_version)
    words = {"public_subject": "Hỏi", "public_body": text, "public_answer": "Đáp"}
    response = take(head, feedback, "publish", **words)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["public_body", "__all__"]
    assert text in response.context["form"]["public_body"].value()
    feedback.refresh_from_db()
    assert not feedback.is_published


@pytest.mark.parametrize(
    "text",
    [
        "Diện tích 1.500.000 m², lệ phí 150.000.000 đồng",
        "Nghị định 224/2026/NĐ-CP, Điều 9, ngày 01/7/2026",
        "Quyết định số 35/2023/QĐ-UBND ngày 05-10-2023",
        "thang máy, đào giếng, văn bản",
        "gọi 0221 3863 456, thư hoidap@bosong.gov.vn",
    ],
)
def test_ordinary_text_is_published(text):
    sender = personal_data.Sender("Đào Văn Thắng", "thang.dao@example.vn", "0912345678")
    allowed = ["0221 386 3456", "hoidap@bosong.gov.vn", ""]
    assert personal_data.findings(text, sender, allowed) == []


def test_name_of_one_word_is_not_found_inside_ordinary_words():
    sender = personal_data.Sender("An")
    assert personal_data.findings("an toàn, ăn uống, bình an", sender) == []
    assert personal_data.findings("Chào An!", sender)


# ------------------------------------------------------------------------------ isolation


@pytest.mark.parametrize("role", ["reporter", "editor", "deputy_head", "head", "administrator"])
@pytest.mark.parametrize("code", [OTHER, "skhcn", "ubnd"])
def test_staff_of_other_portals_see_nothing(person, code, role):
    with routed_to(DEPARTMENT):
        feedback, _code = ask()
    client = at_work(person(code, role))
    for address in (
        admin_page("index"),
        admin_page("index_results"),
        admin_page("index") + "?q=tách",
        admin_page("index") + "?status=assigned",
        admin_page("index") + "?export=csv",
        admin_page("index") + "?export=xlsx",
        reverse("wagtailadmin_home"),
    ):
        response = client.get(address)
        assert "Diện tích tối thiểu" not in said(response), address
    assert client.get(admin_page("detail", feedback.pk)).status_code in (302, 404)
    for step in access.RIGHTS:
        address = admin_page("step", feedback.pk, step)
        assert client.get(address).status_code in (302, 404)
        assert client.post(address, {"note": "x", "answer": "x"}).status_code in (302, 404)
    feedback.refresh_from_db()
    assert feedback.status == FeedbackStatus.ASSIGNED


def test_staff_of_the_receiving_and_the_answering_portal_see_the_question(person):
    with routed_to(DEPARTMENT):
        feedback, _code = ask()
    for user in (person(WARD, "reporter"), person(DEPARTMENT, "reporter")):
        client = at_work(user)
        assert feedback.subject in client.get(admin_page("index")).content.decode()
        found = client.get(admin_page("index") + "?q=tách")
        assert feedback.subject in found.content.decode()
        page = client.get(admin_page("detail", feedback.pk)).content.decode()
        assert "Đào Văn Thắng" in page
        assert 'id="history-section"' in page


def test_agency_that_gave_the_question_away_sees_it_no_more(person, portal_of_code):
    with routed_to(DEPARTMENT):
        feedback, _code = ask()
    department = person(DEPARTMENT, "editor")
    response = take(person(WARD, "editor"), feedback, "assign",
                    agency=portal_of_code("skhcn").agency_id)  # fmt: skip
    assert response.status_code == 302
    assert not access.visible_to(department).exists()
    assert access.visible_to(person("skhcn", "reporter")).exists()


def test_technical_administration_has_no_part_in_questions():
    feedback, _code = ask()
    admin = get_user_model().objects.create_superuser("quan-tri")
    client = at_work(admin)
    assert client.get(admin_page("detail", feedback.pk)).status_code == 302
    assert feedback.subject not in client.get("/cms/").content.decode()


def test_menu_shows_questions_to_those_who_handle_them(person):
    menu = {role: at_work(person(WARD, role)).get("/cms/").content.decode()
            for role in ("editor", "administrator")}  # fmt: skip
    assert admin_page("index") in menu["editor"]
    assert admin_page("index") not in menu["administrator"]


def test_export_names_no_sender(person):
    ask()
    for form in ("csv", "xlsx"):
        response = at_work(person(WARD, "head", form)).get(f"{admin_page('index')}?export={form}")
        exported = said(response)
        assert "Diện tích tối thiểu" in exported
        assert not [secret for secret in SECRETS if secret in exported]


def test_list_costs_the_same_for_one_question_and_for_many(person):
    client = at_work(person(WARD, "head"))

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(admin_page("index"))
        return len(queries)

    ask(reply_by="code")
    cost()
    one = cost()
    for _number in range(5):
        ask(reply_by="code")
    assert cost() == one


# ------------------------------------------------------------------------------ retention


def test_sender_is_erased_when_the_time_is_over(person):
    feedback, _code = published(person)
    open_case, _code = ask()
    months = law.number("feedback.keep_sender_data")
    with mock.patch("django.utils.timezone.now", return_value=timezone.now()):
        assert retention.erase_expired() == 0
    later = timezone.now() + timedelta(days=31 * months + 1)
    with mock.patch("django.utils.timezone.now", return_value=later):
        assert retention.erase_expired() == 1
        assert retention.erase_expired() == 0
    feedback.refresh_from_db()
    assert (feedback.sender_name, feedback.sender_email, feedback.sender_phone) == ("", "", "")
    assert feedback.events.filter(kind="erased").exists()
    open_case.refresh_from_db()
    assert open_case.sender_name
