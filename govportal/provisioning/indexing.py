"""Puts pages that belong together into the search index at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page, get_page_models
from wagtail.search.backends import get_search_backends
from wagtail.search.signal_handlers import post_save_signal_handler


@contextmanager
def indexed_together() -> Iterator[None]:
    """Index the pages created within when all of them are there.

    Page by page the index is gone through as a whole each time, so that every page would cost
    more than the one before. Use it within the transaction that creates the pages; it is meant
    for commands, not for a server with several threads.
    """
    created: dict[type[Page], dict[int, Page]] = defaultdict(dict)

    def note(sender: type[Page], instance: Page, **kwargs: Any) -> None:
        created[sender][instance.pk] = instance

    models = [m for m in get_page_models() if post_save.disconnect(post_save_signal_handler, m)]
    for model in models:
        post_save.connect(note, model, weak=False)
    try:
        yield
    finally:
        for model in models:
            post_save.disconnect(note, model)
            post_save.connect(post_save_signal_handler, model)
    for backend in get_search_backends(with_auto_update=True):
        for model, pages in created.items():
            backend.add_bulk(model, list(pages.values()))
