"""Real servers, one as `govportal demo` starts it and one guarded, and a real browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests import services

ROOT = Path(__file__).parents[2]
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
]  # fmt: skip
MAIN = "minhhoa.gov.vn"


@dataclass
class Installation:
    """A running installation: where it is, who may sign in, how to run commands on it."""

    port: int
    environment: dict[str, str]
    passwords: dict[str, str]
    cookies: dict[str, dict] = field(default_factory=dict)

    def url(self, host, path="/"):
        """Return the address of *path* on the portal at *host*."""
        return f"http://{host}.localhost:{self.port}{path}"

    def run(self, *arguments):
        """Run a sub-command of govportal on the installation's data; return what it prints."""
        return _django(self.environment, "govportal", *arguments)

    def shell(self, code):
        """Run Python *code* on the installation's data; return what it prints."""
        return _django(self.environment, "shell", "--command", code)

    def page_number(self, path):
        """Return the number of the page at *path* in the tree: ``/stc/tin-tuc/``."""
        code = f"from wagtail.models import Page; print(Page.objects.get(url_path={path!r}).pk)"
        return int(self.shell(code).split()[-1])


def _django(environment, *arguments):
    command = [sys.executable, "-m", "django", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _prepared(folder, trial, database):
    """Return an installation of the invented province in *folder*, not yet served.

    It begins with the *database* of the suite, if any; the cookiecutter's tests begin with none.
    """
    if database:
        shutil.copy(database, folder / "govportal.sqlite3")
    services.require(services.CHROMIUM)
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "GOVPORTAL_PROFILE": "development",
        "GOVPORTAL_VAR": str(folder),
        "GOVPORTAL_PORT": str(port),
        "GOVPORTAL_TRIAL": trial,
        "PYTHONPATH": str(ROOT),
    }
    for name in ("DATABASE_URL", "REDIS_URL"):
        environment.pop(name, None)
    printed = _django(environment, "govportal", "demo", "--no-serve", "--port", str(port))
    passwords = dict(re.findall(r"^  (\w+) +(\S{16}) ", printed, re.M))
    return Installation(port, environment, passwords)


def serving(installation, command, is_ready, log):
    """Serve *installation* with *command* while the caller uses it."""
    with log.open("w") as stream:
        server = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, env=installation.environment,
            stdout=subprocess.PIPE, stderr=stream, text=True,
        )  # fmt: skip
        try:
            if not any(is_ready(line) for line in server.stdout):
                pytest.fail("the server did not start:\n" + log.read_text())
            yield installation
        finally:
            server.terminate()
            server.wait(timeout=20)
            server.stdout.close()


@pytest.fixture(scope="session")
def installation(tmp_path_factory, django_db_setup):
    """Prepare and serve a trial installation, as `make demo` does; end it with the tests."""
    folder = tmp_path_factory.mktemp("trial")
    prepared = _prepared(folder, "1", django_db_setup)
    command = ["django", "govportal", "demo", "--port", str(prepared.port)]
    yield from serving(
        prepared, command, lambda line: line.startswith("Ready:"), folder / "server.log"
    )


@pytest.fixture(scope="session")
def guarded_installation(tmp_path_factory, django_db_setup):
    """Serve an installation that asks for the second factor, as one in real use does."""
    folder = tmp_path_factory.mktemp("guarded")
    prepared = _prepared(folder, "0", django_db_setup)
    command = [
        "granian", "--interface", "wsgi", "--port", str(prepared.port), "--workers", "1",
        "--blocking-threads", "4", "govportal.trial.wsgi:application",
    ]  # fmt: skip
    yield from serving(prepared, command, lambda line: "Started worker" in line, folder / "log")


@pytest.fixture(scope="module")
def browser():
    """Return the browser. It ends with the module: its event loop stands in Django's way."""
    from playwright.sync_api import sync_playwright

    path = services.require(services.CHROMIUM)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser):
    """Return a function that opens a page in a profile of its own.

    The test fails if any page complains in the console, breaks a content policy, cannot load one
    of its parts, asks another host for anything, or gets an error of the server.
    """
    contexts, complaints = [], []

    def open_(width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        context.on("console", lambda message: _note_message(message, complaints))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("request", lambda request: _note_request(request, complaints))
        context.on("response", lambda response: _note_response(response, complaints))
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def _note_message(message, complaints):
    # The answer's status is judged by _note_response, which knows what was asked for. Wagtail
    # asks who else edits a page until the editor has signed in again, and is refused meanwhile.
    expected = ("Failed to load resource", "/editing-sessions/ping/")
    is_expected = any(words in message.text for words in expected)
    if message.type in ("error", "warning") and not is_expected:
        complaints.append(f"{message.page and message.page.url}: {message.text}")


def _note_request(request, complaints):
    host = urlsplit(request.url).hostname or ""
    if request.url.startswith("http") and not host.endswith(f"{MAIN}.localhost"):
        complaints.append(f"another host is asked: {request.url}")


def _note_response(response, complaints):
    is_part = response.request.resource_type not in ("document", "fetch", "xhr")
    if response.status >= (400 if is_part else 500):
        complaints.append(f"{response.status} {response.url}")


@pytest.fixture
def signed_in(installation, open_page):
    """Return a function that opens the administration as one of the trial's accounts.

    Each account signs in by the form once; later pages take over its session.
    """

    def sign_in(username, width=1280, **options):
        page = open_page(width, storage_state=installation.cookies.get(username), **options)
        page.goto(installation.url(MAIN, "/cms/"))
        if username not in installation.cookies:
            page.fill("input[name=login]", username)
            page.fill("input[name=password]", installation.passwords[username])
            page.click("main button[type=submit]")
            page.wait_for_url("**/cms/")
            installation.cookies[username] = page.context.storage_state()
        return page

    return sign_in
