"""What wagtail-localize remembers of how a translation came to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max
from wagtail_localize.models import StringTranslation, Translation, TranslationLog

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

        Three queries for any number of pages.
        """
        traces = cls()
        traces._read_translations(keys)
        traces._read_logs(keys)
        traces._read_strings(keys)
        return traces

    def _trace(self, key: Any, language: str) -> Trace:
        return self._by_key.setdefault((key, language), Trace())

    def _read_translations(self, keys: Any) -> None:
        found = Translation.objects.filter(source__object__in=keys, enabled=True)
        for key, language, read_at in found.values_list(
            "source__object_id", "target_locale__language_code", "source__last_updated_at"
        ):
            trace = self._trace(key, language)
            trace.is_synchronised, trace.source_read_at = True, read_at

    def _read_logs(self, keys: Any) -> None:
        found = TranslationLog.objects.filter(source__object__in=keys).order_by("pk")
        for key, language, revision, made_at in found.values_list(
            "source__object_id", "locale__language_code", "revision_id", "created_at"
        ):
            trace = self._trace(key, language)
            trace.revision_id, trace.made_at = revision, made_at

    def _read_strings(self, keys: Any) -> None:
        found = StringTranslation.objects.filter(context__object__in=keys).order_by()
        rows = found.values("context__object_id", "locale__language_code")
        for row in rows.annotate(changed_at=Max("updated_at")):
            trace = self._trace(row["context__object_id"], row["locale__language_code"])
            trace.strings_changed_at = row["changed_at"]
