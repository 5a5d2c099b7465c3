"""Puts many new drafts into the search index a hundred at a time.

Draft by draft the index is gone through as a whole each time, so that every draft would cost more
than the one before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_save
from wagtail.search.backends import get_search_backends
from wagtail.search.signal_handlers import post_save_signal_handler

from govportal.publishing.documents.pages import LegalDocumentPage

AT_ONCE = 100


class LateIndex:
    """Within it, drafts are indexed when enough of them wait, and all of them at the end.

    It takes Wagtail's own indexing of documents off for the whole process: it is meant for
    commands, not for a server with several threads.
    """

    def __init__(self, unsure: Iterable[int] = ()) -> None:
        """Let the documents with the ids *unsure* wait: a run that was killed left them."""
        self.waiting = list(unsure)

    def __enter__(self) -> LateIndex:
        """Take Wagtail's indexing off."""
        post_save.disconnect(post_save_signal_handler, LegalDocumentPage)
        return self

    def __exit__(self, *error: Any) -> None:
        """Put it on again, and index what waits."""
        post_save.connect(post_save_signal_handler, LegalDocumentPage)
        self.flush()

    def add(self, pk: int) -> None:
        """Let a draft wait until there are enough."""
        self.waiting.append(pk)
        if len(self.waiting) >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Index what waits."""
        pages = list(LegalDocumentPage.objects.filter(pk__in=self.waiting))
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(LegalDocumentPage, pages)
        self.waiting = []
