"""Pages that editors put on top of the results for words of their choice, on their own portal."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from govportal.portals.models import Portal
from govportal.publishing.cached_reading import forget_cached, read_cached
from govportal.search.models import SearchEntry
from govportal.search.words import folded, words_of

LONGEST = 100
MOST_SHOWN = 3
REMEMBERED_SECONDS = 60
"""So long may another process that shares no cache show what was chosen before."""


class PromotedResult(models.Model):
    """A page that stands above the results when readers look for just these words."""

    wagtail_reference_index_ignore = True

    words = models.CharField(
        _("words looked for"), max_length=LONGEST,
        help_text=_(
            "What readers type, for instance “land price”. Capitals and tone marks make no "
            "difference. The page is put on top when just these words are typed."
        ),
    )  # fmt: skip
    page = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("page"))
    portal = models.ForeignKey(
        Portal, models.CASCADE, related_name="+", editable=False, verbose_name=_("portal")
    )
    language = models.CharField(max_length=10, editable=False)
    key = models.CharField(max_length=2 * LONGEST, editable=False)

    class Meta:
        verbose_name = _("promoted search result")
        verbose_name_plural = _("promoted search results")
        indexes = [models.Index(fields=["portal", "key"], name="promoted_result_words")]

    def __str__(self) -> str:
        return self.words


def key_of(words: str) -> str:
    """Return what *words* are compared by: the same in every typing, empty where there is none."""
    return " ".join(folded(words_of(words)))


def promoted_entries(portal_id: int, language: str, text: str) -> list[int]:
    """Return the entries of pages that the portal puts on top for *text*, the first chosen first.

    A page that is not public, or has come to another portal, has none.
    """
    pages = _of_portal(portal_id).get((language, key_of(text)), [])[:MOST_SHOWN]
    if not pages:
        return []
    own = SearchEntry.objects.filter(page__in=pages, portal=portal_id, language=language)
    entries = dict(own.values_list("page_id", "pk"))
    return [entries[page] for page in pages if page in entries]


def _of_portal(portal_id: int) -> dict[tuple[str, str], list[int]]:
    """Return the pages by language and key: most searches have none, and cost no query for it."""
    found = read_cached(_name(portal_id), partial(_read, portal_id), REMEMBERED_SECONDS)
    return found  # type: ignore[no-any-return]


def _read(portal_id: int) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    rows = PromotedResult.objects.filter(portal=portal_id).order_by("pk")
    for language, key, page_id in rows.values_list("language", "key", "page_id"):
        found.setdefault((language, key), []).append(page_id)
    return found


def forget(instance: PromotedResult, **_kwargs: Any) -> None:
    """Let the portal's choice be read again, now and once the change is stored."""
    names = [_name(instance.portal_id)]
    forget_cached(names)
    transaction.on_commit(partial(forget_cached, names), robust=True)


def _name(portal_id: int) -> str:
    return f"govportal-promoted-{portal_id}"
