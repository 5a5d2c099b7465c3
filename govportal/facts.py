"""What every fact about a province is made of: frozen, validated, dated, bilingual."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from govportal.folding import normalise

Confidence = Literal["S", "N", "P", "K"]
"""How sure a value is: S read in the province's own regulation, N in a full national text,
P in a secondary copy, K known but not checked (always a setting, never a constant)."""


def shaped(shape: str, pattern: str) -> AfterValidator:
    """Return the check of how a text is written; ``province_problems`` describes each *shape*."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(shape if value else "empty")
        return value

    return AfterValidator(check)


Key = Annotated[str, shaped("not_a_key", r"[a-z][a-z0-9_.]*")]
Code = Annotated[str, Field(max_length=80), shaped("not_a_code", r"[a-z0-9]+(-[a-z0-9]+)*")]
Source = Annotated[str, Field(min_length=2, description="the article that states the value")]


class Facts(BaseModel):
    """A frozen set of facts; an unknown key is an error, never silently dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @field_validator("*", mode="before")
    @classmethod
    def _in_nfc(cls, value: Any) -> Any:
        return normalise(value) if isinstance(value, str) else value


class Dated(Facts):
    """Facts that hold from a day to a day, both included; no day means without limit."""

    valid_from: date | None = None
    valid_to: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValueError("days_reversed")
        return self

    def is_in_force(self, on: date) -> bool:
        """Return whether the facts hold on the day *on*."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)


class Text(Facts):
    """A text in Vietnamese and, where there is one, in English."""

    vi: Annotated[str, Field(min_length=1)]
    en: str = ""

    def in_language(self, language: str) -> str:
        """Return the text in *language*, Vietnamese where it has no such version."""
        return self.en if language.startswith("en") and self.en else self.vi
