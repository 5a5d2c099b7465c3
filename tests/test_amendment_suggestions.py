"""What an amending document orders is proposed clause by clause; nothing is dropped silently."""

from pathlib import Path

import pytest

from govportal.publishing.regulations import read_regulation
from govportal.publishing.regulations.changes import Action
from govportal.publishing.regulations.instructions import Proposal, Unread, instructions_in
from govportal.publishing.regulations.model import Article

pytestmark = pytest.mark.pure

FIXTURES = Path(__file__).parent / "fixtures" / "amendments"
BASE = "10/2024/QĐ-UBND"


def orders_of(name):
    parsed = read_regulation((FIXTURES / f"{name}.txt").read_text("utf-8"))
    return instructions_in((*parsed.decision, *parsed.body))


def proposed(found):
    return [
        (item.change.source.clause, item.change.action, item.change.provision)
        for item in found
        if isinstance(item, Proposal)
    ]


def ordered(text, *more):
    return instructions_in([Article(1, "", "dieu-1", (text, *more))], BASE)


def test_each_clause_of_an_amending_decision_becomes_a_proposal():
    assert proposed(orders_of("first")) == [
        ("dieu-1-khoan-1", Action.REPLACE, "dieu-2-khoan-1"),
        ("dieu-1-khoan-2", Action.INSERT_AFTER, "dieu-3"),
        ("dieu-1-khoan-3", Action.INSERT_AFTER, "dieu-2-khoan-2"),
        ("dieu-1-khoan-4", Action.REPEAL, "dieu-5-khoan-2"),
        ("dieu-1-khoan-5-diem-a", Action.REPLACE, "dieu-3-khoan-1-diem-b"),
        ("dieu-1-khoan-5-diem-b", Action.INSERT_AFTER, "dieu-3"),
    ]


def test_labels_within_a_quotation_are_none_of_the_amending_document():
    parsed = read_regulation((FIXTURES / "first.txt").read_text("utf-8"))
    first = (*parsed.decision, *parsed.articles)[0]
    assert [clause.number for clause in first.clauses] == ["1", "2", "3", "4", "5", "6"]
    assert [point.label for point in first.clauses[4].points] == ["a", "b"]


def test_quoted_wording_reaches_over_the_labels_within_it():
    whole = [item.change.text for item in orders_of("first") if isinstance(item, Proposal)]
    assert whole[0] == (
        "1. Bến mở từ 4 giờ đến 20 giờ:\na) Mùa hè mở từ 4 giờ;\nb) Mùa đông mở từ 5 giờ."
    )
    assert whole[1] == (
        "Điều 3a. Miễn phí neo đậu\n1. Thuyền cứu hộ được miễn phí.\n"
        "2. Thuyền của trường học được miễn phí.\n3. Danh sách do bến niêm yết."
    )


def test_what_is_not_understood_is_listed_with_its_clause():
    unread = [item for item in orders_of("first") if isinstance(item, Unread)]
    assert [(item.anchor, item.reason) for item in unread] == [("dieu-1-khoan-6", "not_understood")]
    assert "tên Chương II" in unread[0].statement


def test_orders_on_several_provisions_and_documents_are_told_apart():
    found = orders_of("second")
    assert proposed(found) == [
        ("dieu-1", Action.REPLACE_WORDS, "dieu-2-khoan-3"),
        ("dieu-1", Action.REPLACE_WORDS, "dieu-3-khoan-2"),
        ("dieu-2", Action.REPEAL, "dieu-4"),
        ("dieu-3", Action.REPLACE, "dieu-2-khoan-1"),
        ("dieu-3", Action.REPLACE, "dieu-2-khoan-2"),
        ("dieu-6", Action.REPLACE_WORDS, ""),
    ]
    assert {item.citation for item in found if isinstance(item, Proposal)} == {BASE}
    texts = [item.change.text for item in found if isinstance(item, Proposal)]
    assert texts[3:5] == ["1. Bến mở cả ngày.", "2. Bến đóng khi có bão hoặc sương mù."]


def test_repeal_of_a_whole_document_and_an_order_without_wording_say_why():
    unread = [(item.anchor, item.reason) for item in orders_of("second")
              if isinstance(item, Unread)]  # fmt: skip
    assert unread == [("dieu-4", "whole_document"), ("dieu-5", "no_wording")]


@pytest.mark.parametrize(
    ("text", "provisions"),
    [
        ("Bãi bỏ khoản 3 Điều 7.", ["dieu-7-khoan-3"]),
        ("Bãi bỏ điểm a, điểm đ khoản 2, khoản 4 Điều 5.",
         ["dieu-5-khoan-2-diem-a", "dieu-5-khoan-2-diem-dd", "dieu-5-khoan-4"]),
        ("Bãi bỏ các khoản 2, 3 và 5 của Điều 8.",
         ["dieu-8-khoan-2", "dieu-8-khoan-3", "dieu-8-khoan-5"]),
        ("Bãi bỏ Điều 7, Điều 8 và Điều 9a.", ["dieu-7", "dieu-8", "dieu-9a"]),
        ("Bãi bỏ khoản 1 Điều 2; khoản 2 Điều 3.", ["dieu-2-khoan-1", "dieu-3-khoan-2"]),
        ("Bãi bỏ điểm a Điều 3.", ["dieu-3-diem-a"]),
    ],
)  # fmt: skip
def test_lists_of_provisions_are_read_as_they_are_meant(text, provisions):
    assert [place for _clause, action, place in proposed(ordered(text))] == provisions


@pytest.mark.parametrize(
    "text",
    [
        "Bãi bỏ Chương II.",
        "Bãi bỏ Phụ lục I.",
        "Sửa đổi đoạn thứ hai khoản 1 Điều 5 như sau: “Nội dung.”",
        "Thay thế Mẫu số 01 bằng Mẫu số 02.",
        "Chuyển khoản 3 Điều 5 thành khoản 4 Điều 5.",
        "Sửa đổi khoản 1, khoản 2 Điều 5 như sau: “1. Một.”",
        "Bổ sung khoản 2a vào sau khoản 2 Điều 5 như sau: “nội dung không có số”",
    ],
)
def test_orders_beyond_what_can_be_read_are_never_guessed(text):
    found = ordered(text)
    assert [type(item) for item in found] == [Unread]
    assert found[0].statement.replace("\n", " ") == text


def test_words_left_out_and_words_in_straight_marks_are_read():
    dropped, straight = ordered(
        "Bỏ cụm từ “và cấp huyện” tại khoản 1 Điều 8.",
        'Thay thế cụm từ "Sở A" bằng cụm từ "Sở B" tại Điều 9.',
    )
    assert (dropped.change.words_from, dropped.change.words_to) == ("và cấp huyện", "")
    assert (straight.change.words_from, straight.change.words_to) == ("Sở A", "Sở B")
    assert straight.change.provision == "dieu-9"


def test_clauses_that_order_nothing_are_no_orders():
    assert ordered("Quyết định này có hiệu lực kể từ ngày ký.", "Giám đốc Sở A thi hành.") == []


def test_wording_without_closing_mark_keeps_all_that_follows():
    found = ordered("Sửa đổi khoản 1 Điều 2 như sau:", "“1. Một.", "2. Hai.")
    assert len(found) == 1
    assert "Hai" in found[0].statement
