"""What a first visit of a home page brings over the line, as a browser counts it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tests import services
from tests.benchmarks.costs import CACHED, HOST, served
from tests.benchmarks.installations import Installation
from tests.benchmarks.rows import Row, at_most

MOST_KB, MOST_REQUESTS = 150, 12
NAMES_OF_THIS_MACHINE = "--host-resolver-rules=MAP * 127.0.0.1"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
             NAMES_OF_THIS_MACHINE]  # fmt: skip
PHONE = {"width": 360, "height": 740}


def transfer_rows(where: str, installation: Installation, kind: str, redis: str) -> Iterator[Row]:
    """Yield bytes, requests and other hosts of the home page on a phone without a cache."""
    path = services.chromium_path()
    if path is None:
        yield Row(where, "transfer of the home page", "no Chromium here")
        return
    with served(installation, kind, redis, CACHED, is_cached=bool(redis)) as server:
        sizes, urls = _visit(path, f"http://{HOST}:{server.port}/")
    for url in urls:
        print(f"  {url}")
    yield at_most(where, "transfer of the home page", sum(sizes) / 1000, MOST_KB, "{:.0f} KB")
    yield at_most(where, "requests of the home page", len(urls), MOST_REQUESTS, "{:.0f}")
    others = sorted({urlsplit(url).hostname or "" for url in urls} - {HOST})
    shown = ", ".join(others) or "none"
    yield Row(where, "other hosts asked", shown, "none", not others)


def _visit(chromium: str, address: str) -> tuple[list[float], list[str]]:
    from playwright.sync_api import sync_playwright

    sizes: list[float] = []
    urls: list[str] = []

    def asked(event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if urlsplit(url).scheme in {"http", "https"}:
            urls.append(url)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_context(viewport=PHONE).new_page()  # type: ignore[arg-type]
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        client.on("Network.requestWillBeSent", asked)
        client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(address, wait_until="networkidle")
        page.mouse.wheel(0, 20_000)  # pictures further down are loaded when they are near
        page.wait_for_load_state("networkidle")
        browser.close()
    return sizes, urls
