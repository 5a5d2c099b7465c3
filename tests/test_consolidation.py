"""The text of a document on a day: three amending documents over one base, and the edges."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govportal.publishing.regulations import read_regulation
from govportal.publishing.regulations.addressing import (
    NotAProvision,
    Provision,
    named,
    read_provision,
)
from govportal.publishing.regulations.changes import REPEALED, Action, Change, Source
from govportal.publishing.regulations.consolidation import consolidate
from govportal.publishing.regulations.tree import found, printed

pytestmark = pytest.mark.pure

FIXTURES = Path(__file__).parent / "fixtures" / "amendments"
BASE = read_regulation((FIXTURES / "base.txt").read_text("utf-8")).body
FIRST = Source("1", "21/2024/QĐ-UBND", "dieu-1", date(2024, 5, 10))
SECOND = Source("2", "33/2025/QĐ-UBND", "dieu-1", date(2025, 3, 2))
THIRD = Source("3", "5/2026/QĐ-UBND", "dieu-1", date(2026, 1, 4))
JUNE, MARCH, LATER = date(2024, 6, 1), date(2025, 3, 15), date(2026, 2, 1)
FAR = date(2100, 1, 1)


def change(action, provision, text="", source=FIRST, day=JUNE, **more):
    return Change(Action(action), provision, source, day, text=text, **more)


THREE = (
    change("replace", "dieu-2-khoan-1", "“1. Bến mở từ 4 giờ:\na) Mùa hè;\nb) Mùa đông.”", order=1),
    change("insert_after", "dieu-3", "Điều 3a. Miễn phí\n1. Thuyền cứu hộ.\n2. Thuyền học.",
           order=2),
    change("insert_after", "dieu-2-khoan-2", "2a. Bến đóng khi có lũ.", order=3),
    change("repeal", "dieu-5-khoan-2", order=4),
    change("replace_words", "", source=SECOND, day=MARCH, words_from="Sở Giao thông",
           words_to="Sở Xây dựng", order=1),
    change("replace", "điểm b khoản 1 Điều 3", "b) Thuyền lớn nộp 60.000 đồng.", SECOND, MARCH,
           order=2),
    change("repeal", "dieu-4", source=THIRD, day=LATER, order=1),
    change("replace", "dieu-3a-khoan-1", "1. Thuyền cứu hộ và thuyền y tế.", THIRD, LATER, order=2),
    change("insert_after", "dieu-3", "3. Phí được niêm yết.", THIRD, LATER, order=3),
)  # fmt: skip


def text_of(anchor, on, changes=THREE):
    items = found(consolidate(BASE, changes, on).parts, anchor)
    return [printed(item) for item in items]


TABLE = [
    ("dieu-2-khoan-1", date(2024, 5, 31), "1. Bến mở từ 5 giờ đến 19 giờ."),
    ("dieu-2-khoan-1", JUNE, "1. Bến mở từ 4 giờ:\na) Mùa hè;\nb) Mùa đông."),
    ("dieu-2-khoan-1-diem-b", LATER, "b) Mùa đông."),
    ("dieu-2-khoan-2a", date(2024, 5, 31), None),
    ("dieu-2-khoan-2a", JUNE, "2a. Bến đóng khi có lũ."),
    ("dieu-3a", date(2024, 5, 31), None),
    ("dieu-3a", JUNE, "Điều 3a. Miễn phí\n1. Thuyền cứu hộ.\n2. Thuyền học."),
    ("dieu-3a-khoan-1", LATER, "1. Thuyền cứu hộ và thuyền y tế."),
    ("dieu-5-khoan-2", JUNE, f"2. {REPEALED}"),
    ("dieu-3-khoan-1-diem-b", date(2025, 3, 14), "b) Thuyền lớn nộp 50.000 đồng."),
    ("dieu-3-khoan-1-diem-b", MARCH, "b) Thuyền lớn nộp 60.000 đồng."),
    ("dieu-2-khoan-3", date(2025, 3, 14), "3. Sở Giao thông báo trước việc đóng bến."),
    ("dieu-2-khoan-3", MARCH, "3. Sở Xây dựng báo trước việc đóng bến."),
    ("dieu-3-khoan-2", LATER, "2. Sở Xây dựng thu phí và báo cáo hằng tháng."),
    ("dieu-3-khoan-3", MARCH, None),
    ("dieu-3-khoan-3", LATER, "3. Phí được niêm yết."),
    ("dieu-4", LATER, f"Điều 4.\n{REPEALED}"),
]


@pytest.mark.parametrize(("anchor", "on", "expected"), TABLE)
def test_text_reads_on_each_day_as_the_amendments_in_effect_made_it(anchor, on, expected):
    assert text_of(anchor, on) == ([] if expected is None else [expected])


def test_inserted_provisions_stand_in_their_place():
    result = consolidate(BASE, THREE, LATER)
    labels = [article.label for division in result.parts for article in division.children]
    assert labels == ["1", "2", "3", "3a", "4", "5"]
    second = found(result.parts, "dieu-2")[0]
    assert [clause.number for clause in second.clauses] == ["1", "2", "2a", "3"]
    assert result.problems == ()


def test_notes_tell_what_changed_by_whom_since_when_and_the_wording_before():
    notes = consolidate(BASE, THREE, LATER).notes
    (repealed,) = notes["dieu-5-khoan-2"]
    assert repealed.previous == "2. Người tái phạm bị từ chối neo đậu."
    assert (repealed.change.source.citation, repealed.change.effective_on) == (
        "21/2024/QĐ-UBND", JUNE,
    )  # fmt: skip
    assert [note.change.action for note in notes["dieu-4"]] == ["replace_words", "repeal"]
    assert notes["dieu-4"][1].previous.endswith("hướng dẫn của Sở Xây dựng.")
    assert notes["dieu-3a"][0].previous == ""


def test_new_wording_of_a_whole_takes_the_notes_of_its_parts():
    whole = change("replace", "dieu-2", "Điều 2. Giờ\nBến mở cả ngày.", THIRD, LATER, order=9)
    notes = consolidate(BASE, (*THREE, whole), LATER).notes
    assert not any(anchor.startswith("dieu-2-") for anchor in notes)
    assert "2a. Bến đóng khi có lũ." in notes["dieu-2"][0].previous


# --- what can't be applied ------------------------------------------------------------------------

PROBLEMS = [
    (change("replace", "dieu-9", "Điều 9. X"), "not_found", "provision"),
    (change("replace", "Chương II", "x"), "not_understood", "provision"),
    (change("repeal", ""), "provision_missing", "provision"),
    (change("replace", "dieu-1", " "), "text_missing", "text"),
    (change("replace", "dieu-2-khoan-1", "3. Khác."), "text_differs", "text"),
    (change("replace", "dieu-2-khoan-1", "Điều 2. Khác."), "text_differs", "text"),
    (change("replace", "dieu-2-khoan-1", "1. Một.\n2. Hai."), "text_differs", "text"),
    (change("insert_after", "dieu-2-khoan-1", "không có số"), "text_unlabelled", "text"),
    (change("insert_after", "dieu-2-khoan-1", "Điều 2a. Một"), "text_misplaced", "text"),
    (change("insert_after", "dieu-2-khoan-1", "2. Đã có."), "already_there", "text"),
    (change("replace_words", "dieu-1", words_from="Sở Y tế"), "words_not_found", "words_from"),
    (change("replace_words", "dieu-1", words_from="Quy ch"), "words_not_found", "words_from"),
    (change("replace_words", "dieu-1"), "words_missing", "words_from"),
    (change("repeal", "dieu-1", day=None), "undated", "effective_on"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "code", "field"), PROBLEMS)
def test_amendment_that_cannot_be_applied_is_a_problem_and_changes_nothing(wrong, code, field):
    result = consolidate(BASE, [wrong], FAR)
    assert [(problem.code, problem.field) for problem in result.problems] == [(code, field)]
    assert result.parts == BASE
    assert result.problems[0].message("vi") != result.problems[0].message("en")
    assert "{" not in result.problems[0].message("vi") + result.problems[0].message("en")


@pytest.mark.parametrize("provision", ["dieu-5", "dieu-5-khoan-1", "dieu-5-khoan-2"])
def test_amendment_of_what_was_repealed_before_is_a_conflict(provision):
    again = change("replace", provision, "x", SECOND, MARCH)
    result = consolidate(BASE, [change("repeal", "dieu-5"), again], FAR)
    assert [problem.code for problem in result.problems] == ["already_repealed"]
    assert "Điều 5 đã được bãi bỏ" in result.problems[0].message("vi")


def test_provision_inserted_later_is_not_there_before():
    early = change("repeal", "dieu-3a", day=date(2024, 2, 1))
    problems = consolidate(BASE, (*THREE, early), FAR).problems
    assert [(problem.code, problem.change) for problem in problems] == [("not_found", early)]


def test_number_that_stands_twice_is_ambiguous():
    twice = (*BASE, found(BASE, "dieu-1")[0])
    problems = consolidate(twice, [change("repeal", "dieu-1")], FAR).problems
    assert [problem.code for problem in problems] == ["ambiguous"]


# --- laws -----------------------------------------------------------------------------------------


@given(st.dates())
def test_without_amendments_the_text_is_unchanged(on):
    result = consolidate(BASE, [], on)
    assert (result.parts, result.notes, result.problems) == (BASE, {}, ())


@given(st.permutations([*THREE, *(wrong for wrong, _code, _field in PROBLEMS)]), st.dates())
def test_result_does_not_depend_on_the_order_of_the_input(changes, on):
    in_order = [*THREE, *(wrong for wrong, _code, _field in PROBLEMS)]
    assert consolidate(BASE, changes, on) == consolidate(BASE, in_order, on)


@given(st.sets(st.sampled_from(THREE)), st.dates())
def test_every_amendment_in_effect_is_applied_or_named(changes, on):
    result = consolidate(BASE, changes, on)
    due = {item for item in changes if item.effective_on <= on}
    assert {*result.applied, *(problem.change for problem in result.problems)} == due


@given(st.text(max_size=80), st.sampled_from(list(Action)), st.text(max_size=120))
def test_no_words_of_an_editor_raise_an_error(provision, action, text):
    wrong = change(action, provision, text, words_from=text, words_to=provision)
    consolidate(BASE, [wrong], FAR)


# --- provisions in words --------------------------------------------------------------------------

LABELS = st.builds(lambda number, letter: f"{number}{letter}", st.integers(1, 200),
                   st.sampled_from(["", "a", "dd", "b"]))  # fmt: skip
PLACES = st.builds(Provision, LABELS, st.just("") | LABELS,
                   st.sampled_from(["", "a", "dd", "g"]), st.sampled_from(["", "qd-"]))  # fmt: skip


@given(PLACES)
def test_provision_reads_back_from_its_anchor_and_its_words(place):
    assert read_provision(place.anchor) == place
    plain = Provision(place.article, place.clause, place.point)
    assert read_provision(place.named("vi")) == read_provision(place.named("en")) == plain


@pytest.mark.parametrize("words", ["", "khoản 2", "Chương II", "Điều 5 và 6", "tên Điều 5"])
def test_words_that_name_no_provision_are_refused(words):
    with pytest.raises(NotAProvision):
        read_provision(words)


def test_anchor_is_told_in_both_languages():
    assert named("dieu-5a-khoan-2-diem-dd") == "điểm đ khoản 2 Điều 5a"
    assert named("dieu-5-khoan-2", "en") == "clause 2 of Article 5"
    assert named("phu-luc-1") == "phu-luc-1"
