"""A legal document as data: how it is cited, since when it binds, what it does to others."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from govportal.publishing.documents.kinds import Effect
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.relations import LegalDocumentRelation

ISSUER = "Ủy ban nhân dân tỉnh Minh Họa"
FACTS = {
    "title": "Quy chế", "number": "35", "symbol": "QĐ-UBND", "document_type": "quyet_dinh",
    "issuer": ISSUER, "signer": "Nguyễn Văn An", "abstract": "Ban hành Quy chế",
    "issued_on": date(2026, 2, 5),
}  # fmt: skip


def document(**changes):
    return LegalDocumentPage(**FACTS | changes)


@pytest.fixture
def saved(section_of):
    """Return a function that publishes a document."""

    def save(code="ubnd", language="vi", **changes):
        index = section_of(code, "legal_documents", language)
        page = document(locale=index.locale, first_published_at=timezone.now(), **changes)
        return index.add_child(instance=page)

    return save


def complaints(page, language="vi"):
    """Return what is wrong with *page* by field, in one language."""
    with translation.override(language):
        try:
            page.clean()
        except ValidationError as error:
            return error.message_dict
    return {}


# --- number and symbol ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "citation"),
    [
        ({"document_class": "normative"}, "35/2026/QĐ-UBND"),
        ({"document_class": "administrative"}, "35/QĐ-UBND"),
        ({"document_class": "normative", "issued_on": None}, "35/QĐ-UBND"),
        ({"number": ""}, "…/QĐ-UBND"),
        ({"symbol": ""}, "35"),
        ({"number": "05", "symbol": "CT-UBND"}, "05/CT-UBND"),
    ],
)
def test_document_is_cited_as_other_documents_quote_it(changes, citation):
    assert document(**changes).citation == citation


@pytest.mark.parametrize(
    "changes",
    [
        {"issued_on": date(2025, 12, 31)},
        {"document_type": "chi_thi"},
        {"symbol": "QĐ-STC"},
        {"number": "36"},
        {"issuer": "Sở Tài chính"},
        {"number": "", "issued_on": None},
    ],
    ids=" ".join,
)
def test_number_is_free_for_another_year_type_symbol_or_issuer(saved, changes):
    other = saved()
    assert complaints(document(locale=other.locale, **changes)) == {}


def test_number_used_twice_is_refused_and_says_what_to_do(saved):
    twin = document(locale=saved().locale, issued_on=date(2026, 11, 1))
    assert "đã được dùng" in complaints(twin)["number"][0]
    assert "Lý do dùng lại số" in complaints(twin)["number"][0]
    assert "already used" in complaints(twin, "en")["number"][0]
    with pytest.raises(ValidationError):
        saved("stc", slug="quy-che-2")


def test_number_is_used_again_for_a_stated_reason(saved):
    saved()
    page = saved(slug="quy-che-2", number_exception="Đính chính bản đã ban hành")
    assert page.live


def test_translation_and_the_document_itself_may_have_the_number(saved):
    page = saved()
    page.full_clean()
    assert saved(language="en").citation == page.citation


# --- dates and effect -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("effective", "expires", "day", "effect"),
    [
        (None, None, date(2026, 3, 1), Effect.UNKNOWN),
        (None, date(2026, 3, 1), date(2026, 3, 2), Effect.UNKNOWN),
        (date(2026, 3, 1), None, date(2026, 2, 28), Effect.PENDING),
        (date(2026, 3, 1), None, date(2026, 3, 1), Effect.IN_FORCE),
        (date(2026, 3, 1), date(2026, 6, 1), date(2026, 5, 31), Effect.IN_FORCE),
        (date(2026, 3, 1), date(2026, 6, 1), date(2026, 6, 1), Effect.EXPIRED),
    ],
)
def test_effect_follows_the_day(effective, expires, day, effect):
    assert document(effective_on=effective, expires_on=expires).effect_on(day) == effect


def test_effect_is_that_of_today_where_the_portal_is(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 3, 1))
    assert document(effective_on=date(2026, 3, 1)).effect == Effect.IN_FORCE


@pytest.mark.parametrize(
    ("changes", "field", "vietnamese", "english"),
    [
        (
            {"effective_on": date(2026, 2, 4)}, "effective_on",
            "Ngày có hiệu lực phải từ ngày ban hành trở đi.",
            "The effective date must not be before the issue date.",
        ),
        (
            {"effective_on": date(2026, 3, 1), "expires_on": date(2026, 2, 28)}, "expires_on",
            "Ngày hết hiệu lực phải sau ngày có hiệu lực.",
            "The expiry date must be after the effective date.",
        ),
    ],
)  # fmt: skip
def test_dates_out_of_order_are_refused_in_both_languages(db, changes, field, vietnamese, english):
    page = document(**changes)
    assert complaints(page) == {field: [vietnamese]}
    assert complaints(page, "en") == {field: [english]}


def test_effect_on_the_day_of_issue_is_right(db):
    assert complaints(document(effective_on=FACTS["issued_on"])) == {}


# --- relations ------------------------------------------------------------------------------------


def test_relation_reads_from_both_sides_in_both_languages():
    relation = LegalDocumentRelation(kind="replaces", citation="08/2019/QĐ-UBND")
    with translation.override("en"):
        assert (str(relation), relation.passive_kind) == ("Replaces 08/2019/QĐ-UBND", "Replaced by")
    with translation.override("vi"):
        assert relation.passive_kind == "Bị thay thế bởi"


def test_related_document_is_linked_only_while_it_is_public(saved, client):
    older, newer = saved(number="8"), saved(number="9", slug="moi")
    LegalDocumentRelation.objects.create(
        document=newer, kind="amends", citation=older.citation, target=older
    )
    address = older.get_url_parts()[2]

    def shown():
        response = client.get(newer.get_url_parts()[2], headers={"host": "minhhoa.gov.vn"})
        return response.content.decode()

    assert f'href="{address}"' in shown()
    older.unpublish()
    assert f'href="{address}"' not in shown()
    assert older.citation in shown()


def test_draft_that_will_replace_a_document_is_not_shown_at_it(saved, client):
    older, newer = saved(number="8"), saved(number="9", slug="moi")
    LegalDocumentRelation.objects.create(
        document=newer, kind="replaces", citation=older.citation, target=older
    )
    newer.unpublish()
    page = client.get(older.get_url_parts()[2], headers={"host": "minhhoa.gov.vn"})
    assert newer.citation not in page.content.decode()


def test_deleted_target_leaves_the_citation(saved):
    older, newer = saved(number="8"), saved(number="9", slug="moi")
    LegalDocumentRelation.objects.create(
        document=newer, kind="abolishes", citation=older.citation, target=older
    )
    older.delete()
    relation = newer.relations.get()
    assert (relation.target, relation.citation) == (None, "8/QĐ-UBND")
