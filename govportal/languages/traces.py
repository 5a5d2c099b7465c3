"""What wagtail-localize remembers of how a translation came to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db.models import Max, Value
from wagtail_localize.models import StringTranslation, Translation, TranslationLog

TRANSLATION, LOG, STRINGS = range(3)
"""What a row of the query tells of."""
Key = tuple[Any, str]
"""The translation key of a page and a language."""


@dataclass
class Trace:
    """What is remembered of one page in one language."""

    is_synchronised: bool = False
    """Whether its text is made of wagtail-localize's strings today."""
    source_read_at: datetime | None = None
    """When the strings were last read from the original."""
    revision_id: int | None = None
    """The revision that was last made of them."""
    made_at: datetime | None = None
    strings_changed_at: datetime | None = None

    def add(self, source: int, revision_id: int | None, at: datetime | None) -> None:
        """Take over what a row of the query says; of the logs the last one counts."""
        if source == TRANSLATION:
            self.is_synchronised, self.source_read_at = True, at
        elif source == LOG:
            self.revision_id, self.made_at = revision_id, at
        else:
            self.strings_changed_at = at

    def is_copy(self, latest_revision_id: int | None) -> bool:
        """Return whether the page is still the copy of the original that translation began with."""
        return (
            self.made_at is not None
            and self.strings_changed_at is None
            and self.revision_id == latest_revision_id
        )

    def is_hand_edited(self, latest_revision_id: int | None) -> bool:
        """Return whether somebody wrote the text by hand since it was last made of strings.

        So it is too where strings were changed that the page has not taken over. A page that
        wagtail-localize never made is hand-edited once somebody has saved it.
        """
        if self.made_at is None:
            return latest_revision_id is not None
        has_new_strings = bool(self.strings_changed_at and self.strings_changed_at > self.made_at)
        return has_new_strings or self.revision_id != latest_revision_id


NO_TRACE = Trace()


@dataclass
class Traces:
    """The traces of many pages."""

    _by_key: dict[Key, Trace] = field(default_factory=dict)

    def __getitem__(self, key: Key) -> Trace:
        return self._by_key.get(key, NO_TRACE)

    @classmethod
    def of(cls, keys: Any) -> Traces:
        """Return the traces of the pages whose translation keys the query *keys* yields.

        One query for any number of pages.
        """
        traces = cls()
        found = _translations(keys).union(_logs(keys), _strings(keys), all=True)
        for source, _pk, key, language, revision, at in sorted(found, key=itemgetter(0, 1)):
            traces._trace(key, language).add(source, revision, at)
        return traces

    def _trace(self, key: Any, language: str) -> Trace:
        return self._by_key.setdefault((key, language), Trace())


def _translations(keys: Any) -> Any:
    found = Translation.objects.filter(source__object__in=keys, enabled=True)
    return found.annotate(kind=Value(TRANSLATION), revision=Value(0)).values_list(
        "kind", "pk", "source__object_id", "target_locale__language_code", "revision",
        "source__last_updated_at",
    )  # fmt: skip


def _logs(keys: Any) -> Any:
    found = TranslationLog.objects.filter(source__object__in=keys).order_by()
    return found.annotate(kind=Value(LOG)).values_list(
        "kind", "pk", "source__object_id", "locale__language_code", "revision_id", "created_at"
    )


def _strings(keys: Any) -> Any:
    found = StringTranslation.objects.filter(context__object__in=keys).order_by()
    found = found.values("context__object_id", "locale__language_code")
    return found.annotate(
        kind=Value(STRINGS), last=Max("pk"), revision=Value(0), changed_at=Max("updated_at")
    ).values_list(
        "kind", "last", "context__object_id", "locale__language_code", "revision", "changed_at"
    )
