"""Serves a trial installation on this machine until it is interrupted."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time

STARTUP_SECONDS = 60
ANSWER_SECONDS = 5
HOST = "127.0.0.1"


class ServerError(Exception):
    """The server did not start; the message says why."""


def is_free(port: int) -> bool:
    """Return whether nothing listens on *port* of this machine."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) != 0


def answers(port: int) -> bool:
    """Return whether a server on *port* of this machine answers a request."""
    connection = http.client.HTTPConnection(HOST, port, timeout=ANSWER_SECONDS)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def start(port: int) -> subprocess.Popen[bytes]:
    """Start the server and return it when it answers.

    Its port is open before its worker is there, and a worker that is still loading is deaf to the
    signal of Ctrl+C: it is killed after the time that the command grants.

    Raises:
        ServerError: it ended, or did not answer in time.
    """
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST,
        "--port", str(port), "--workers", "1", "--blocking-threads", "4", "--log-level", "warning",
        "--workers-kill-timeout", "3", "govportal.trial.wsgi:application",
    ]  # fmt: skip
    process = subprocess.Popen(command, env=environment(port))  # noqa: S603
    deadline = time.monotonic() + STARTUP_SECONDS
    while not answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise ServerError(str(port))
        time.sleep(0.1)
    return process


def environment(port: int) -> dict[str, str]:
    """Return the environment of the server: it finds every package that this process finds."""
    found = os.pathsep.join(path for path in sys.path if path)
    return {**os.environ, "GOVPORTAL_PORT": str(port), "GOVPORTAL_TRIAL": "1", "PYTHONPATH": found}


def wait_for(process: subprocess.Popen[bytes]) -> int:
    """Wait until the server ends, or end it when this process is told to; return its status."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        return 0


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
