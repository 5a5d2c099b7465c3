"""A PostgreSQL of the measurements alone, whose databases stay in their folder for the next run."""

from __future__ import annotations

import functools
import secrets
import shutil
import signal
from pathlib import Path

from tests import services

SETTINGS = {
    "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "60",
    "shared_buffers": "512MB", "synchronous_commit": "off", "jit": "off",
}  # fmt: skip


@functools.cache
def started_in(home: Path) -> str:
    """Return the address of the PostgreSQL named in the environment, else of one in *home*.

    Raises:
        RuntimeError: none is named and none is installed.
    """
    if url := services.postgres_url():
        return url
    programs = services._postgres_programs()
    if programs is None:
        raise RuntimeError("PostgreSQL is not installed; name one in GOVPORTAL_TEST_POSTGRES")
    account = services._account_for_postgres()
    if not (home / "data").exists():
        _initialise(home, programs, account)
    password, port = (home / "password").read_text(), services._free_port()
    options = [f"-c{name}={value}" for name, value in {**SETTINGS, "port": port}.items()]
    address = f"postgres://govportal:{password}@127.0.0.1:{port}/postgres"
    ready = [programs / "pg_isready", "-qh", "127.0.0.1", "-p", str(port)]
    url = services._serve(
        "PostgreSQL", [programs / "postgres", "-D", home / "data", *options], port, home, account,
        signal.SIGINT, address, lambda: services._run(ready, None, home),
    )  # fmt: skip
    if url is None:
        raise RuntimeError("PostgreSQL does not start")
    return str(url)


def _initialise(home: Path, programs: Path, account: str | None) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "password").write_text(secrets.token_hex(16))
    if account:
        shutil.chown(home, account)
        shutil.chown(home / "password", account)
    command = [
        programs / "initdb", f"--pgdata={home / 'data'}", "--username=govportal",
        f"--pwfile={home / 'password'}", "--auth=scram-sha-256", "--encoding=UTF8",
        "--locale=C.UTF-8", "--no-sync",
    ]  # fmt: skip
    done = services._run(command, account, home)
    if done.returncode:
        raise RuntimeError(done.stderr)
