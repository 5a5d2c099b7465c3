"""CPU time of a request to each public page, as a multiple of references of the same rounds."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.benchmarks import load, serving
from tests.benchmarks.installations import Installation, processes_at
from tests.benchmarks.rows import Row, at_most, middle, ratios, spread

HOST = "minhhoa.gov.vn"
HELLO, LIST20, CACHED = "hello", "list20", "home from cache"
MOST_LIST20 = {"home": 1.5, "article": 0.8, "document": 0.8}
MOST_GROWTH = 1.3
MOST_MIB = 200
CLIENTS = 2
WARM = 24
MODULES = {
    HELLO: "tests.benchmarks.bare_settings", LIST20: "tests.benchmarks.list20.settings",
    CACHED: "tests.benchmarks.big_settings", "": "tests.benchmarks.big_settings",
}  # fmt: skip


@dataclass
class Costs:
    """CPU milliseconds a request in each round, by page, and the memory of workers after it."""

    pages: dict[str, list[float]] = field(default_factory=dict)
    memory: list[float] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    wrong: int = 0


@contextlib.contextmanager
def served(
    installation: Installation,
    kind: str,
    redis: str,
    name: str = "",
    is_cached: bool = False,
    suffix: str = "",
) -> Iterator[serving.Server]:
    """Serve *installation*, or the reference *name* over its database, while the block runs.

    Its host names end in *suffix*.
    """
    environment = installation.environment | {"BENCHMARK_SUFFIX": suffix}
    environment |= {"REDIS_URL": redis, "GOVPORTAL_PAGE_CACHE": "redis" if is_cached else "off"}
    beside = [pid for url in (environment["DATABASE_URL"], redis) if url
              for pid in processes_at(url)]  # fmt: skip
    server = serving.start(kind, MODULES[name], environment, () if name == HELLO else beside)
    try:
        yield server
    finally:
        server.stop()


def measure(installation: Installation, kind: str, redis: str, rounds: int, secs: float) -> Costs:
    """Return what the pages of *installation* cost on a server of *kind*, and the references."""
    paths = installation.ask("paths")
    costs = Costs()
    with contextlib.ExitStack() as stack:

        def serve(name: str, is_cached: bool = False) -> serving.Server:
            return stack.enter_context(served(installation, kind, redis, name, is_cached))

        whole = serve("")
        targets = {HELLO: (serve(HELLO), "/"), LIST20: (serve(LIST20), "/")}
        if redis:
            targets[CACHED] = (serve(CACHED, is_cached=True), "/")
        targets |= {name: (whole, path) for name, path in paths.items()}
        _warm(targets)
        for _round in range(rounds):
            for name, (server, path) in targets.items():
                found = load.ask(server, HOST, [path], secs, CLIENTS)
                costs.pages.setdefault(name, []).append(found.cpu)
                costs.wrong += found.wrong
                costs.sizes[name] = found.size
        costs.memory = whole.resident_mib()
    return costs


def _warm(targets: Mapping[str, tuple[serving.Server, str]]) -> None:
    for server, path in targets.values():
        load.ask(server, HOST, [path], secs=5, clients=8, most=WARM)


def cost_rows(where: str, costs: Costs) -> Iterator[Row]:
    """Yield what the pages cost against the references, and the memory of the workers."""
    hello, list20 = costs.pages[HELLO], costs.pages[LIST20]
    yield Row(where, HELLO, f"{middle(hello):.2f} ms {spread(hello)}")
    yield Row(where, LIST20, f"{middle(list20):.2f} ms {spread(list20)}")
    for name, values in costs.pages.items():
        if name == CACHED:
            found = ratios(values, hello)
            note = f"× hello {spread(found)}, {costs.sizes[name] / 1000:.0f} KB"
            yield at_most(where, name, middle(found), 1, note=note)
        elif name not in {HELLO, LIST20}:
            yield _page_row(where, name, values, ratios(values, list20))
    if costs.wrong:
        yield Row(where, "answers that failed", str(costs.wrong), "0", is_kept=False)
    yield at_most(where, "memory of a worker", max(costs.memory), MOST_MIB, "{:.0f} MiB")


def _page_row(where: str, name: str, values: list[float], found: list[float]) -> Row:
    note = f"× list20 {spread(found)}, {middle(values):.1f} ms"
    if name in MOST_LIST20:
        return at_most(where, f"{name}, not cached", middle(found), MOST_LIST20[name], note=note)
    return Row(where, f"{name}, not cached", f"{middle(found):.2f} {note}")


def growth_rows(where: str, few: Costs, many: Costs) -> Iterator[Row]:
    """Yield how many times as much each page costs with many items as with few."""
    for name in many.pages:
        if name not in {HELLO, CACHED}:
            grown = middle(many.pages[name]) / middle(few.pages[name])
            if name == LIST20:
                yield Row(where, f"growth of {name}", f"{grown:.2f}")
            else:
                yield at_most(where, f"growth of {name}", grown, MOST_GROWTH)
