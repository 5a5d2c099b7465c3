"""Two texts are compared by article: nothing is lost, nothing takes for ever, nothing leaks."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govportal.publishing.documents.comparison import SECONDS, Unit, compare, pieces
from govportal.publishing.documents.relations import LegalDocumentRelation
from tests.legal_documents import article, clause, path_of, publish

HOST = "minhhoa.gov.vn"


def unit(key, title="", text=""):
    return Unit(key, title, f"{title}\n{text}" if title else text)


def kinds(old, new):
    """Return what became of each unit, with its former and present number."""
    return [
        (change.kind, change.old and change.old.key, change.new and change.new.key)
        for change in compare(old, new)
    ]


words = st.text(alphabet="ab \nđ", max_size=12)
units = st.lists(
    st.builds(Unit, st.sampled_from("123456"), st.sampled_from(["", "Phạm vi", "Hiệu lực"]), words),
    max_size=6, unique_by=lambda unit: unit.key,
)  # fmt: skip


# --- the comparison itself ------------------------------------------------------------------------


@given(units)
def test_a_text_does_not_differ_from_itself(same):
    changes = compare(same, same)
    assert {change.kind for change in changes} <= {"unchanged"}
    assert all(piece.kind == "same" for change in changes for piece in change.pieces)


@given(units, units, st.sampled_from([0, SECONDS]))
def test_changes_make_the_new_text_and_keep_the_old(old, new, seconds):
    changes = compare(old, new, seconds)
    assert [change.new for change in changes if change.new] == new
    kept = [change.old for change in changes if change.old]
    assert sorted(kept, key=lambda unit: unit.key) == sorted(old, key=lambda unit: unit.key)
    for change in changes:
        for side, unit_, lost in (("old", change.old, "added"), ("new", change.new, "removed")):
            text = "".join(piece.text for piece in change.pieces if piece.kind != lost)
            assert text == (unit_.text if unit_ else ""), side


def test_each_article_is_told_by_what_became_of_it():
    old = [unit("1", "Phạm vi", "a b c"), unit("2", "Đối tượng", "x y"), unit("3", "Cũ", "bỏ đi")]
    new = [unit("1", "Phạm vi", "a q c"), unit("2", "Mới", "1 2 3"), unit("3", "Đối tượng", "x y")]
    assert kinds(old, new) == [
        ("changed", "1", "1"), ("added", None, "2"), ("moved", "2", "3"), ("removed", "3", None),
    ]  # fmt: skip


def test_moved_article_with_another_title_is_known_by_its_words():
    text = "Cơ quan quản lý kho ảnh giữ ảnh ít nhất mười năm kể từ ngày nhận"
    assert kinds([unit("4", "Giữ ảnh", text)], [unit("6", "Thời hạn", f"{text} ảnh")]) == [
        ("moved", "4", "6")
    ]


def test_words_are_marked_not_whole_clauses():
    found = [
        (piece.kind, piece.text)
        for piece in pieces("trong hai ngày làm việc", "trong ba ngày làm việc")
    ]
    assert found == [
        ("same", "trong "), ("removed", "hai "), ("added", "ba "), ("same", "ngày làm việc"),
    ]  # fmt: skip


@pytest.mark.parametrize("length", [1200, 30000])
def test_huge_articles_are_compared_in_bounded_time(length):
    old = [unit(str(n), f"Điều {n}", "a b c " * length) for n in range(20)]
    new = [unit(str(n), f"Điều {n}", "b c d " * length) for n in range(20)]
    start = time.process_time()
    changes = compare(old, new)
    assert time.process_time() - start < SECONDS + 6
    assert len(changes) == 20


# --- the page -------------------------------------------------------------------------------------


@pytest.fixture
def save(section_of):
    def make(code="ubnd", **values):
        return publish(section_of(code, "legal_documents"), **values)

    return make


OLD = [
    article(1, "Phạm vi", clause("Giữ nguyên.")),
    article(2, "Thời hạn", clause("Trong hai ngày.", "1")),
    article(3, "Bỏ đi", clause("Câu này sẽ mất.")),
]
NEW = [
    article(1, "Phạm vi", clause("Giữ nguyên.")),
    article(2, "Thời hạn", clause("Trong ba ngày.", "1")),
    article(4, "Thêm vào", clause("Điều hoàn toàn khác biệt.")),
]


@pytest.fixture
def versions(save):
    """Return an older document and the newer one that replaces it."""
    older = save(number="8", issued_on=date(2020, 1, 6), body=OLD, slug="van-ban-truoc")
    newer = save(body=NEW)
    LegalDocumentRelation.objects.create(
        document=newer, kind="replaces", citation=older.citation, target=older
    )
    return older, newer


@pytest.fixture
def ask(client):
    def get(page, voi=None, status=200):
        query = {} if voi is None else {"voi": voi}
        host = page.get_url_parts()[1].removeprefix("http://").removesuffix(".localhost")
        answer = client.get(f"{path_of(page)}so-sanh/", query, headers={"host": host})
        assert answer.status_code == status
        return answer.content.decode()

    return get


@pytest.mark.parametrize("from_newer", [True, False])
def test_words_are_marked_the_same_way_from_both_documents(versions, ask, from_newer):
    older, newer = versions
    here, other = (newer, older) if from_newer else (older, newer)
    html = ask(here, other.pk)
    assert '<del><span class="vh">' in html and "hai </del>" in html.replace(
        '<span class="vh">]</span>', ""
    )
    assert "ba </ins>" in html.replace('<span class="vh">]</span>', "")
    assert html.count('<details class="card"') == 1
    assert "Câu này sẽ mất." in html and "Điều hoàn toàn khác biệt." in html


@pytest.mark.parametrize(
    "typed", ["8/2020/QĐ-UBND", " 08 /2020/ qđ-ubnd ", "Quyết định số 8/2020/QĐ-UBND"]
)
def test_other_document_is_named_by_its_number(versions, ask, typed):
    assert "<del>" in ask(versions[1], typed)


def test_related_documents_are_offered_and_engines_kept_away(versions, ask):
    older, newer = versions
    assert f'href="?voi={older.pk}"' in ask(newer)
    assert f'href="?voi={newer.pk}"' in ask(older)
    assert '<meta name="robots" content="noindex">' in ask(newer)
    assert 'rel="canonical"' not in ask(newer)


@pytest.mark.parametrize(
    "typed", ["9/2020/QĐ-UBND", "0", "9" * 30, "<script>", "'", "²", "\0", "/"]
)
def test_unknown_document_is_not_found_and_the_form_stays(versions, ask, typed):
    html = ask(versions[1], typed, status=404)
    assert 'name="voi"' in html and 'role="alert"' in html
    assert "<script>" not in html


def test_document_is_not_compared_with_itself(versions, ask):
    newer = versions[1]
    assert 'role="alert"' in ask(newer, newer.pk, status=400)
    assert 'role="alert"' in ask(newer, newer.citation, status=400)


@pytest.mark.parametrize("hidden", ["draft", "private"])
def test_document_that_is_not_public_is_as_unknown(versions, ask, hidden):
    older, newer = versions
    if hidden == "draft":
        older.unpublish()
    else:
        older.view_restrictions.create(restriction_type="login")
    assert "Câu này sẽ mất" not in ask(newer, older.pk, status=404)
    assert "Câu này sẽ mất" not in ask(newer, older.citation, status=404)
    assert f"voi={older.pk}" not in ask(newer)


def test_number_of_several_documents_asks_which(versions, save, ask):
    values = {"number": "8", "issued_on": date(2020, 1, 6)}
    twins = [
        save("stc", issuer="Sở Tài chính", slug="so", **values),
        save("phuong-bo-song", issuer="UBND phường Bờ Sông", slug="phuong", **values),
    ]
    elsewhere = save("skhcn", number="50", slug="khac")
    html = ask(elsewhere, "8/2020/QĐ-UBND")
    assert all(f'href="?voi={twin.pk}"' in html for twin in twins)
    assert "<del>" in ask(versions[1], "8/2020/QĐ-UBND")  # on its own portal there is one


def test_text_of_documents_is_escaped(save, ask):
    older = save(
        number="8", issued_on=date(2020, 1, 6), body=[article(1, "<b>A", clause("<i>x"))], slug="a"
    )
    newer = save(body=[article(1, "<b>A", clause("<i>y"))])
    html = ask(newer, older.pk)
    assert "<i>" not in html and "<b>A" not in html
