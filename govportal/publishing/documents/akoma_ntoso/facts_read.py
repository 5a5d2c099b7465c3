"""Read what a document says of itself: number, issuer, days, signer, what it replaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from govportal.publishing.regulations import Relation

from .addresses import UNKNOWN_DAY
from .elements import OWN_PREFIX, Element
from .findings import Findings, below, every, local, named
from .metadata import IN_FORCE
from .names import type_code
from .writing import RECIPIENTS

_NUMBER = re.compile(r"(?P<number>[0-9]+)(?:\s*/\s*(?P<year>[0-9]{4}))?(?:\s*/\s*(?P<symbol>\S+))?")
_KEPT_ELSEWHERE = ("identification", "publication", "lifecycle", "analysis", "temporalData",
                   "references")  # fmt: skip
FACT_PATHS = (
    "a:preface//a:docTitle", "a:preface//a:docAuthority|a:preface//a:docProponent",
    "a:preface//a:docNumber", "a:preface//a:docDate", "a:preface//a:docType",
    "a:preface//a:location", "a:conclusions//a:person", "a:conclusions//a:role",
)  # fmt: skip
_LEADING_WORDS = 2
"""“Số:”, “Họ tên:” and the like are no loss."""


class FactsReader:
    """Reads the facts of one document."""

    def __init__(self, document: Element, findings: Findings) -> None:
        self._document = document
        self._findings = findings

    def facts(self) -> dict[str, Any]:
        """The facts, by the names of the fields of the structure."""
        own = self._at("a:meta/a:proprietary/gp:document")
        facts = {
            **self._number(),
            "document_type": self._type(),
            "issuer": self._text("a:preface//a:docAuthority|a:preface//a:docProponent"),
            "place": self._text("a:preface//a:location"),
            "issued_on": self._issued_on(),
            "issued_printed": self._text("a:preface//a:inline[@name='docDate']") or "",
            "abstract": self._text("a:preface//a:docTitle"),
            "effective_on": self._effective_on(),
            "effective_printed": own.get("effectivePrinted", "") if own is not None else "",
            "replaces": tuple(self._relations()),
            "preamble": tuple(self._preamble()),
            **self._signature(),
        }
        self._tell_what_is_left()
        return facts

    def _number(self) -> dict[str, Any]:
        place = "a:preface//a:docNumber"
        printed = self._at(place)
        if self._findings.is_own:
            year = self._text(f"{place}/a:inline[@name='year']")
            return {
                "number": self._text(f"{place}/a:inline[@name='number']"),
                "year": int(year) if year else None,
                "symbol": self._text(f"{place}/a:inline[@name='symbol']"),
            }
        text = self._findings.words(printed) or self._value("a:meta//a:FRBRWork/a:FRBRnumber")
        found = _NUMBER.search(text)
        if found is None:
            return {"number": None, "year": None, "symbol": text or None}
        year = found["year"]
        return found.groupdict() | {"year": int(year) if year else None}

    def _type(self) -> str | None:
        subtype = self._value("a:meta//a:FRBRWork/a:FRBRsubtype")
        if self._findings.is_own:
            return subtype or None
        return type_code(self._text("a:preface//a:docType") or subtype) or None

    def _issued_on(self) -> date | None:
        printed = self._at("a:preface//a:docDate")
        if printed is None and not self._findings.is_own:
            printed = self._at("a:meta//a:FRBRWork/a:FRBRdate")
        return _day(printed)

    def _effective_on(self) -> date | None:
        interval = f"a:meta//a:timeInterval[@refersTo='#{IN_FORCE}']"
        start = self._at(interval)
        event = (start.get("start") or "").lstrip("#") if start is not None else ""
        found = [item for item in self._document.iterfind(".//{*}eventRef")
                 if event and item.get("eId") == event]  # fmt: skip
        return _day(found[0]) if found else None

    def _relations(self) -> Iterator[Relation]:
        if self._findings.is_own:
            path = f"{{*}}meta/{{*}}proprietary/{OWN_PREFIX}document/{OWN_PREFIX}relation"
            yield from map(_relation, self._document.iterfind(path))
            return
        for change in self._document.iterfind("{*}meta/{*}analysis/{*}activeModifications/*"):
            target = below(change, "a:destination")
            yield Relation(_kind(change), _cited(target))

    def _preamble(self) -> Iterator[str]:
        for group in self._all("a:preamble/*"):
            if local(group) in ("p", "block"):
                yield self._findings.words(group)
                continue
            for item in group:
                texts = self._findings.flat(item) if len(item) else [self._findings.words(item)]
                yield from texts if self._findings.is_own else filter(None, texts)

    def _signature(self) -> dict[str, Any]:
        signed = "a:conclusions//a:signature"
        if not self._findings.is_own:
            signed = "a:conclusions"
        recipients = self._all(f"a:conclusions/a:container[@name='{RECIPIENTS}']/*")
        return {
            "signer": self._text(f"{signed}//a:person"),
            "signer_title": self._text(f"{signed}//a:role"),
            "signing_authority": tuple(self._signed()),
            "recipients": tuple(self._findings.words(item) for item in recipients),
        }

    def _signed(self) -> list[str]:
        """The lines above the signer's title."""
        lines = self._all("a:conclusions//a:signature[not(a:role|a:person)]")
        return [self._findings.words(item) for item in lines]

    def _tell_what_is_left(self) -> None:
        """Name the parts of another's file that went into no field."""
        if self._findings.is_own:
            return
        for item in self._all("a:meta/*"):
            if local(item) not in _KEPT_ELSEWHERE:
                self._findings.note("akn_metadata_not_kept", item)
        for item in self._all("a:coverPage|a:preface/*|a:conclusions/*"):
            if self._has_more(item):
                self._findings.not_kept(item)

    def _has_more(self, item: Element) -> bool:
        """Whether *item* says more than the facts read of it, and the words that lead to them."""
        words = self._findings.words(item)
        read = [self._text(path) for path in FACT_PATHS] + self._signed()
        for text in filter(None, read):
            words = words.replace(text, " ", 1)
        return item.get("name") != RECIPIENTS and len(words.split()) > _LEADING_WORDS

    def _at(self, path: str) -> Element | None:
        return below(self._document, path)

    def _all(self, path: str) -> list[Element]:
        return every(self._document, path)

    def _text(self, path: str) -> str | None:
        return self._findings.words(self._at(path)) or None

    def _value(self, path: str) -> str:
        found = self._at(path)
        return found.get("value", "") if found is not None else ""


def _day(element: Element | None) -> date | None:
    printed = element.get("date", "")[:10] if element is not None else ""
    return date.fromisoformat(printed) if printed not in ("", UNKNOWN_DAY) else None


def _relation(element: Element) -> Relation:
    values: dict[str, Any] = {}
    for field in fields(Relation):
        found = [item.text or "" for item in named(element, field.name)]
        if isinstance(field.default, tuple):
            values[field.name] = tuple(found)
        elif found:
            values[field.name] = found[0]
    return Relation(**values)


def _kind(change: Element) -> Any:
    if change.get("type") == "repeal":
        return "abolishes"
    is_whole = change.get("type") == "substitution" and change.get("incomplete") != "true"
    return "replaces" if is_whole else "amends"


def _cited(target: Element | None) -> str:
    return target.get("href", "").strip("/") if target is not None else ""
