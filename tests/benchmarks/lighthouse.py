"""Lighthouse on each page type, as a phone: needs npm's ``lighthouse`` and a Chromium."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests import services
from tests.benchmarks.costs import CACHED, HOST, served
from tests.benchmarks.installations import Installation
from tests.benchmarks.rows import Row
from tests.benchmarks.transfer import NAMES_OF_THIS_MACHINE

LEAST = 98
VERSION = "lighthouse@12"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = ("home", "section list", "article", "document", "document list", "record list", "record",
         "question list", "search results", "site map")  # fmt: skip
AS_IF_SAFE = ".localhost"
"""Browsers treat such hosts as they treat HTTPS."""
SECONDS = 300
TRIES = 3
"""Now and then Lighthouse records nothing of a page, and asks to be run again."""


def lighthouse_rows(where: str, installation: Installation, kind: str, redis: str) -> Iterator[Row]:
    """Yield the four scores of each page type."""
    npx, chromium = shutil.which("npx"), services.chromium_path()
    if npx is None or chromium is None:
        yield Row(where, "Lighthouse", "no npx or no Chromium here")
        return
    paths = installation.ask("paths")
    with served(installation, kind, redis, CACHED, bool(redis), AS_IF_SAFE) as server:
        for name in PAGES:
            address = f"http://{HOST}{AS_IF_SAFE}:{server.port}{paths[name]}"
            report = installation.work / f"lighthouse {name}.json"
            tries = (_scores(npx, chromium, address, report) for _try in range(TRIES))
            scores = next(filter(None, tries), {})
            shown = ", ".join(f"{key} {score}" for key, score in scores.items())
            is_kept = bool(scores) and min(scores.values()) >= LEAST
            yield Row(where, f"Lighthouse, {name}", shown or "failed", f"≥ {LEAST}", is_kept)


def _scores(npx: str, chromium: str, address: str, report: Path) -> dict[str, int]:
    name, _equals, value = NAMES_OF_THIS_MACHINE.partition("=")
    flags = f'--headless=new --no-sandbox --disable-gpu {name}="{value}"'
    command = [
        npx, "--yes", VERSION, address, "--quiet", "--output=json", f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}",
    ]  # fmt: skip
    report.unlink(missing_ok=True)
    environment = {**os.environ, "CHROME_PATH": chromium}
    try:
        subprocess.run(command, env=environment, check=True, timeout=SECONDS)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return {}
    found = json.loads(report.read_text())["categories"]
    return {key: round(100 * (found[key]["score"] or 0)) for key in CATEGORIES}
