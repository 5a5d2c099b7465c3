"""Keeps the search's entries in step with the public pages, after what changes them is stored."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from govportal.search import postgres, sqlite
from govportal.search.entries import VERSION, entry_of, public_pages
from govportal.search.models import SearchEntry, SearchText, TitleWord
from govportal.search.rows import row_of
from govportal.search.words import folded, words_of

AT_ONCE = 200


def database() -> ModuleType:
    """Return what knows the index of the database in use."""
    return postgres if connection.vendor == "postgresql" else sqlite


def refresh(page_ids: Iterable[int]) -> int:
    """Bring the entries of the pages in step; return how many of them are public."""
    ids = sorted(set(page_ids))
    return sum(_refresh(ids[at : at + AT_ONCE]) for at in range(0, len(ids), AT_ONCE))


@transaction.atomic
def _refresh(ids: list[int]) -> int:
    pages = public_pages().filter(pk__in=ids).specific()
    entries = [entry for entry in map(entry_of, pages) if entry]
    stored = list(SearchEntry.objects.filter(page__in=ids).select_related("text"))
    if stored:
        database().remove(map(row_of, stored))
        SearchEntry.objects.filter(page__in=ids).delete()
    if entries:
        SearchEntry.objects.bulk_create(entries)
        SearchText.objects.bulk_create([entry.text for entry in entries])
        database().add(map(row_of, entries))
        _keep_words(entries)
    return len(entries)


def _keep_words(entries: list[SearchEntry]) -> None:
    words = {(entry.language, word) for entry in entries for word in words_of(entry.title)}
    rows = [
        TitleWord(language=language, word=word, folded=folded([word])[0][:60])
        for language, word in sorted(words)
        if word.isalpha()
    ]
    TitleWord.objects.bulk_create(rows, ignore_conflicts=True)


def index_all(*, anew: bool = False) -> int:
    """Index the public pages that are not, or have changed since; forget those that are gone.

    With *anew* every entry is made again. Return how many entries were written.
    """
    # Words that another version made can't be taken out one by one.
    is_stale = SearchEntry.objects.exclude(version=VERSION).exists()
    if anew or is_stale or not SearchEntry.objects.exists():
        _forget_all()
    public = public_pages()
    gone = SearchEntry.objects.exclude(page__in=public.values("pk"))
    refresh(list(gone.values_list("page_id", flat=True)))
    return refresh(list(_lacking(public)))


def _forget_all() -> None:
    with transaction.atomic():
        database().empty()
        SearchEntry.objects.all().delete()
        TitleWord.objects.all().delete()


def _lacking(public: Any) -> Iterator[int]:
    known = dict(SearchEntry.objects.values_list("page_id", "published_at"))
    for pk, published_at in public.values_list("pk", "last_published_at"):
        if pk not in known or known[pk] != published_at:
            yield pk


# ---------------------------------------------------------------- what changes


class _Waiting(threading.local):
    """The pages whose change is stored when the transaction is."""

    def __init__(self) -> None:
        self.ids: set[int] = set()


_waiting = _Waiting()


def _later(ids: Iterable[int]) -> None:
    _waiting.ids.update(ids)
    # What can't be indexed must not undo what is published; search-index makes it up.
    transaction.on_commit(_refresh_waiting, robust=True)


def _refresh_waiting() -> None:
    ids, _waiting.ids = _waiting.ids, set()
    refresh(ids)


def _saved(instance: Any, raw: bool = False, update_fields: Any = None, **_kwargs: Any) -> None:
    """Notice a page that is saved whole; a draft is saved by some of its fields alone."""
    if isinstance(instance, Page) and not raw and not update_fields:
        _later([instance.pk])


def _changed(instance: Page, **_kwargs: Any) -> None:
    _later([instance.pk])


def _moved(instance: Page, **_kwargs: Any) -> None:
    _later_below(instance.path)


def _restricted(instance: PageViewRestriction, **_kwargs: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page:
        _later_below(page.path)


def _later_below(path: str) -> None:
    below = Page.objects.filter(path__startswith=path)
    _later(below.values_list("pk", flat=True))


def connect() -> None:
    """Follow every page that is saved, published, withdrawn, moved, restricted or deleted."""
    uid = "govportal-search"
    post_save.connect(_saved, dispatch_uid=uid)
    page_published.connect(_changed, dispatch_uid=uid)
    page_unpublished.connect(_changed, dispatch_uid=uid)
    post_page_move.connect(_moved, dispatch_uid=uid)
    post_delete.connect(_changed, sender=Page, dispatch_uid=uid)
    post_save.connect(_restricted, sender=PageViewRestriction, dispatch_uid=uid)
    post_delete.connect(_restricted, sender=PageViewRestriction, dispatch_uid=uid)
