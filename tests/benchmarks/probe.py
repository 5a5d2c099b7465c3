"""Looks into an installation from within: ``python -m tests.benchmarks.probe WHAT``.

``paths`` prints the pages that are measured, ``queries`` the SQL queries of each, ``profile NAME``
where the time of one goes, ``searches`` what is searched for and ``found`` what that finds. Answers
are JSON, profiles text.
"""

from __future__ import annotations

import cProfile
import json
import os
import pstats
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.big_settings")
HOST = "minhhoa.gov.vn"
SLOWEST = 40
REPEATS = 10


def paths() -> dict[str, str]:
    """Return an address of each type of public page of the biggest portal."""
    from govportal.citizens.models import Feedback
    from govportal.citizens.pages import FeedbackPage
    from govportal.portals import routing
    from govportal.publishing.documents.pages import LegalDocumentPage
    from govportal.publishing.models import ArticlePage, LegalDocumentIndexPage, SectionPage
    from govportal.publishing.records.models import RecordPage

    endpoint = routing.table().match(HOST, "/")
    home = routing.table().home(endpoint.portal.pk, "vi")

    def below(model: Any, **facts: Any) -> Any:
        return model.objects.filter(path__startswith=home.path, live=True, **facts).order_by("pk")

    news = below(SectionPage, key="news").get()
    projects = below(SectionPage, key="projects").get()
    articles, documents = below(ArticlePage), below(LegalDocumentPage)
    pages = {
        "section list": news,
        "article": articles[articles.count() // 2],
        "document": _typical(documents),
        "document list": below(LegalDocumentIndexPage).first(),
        "record list": projects,
        "record": below(RecordPage, kind="project").last(),
        "question list": below(FeedbackPage).first(),
    }
    found = {"home": "/"} | {name: page.get_url_parts()[2] for name, page in pages.items()}
    question = Feedback.objects.published().filter(portal=endpoint.portal).first()
    words = " ".join(pages["article"].title.split()[:2])
    return found | {
        "question": f"{found['question list']}{question.pk}/",
        "second page": f"{found['section list']}?page=2",
        "search results": f"/tim-kiem/?q={quoted(words)}",
        "site map": "/so-do-cong/",
        "feed": "/feeds/atom.xml",
        "portal sitemap": "/sitemap.xml",
    }


def quoted(text: str) -> str:
    """Return *text* as it stands in an address."""
    from urllib.parse import quote_plus

    return quote_plus(text)


def _typical(documents: Any) -> Any:
    """Return the document whose text is of the middle length among some."""
    some = sorted(documents[:101], key=lambda page: len(page.body))
    return some[len(some) // 2]


def queries() -> dict[str, int]:
    """Return how many queries each warm page costs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found = {}
    for name, path in paths().items():
        _answer(path), _answer(path)
        with CaptureQueriesContext(connection) as captured:
            _answer(path)
        found[name] = len(captured)
    return found


def profile(name: str) -> None:
    """Print where the CPU time of the page *name* goes, and its slow queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    path = paths()[name]
    _answer(path), _answer(path)
    started = time.process_time()
    for _repeat in range(REPEATS):
        _answer(path)
    print(
        f"{name} {path}: {(time.process_time() - started) / REPEATS * 1000:.1f} ms CPU in process"
    )
    with CaptureQueriesContext(connection) as captured:
        _answer(path)
    for query in captured:
        print(f"{float(query['time']) * 1000:7.1f} ms  {query['sql'][:700]}")
    profiler = cProfile.Profile(time.process_time)
    profiler.enable()
    for _repeat in range(REPEATS):
        _answer(path)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("cumulative").print_stats("/govportal/", SLOWEST)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(SLOWEST)


_handlers: list[Any] = []


def _answer(path: str) -> Any:
    from django.core.handlers.base import BaseHandler
    from django.test import RequestFactory

    from govportal.portals import routing

    if not _handlers:
        routing.TABLE_SECONDS = 3600  # else a page now and then reads the routes again
        _handlers.append(BaseHandler())
        _handlers[0].load_middleware()
    response = _handlers[0].get_response(RequestFactory().get(path, headers={"host": HOST}))
    size = len(b"".join(response))
    if response.status_code != 200 or not size:
        raise RuntimeError(f"{path}: {response.status_code}")
    return response


if __name__ == "__main__":
    django.setup()
    what, *arguments = sys.argv[1:]
    from tests.benchmarks import finding

    answers = {"paths": paths, "queries": queries, "profile": profile,
               "searches": finding.searches, "found": finding.found}  # fmt: skip
    answer = answers[what](*arguments)
    if answer is not None:
        print(json.dumps(answer, ensure_ascii=False))
