"""Amendments in the admin: proposals accepted into a draft, mistakes named, portals kept apart."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from govportal.publishing.documents.amendment_views import PROPOSALS, REVIEW
from govportal.publishing.documents.amendments import Amendment
from govportal.publishing.documents.pages import LegalDocumentPage
from tests.amending import amend, document


@pytest.fixture
def index(section_of):
    """Return the Vietnamese list of documents of one portal."""
    return section_of("stc", "legal_documents")


@pytest.fixture
def base(index):
    """Return the published document that the others amend."""
    return document(index, "base")


@pytest.fixture
def source(index):
    """Return a draft that amends, without recorded amendments."""
    return document(index, "first", live=False)


@pytest.fixture
def staff(person, sign_in):
    """Return the client of an editor of the portal."""
    return sign_in(person("stc", "editor"))


def latest(page):
    return LegalDocumentPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def rows_of(page):
    return [(row.action, row.provision) for row in page.amendments.all()]


# --- proposals ------------------------------------------------------------------------------------


def test_proposals_stand_beside_their_clauses_and_the_unread_are_listed(base, source, staff):
    text = staff.get(reverse(PROPOSALS, args=[source.pk])).content.decode()
    assert text.count('name="accept"') == 6
    assert "khoản 1 Điều 2" in text
    assert "Sửa đổi tên Chương II" in text
    assert base.citation in text


def test_accepted_proposals_become_rows_of_a_draft_and_nothing_is_published(base, source, staff):
    address = reverse(PROPOSALS, args=[source.pk])
    answer = staff.post(address, {"accept": ["0", "3"], "revision": ""})
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[source.pk])
    draft = latest(source)
    assert rows_of(draft) == [("replace", "dieu-2-khoan-1"), ("repeal", "dieu-5-khoan-2")]
    assert [row.target_id for row in draft.amendments.all()] == [base.pk, base.pk]
    assert [row.by_clause for row in draft.amendments.all()] == [
        "dieu-1-khoan-1", "dieu-1-khoan-4",
    ]  # fmt: skip
    stored = LegalDocumentPage.objects.get(pk=source.pk)
    assert (stored.live, rows_of(stored)) == (False, [])
    assert staff.get(address).content.decode().count('name="accept"') == 4


def test_proposals_of_a_published_document_leave_what_is_public(base, index, staff):
    source = document(index, "first")
    staff.post(reverse(PROPOSALS, args=[source.pk]), {"accept": ["0"], "revision": ""})
    assert rows_of(LegalDocumentPage.objects.get(pk=source.pk)) == []
    assert rows_of(latest(source)) == [("replace", "dieu-2-khoan-1")]


@pytest.mark.parametrize("sent", [{}, {"accept": ["99", "x", "-1"]}])
def test_nothing_ticked_adds_no_draft(base, source, staff, sent):
    staff.post(reverse(PROPOSALS, args=[source.pk]), {"revision": "", **sent})
    assert LegalDocumentPage.objects.get(pk=source.pk).latest_revision_id is None


def test_document_changed_meanwhile_is_looked_through_again(base, source, staff):
    source.save_revision(clean=False)
    answer = staff.post(reverse(PROPOSALS, args=[source.pk]), {"accept": ["0"], "revision": "0"})
    assert answer.url == reverse(PROPOSALS, args=[source.pk])
    assert rows_of(latest(source)) == []


def test_document_that_is_not_on_the_portal_is_chosen_later(source, staff):
    staff.post(reverse(PROPOSALS, args=[source.pk]), {"accept": ["0"], "revision": ""})
    assert [row.target for row in latest(source).amendments.all()] == [None]


# --- article by article ---------------------------------------------------------------------------


def test_review_shows_published_and_own_draft_amendments_with_their_problems(base, source, staff):
    source.amendments = [
        amend(source, base, "replace", "khoản 1 Điều 2", text="1. Bến mở cả ngày."),
        amend(source, base, "repeal", "Điều 99"),
    ]
    source.save_revision(clean=False)
    text = staff.get(reverse(REVIEW, args=[base.pk]), {"ngay": "2024-06-01"}).content.decode()
    assert "Bến mở cả ngày" in text
    assert "không có Điều 99" in text
    assert f"({'bản nháp'})" in text
    before = staff.get(reverse(REVIEW, args=[base.pk]), {"ngay": "2024-05-01"}).content.decode()
    assert "Bến mở cả ngày" not in before


def test_review_names_a_day_that_is_none(base, staff):
    answer = staff.get(reverse(REVIEW, args=[base.pk]), {"ngay": "2024-02-30"})
    assert answer.status_code == 200
    assert "Không có ngày này" in answer.content.decode()


def test_reporter_does_not_see_the_drafts_of_others(base, source, index, person, sign_in):
    reporter = person("stc", "reporter")
    own = document(index, "base", live=False, owner=reporter, number="77", slug="rieng")
    amend(source, own, "replace", "khoản 1 Điều 2", text="1. Bến mở cả ngày.")
    source.save_revision(clean=False)
    text = sign_in(reporter).get(reverse(REVIEW, args=[own.pk])).content.decode()
    assert "Bến mở từ 5 giờ" in text
    assert "Bến mở cả ngày" not in text


@pytest.mark.parametrize("name", [PROPOSALS, REVIEW])
def test_staff_of_another_portal_are_let_in_nowhere(base, source, person, sign_in, name):
    client = sign_in(person("skhcn", "head"))
    for page in (base, source):
        assert client.get(reverse(name, args=[page.pk])).status_code in (302, 403)
        client.post(reverse(name, args=[page.pk]), {"accept": ["0"], "revision": ""})
        assert LegalDocumentPage.objects.get(pk=page.pk).latest_revision_id is None


def test_editor_of_a_document_leads_to_both_pages(base, staff):
    text = staff.get(reverse("wagtailadmin_pages:edit", args=[base.pk])).content.decode()
    for name in (PROPOSALS, REVIEW):
        assert reverse(name, args=[base.pk]) in text


# --- the form -------------------------------------------------------------------------------------


def form_of(page, *rows):
    """Return the editor's form of *page* with amendments, as a browser sends it."""
    facts = (
        "title", "slug", "document_class", "document_type", "number", "symbol", "issuer", "signer",
        "abstract",
    )  # fmt: skip
    data = {name: getattr(page, name) for name in facts}
    sent = [
        {"id": "", "ORDER": str(number), "DELETE": "", "action": "repeal"} | row
        for number, row in enumerate(rows)
    ]
    formset = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": 0, **dict(enumerate(sent))}
    streams = {name: streamfield([]) for name in ("body", "decision", "annexes")}
    nothing = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    others = {
        "relations": nothing, "attachments": nothing, "record_details": nothing,
        "comments": nothing, "amendments": formset,
    }  # fmt: skip
    dates = {"issued_on": "2024-05-10", "effective_on": "2024-06-01"}
    return nested_form_data(data | streams | others | dates)


