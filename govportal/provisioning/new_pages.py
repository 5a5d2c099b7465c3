"""Puts many new pages into the tree at once: the rows of ``add_child`` in few queries.

``add_child`` costs about twenty queries a page, and a province has thousands of sections.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from django.db import connections, router, transaction
from django.db.models import F
from django.db.models.functions import Left, Length
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from govportal.portals.routing import STEP
from govportal.provisioning.indexing import index_pages
from govportal.publishing.listed.keeping import list_new

BATCH = 1000
ItemT = TypeVar("ItemT")


class NewPages:
    """New pages that are written together, below pages that exist or are among them.

    Nothing is validated and no signal is sent: it is for pages made from data that were checked,
    which refer to nothing. A slug that a sibling has gets a number.
    """

    def __init__(self) -> None:
        self._pages: list[tuple[Page, Page | int]] = []

    def add(self, page: Page, parent: Page | int) -> None:
        """Put *page* last below *parent*: the id of an existing page, or one added before."""
        self._pages.append((page, parent))

    @transaction.atomic
    def save(self) -> None:
        """Write all pages, with their entries in the log, in lists and in the search index."""
        pages = [page for page, _parent in self._pages]
        if not pages:
            return
        self._place()
        _insert_pages(pages)
        _insert_specific_rows(pages)
        _log(pages)
        list_new(pages)
        index_pages(pages)

    def _place(self) -> None:
        existing = {parent for _page, parent in self._pages if isinstance(parent, int)}
        parents = _locked(existing)
        families = _families(parents)
        for page, parent in self._pages:
            above = parents[parent] if isinstance(parent, int) else parent
            families[above.path].place(page, above)
        _count_children(Counter(p for _page, p in self._pages if isinstance(p, int)))


class _Family:
    """The children of one page: how far their paths have come, and the slugs they have."""

    def __init__(self) -> None:
        self.last_step = 0
        self.slugs: set[str] = set()

    def place(self, page: Page, parent: Page) -> None:
        """Give *page* the next place below *parent*."""
        self.last_step += 1
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, self.last_step)
        page.slug = self._free_slug(page.slug)
        page.draft_title = page.draft_title or page.title
        page.set_url_path(parent)
        if parent.pk is None:
            parent.numchild += 1

    def _free_slug(self, wanted: str) -> str:
        found, number = wanted, 1
        while found in self.slugs:
            number += 1
            found = f"{wanted}-{number}"
        self.slugs.add(found)
        return found


def _locked(ids: set[int]) -> dict[int, Page]:
    """Return the pages with *ids*, locked: nobody else adds a child meanwhile."""
    return {
        page.pk: page
        for some in _batches(sorted(ids))
        for page in Page.objects.select_for_update().filter(pk__in=some).order_by("pk")
    }


def _families(parents: dict[int, Page]) -> dict[str, _Family]:
    """Return the children that *parents* have, by the parent's path."""
    families: dict[str, _Family] = defaultdict(_Family)
    placed = Page.objects.annotate(above=Left("path", Length("path") - STEP))
    for paths in _batches([page.path for page in parents.values() if page.numchild]):
        rows = placed.filter(depth__gt=1, above__in=paths).values_list("above", "path", "slug")
        for above, path, slug in rows:
            family = families[above]
            family.last_step = max(family.last_step, Page._str2int(path[-STEP:]))
            family.slugs.add(slug)
    return families


def _count_children(added: Counter[int]) -> None:
    parents: dict[int, list[int]] = defaultdict(list)
    for parent, count in added.items():
        parents[count].append(parent)
    for count, ids in parents.items():
        for some in _batches(ids):
            Page.objects.filter(pk__in=some).update(numchild=F("numchild") + count)


def _insert_pages(pages: list[Page]) -> None:
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    rows = [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    Page.objects.bulk_create(rows, batch_size=BATCH)
    for page, row in zip(pages, rows, strict=True):
        page.page_ptr_id = page.pk = row.pk
        page._state.adding, page._state.db = False, row._state.db


def _insert_specific_rows(pages: list[Page]) -> None:
    """Insert what each page type adds to ``Page``, which ``bulk_create`` does not do."""
    for model, some in _by_model(pages).items():
        database = router.db_for_write(model)
        fields: Any = model._meta.local_concrete_fields
        most = connections[database].ops.bulk_batch_size(fields, some)
        for rows in _batches(some, min(most, BATCH)):
            model._base_manager._insert(rows, fields=fields, using=database)  # type: ignore[attr-defined]


def _log(pages: list[Page]) -> None:
    now = timezone.now()
    entries = [
        PageLogEntry(
            page_id=page.pk, content_type_id=page.content_type_id, action="wagtail.create",
            label=page.get_admin_display_title(), timestamp=now, data={}, content_changed=True,
        )
        for page in pages
    ]  # fmt: skip
    PageLogEntry.objects.bulk_create(entries, batch_size=BATCH)


def _by_model(pages: list[Page]) -> dict[type[Page], list[Page]]:
    found: dict[type[Page], list[Page]] = defaultdict(list)
    for page in pages:
        found[type(page)].append(page)
    return found


def _batches(items: Sequence[ItemT], size: int = BATCH) -> Iterator[Sequence[ItemT]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
