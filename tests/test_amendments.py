"""Amendments of a document: stored, shown to readers as one text, and kept within a portal."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import PageViewRestriction

from govportal.publishing.documents import amending, amendment_checks
from govportal.publishing.documents.amendments import Amendment, as_anchor
from tests.amending import JUNE, amend, document

HOST = {"host": "minhhoa.gov.vn"}


@pytest.fixture
def index(section_of):
    """Return the Vietnamese list of documents of the provincial portal."""
    return section_of("ubnd", "legal_documents")


@pytest.fixture
def base(index):
    """Return the published document that the others amend."""
    return document(index, "base")


@pytest.fixture
def first(index):
    """Return a published document that amends."""
    return document(index, "first")


def consolidated(client, page, **query):
    return client.get(f"{page.get_url_parts()[2]}hop-nhat/", query, headers=HOST)


def shown(client, page, **query):
    answer = consolidated(client, page, **query)
    assert answer.status_code == 200
    return answer.content.decode()


# --- what is stored -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("điểm đ khoản 2 Điều 5", "dieu-5-khoan-2-diem-dd"),
        ("Khoản 2a, Điều 5a", "dieu-5a-khoan-2a"),
        ("clause 2 of Article 5", "dieu-5-khoan-2"),
        ("Chương II", "Chương II"),
        ("", ""),
    ],
)
def test_provision_typed_in_words_is_stored_as_its_anchor(typed, stored):
    assert as_anchor(typed) == stored


def test_deleted_target_leaves_the_amendment_to_be_completed(base, first):
    row = amend(first, base)
    base.delete()
    row.refresh_from_db()
    assert row.target is None


# --- what is wrong --------------------------------------------------------------------------------


def wrong(page, language="vi", **facts):
    row = Amendment(**{"action": "repeal", "provision": "dieu-5", **facts})
    with translation.override(language):
        return {item.field: item.message for item in amendment_checks.problems(page, [row])}


def test_each_mistake_is_named_at_its_field(base, first):
    assert "sửa đổi chính nó" in wrong(first, target=first)["target"]
    assert wrong(first)["target"]
    assert "khoản 9 Điều 5" in wrong(first, target=base, provision="khoản 9 Điều 5")["provision"]
    words = wrong(first, target=base, action="replace_words", words_from="Sở Y tế")
    assert "Sở Y tế" in words["words_from"]
    assert wrong(first, target=base, action="replace")["text"]
    assert wrong(first, target=base, effective_on=date(2024, 5, 9))["effective_on"]
    assert wrong(first, target=base) == {}


def test_mistakes_are_told_in_english_too(base, first):
    facts = {"target": base, "provision": "dieu-99"}
    assert "Article 99" in wrong(first, "en", **facts)["provision"]


def test_provision_that_another_document_inserted_is_there_from_that_day(index, base, first):
    amend(first, base, "insert_after", "Điều 3", text="Điều 3a. Mới\n1. Một.")
    second = document(index, "second")
    assert wrong(second, target=base, provision="dieu-3a-khoan-1") == {}
    early = {"effective_on": date(2024, 5, 31)}
    second.issued_on = date(2024, 5, 1)
    assert "Điều 3a" in wrong(second, target=base, provision="dieu-3a", **early)["provision"]


def test_document_with_a_wrong_amendment_is_not_published(base, first):
    amend(first, base, provision="Điều 99")
    with pytest.raises(ValidationError, match="Điều 99"):
        first.refuse_incomplete()


# --- what readers see -----------------------------------------------------------------------------


@pytest.fixture
def amended(base, first):
    """Return the base with three amendments of the first document."""
    amend(first, base, "replace", "khoản 1 Điều 2", text="1. Bến mở từ 4 giờ.",
          by_clause="khoản 1 Điều 1")  # fmt: skip
    amend(first, base, "insert_after", "Điều 3", text="Điều 3a. Miễn phí\n1. Thuyền cứu hộ.")
    amend(first, base, "repeal", "khoản 2 Điều 5")
    return base


def test_reader_finds_changes_marked_and_linked_to_the_clause_that_made_them(
    client, amended, first
):
    text = shown(client, amended)
    assert f'href="{first.get_url_parts()[2]}#dieu-1-khoan-1"' in text
    assert "khoản 1 Điều 1" in text
    expected = {
        "Bến mở từ 4 giờ", "Bến mở từ 5 giờ đến 19 giờ", "Thuyền cứu hộ", "(được bãi bỏ)",
        'id="dieu-3a-khoan-1"', "Sửa đổi", "Bổ sung", "Bãi bỏ",
    }  # fmt: skip
    assert {words for words in expected if words not in text} == set()
    assert text.count(first.citation) >= 4


def test_contents_tell_which_articles_changed(client, amended):
    contents = shown(client, amended).split('aria-labelledby="h-contents"')[1].split("</nav>")[0]
    changed = re.findall(r'href="#([a-z0-9-]+)">[^<]*<span class="m">\(có thay đổi', contents)
    assert changed == ["dieu-2", "dieu-3a", "dieu-5"]


def test_title_of_an_attached_regulation_and_its_annexes_are_told(client, base, first):
    base.regulation_title = "Quy chế quản lý bến thuyền"
    base.annexes = [{"type": "annex", "value": {"kind": "annex", "title": "Bản đồ", "text": ""}}]
    base.save()
    amend(first, base)
    text = shown(client, base)
    assert 'id="noi-dung">Quy chế quản lý bến thuyền' in text
    assert "Phụ lục và biểu mẫu" in text
    assert "(được bãi bỏ)" in text


def test_reader_of_a_former_day_gets_the_former_text(client, amended):
    text = shown(client, amended, ngay="2024-05-31")
    assert "Bến mở từ 5 giờ đến 19 giờ." in text
    assert "Điều 3a" not in text
    assert '<meta name="robots" content="noindex">' in text
    assert f'<link rel="canonical" href="{amended.full_url}hop-nhat/">' in text
    assert "Bến mở từ 4 giờ" in shown(client, amended, ngay=JUNE.isoformat())


def test_text_of_today_has_one_canonical_address_and_may_be_indexed(client, amended):
    text = shown(client, amended)
    assert text.count('rel="canonical"') == 1
    assert "noindex" not in text


def test_readers_are_told_that_the_signed_documents_prevail(client, amended):
    assert "01/2012/UBTVQH13" in shown(client, amended)


@pytest.mark.parametrize("day", ["2024-02-30", "hôm nay", "99999-01-01", "' OR 1=1", "0000-00-00"])
def test_day_that_is_none_is_told_with_the_form(client, amended, day):
    answer = consolidated(client, amended, ngay=day)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert 'name="ngay"' in text
    assert "e-ngay" in text


@pytest.mark.parametrize("day", ["", "0001-01-01", "9999-12-31", "31/12/2024"])
def test_any_real_day_is_answered(client, amended, day):
    assert consolidated(client, amended, ngay=day).status_code == 200


def test_page_of_the_document_leads_to_the_consolidated_text_once_it_is_amended(
    client, base, first
):
    address = base.get_url_parts()[2]
    assert "hop-nhat/" not in client.get(address, headers=HOST).content.decode()
    first.amendments = [Amendment(target=base, provision="dieu-5", action="repeal")]
    first.save()
    stated = [(row.kind, row.target_id) for row in first.relations.all()]
    assert stated == [("amends", base.pk)]
    assert f'href="{address}hop-nhat/"' in client.get(address, headers=HOST).content.decode()


def test_markup_in_a_new_wording_stays_text(client, base, first):
    evil = "<script>alert(1)</script>"
    amend(first, base, "replace", "Điều 1", text=f"Điều 1. {evil}\n{evil}", by_clause=evil)
    amend(first, base, "replace_words", "", words_from="Sở Giao thông", words_to=evil)
    text = shown(client, base)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_amendment_that_cannot_be_applied_is_told_to_readers(client, amended, first):
    amend(first, amended, provision="Điều 99")
    assert re.search(r"Có 1 nội dung sửa đổi", shown(client, amended))


def test_cost_does_not_grow_with_the_amendments(client, amended, first):
    def cost():
        shown(client, amended)  # what a change has ended is remembered again
        with CaptureQueriesContext(connection) as captured:
            shown(client, amended)
        return len(captured)

    shown(client, amended)
    few = cost()
    for number in range(30):
        amend(first, amended, "insert_after", "Điều 1", text=f"{number + 1}. Khoản mới.")
    assert cost() == few <= 14


# --- whose amendments count -----------------------------------------------------------------------


def test_draft_hidden_and_foreign_documents_change_nothing(client, base, index, section_of):
    foreign = document(section_of("stc", "legal_documents"), "second", number="99")
    draft = document(index, "first", live=False)
    hidden = document(index, "second")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    for source in (foreign, draft, hidden, base):
        amend(source, base)
    assert list(amending.published(base)) == []
    assert "(được bãi bỏ)" not in shown(client, base)


def test_portal_may_not_amend_the_documents_of_another(base, section_of):
    foreign = document(section_of("stc", "legal_documents"), "first")
    assert wrong(foreign, target=base)["target"]


def test_translation_is_amended_by_translations_alone(base, section_of):
    english = document(section_of("ubnd", "legal_documents", "en"), "first")
    amend(english, base)
    assert not amending.published(base).exists()
