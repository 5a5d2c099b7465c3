"""Measures a long list of records: narrowing, ordering and exporting it."""

from __future__ import annotations

import time

from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from govportal.publishing.models import SectionPage
from tests.many_records import add_records

HOST = "minhhoa.gov.vn"
QUERIES = {
    "first page": "",
    "narrowed, by budget": "?q=cau+dong&specialism=Y+tế&sort=-budget",
    "last page": "?page=99999",
    "CSV": "?format=csv",
    "JSON": "?format=json",
}


def measure_records(count: int) -> None:
    """Print the seconds and queries of each view of a list of *count* records."""
    section = SectionPage.objects.get(key="projects", url_path__startswith="/ubnd/")
    started = time.monotonic()
    add_records(section, count)
    print(f"{count} records written in {time.monotonic() - started:.1f} s")
    handler = BaseHandler()
    handler.load_middleware()
    address = section.get_url_parts()[2]
    for name, query in QUERIES.items():
        _answer(handler, address + query)
        seconds, queries, size = _answer(handler, address + query)
        print(f"{name:20} {seconds * 1000:7.0f} ms {queries:3} queries {size / 1024:8.0f} KiB")


def _answer(handler: BaseHandler, address: str) -> tuple[float, int, int]:
    request = RequestFactory().get(address, headers={"host": HOST})
    started = time.process_time()
    with CaptureQueriesContext(connection) as queries:
        response = handler.get_response(request)
        size = sum(len(part) for part in response)
    assert response.status_code == 200, (address, response.status_code)
    return time.process_time() - started, len(queries), size
