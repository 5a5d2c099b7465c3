"""Keeps the search's entries in step with the public pages, after what changes them is stored."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from itertools import islice
from types import ModuleType
from typing import Any

from django.db import connection, transaction
from django.db.models import Prefetch
from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from govportal.portals.tree import subtree
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.search import postgres, promoted, sqlite
from govportal.search.attached import no_longer_public, note_files, texts_of
from govportal.search.effects import concerned, outdated, remember_effects
from govportal.search.entries import VERSION, entry_of, public_pages
from govportal.search.models import EntryEffect, EntryFile, SearchEntry, SearchText, TitleWord
from govportal.search.reading import AT_PUBLICATION, Effort, forget_unused, read_files
from govportal.search.rows import row_of
from govportal.search.words import folded, words_of

AT_ONCE = 200
entries_changed = Signal()
"""Sent when what can be found has changed, with the ids of the *portals* whose pages those are."""


def database() -> ModuleType:
    """Return what knows the index of the database in use."""
    return postgres if connection.vendor == "postgresql" else sqlite


def refresh(page_ids: Iterable[int]) -> int:
    """Bring the entries of the pages in step; return how many of them are public."""
    return sum(map(_refresh, _portions(page_ids)))


def _portions(page_ids: Iterable[int]) -> Iterator[list[int]]:
    ids = sorted(set(page_ids))
    return (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))


@transaction.atomic
def _refresh(ids: list[int]) -> int:
    pages = list(public_pages().filter(pk__in=ids).specific())
    remember_effects(pages)
    entries = [entry for entry in map(entry_of, pages) if entry]
    in_order = Prefetch("files", EntryFile.objects.order_by("pk").select_related("text"))
    known = SearchEntry.objects.filter(page__in=ids).select_related("text")
    if stored := list(known.prefetch_related(in_order)):
        database().remove([row_of(it, texts_of(it.files.all())) for it in stored])
        SearchEntry.objects.filter(page__in=ids).delete()
    portals = {entry.portal_id for entry in [*stored, *entries]}
    if entries:
        note_files(entries)
        SearchEntry.objects.bulk_create(entries)
        SearchText.objects.bulk_create([entry.text for entry in entries])
        EntryEffect.objects.bulk_create(row for it in entries for row in it.new_effects)
        EntryFile.objects.bulk_create(file for it in entries for file in it.new_files)
        database().add(row_of(it, texts_of(it.new_files)) for it in entries)
        _keep_words(entries)
    if portals:
        entries_changed.send(SearchEntry, portals=portals)
    return len(entries)


def _keep_words(entries: list[SearchEntry]) -> None:
    words = {(entry.language, word) for entry in entries for word in words_of(entry.text.title)}
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
    written = refresh({*_lacking(public), *outdated(timezone.localdate()), *no_longer_public()})
    refresh(read_files(None, Effort()))
    forget_unused()
    if written:
        database().settle()
    return written


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


def forget_waiting() -> None:
    """Forget what transactions changed that were never stored."""
    _waiting.ids.clear()


def _refresh_waiting() -> None:
    ids, _waiting.ids = _waiting.ids, set()
    for portion in _portions(ids):
        refresh({*portion, *concerned(portion)})
    for portion in islice(_portions(ids), 1):  # of very many, the command reads the rest
        refresh(read_files(portion, AT_PUBLICATION))


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


def _acted(instance: LegalDocumentRelation, **_kwargs: Any) -> None:
    if instance.target_id:
        _later([instance.target_id])


def _file_changed(instance: Any, update_fields: Any = None, **_kwargs: Any) -> None:
    """Notice a file that was replaced, moved or deleted; its size and hash alone are no change."""
    if not update_fields:
        _later_with(EntryFile.objects.filter(file=instance.pk))


def _collection_restricted(instance: CollectionViewRestriction, **_kwargs: Any) -> None:
    collection = Collection.objects.filter(pk=instance.collection_id).first()
    if collection:
        below = Collection.objects.filter(path__startswith=collection.path)
        _later_with(EntryFile.objects.filter(file__collection__in=below))


def _later_with(files: Any) -> None:
    _later(list(files.values_list("entry__page_id", flat=True)))


def _later_below(path: str) -> None:
    below = Page.objects.filter(path__range=subtree(path))
    _later(below.values_list("pk", flat=True))


def connect() -> None:
    """Follow every page that is saved, published, withdrawn, moved, restricted or deleted."""
    uid = "govportal-search"
    post_save.connect(_saved, dispatch_uid=uid)
    page_published.connect(_changed, dispatch_uid=uid)
    page_unpublished.connect(_changed, dispatch_uid=uid)
    post_page_move.connect(_moved, dispatch_uid=uid)
    post_delete.connect(_changed, sender=Page, dispatch_uid=uid)
    for signal in (post_save, post_delete):
        signal.connect(promoted.forget, sender=promoted.PromotedResult, dispatch_uid=uid)
        signal.connect(_acted, sender=LegalDocumentRelation, dispatch_uid=uid)
        signal.connect(_file_changed, sender=get_document_model(), dispatch_uid=uid)
        signal.connect(_collection_restricted, CollectionViewRestriction, dispatch_uid=uid)
    post_save.connect(_restricted, sender=PageViewRestriction, dispatch_uid=uid)
    post_delete.connect(_restricted, sender=PageViewRestriction, dispatch_uid=uid)
