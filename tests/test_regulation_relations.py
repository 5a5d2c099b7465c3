"""What a text does to other documents, and to which of their provisions."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govportal.publishing.regulations import Article, ParsedRegulation, Relation
from govportal.publishing.regulations.effect import relations
from govportal.publishing.regulations.provisions import (
    UnclearProvisionError,
    holds,
    last_provisions,
    located,
    read_provisions,
    steps_of,
)

pytestmark = pytest.mark.pure


def found(*texts):
    articles = [Article(1, "", "qd-dieu-1", intro=texts)]
    return [(item.kind, item.citation, item.provisions) for item in relations(articles)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bãi bỏ khoản 2 Điều 5 Quyết định số 12/2024/QĐ-UBND ngày 01 tháng 3 năm 2024.",
            [("abolishes", "12/2024/QĐ-UBND", ("dieu-5-khoan-2",))],
        ),
        (
            "Đính chính lỗi kỹ thuật tại điểm đ khoản 1 Điều 3 Quyết định số 12/2024/QĐ-UBND.",
            [("corrects", "12/2024/QĐ-UBND", ("dieu-3-khoan-1-diem-dd",))],
        ),
        (
            "Tạm ngưng hiệu lực Điều 4 và Điều 6 của Quy chế họp ban hành kèm theo Quyết định số "
            "12/2024/QĐ-UBND.",
            [("suspends", "12/2024/QĐ-UBND", ("dieu-4", "dieu-6"))],
        ),
        (
            "Quyết định số 9/2021/QĐ-UBND ngưng hiệu lực kể từ ngày 01/01/2026.",
            [("suspends", "9/2021/QĐ-UBND", ())],
        ),
        (
            "Quyết định này quy định chi tiết khoản 3 Điều 7 Nghị quyết số 15/2025/NQ-HĐND.",
            [("guides", "15/2025/NQ-HĐND", ("dieu-7-khoan-3",))],
        ),
        (
            "Hướng dẫn thi hành Nghị quyết số 15/2025/NQ-HĐND của Hội đồng nhân dân tỉnh.",
            [("guides", "15/2025/NQ-HĐND", ())],
        ),
        (
            "Sửa đổi Điều 5 Quyết định số 9/2021/QĐ-UBND; bãi bỏ Điều 8 Quyết định số "
            "9/2021/QĐ-UBND; bãi bỏ Điều 9 Quyết định số 9/2021/QĐ-UBND.",
            [
                ("amends", "9/2021/QĐ-UBND", ("dieu-5",)),
                ("abolishes", "9/2021/QĐ-UBND", ("dieu-8", "dieu-9")),
            ],
        ),
    ],
)
def test_act_and_provisions_are_read(text, expected):
    assert found(text) == expected


def test_what_a_cited_document_does_is_not_what_this_one_does():
    text = (
        "Bãi bỏ Quyết định số 1/2020/QĐ-UBND hướng dẫn thi hành Nghị quyết số 2/2019/NQ-HĐND và "
        "Quyết định số 3/2020/QĐ-UBND quy định chi tiết Nghị quyết số 4/2019/NQ-HĐND."
    )
    assert [citation for _kind, citation, _parts in found(text)] == [
        "1/2020/QĐ-UBND", "3/2020/QĐ-UBND",
    ]  # fmt: skip
    assert found("Giao Sở Tài chính hướng dẫn thi hành Quyết định số 1/2020/QĐ-UBND.") == []


def test_provisions_are_given_away_with_the_relation():
    relation = Relation("abolishes", "1/2020/QĐ-UBND", provisions=("dieu-5",))
    (given_away,) = ParsedRegulation(replaces=(relation,)).as_dict()["replaces"]
    assert list(given_away["provisions"]) == ["dieu-5"]


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("", ()),
        ("khoản 2 Điều 5; Điều 9", ("dieu-5-khoan-2", "dieu-9")),
        ("KHOẢN 2 ĐIỀU 5", ("dieu-5-khoan-2",)),
        ("dieu-5-khoan-2, dieu-9; qd-dieu-1", ("dieu-5-khoan-2", "dieu-9", "qd-dieu-1")),
        ("điểm a và đ khoản 2 Điều 5a", ("dieu-5a-khoan-2-diem-a", "dieu-5a-khoan-2-diem-dd")),
        ("khoản 1, khoản 2 Điều 5 và Điều 9", ("dieu-5-khoan-1", "dieu-5-khoan-2", "dieu-9")),
        ("các Điều 5, 6 và 7", ("dieu-5", "dieu-6", "dieu-7")),
        ("Mục 2 Chương I; Chương III", ("chuong-i-muc-2", "chuong-iii")),
        ("Phụ lục; Phụ lục II; Mẫu số 01", ("phu-luc", "phu-luc-ii", "mau-01")),
        ("Điều 9; Điều 9", ("dieu-9",)),
        ("point a of clause 2 of Article 5", ("dieu-5-khoan-2-diem-a",)),
    ],
)
def test_provisions_are_read_as_people_write_them(text, anchors):
    assert read_provisions(text) == anchors


@pytest.mark.parametrize(
    "text", ["khoản 2", "Điều", "Điều 5 và vài chỗ", "khoản 2 Điều 5, 6", "điểm a Điều"]
)
def test_what_is_not_clear_is_not_guessed(text):
    with pytest.raises(UnclearProvisionError):
        read_provisions(text)


def test_provisions_at_the_end_of_a_text():
    assert last_provisions("theo Điều 3 thì bãi bỏ khoản 1 Điều 4 của ") == ("dieu-4-khoan-1",)
    assert last_provisions("bãi bỏ Điều 3 theo đề nghị của Sở ") == ()
    assert last_provisions("khoản 1 " * 10_000) == ()


def test_provision_holds_its_parts_and_nothing_else():
    assert holds("dieu-5", "dieu-5-khoan-2")
    assert holds("", "dieu-5")
    assert not holds("dieu-5", "dieu-50")
    assert not holds("dieu-5-khoan-2", "dieu-5")


def test_provision_is_located_in_the_text_that_has_it():
    anchors = ["qd-dieu-1", "qd-dieu-2", "dieu-1", "mau-so-01"]
    assert [located(it, anchors) for it in ("dieu-1", "dieu-2", "mau-01", "dieu-3")] == [
        "dieu-1", "qd-dieu-2", "mau-so-01", None,
    ]  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.integers(1, 300),
            st.none() | st.integers(1, 30),
            st.sampled_from(["", *"abcdđeghik"]),
        ),
        min_size=1,
    )
)
def test_every_provision_reads_back_from_words_and_anchors(places):
    words, anchors = [], []
    for article, clause, letter in places:
        steps = [f"Điều {article}"] + ([f"khoản {clause}"] if clause else [])
        anchor = f"dieu-{article}" + (f"-khoan-{clause}" if clause else "")
        if clause and letter:
            steps.append(f"điểm {letter}")
            anchor += f"-diem-{letter.replace('đ', 'dd')}"
        words.append(" ".join(reversed(steps)))
        anchors.append(anchor)
    expected = tuple(dict.fromkeys(anchors))
    assert read_provisions("; ".join(words)) == expected
    assert read_provisions(", ".join(words)) == expected
    assert read_provisions(", ".join(anchors)) == expected
    assert all(steps_of(anchor)[0][0] == "dieu" for anchor in expected)


@given(st.text("điều khoản điểm 5a,;.() và của", max_size=80))
def test_no_text_breaks_the_reader(text):
    with suppress(UnclearProvisionError):
        assert all(anchor.isascii() for anchor in read_provisions(text))
