"""Amendments as values: what a clause of one document does to a provision of another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from .addressing import named

REPEALED = "(được bãi bỏ)"
"""What stands in the place of a repealed provision, in the words that documents use."""


class Action(StrEnum):
    """What an amendment does."""

    REPLACE = "replace"
    INSERT_AFTER = "insert_after"
    REPEAL = "repeal"
    REPLACE_WORDS = "replace_words"


@dataclass(frozen=True)
class Source:
    """The document that amends: `key` tells it from others, `clause` is the anchor that does it."""

    key: str = ""
    citation: str = ""
    clause: str = ""
    issued_on: date | None = None


@dataclass(frozen=True)
class Change:
    """One change of one provision; without a provision, words are replaced in the whole text.

    `effective_on` is the first day of the change; an amendment without it is never applied.
    `order` is its place among those of the same document, `key` what the caller knows it by.
    """

    action: Action
    provision: str
    source: Source = Source()
    effective_on: date | None = None
    order: int = 0
    text: str = ""
    words_from: str = ""
    words_to: str = ""
    key: str = ""

    @property
    def rank(self) -> tuple[Any, ...]:
        """What sorts amendments: day of effect, day of issue, document, order; then the rest."""
        days = self.effective_on or date.max, self.source.issued_on or date.min
        rest = (self.action, self.provision, self.text, self.words_from, self.words_to)
        return (*days, self.source.citation, self.source.key, self.order, self.key, *rest)


@dataclass(frozen=True)
class Note:
    """That a provision was changed, by which amendment, and its wording until then."""

    change: Change
    previous: str = ""


PROBLEMS: dict[str, tuple[str, str, str]] = {
    "not_understood": (
        "provision",
        "“{provision}” không phải là tên một điều, khoản, điểm. Nhập như “điểm a khoản 2 Điều 5”.",
        "“{provision}” names no article, clause or point. Write, for example, “point a of clause 2 "
        "of Article 5”.",
    ),
    "not_found": (
        "provision",
        "Văn bản được sửa đổi không có {place} tại thời điểm này. Kiểm tra lại điều, khoản, điểm.",
        "The amended document has no {place_en} at that time. Check article, clause and point.",
    ),
    "ambiguous": (
        "provision",
        "Văn bản được sửa đổi có nhiều {place}. Sửa số bị trùng trong văn bản đó.",
        "The amended document has {place_en} more than once. Correct the number used twice there.",
    ),
    "already_repealed": (
        "provision",
        "{place} đã được bãi bỏ trước đó. Kiểm tra lại điều khoản hoặc ngày có hiệu lực.",
        "{place_en} was repealed before. Check the provision or the day of effect.",
    ),
    "provision_missing": (
        "provision",
        "Nêu điều, khoản, điểm được sửa đổi, ví dụ “khoản 2 Điều 5”.",
        "State the provision that is amended, such as “clause 2 of Article 5”.",
    ),
    "text_missing": (
        "text",
        "Nhập nội dung mới đúng như in trong văn bản sửa đổi.",
        "Enter the new wording as the amending document prints it.",
    ),
    "text_unlabelled": (
        "text",
        "Nội dung bổ sung phải bắt đầu bằng số điều, số khoản hoặc chữ cái của điểm, "
        "ví dụ “Điều 5a. …”, “2a. …”, “c) …”.",
        "New text must begin with the number of its article or clause or the letter of its point, "
        "such as “Điều 5a. …”, “2a. …”, “c) …”.",
    ),
    "text_differs": (
        "text",
        "Nội dung mới bắt đầu bằng “{label}”, không phải {place}. "
        "Kiểm tra lại nội dung hoặc điều khoản được sửa đổi.",
        "The new wording begins with “{label}”, not with {place_en}. "
        "Check the wording or the provision.",
    ),
    "text_misplaced": (
        "text",
        "Không thể đặt “{label}” tại {place}. Bổ sung điểm vào khoản, khoản vào điều.",
        "“{label}” cannot stand at {place_en}. Points go into clauses, clauses into articles.",
    ),
    "already_there": (
        "text",
        "Văn bản được sửa đổi đã có {place}. Chọn “Sửa đổi” nếu nội dung này được thay thế.",
        "The amended document has {place_en} already. Choose “Give a new wording” if it changes.",
    ),
    "words_missing": (
        "words_from",
        "Nhập cụm từ được thay thế.",
        "Enter the words that are replaced.",
    ),
    "words_not_found": (
        "words_from",
        "Không tìm thấy cụm từ “{words}” tại {place}. Chép đúng cụm từ trong văn bản được sửa đổi.",
        "The words “{words}” are not found in {place_en}. Copy them from the amended document.",
    ),
    "undated": (
        "effective_on",
        "Chưa biết ngày có hiệu lực. Nhập ngày tại đây hoặc tại văn bản sửa đổi.",
        "The day of effect is not known. Enter it here or at the amending document.",
    ),
}
"""Each problem by its code: the field that it concerns, the words in Vietnamese and English."""


@dataclass(frozen=True)
class Problem:
    """Why an amendment could not be applied."""

    change: Change
    code: str
    provision: str = ""
    label: str = ""

    @property
    def field(self) -> str:
        """The field of the amendment that the editor has to look at."""
        return PROBLEMS[self.code][0]

    def message(self, language: str = "vi") -> str:
        """Return what is wrong and what to do, in Vietnamese or English."""
        english = language.startswith("en")
        anchor = self.provision or self.change.provision
        message = PROBLEMS[self.code][2 if english else 1].format(
            provision=anchor,
            place=named(anchor) if anchor else "toàn văn",
            place_en=named(anchor, "en") if anchor else "the whole text",
            label=self.label,
            words=self.change.words_from,
        )
        return message[:1].upper() + message[1:]
