"""What the samples of a trial say: data of this package, each text in both languages."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from govportal.facts import Facts, Text
from govportal.province_files import read_facts
from govportal.province_problems import ProvinceDataError

FOLDER = Path(__file__).parent / "content"
FactsT = TypeVar("FactsT", bound=Facts)


class SamplePicture(Facts):
    """A drawing and what it shows, told to those who cannot see it."""

    picture: str
    alt: Text


class SampleArticle(Facts):
    """An article; without section it serves every category that has none of its own."""

    section: str = ""
    title: Text
    summary: Text
    body: tuple[Text, ...]
    picture: SamplePicture | None = None
    quote: Text | None = None
    table: str = ""
    """The file of rows that its table shows."""


class SampleRecord(Facts):
    """A record of one kind; its fields hold what `govportal.trial.values` reads."""

    type: str
    title: Text
    fields: dict[str, Any]
    sections: tuple[str, ...] = ()
    """The categories it is for; every category of its kind where empty."""
    kinds: tuple[str, ...] = ()
    """The kinds of agency it is for; every kind where empty."""
    each_unit: bool = False
    """Whether there is one for each of some administrative units of the agency."""


class SampleFile(Facts):
    """A file that is made of rows or of a text."""

    key: str
    name: str
    title: Text
    rows: tuple[tuple[Text | int, ...], ...] = ()
    text: Text | None = None


class LawArticle(Facts):
    """An article of a sample document."""

    title: str
    clauses: tuple[str, ...]


class LawChange(Facts):
    """A change that a sample document makes to a provision of another one."""

    action: str
    provision: str
    text: str = ""
    by_clause: str


class Amends(Facts):
    """The sample document that another one changes, by its slug, and how."""

    target: str
    changes: tuple[LawChange, ...]


class SampleDocument(Facts):
    """A legal document; its days count from the day shown."""

    slug: str
    document_type: str
    number: str
    symbol: str
    title: str
    abstract: str
    field: str
    issued: int
    effective: int
    expires: int | None = None
    articles: tuple[LawArticle, ...]
    amends: Amends | None = None


class SampleAnswer(Facts):
    """What a portal of one kind of agency answers for a category in place of content."""

    kind: str
    section: str
    answer: str
    reason: Text


class _Content(Facts):
    articles: tuple[SampleArticle, ...] = ()
    records: tuple[SampleRecord, ...] = ()
    files: tuple[SampleFile, ...] = ()
    documents: tuple[SampleDocument, ...] = ()
    answers: tuple[SampleAnswer, ...] = ()


@lru_cache
def _read(name: str) -> _Content:
    facts, problems = read_facts(FOLDER / name, _Content)
    if facts is None:
        raise ProvinceDataError(problems)
    return facts


def articles(section: str) -> list[SampleArticle]:
    """Return the articles for the category *section*."""
    found = _read("articles.toml").articles
    return [a for a in found if a.section == section] or [a for a in found if not a.section]


def records(kind: str, section: str, agency_kind: str) -> list[SampleRecord]:
    """Return the records of a *kind* for the category *section* of an agency."""
    of_kind = [
        record
        for path in sorted((FOLDER / "records").glob("*.toml"))
        for record in _read(f"records/{path.name}").records
        if record.type == kind and (not record.kinds or agency_kind in record.kinds)
    ]
    meant = [record for record in of_kind if not record.sections or section in record.sections]
    return meant or of_kind


@lru_cache
def files() -> dict[str, SampleFile]:
    """Return the files by key."""
    return {file.key: file for file in _read("files.toml").files}


def documents() -> tuple[SampleDocument, ...]:
    """Return the legal documents, that which records refer to first."""
    return _read("documents.toml").documents


def answers(agency_kind: str) -> dict[str, SampleAnswer]:
    """Return what a portal of *agency_kind* answers, by category."""
    return {
        answer.section: answer
        for answer in _read("answers.toml").answers
        if answer.kind == agency_kind
    }
