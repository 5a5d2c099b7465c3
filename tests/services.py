"""Find, or start for one test run, the services the suite can use: PostgreSQL, Redis, Chromium and
LibreOffice.

An address in the environment is always taken as it is:

    GOVPORTAL_TEST_POSTGRES   postgres://user:password@127.0.0.1:5432/database
    GOVPORTAL_TEST_REDIS      redis://127.0.0.1:6379/0
    GOVPORTAL_CHROMIUM        /usr/bin/chromium
    GOVPORTAL_SOFFICE         /usr/bin/soffice

Where one is not named, a private PostgreSQL or Redis is started in a temporary folder, on a free
port, if its programs are installed; it ends with the run. Standard library only.

The tests empty the database of Redis named here and, one for each parallel worker, the next ones.

`python -m tests.services report` prints what is there.
"""

from __future__ import annotations

import atexit
import glob
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

POSTGRES = "GOVPORTAL_TEST_POSTGRES"
REDIS = "GOVPORTAL_TEST_REDIS"
CHROMIUM = "GOVPORTAL_CHROMIUM"
SOFFICE = "GOVPORTAL_SOFFICE"
REQUIRE_ALL = "GOVPORTAL_REQUIRE_ALL"

NAMES = {POSTGRES: "PostgreSQL", REDIS: "Redis", CHROMIUM: "Chromium", SOFFICE: "LibreOffice"}
START_SECONDS = 60


# ------------------------------------------------------------------- finding


def postgres_url() -> str | None:
    """The PostgreSQL of this run, or None."""
    return os.environ.get(POSTGRES) or None


def redis_url() -> str | None:
    """The Redis of this run, or None. Each xdist worker has a database of its own to empty."""
    url = os.environ.get(REDIS) or None
    worker = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    if url and worker.isdigit():
        parts = urlsplit(url)
        first = int(parts.path.strip("/") or 0)
        return parts._replace(path=f"/{first + int(worker)}").geturl()
    return url


def chromium_path() -> str | None:
    """The Chromium of this machine, or None."""
    if named := os.environ.get(CHROMIUM):
        return named
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)


def soffice_path() -> str | None:
    """The LibreOffice of this machine, or None."""
    named = os.environ.get(SOFFICE)
    return named or shutil.which("soffice") or shutil.which("libreoffice")


def require(variable: str) -> str:
    """The address of a service; without it the test is skipped, or fails if all are required."""
    import pytest

    finders = {
        POSTGRES: postgres_url,
        REDIS: redis_url,
        CHROMIUM: chromium_path,
        SOFFICE: soffice_path,
    }
    found = finders[variable]()
    if found:
        return found
    reason = f"{NAMES[variable]} is not available (set {variable})"
    if all_required():
        pytest.fail(f"{reason}, and {REQUIRE_ALL} forbids skipping", pytrace=False)
    pytest.skip(reason)


def all_required() -> bool:
    return os.environ.get(REQUIRE_ALL, "") not in ("", "0")


