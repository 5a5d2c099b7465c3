"""What must be published: the categories of information that a portal has a section for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal, Protocol

from pydantic import Field, model_validator

from govportal.facts import Confidence, Dated, Key, Source, Text

SectionKind = Literal["articles", "legal_documents", "feedback", "records", "group", "register"]
"""``group`` only holds other sections; ``register`` lists the categories themselves."""
Interval = Literal["", "week", "month", "quarter", "half_year", "year"]


class AgencyFacts(Protocol):
    """What of an agency decides which sections bind it."""

    @property
    def code(self) -> str: ...
    @property
    def kind(self) -> str: ...


class EarlierBasis(Dated):
    """What asked for a section before its present ``source`` did, and how that differed."""

    source: Source
    confidence: Confidence = "N"
    is_mandatory: bool | None = None
    update_within: Annotated[int, Field(ge=0)] | None = None
    pack: str = ""

    def differences(self) -> dict[str, object]:
        """Return what of the section was otherwise in those days."""
        stated = {name: getattr(self, name) for name in ("source", "confidence", "is_mandatory",
                  "update_within", "pack")}  # fmt: skip
        return {name: value for name, value in stated.items() if value not in (None, "")}


class SectionSpec(Dated):
    """A category of information that an agency's portal must or may have a section for."""

    key: Key
    title: Text
    parent: str = ""
    """The section it stands in; empty for one of the home page's own."""
    description: Text | None = None
    """What belongs here, told to editors."""
    kinds: tuple[str, ...] = ()
    """The kinds of agency it binds; empty for every kind."""
    agencies: tuple[str, ...] = ()
    """The codes of the agencies it binds; empty for every agency of its kinds."""
    kind: SectionKind = "articles"
    record_type: str = ""
    """The kind of record it holds, where it holds records."""
    is_mandatory: bool = True
    in_menu: bool = True
    supplier: Text | None = None
    """Who must supply it, where that is not the portal's own agency."""
    update_within: Annotated[int, Field(ge=0)] | None = None
    """Working days within which a change must be published."""
    renewed_every: Interval = ""
    """How often something new is due."""
    languages: tuple[str, ...] = ("vi",)
    """The languages in which the law wants it."""
    is_described: bool = False
    """Whether its pages must carry metadata (Thông tư 24/2011/TT-BTTTT, Điều 6)."""
    pack: str = ""
    """The set of categories it came with, such as those of one law."""
    source: Source
    confidence: Confidence = "N"
    earlier: tuple[EarlierBasis, ...] = ()
    """What asked for it before; on other days the section is as its own keys say."""

    @model_validator(mode="after")
    def _consistent(self) -> SectionSpec:
        if (self.kind == "records") != bool(self.record_type):
            raise ValueError("record_type_missing")
        return self

    def as_of(self, on: date) -> SectionSpec:
        """Return the section as the law of the day *on* asks for it."""
        for basis in self.earlier:
            if basis.is_in_force(on):
                return self.model_copy(update=basis.differences())
        return self

    def binds(self, agency: AgencyFacts) -> bool:
        """Return whether the portal of *agency* must or may have this section."""
        return (not self.kinds or agency.kind in self.kinds) and (
            not self.agencies or agency.code in self.agencies
        )


def in_force(answers: Iterable[Iterable[SectionSpec]], on: date) -> tuple[SectionSpec, ...]:
    """Return the sections in force *on* a day; the last of *answers* that knows a key decides.

    Where its section has ended, the category is retired; where it has not begun, what the answer
    before it says still holds.
    """
    found: dict[str, SectionSpec] = {}
    for answer in answers:
        by_key: dict[str, list[SectionSpec]] = {}
        for section in answer:
            by_key.setdefault(section.key, []).append(section)
        for key, versions in by_key.items():
            _decide(found, key, versions, on)
    return tuple(found.values())


def _decide(found: dict[str, SectionSpec], key: str, versions: list[SectionSpec], on: date) -> None:
    current = [section for section in versions if section.is_in_force(on)]
    if current:
        found[key] = current[-1].as_of(on)
    elif all(section.valid_to is not None and section.valid_to < on for section in versions):
        found.pop(key, None)
