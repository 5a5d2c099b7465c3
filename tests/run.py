"""`make test`: the whole suite on SQLite, then all that needs a database on PostgreSQL and Redis.

    python -m tests.run [arguments for pytest]

Says first and last, loudly, what a missing service leaves untested. With GOVPORTAL_REQUIRE_ALL=1
a missing service is a failure. The last line is the sum: "N passed, N failed".
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from tests import services

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "var" / "tests"
# Two workers fill two cores; one file stays on one worker, with what its module set up. The files
# are taken in our own order, which begins with those that take long.
PARALLEL = [
    "-n", os.environ.get("GOVPORTAL_TEST_WORKERS", "auto"), "--dist", "loadfile",
    "--no-loadscope-reorder",
]  # fmt: skip


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the services are stopped
    REPORTS.mkdir(parents=True, exist_ok=True)
    services.ensure()
    missing = [
        services.NAMES[variable] for variable, found in services.available().items() if not found
    ]
    print(services.report(), flush=True)
    warn(missing)
    if missing and services.all_required():
        return finish(1, {"failed": 1})

    runs = [("sqlite", "the whole suite on SQLite", arguments)]
    if services.postgres_url() and services.redis_url():
        rest = [*arguments, "-m", "not browser and not pure and not walk"]
        runs.append(
            (
                "postgres",
                "PostgreSQL and Redis, for what needs a database",
                rest,
            )
        )

    status, total = 0, {}
    for profile, title, extra in runs:
        print(f"\n=== {title} ===", flush=True)
        code, counts = pytest(profile, extra)
        status = status or code
        for name, count in counts.items():
            total[name] = total.get(name, 0) + count
    warn(missing)
    return finish(status, total)


def pytest(profile: str, extra: list[str]) -> tuple[int, dict[str, int]]:
    results = REPORTS / f"{profile}.xml"
    results.unlink(missing_ok=True)
    environment = {**os.environ, "GOVPORTAL_TEST_PROFILE": profile}
    command = [sys.executable, "-m", "pytest", *PARALLEL, f"--junitxml={results}", *extra]
    code = subprocess.run(command, cwd=ROOT, env=environment).returncode
    try:
        suite = ElementTree.parse(results).getroot().find("testsuite")
    except (OSError, ElementTree.ParseError):
        return code or 1, {"failed": 1}
    number = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
    failed = number["failures"] + number["errors"]
    return code, {
        "passed": number["tests"] - failed - number["skipped"],
        "failed": failed or int(code != 0),
        "skipped": number["skipped"],
    }


def warn(missing: list[str]) -> None:
    if not missing:
        return
    line = "!" * 78
    names = ", ".join(missing)
    print(f"\n{line}\n!! NOT TESTED: {names} missing; what needs it is skipped.")
    print(f"!! CHƯA KIỂM THỬ: thiếu {names}; các kiểm thử cần đến bị bỏ qua.")
    if "PostgreSQL" in missing or "Redis" in missing:
        print("!! The second run, on PostgreSQL and Redis, does not take place.")
    print(f"!! See tests/services.py for how to name or install it.\n{line}", flush=True)


def finish(status: int, total: dict[str, int]) -> int:
    line = f"{total.get('passed', 0)} passed, {total.get('failed', 0)} failed"
    if total.get("skipped"):
        line += f", {total['skipped']} skipped"
    (REPORTS / "total.txt").write_text(line + "\n")
    print(line, flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
