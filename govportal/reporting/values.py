"""What can stand in a cell of a report. Each kind of column has one kind of value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from govportal.facts import Text


@dataclass(frozen=True)
class Ordinal:
    """The number of the line."""

    number: int
    kind: ClassVar[str] = "ordinal"

    def in_language(self, language: str) -> str:
        """Return the value as it is read."""
        return str(self.number)


@dataclass(frozen=True)
class Count:
    """How many there are."""

    number: int
    kind: ClassVar[str] = "count"

    def in_language(self, language: str) -> str:
        """Return the value as it is read."""
        return str(self.number)


@dataclass(frozen=True)
class Ratio:
    """How many of a total: ``3/5``. Never more than the total."""

    number: int
    total: int
    kind: ClassVar[str] = "ratio"

    def __post_init__(self) -> None:
        if not 0 <= self.number <= self.total:
            raise ValueError(f"{self.number} of {self.total}")

    def in_language(self, language: str) -> str:
        """Return the value as it is read."""
        return f"{self.number}/{self.total}"


class YesNo(Enum):
    """Whether an obligation is met."""

    YES = Text(vi="Có", en="Yes")
    NO = Text(vi="Không", en="No")

    @property
    def kind(self) -> str:
        """The kind of column that holds it."""
        return "yes_no"

    def in_language(self, language: str) -> str:
        """Return the value as it is read."""
        return self.value.in_language(language)


class PublishedState(Enum):
    """Whether information is published, or does not exist at all."""

    PUBLISHED = Text(vi="Có đăng", en="Published")
    NOT_PUBLISHED = Text(vi="Không đăng", en="Not published")
    NO_DATA = Text(vi="Không có dữ liệu", en="No data")

    @property
    def kind(self) -> str:
        """The kind of column that holds it."""
        return "published_state"

    def in_language(self, language: str) -> str:
        """Return the value as it is read."""
        return self.value.in_language(language)


@dataclass(frozen=True)
class Words:
    """A text, such as the name of the agency."""

    text: Text
    kind: ClassVar[str] = "text"

    def in_language(self, language: str) -> str:
        """Return the value as it is read."""
        return self.text.in_language(language)


Value = Ordinal | Count | Ratio | YesNo | PublishedState | Words
KINDS = frozenset({"ordinal", "count", "ratio", "yes_no", "published_state", "text"})
