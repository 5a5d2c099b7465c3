"""Measures an answer out of the page cache against a bare Django view of the same run."""

from __future__ import annotations

import io
import statistics
import time
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import override_settings

from govportal.page_cache import entries, store
from govportal.page_cache.generations import PROVINCE, RedisGenerations
from govportal.page_cache.keys import Key
from tests import services

HOST = "minhhoa.gov.vn"
PAGE_BYTES = 30_000
ROUNDS = 5
REQUESTS = 3000
BARE = {"MIDDLEWARE": [], "ROOT_URLCONF": "tests.benchmarks.bare"}
KEY = Key("http", HOST, "/", "")
ENVIRON: dict[str, Any] = {
    "REQUEST_METHOD": "GET", "PATH_INFO": "/", "SCRIPT_NAME": "", "QUERY_STRING": "",
    "SERVER_NAME": HOST, "SERVER_PORT": "80", "HTTP_HOST": HOST, "wsgi.url_scheme": "http",
    "HTTP_USER_AGENT": "Mozilla/5.0", "HTTP_ACCEPT": "text/html",
}  # fmt: skip
WAYS: dict[str, dict[str, str]] = {
    "from cache": {},
    "from cache, gzip": {"HTTP_ACCEPT_ENCODING": "gzip, br"},
    "from cache, 304": {"HTTP_IF_NONE_MATCH": "*"},
}


def measure_page_cache() -> None:
    """Print CPU times of the bare view and of answers out of memory, and their ratios."""
    cache, told_by = _cache()
    with override_settings(**BARE):
        bare = WSGIHandler()
    with override_settings(GOVPORTAL_PAGE_CACHE="process"):
        whole = WSGIHandler()
    found: dict[str, list[float]] = {name: [] for name in ("bare view", *WAYS)}
    for _round in range(ROUNDS):
        with override_settings(**BARE):
            found["bare view"].append(_cost(bare, {}))
        for name, headers in WAYS.items():
            found[name].append(_cost(whole, headers))
    print(f"page cache, {len(_page(cache).plain)} bytes, generation kept by {told_by}")
    for name, costs in found.items():
        _report(name, costs, found["bare view"])


def _report(name: str, costs: list[float], bare: list[float]) -> None:
    low, middle, high = min(costs), statistics.median(costs), max(costs)
    ratio = statistics.median(cost / hello for cost, hello in zip(costs, bare, strict=True))
    print(f"{name:18} {middle:6.1f} µs CPU ({low:.1f}-{high:.1f})   {ratio:5.2f} × bare")


def _cache() -> tuple[store.PageCache, str]:
    """Return the cache of this process with one page; a real Redis is asked if there is one."""
    store._made.cache_clear()
    with override_settings(GOVPORTAL_PAGE_CACHE="process"):
        cache = store.of_process()
    assert cache is not None
    services.ensure()
    url = services.redis_url()
    if url is not None:
        cache.generations = RedisGenerations(store.connect_redis(url))
    cache.keep(KEY, _page(cache))
    return cache, "Redis" if url else "the process"


def _page(cache: store.PageCache) -> entries.Entry:
    words = " ".join(f"word{number}" for number in range(5000)).encode()
    response = HttpResponse(words[:PAGE_BYTES], headers={"Content-Security-Policy": "x" * 300})
    for number in range(8):  # about as many headers as a page of a portal has
        response[f"X-Header-{number}"] = "value"
    generation = cache.generations.current(PROVINCE) or ""
    entry = entries.entry_of(response, PROVINCE, generation, cache.clock())
    assert entry is not None
    return entry


def _cost(handler: WSGIHandler, headers: dict[str, str]) -> float:
    """Return the µs of CPU of one request, over many."""
    environ = ENVIRON | headers
    _ask(handler, environ)
    started = time.process_time()
    for _request in range(REQUESTS):
        _ask(handler, environ)
    return (time.process_time() - started) / REQUESTS * 1e6


def _ask(handler: WSGIHandler, environ: dict[str, Any]) -> None:
    response = handler({**environ, "wsgi.input": io.BytesIO()}, _start)
    b"".join(response)
    response.close()


def _start(status: str, headers: list[Any]) -> None:
    assert status[:3] in {"200", "304"}, status