def database_settings(url: str) -> dict[str, object]:
    """Django's DATABASES entry for a postgres:// address."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "127.0.0.1",
        "PORT": str(parts.port or 5432),
    }


def available() -> dict[str, str | None]:
    return {
        POSTGRES: postgres_url(),
        REDIS: redis_url(),
        CHROMIUM: chromium_path(),
        SOFFICE: soffice_path(),
    }


def report() -> str:
    """One line for each service; addresses without their passwords."""
    lines = []
    for variable, found in available().items():
        if found and "://" in found:
            parts = urlsplit(found)
            shown = f"{parts.hostname}:{parts.port or ''}{parts.path}"
        else:
            shown = found or "MISSING"
        lines.append(f"{NAMES[variable]:<12}{shown}")
    return "\n".join(lines)


# ------------------------------------------------------------------ starting


def ensure() -> None:
    """Start what is missing and can be started; leave the addresses in the environment.

    Call it once, in the process that outlives the tests: with xdist the controller, whose
    workers inherit the addresses.
    """
    if not postgres_url() and (started := _start_postgres()):
        os.environ[POSTGRES] = started
    if not redis_url() and (started := _start_redis() or _default_redis()):
        os.environ[REDIS] = started
    if found := chromium_path():
        os.environ[CHROMIUM] = found


def _start_postgres() -> str | None:
    programs = _postgres_programs()
    if programs is None:
        return None
    account = _account_for_postgres()
    home = _private_folder("govportal-pg-", account)
    port, password = _free_port(), secrets.token_hex(16)
    secret = home / "password"
    secret.write_text(password)
    if account:
        shutil.chown(secret, account)
    data = home / "data"
    for locale in ("C.UTF-8", "en_US.UTF-8", "C"):  # PostgreSQL folds Vietnamese letters by it
        initdb = _run(
            [
                programs / "initdb",
                f"--pgdata={data}",
                "--username=govportal",
                f"--pwfile={secret}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                f"--locale={locale}",
                "--no-sync",
            ],
            account,
            home,
        )
        if initdb.returncode == 0:
            break
        shutil.rmtree(data, ignore_errors=True)
    else:
        _complain("PostgreSQL", initdb.stderr)
        return None
    options = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",
        "max_connections": 60,
        # Nothing here has to survive a power cut.
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
    }
    settings = [f"-c{name}={value}" for name, value in options.items()]
    # SIGINT: PostgreSQL's "fast" shutdown.
    return _serve(
        "PostgreSQL",
        [programs / "postgres", "-D", data, *settings],
        port,
        home,
        account,
        signal.SIGINT,
        f"postgres://govportal:{password}@127.0.0.1:{port}/postgres",
        lambda: _run([programs / "pg_isready", "-qh", "127.0.0.1", "-p", str(port)], None, home),
    )


def _postgres_programs() -> Path | None:
    """The folder with a usable PostgreSQL: PATH first, then the newest of Debian's folders."""
    places = [Path(found).parent for name in ("initdb",) if (found := shutil.which(name))]
    installed = glob.glob("/usr/lib/postgresql/*/bin") + glob.glob("/usr/pgsql-*/bin")
    places += sorted(map(Path, installed), key=_version_in, reverse=True)
    for place in places:
        if all((place / name).exists() for name in ("initdb", "postgres", "pg_isready")):
            return place
    return None


def _version_in(place: Path) -> int:
    return int("".join(filter(str.isdigit, place.parent.name)) or 0)


def _account_for_postgres() -> str | None:
    """PostgreSQL refuses to run as root: the account to use instead, or None to stay."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)


def _start_redis() -> str | None:
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        return None
    home, port = _private_folder("govportal-redis-", None), _free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(home)]
    command += ["--save", "", "--appendonly", "no", "--daemonize", "no", "--databases", "64"]
    url = f"redis://127.0.0.1:{port}/0"
    return _serve("Redis", command, port, home, None, signal.SIGTERM, url, None)


def _default_redis() -> str | None:
    """A Redis on the usual port; the tests empty only its last databases."""
    try:
        with socket.create_connection(("127.0.0.1", 6379), timeout=1) as connection:
            connection.settimeout(1)
            connection.sendall(b"PING\r\n")
            answer = connection.recv(16)
    except OSError:
        return None
    return "redis://127.0.0.1:6379/8" if answer.startswith(b"+PONG") else None


def _serve(name, command, port, home, account, stop_signal, url, ready) -> str | None:
    log = home / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=home,
            start_new_session=True,  # Ctrl+C is for the tests; the service ends after them
            **_as(account),
        )
    atexit.register(_stop, process, stop_signal)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if _listens(port) and (ready is None or ready().returncode == 0):
            return url
        time.sleep(0.1)
    _stop(process, stop_signal)
    _complain(name, log.read_text(errors="replace"))
    return None


def _stop(process: subprocess.Popen[bytes], stop_signal: int) -> None:
    if process.poll() is not None:
        return
    process.send_signal(stop_signal)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _private_folder(prefix: str, account: str | None) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # runs after _stop
    if account:
        shutil.chown(folder, account)
    return folder


def _run(command, account, home) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        cwd=home,
        **_as(account),
    )


def _as(account: str | None) -> dict[str, object]:
    if account is None:
        return {}
    import pwd

    return {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _complain(name: str, details: str) -> None:
    last = "\n".join(details.strip().splitlines()[-5:])
    print(f"{name} is installed but does not start:\n{last}", file=sys.stderr)


if __name__ == "__main__":
    if sys.argv[1:] != ["report"]:
        sys.exit("usage: python -m tests.services report")
    ensure()
    print(report())
