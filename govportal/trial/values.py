"""Makes the fields of a sample record out of what the samples' data say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.rich_text import RichText

from govportal.facts import Text
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.record_types import RecordField
from govportal.trial.media import Media

SOME_TEXT = Text(vi="Nội dung mẫu", en="Sample text")
SOME_PICTURE = {"picture": "landscape", "alt": {"vi": "Hình vẽ minh họa", "en": "A drawing"}}
SOME_VALUES: dict[str, Any] = {
    "integer": 1, "number": 1, "date": {"days": -10}, "yes_no": True, "choice": "",
    "link": "https://{host}/", "email": "lienhe@coquan.example", "image": SOME_PICTURE,
    "file": "plan", "table_file": "statistics", "document": True, "list": [{}],
}  # fmt: skip


@dataclass(frozen=True)
class Filler:
    """Fills in records of one portal in one language."""

    language: str
    day: date
    """The day shown: what is dated counts from it."""
    media: Media
    document: LegalDocumentPage | None
    """The legal document that records refer to."""
    words: dict[str, Text]
    """What stands for the names in braces."""

    def text(self, given: Any) -> str:
        """Return *given*, a text in both languages or in none, with its names filled in."""
        if isinstance(given, dict):
            given = Text.model_validate(given)
        pattern = given.in_language(self.language) if isinstance(given, Text) else str(given)
        names = {key: word.in_language(self.language) for key, word in self.words.items()}
        return pattern.format_map(names)

    def fields(self, fields: Iterable[RecordField], given: dict[str, Any]) -> dict[str, Any]:
        """Return the values of *fields*: what was *given*, else what must not stay empty."""
        found = {}
        for field in fields:
            if field.key in given:
                found[field.key] = self.value(field, given[field.key])
            elif field.must_be_filled(self.day) or not given:
                found[field.key] = self.value(field, SOME_VALUES.get(field.kind, SOME_TEXT))
        return {key: value for key, value in found.items() if value is not None}

    def value(self, field: RecordField, given: Any) -> Any:
        """Return *given* as a block of the kind of *field* holds it."""
        if field.kind == "list":
            return [self.fields(field.fields, entry) for entry in given]
        if field.kind == "choice":
            key = self.text(given)
            return key if field.choice(key) else field.choices[0].key
        if field.kind == "document":
            return self.document
        return _READERS.get(field.kind, Filler.text)(self, given)

    def _prose(self, given: Any) -> RichText:
        lines = self.text(given).split("\n")
        points = [line[2:] for line in lines if line.startswith("- ")]
        return RichText(paragraphs(line for line in lines if line[:2] != "- ") + _list(points))

    def _day(self, given: dict[str, int]) -> date:
        """Return the day so many days from that shown, or from the Monday of a week."""
        start = self.day
        if "weeks" in given:
            start += timedelta(weeks=given["weeks"], days=-start.weekday())
        return start + timedelta(days=given.get("days", 0))

    def _number(self, given: Any) -> int:
        return self.day.year + given["year"] if isinstance(given, dict) else given

    def _picture(self, given: dict[str, Any]) -> Any:
        image = copy(self.media.picture(given["picture"]))
        image.contextual_alt_text, image.decorative = self.text(given["alt"]), False
        return image


def paragraphs(lines: Iterable[str]) -> SafeString:
    """Return each of *lines* as a paragraph."""
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


def _list(points: list[str]) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((point,) for point in points))
    return format_html("<ul>{}</ul>", items) if points else items


_READERS: dict[str, Callable[[Filler, Any], Any]] = {
    "rich_text": Filler._prose,
    "date": Filler._day,
    "time": lambda filler, given: given,
    "integer": Filler._number,
    "number": lambda filler, given: Decimal(str(given)),
    "yes_no": lambda filler, given: given,
    "image": Filler._picture,
    "file": lambda filler, given: filler.media.file(given, filler.language),
    "table_file": lambda filler, given: filler.media.file(given, filler.language),
}
