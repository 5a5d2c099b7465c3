"""The structure a regulation is read into."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from .warnings import ReadingWarning

RelationKind = Literal["replaces", "abolishes", "amends"]
DivisionKind = Literal["part", "chapter", "section", "subsection"]
AnnexKind = Literal["annex", "form"]


@dataclass(frozen=True)
class Relation:
    """An earlier document this one replaces, abolishes or amends."""

    kind: RelationKind
    citation: str
    issuer: str | None = None
    abstract: str | None = None


@dataclass(frozen=True)
class Point:
    """A lettered point; `label` is the letter meant, `printed_label` the one printed."""

    label: str
    printed_label: str
    text: str
    anchor: str


@dataclass(frozen=True)
class Clause:
    """A numbered clause of an article."""

    number: str
    text: str
    anchor: str
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Article:
    """An article; `points` holds those standing under it without a clause.

    `suffix` is the letter of an article that an amendment inserted: 5a has number 5, suffix a.
    """

    number: int
    title: str
    anchor: str
    intro: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    points: tuple[Point, ...] = ()
    suffix: str = ""

    @property
    def label(self) -> str:
        """The number with its letter, as it is quoted: ``5``, ``5a``."""
        return f"{self.number}{self.suffix}"

    def texts(self) -> Iterator[str]:
        """Every text below the title, in printed order."""
        yield from self.intro
        yield from (point.text for point in self.points)
        for clause in self.clauses:
            yield clause.text
            yield from (point.text for point in clause.points)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph outside every article, as in a notice or an official letter."""

    text: str


@dataclass(frozen=True)
class Division:
    """A part, chapter, section or subsection."""

    kind: DivisionKind
    number: str
    title: str
    anchor: str
    children: tuple["Division | Article | Paragraph", ...] = ()


@dataclass(frozen=True)
class Annex:
    """An annex or form after the last article; `lines` as printed below its label."""

    title: str
    lines: tuple[str, ...]
    anchor: str
    kind: AnnexKind
    label: str = ""


@dataclass(frozen=True)
class ParsedRegulation:
    """Everything found in the text of one regulation."""

    number: str | None = None
    year: int | None = None
    symbol: str | None = None
    document_type: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: date | None = None
    issued_printed: str = ""
    signer: str | None = None
    signer_title: str | None = None
    signing_authority: tuple[str, ...] = ()
    abstract: str | None = None
    effective_on: date | None = None
    effective_printed: str = ""
    replaces: tuple[Relation, ...] = ()
    preamble: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    decision: tuple[Article, ...] = ()
    regulation_title: str | None = None
    body: tuple[Division | Article | Paragraph, ...] = ()
    annexes: tuple[Annex, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles of the regulation, without its divisions."""
        return tuple(article for article, _ in _with_divisions(self.body))

    @property
    def citation(self) -> str | None:
        """The number as other documents quote it, such as 35/2023/QĐ-UBND."""
        if not self.number or not self.symbol:
            return None
        return "/".join(str(part) for part in (self.number, self.year, self.symbol) if part)

    def as_dict(self) -> dict[str, Any]:
        """The same as values JSON can hold."""
        return self._facts() | {
            "replaces": [asdict(relation) for relation in self.replaces],
            "articles": [_article(*found) for found in _with_divisions(self.body)],
            "decision_articles": [_article(article) for article in self.decision],
            "annexes": [_plain(asdict(annex)) for annex in self.annexes],
            "warnings": [asdict(warning) for warning in self.warnings],
        }

    def _facts(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "year": self.year,
            "symbol": self.symbol,
            "citation": self.citation,
            "type": self.document_type,
            "issuer": self.issuer,
            "place": self.place,
            "issued_on": _iso(self.issued_on),
            "signer": self.signer,
            "signer_title": self.signer_title,
            "abstract": self.abstract,
            "effective_on": _iso(self.effective_on),
        }


def _with_divisions(
    children: Iterable[Division | Article | Paragraph], path: tuple[Division, ...] = ()
) -> Iterator[tuple[Article, tuple[Division, ...]]]:
    for child in children:
        if isinstance(child, Article):
            yield child, path
        elif isinstance(child, Division):
            yield from _with_divisions(child.children, (*path, child))


def _article(article: Article, path: tuple[Division, ...] = ()) -> dict[str, Any]:
    divisions = [
        {"kind": step.kind, "number": step.number, "title": step.title, "anchor": step.anchor}
        for step in path
    ]
    plain: dict[str, Any] = _plain(asdict(article))
    return plain | {"divisions": divisions}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
