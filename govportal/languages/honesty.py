"""What readers are told of a translation, and when a text is no translation at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from govportal.folding import fold
from govportal.languages.drift import is_newer
from govportal.languages.pages import when_written
from govportal.languages.required import source_language
from govportal.portals.pages import url_parts
from govportal.portals.tree import is_original

SAME_IN_EVERY_LANGUAGE = ("slug",)


class Newer(NamedTuple):
    """An original that was changed after its translation."""

    url: str
    changed_at: datetime
    language: str


def newer_original(page: Page, language: str) -> Newer | None:
    """Return the public original of *page* if it is newer; *language* is the page's.

    One query, none in the first language.
    """
    source = source_language()
    if language == source:
        return None
    both = when_written(Page.objects.live().filter(translation_key=page.translation_key))
    both = both.filter(is_original(), view_restrictions=None)
    rows = both.values_list("locale__language_code", "path", "url_path", "written_at")
    found = {code: (path, url_path, written) for code, path, url_path, written in rows}
    if source not in found or language not in found:
        return None
    path, url_path, written = found[source]
    parts = url_parts(path, url_path)
    if parts is None or not is_newer(written, found[language][2]):
        return None
    return Newer(parts[1] + parts[2], written, source)


def refuse_untranslated(page: Page) -> None:
    """Refuse to publish *page*, as it is, in a language that it is not written in.

    Raises:
        ValidationError: every text on it is still the original's.
    """
    if is_untranslated(page):
        raise ValidationError(
            _("The text is still that of the original. Translate it before it is published.")
        )


def is_untranslated(page: Page) -> bool:
    """Return whether *page* holds no text but the original's.

    What has no letter with a mark may be the same in both languages: a name, a number.
    """
    if page.locale.language_code == source_language():
        return False
    own = set(_texts(page))
    if not any(fold(text) != text.lower() for text in own):
        return False
    return any(own <= set(_texts(original)) for original in _originals(page))


def _originals(page: Page) -> Iterator[Page]:
    """Yield the original as it is today, and as it was when its translation began."""
    found = type(page).objects.filter(translation_key=page.translation_key)
    original = found.filter(locale__language_code=source_language()).first()
    if original is None:
        return
    yield original
    source = TranslationSource.objects.get_for_instance_or_none(original)
    if source is not None:
        yield source.as_instance()


def _texts(page: Page) -> Iterator[str]:
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue) and segment.path not in SAME_IN_EVERY_LANGUAGE:
            yield segment.string.data
