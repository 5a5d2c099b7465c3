"""Starts the servers that are measured, and reads what their processes cost."""

from __future__ import annotations

import glob
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
PORTS = iter(range(18100, 18200))
WORKERS, THREADS = 2, 4
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
START_SECONDS = 120
AS_DEPLOYED = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "65536"}
"""What docs/how-to/deploy.md sets besides."""
COMMANDS = {
    "granian": (
        "-m granian --interface wsgi --host {host} --port {port} --workers {workers} "
        "--blocking-threads {threads} --log-level warning tests.benchmarks.wsgi:application"
    ),
    "gunicorn": (
        "-m gunicorn --bind {host}:{port} --workers {workers} --threads {threads} "
        "--keep-alive 30 --log-level warning tests.benchmarks.wsgi:application"
    ),
}


@dataclass
class Server:
    """A running server; what others do for it (a database, Redis) counts with it."""

    port: int
    process: subprocess.Popen[bytes]
    beside: tuple[int, ...] = ()

    def cpu_seconds(self) -> tuple[float, float]:
        """Return the CPU time of its own processes, and of those beside it, until now."""
        return cpu_of([self.process.pid]), cpu_of(self.beside)

    def resident_mib(self) -> list[float]:
        """Return the memory of each worker."""
        workers = tree([self.process.pid]) - {self.process.pid}
        sizes = (Path(f"/proc/{pid}/statm").read_text().split()[1] for pid in workers)
        found = sorted((int(size) * PAGE / 2**20 for size in sizes), reverse=True)
        return found[:WORKERS]

    def stop(self) -> None:
        """End it and its workers."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def start(
    kind: str, settings: str, environment: Mapping[str, str], beside: Iterable[int] = ()
) -> Server:
    """Start a server of *kind* with the module *settings*, and return it when it answers."""
    port = next(port for port in PORTS if not _listens(port))
    command = COMMANDS[kind].format(host=HOST, port=port, workers=WORKERS, threads=THREADS)
    process = subprocess.Popen(
        [sys.executable, *command.split()], start_new_session=True,
        env={**os.environ, **AS_DEPLOYED, **environment, "DJANGO_SETTINGS_MODULE": settings},
    )  # fmt: skip
    server = Server(port, process, tuple(beside))
    deadline = time.monotonic() + START_SECONDS
    while not _listens(port):
        if process.poll() is not None or time.monotonic() > deadline:
            server.stop()
            raise RuntimeError(f"{kind} with {settings} does not start")
        time.sleep(0.2)
    return server


def tree(roots: Iterable[int]) -> set[int]:
    """Return the processes *roots* and all below them."""
    children: dict[int, list[int]] = {}
    for path in glob.glob("/proc/[0-9]*/stat"):
        fields = _fields(path)
        if fields:
            children.setdefault(int(fields[1]), []).append(int(path.split("/")[2]))
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting += children.get(pid, [])
    return found


def cpu_of(roots: Iterable[int]) -> float:
    """Return the CPU seconds of *roots* and all below them, those that have ended included."""
    ticks = 0
    for pid in tree(roots):
        ticks += sum(int(field) for field in _fields(f"/proc/{pid}/stat")[11:15])
    return ticks / TICKS


def _fields(path: str) -> list[str]:
    """Return the fields of a process from its state on, none where it has ended."""
    try:
        text = Path(path).read_text()
    except OSError:
        return []
    return text.rsplit(")", 1)[1].split()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) == 0
