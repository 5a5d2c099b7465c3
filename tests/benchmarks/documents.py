"""Measures the import of many legal documents, and the portal that holds them."""

from __future__ import annotations

import cProfile
import pstats
import resource
import tempfile
import time
from pathlib import Path

from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from govportal.portals.models import Portal
from govportal.publishing.documents.batches import DocumentImportFile
from govportal.publishing.documents.folder_import import FolderImport
from govportal.publishing.documents.folders import files_in
from govportal.publishing.documents.pages import LegalDocumentPage
from tests.many_documents import write_documents

HOST = "stc.minhhoa.gov.vn"
ARTICLES = 50
SLOWEST = 35


def measure_documents(count: int, article: str, profile: bool = False) -> None:
    """Print what *count* documents cost to import, and how the pages answer beside them."""
    with tempfile.TemporaryDirectory() as folder:
        write_documents(Path(folder), count, ARTICLES)
        found = list(files_in([Path(folder)]))
        if profile:
            _profiled(found)
        else:
            _import(found)
        _import_again(found)
    _measure_pages({"article": article, "document list": "/van-ban/", "document": _publish()})


def _import(found) -> None:
    third, started, spent = len(found) // 3, time.monotonic(), time.process_time()
    memory = {}
    for place, outcome in enumerate(_run(found), 1):
        assert outcome.row.state == DocumentImportFile.State.IMPORTED, outcome.row.reason
        if place in (third, len(found)):
            memory[place] = _peak()
        if place % 1000 == 0:
            print(f"  {place} after {time.monotonic() - started:.0f} s", flush=True)
    seconds, spent = time.monotonic() - started, time.process_time() - spent
    print(f"{len(found)} documents of {ARTICLES} articles: {seconds:.1f} s,", end=" ")
    print(f"{seconds / len(found) * 1000:.1f} ms a document,", end=" ")
    print(f"of it {spent / len(found) * 1000:.1f} ms of CPU; peak memory", end=" ")
    print(", ".join(f"{size:.0f} MiB after {place}" for place, size in memory.items()))


def _import_again(found) -> None:
    started = time.monotonic()
    assert all(outcome.is_known for outcome in _run(found))
    seconds = time.monotonic() - started
    print(f"the same again: {seconds:.1f} s, {seconds / len(found) * 1000:.1f} ms a document")


def _profiled(found) -> None:
    profiler = cProfile.Profile(time.process_time)
    profiler.runcall(_import, found)
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(SLOWEST)


def _run(found):
    return FolderImport(Portal.objects.get(agency__code="stc")).run(found, "benchmark")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _publish() -> str:
    LegalDocumentPage.objects.update(live=True)
    return LegalDocumentPage.objects.order_by("pk").last().get_url_parts()[2]


def _measure_pages(paths: dict[str, str]) -> None:
    handler = BaseHandler()
    handler.load_middleware()
    for name, path in paths.items():
        request = RequestFactory().get(path, headers={"host": HOST})
        handler.get_response(request)
        started = time.process_time()
        with CaptureQueriesContext(connection) as queries:
            response = handler.get_response(request)
        assert response.status_code == 200, (path, response.status_code)
        spent = (time.process_time() - started) * 1000
        print(f"{name:16} {spent:7.1f} ms {len(queries):3} queries")
