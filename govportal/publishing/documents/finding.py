"""The search tool of a list of documents: words in any typing, a choice for every field (DOC-05).

Decree 43/2011/NĐ-CP, article 10.1.e, and Decree 30/2020/NĐ-CP, appendix VI, name the fields. What
makes no sense in a query is left out; ``chosen`` tells what held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, ExtractYear
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from govportal.dictionary_order import sort_key
from govportal.publishing.documents.acts import remember_acts
from govportal.publishing.documents.effect import EFFECTIVE
from govportal.publishing.documents.kinds import DocumentClass, DocumentType, Effect
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.documents.words import BEFORE_WORD, folded_words
from govportal.publishing.listed.choices import said_in
from govportal.publishing.records.filters import MOST_OPTIONS, Option

LONGEST = 200
MOST_WORDS = 12

Query = Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """A field by which the list can be narrowed, and what the reader chose."""

    name: str
    label: Any
    options: tuple[Option, ...]

    @property
    def value(self) -> str:
        """What was asked for and can be found, empty for everything."""
        return next((option.value for option in self.options if option.is_chosen), "")


@dataclass(frozen=True)
class _Field:
    """A field of the form: its name in the address, its column, and the words of its values."""

    name: str
    column: Any
    label: Any
    words: Callable[[str], Any] = str
    newest_first: bool = False


FIELDS = (
    _Field("loai", "document_type", _("Type of document"), lambda v: DocumentType(v).label),
    _Field("nhom", "document_class", _("Class of document"), lambda v: DocumentClass(v).label),
    _Field("co-quan", "issuer", _("Issued by")),
    _Field("linh-vuc", "field", pgettext_lazy("government", "Field")),
    _Field("nam", ExtractYear("issued_on"), _("Year of issue"), newest_first=True),
    _Field("nguoi-ky", "signer", _("Signed by")),
)
EFFECT = "hieu-luc"


class DocumentSearch:
    """Those of the *documents* of the list *page* that *query* asks for; effect counts on *day*."""

    def __init__(self, page: Page, documents: Any, query: Query, day: date, path: str = "") -> None:
        self.page, self.all_documents = page, documents
        self.query, self.day, self.path = query, day, path

    @property
    def text(self) -> str:
        """The words looked for, as they were typed."""
        return " ".join(str(self.query.get("q", ""))[:LONGEST].replace("\0", "").split())

    @cached_property
    def choices(self) -> list[Choice]:
        """The fields that differ among the documents, each with what they say."""
        said = said_in(self.page.pk, self._said)
        found = [self._choice(field, said.get(field.name, [])) for field in FIELDS]
        effects = tuple(self._option(EFFECT, e.value, e.label) for e in list(Effect))
        return [choice for choice in found if choice.options] + [
            Choice(EFFECT, _("Effect today"), effects)
        ]

    @cached_property
    def documents(self) -> Any:
        """The documents asked for, in the order in which they were given."""
        found = self.all_documents.filter(self._condition())
        for word in folded_words(self.text)[:MOST_WORDS]:
            found = found.filter(words__text__contains=BEFORE_WORD + word)
        return found

    @property
    def chosen(self) -> dict[str, str]:
        """What holds of the query, as it stands in addresses; the page's number left out."""
        text = {"q": self.text} if self.text else {}
        return text | {choice.name: choice.value for choice in self.choices if choice.value}

    @property
    def is_only_text(self) -> bool:
        """Whether nothing but words was asked for."""
        return set(self.chosen) <= {"q"}

    @property
    def kept(self) -> str:
        """What the links to other pages of the list begin with."""
        return f"{urlencode(self.chosen)}&" if self.chosen else ""

    def _condition(self) -> Q:
        columns = {field.name: field for field in FIELDS}
        condition = Q()
        for choice in self.choices:
            if choice.name == EFFECT and choice.value:
                condition &= self._in_effect(Effect(choice.value))
            elif choice.value:
                condition &= _equals(columns[choice.name], choice.value)
        return condition

    def _said(self) -> dict[str, list[str]]:
        """Return what the documents say in each field in order, read in one query."""
        first, *others = (self._distinct(field) for field in FIELDS)
        found: dict[str, list[str]] = {}
        for name, value in first.union(*others):
            if value:
                found.setdefault(name, []).append(value)
        return {f.name: _in_order(f, found[f.name]) for f in FIELDS if f.name in found}

    def _distinct(self, field: _Field) -> Any:
        value = Cast(field.column, CharField(max_length=255))
        rows = self.all_documents.order_by().annotate(
            said_in=Value(field.name, CharField(max_length=20)), said=value
        )
        return rows.values_list("said_in", "said").distinct()

    def _choice(self, field: _Field, said: list[str]) -> Choice:
        found = tuple(self._option(field.name, value, field.words(value)) for value in said)
        is_telling = len(found) > 1 or any(option.is_chosen for option in found)
        return Choice(field.name, field.label, found if is_telling else ())

    def _option(self, name: str, value: str, label: Any) -> Option:
        return Option(value, str(label), str(self.query.get(name, "")) == value)

    def _in_effect(self, effect: Effect) -> Q:
        """Return the condition for *effect*: by a document's own dates, unless others act on it."""
        acted_upon = dict(self._effects_by_acts())
        matching = [pk for pk, found in acted_upon.items() if found == effect]
        own = by_own_dates(effect, self.day)
        return Q(pk__in=matching) | (own & ~Q(pk__in=list(acted_upon)))

    def _effects_by_acts(self) -> Iterator[tuple[int, Effect]]:
        # A translation shares the acts upon its original.
        acts = LegalDocumentRelation.objects.filter(document__live=True, kind__in=EFFECTIVE)
        acted_upon = acts.exclude(target=None).values("target__translation_key")
        documents = list(self.all_documents.filter(translation_key__in=acted_upon).order_by())
        remember_acts(documents)
        for document in documents:
            yield document.pk, document.effect_on(self.day)


def by_own_dates(effect: Effect, day: date) -> Q:
    """Return the condition that a document's own dates alone make its effect *effect* on *day*."""
    begun, stated = Q(effective_on__lte=day), Q(effective_on__isnull=False)
    over = Q(expires_on__isnull=False, expires_on__lte=day) & stated
    conditions = {
        Effect.UNKNOWN: ~stated,
        Effect.PENDING: Q(effective_on__gt=day) & ~over,
        Effect.IN_FORCE: begun & ~over,
        Effect.EXPIRED: over,
    }
    return conditions.get(effect, Q(pk=None))


def _equals(field: _Field, value: str) -> Q:
    if isinstance(field.column, str):
        return Q((field.column, value))
    return Q(issued_on__year=int(value))


def _in_order(field: _Field, said: list[str]) -> list[str]:
    """Return the values by their words, so many as a choice holds."""
    ordered = sorted(said, key=lambda value: sort_key(str(field.words(value))))
    return (ordered[::-1] if field.newest_first else ordered)[:MOST_OPTIONS]