def test_draft_keeps_a_wrong_amendment_and_submission_names_it(base, source, staff):
    address = reverse("wagtailadmin_pages:edit", args=[source.pk])
    data = form_of(source, {"target": base.pk, "provision": "khoản 9 Điều 5"})
    assert staff.post(address, data).status_code == 302
    assert rows_of(latest(source)) == [("repeal", "dieu-5-khoan-9")]
    answer = staff.post(address, {**data, "action-submit": "1"})
    assert "không có khoản 9 Điều 5" in answer.content.decode()
    errors = answer.context["form"].formsets["amendments"].errors
    assert list(errors[0]) == ["provision"]


def test_draft_of_another_portal_is_not_chosen_even_in_a_draft(source, section_of, staff):
    foreign = document(section_of("skhcn", "legal_documents"), "second", live=False, title="Zzkin")
    address = reverse("wagtailadmin_pages:edit", args=[source.pk])
    answer = staff.post(address, form_of(source, {"target": foreign.pk, "provision": "Điều 1"}))
    assert answer.status_code == 200
    assert "target" in answer.context["form"].formsets["amendments"].errors[0]
    assert "Zzkin" not in answer.content.decode()


def test_draft_title_of_another_portal_is_not_shown_at_an_amendment(source, section_of, staff):
    foreign = document(section_of("skhcn", "legal_documents"), "second")
    source.amendments = [Amendment(target=foreign, provision="dieu-1", action="repeal")]
    source.save_revision(clean=False)
    foreign.title = "Zzkin"
    foreign.save_revision()
    address = reverse("wagtailadmin_pages:edit", args=[source.pk])
    assert "Zzkin" not in staff.get(address).content.decode()
