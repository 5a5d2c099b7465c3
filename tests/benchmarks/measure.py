"""Measures what pages, provisioning and imports cost, against a bare view of the same run."""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

import django
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test import RequestFactory, override_settings
from django.test.runner import DiscoverRunner
from django.utils import timezone

from govportal.portals.models import Portal
from govportal.provisioning import provision
from govportal.publishing.documents.importing import import_document, parse_file
from govportal.publishing.models import ArticlePage, SectionPage
from govportal.testing import province_plugin
from tests import provinces
from tests.benchmarks.documents import measure_documents
from tests.benchmarks.page_cache import measure_page_cache
from tests.benchmarks.records import measure_records
from tests.settings import FOLDER

ROOT = Path(__file__).parents[2]
HOST = "stc.minhhoa.gov.vn"
BARE = {"MIDDLEWARE": [], "ROOT_URLCONF": "tests.benchmarks.bare"}
ROUNDS = 60


def main() -> None:
    """Measure in a database of its own, removed at the end."""
    arguments = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    arguments.add_argument("--portals", type=int, default=20, help="how many to provision")
    arguments.add_argument("--records", type=int, default=10_000, help="how many to list")
    arguments.add_argument("--documents", type=int, default=300, help="how many to import")
    arguments.add_argument("--profile", action="store_true", help="of the import of documents")
    arguments.add_argument("--page-cache", action="store_true", help="the page cache alone")
    sizes = arguments.parse_args()
    if sizes.page_cache:
        measure_page_cache()
        return
    if connection.vendor == "sqlite":  # in a file, as an installation has it
        connection.settings_dict["TEST"]["NAME"] = str(Path(FOLDER) / "benchmark.sqlite3")
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        measure(sizes.portals, sizes.records)
        measure_documents(sizes.documents, add_article(), sizes.profile)
    finally:
        runner.teardown_databases(databases)


def measure(portals: int, records: int) -> None:
    print(f"Python {sys.version.split()[0]}, Django {django.__version__}, {connection.vendor}")
    list(provision())
    measure_provisioning(portals)
    document = measure_import()
    measure_pages({"home": "/", "article": add_article(), "legal document": document})
    measure_records(records)


def add_article() -> str:
    section = SectionPage.objects.get(key="news", url_path__startswith="/stc/")
    now = timezone.now()
    body = [("paragraph", f"<p>{'Nội dung bài viết. ' * 20}</p>")] * 6
    page = ArticlePage(
        title="Bài đo", author="A", source="B", body=body, locale=section.locale,
        first_published_at=now, last_published_at=now,
    )  # fmt: skip
    return section.add_child(instance=page).get_url_parts()[2]


def measure_provisioning(count: int) -> None:
    with province_plugin(provinces.many_departments(count)):
        seconds = _seconds(lambda: list(provision()))
        again = _seconds(lambda: list(provision()))
    print(f"provisioning, {count} portals in 2 languages: {seconds:.1f} s,", end=" ")
    print(f"{seconds / count * 1000:.0f} ms a portal; second run {again:.2f} s")


def measure_import() -> str:
    """Import every regulation at hand; return the address of the longest, published."""
    files = [ROOT / "tests/fixtures/regulations/whole.txt", *ROOT.glob("../shared/seeds/*.txt")]
    portal = Portal.objects.get(agency__code="stc")
    reading = saving = articles = 0
    pages = []
    for path in files:
        started = time.process_time()
        parsed = parse_file(path)
        read = time.process_time()
        pages.append(import_document(parsed, portal, path).page)
        reading, saving = reading + read - started, saving + time.process_time() - read
        articles += len(parsed.articles) + len(parsed.decision)
    reading, saving = reading / articles * 1000, saving / articles * 1000
    print(f"import, {len(files)} files, {articles} articles:", end=" ")
    print(f"reading {reading:.2f} ms, saving {saving:.2f} ms each")
    longest = max(pages, key=lambda page: len(page.body))
    type(longest).objects.filter(pk=longest.pk).update(live=True)
    return longest.get_url_parts()[2]


def measure_pages(paths: dict[str, str]) -> None:
    """Print the median CPU time of each page and how many bare views it is."""
    found: dict[str, list[float]] = {name: [] for name in ("bare", *paths)}
    with override_settings(**BARE):
        bare = _handler()
    whole = _handler()
    for _round in range(ROUNDS):
        with override_settings(**BARE):
            found["bare"].append(_cost(bare, "/"))
        for name, path in paths.items():
            found[name].append(_cost(whole, path))
    yardstick = statistics.median(found["bare"][1:])
    for name, costs in found.items():
        median = statistics.median(costs[1:])
        print(f"{name:16} {median * 1000:7.2f} ms   {median / yardstick:6.1f} × bare")


def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def _cost(handler: BaseHandler, path: str) -> float:
    request = RequestFactory().get(path, headers={"host": HOST})
    started = time.process_time()
    response = handler.get_response(request)
    cost = time.process_time() - started
    assert response.status_code == 200, (path, response.status_code)
    return cost


def _seconds(work) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started
