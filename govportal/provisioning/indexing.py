"""Puts pages that belong together into the search index at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page, get_page_models
from wagtail.search.backends import get_search_backends
from wagtail.search.signal_handlers import post_save_signal_handler

AT_ONCE = 5000
"""A database takes only so many ids in one query."""


@contextmanager
def indexed_together() -> Iterator[None]:
    """Index the pages created within when all of them are there.

    Page by page the index is gone through as a whole each time, so that every page would cost
    more than the one before. Use it within the transaction that creates the pages; it is meant
    for commands, not for a server with several threads.
    """
    created: dict[int, Page] = {}

    def note(sender: type[Page], instance: Page, **kwargs: Any) -> None:
        created[instance.pk] = instance

    models = [m for m in get_page_models() if post_save.disconnect(post_save_signal_handler, m)]
    for model in models:
        post_save.connect(note, model, weak=False)
    try:
        yield
    finally:
        for model in models:
            post_save.disconnect(note, model)
            post_save.connect(post_save_signal_handler, model)
    index_pages(created.values())


def index_pages(pages: Iterable[Page]) -> None:
    """Put *pages*, each of its own type, into the search index."""
    by_model: dict[type[Page], list[Page]] = defaultdict(list)
    for page in pages:
        by_model[type(page)].append(page)
    for backend in get_search_backends(with_auto_update=True):
        for model, found in by_model.items():
            for start in range(0, len(found), AT_ONCE):
                backend.add_bulk(model, found[start : start + AT_ONCE])
