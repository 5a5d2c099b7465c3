"""A real server, as `govportal demo` starts it, and a real browser."""

import os
import re
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import services

ROOT = Path(__file__).parents[2]
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
]  # fmt: skip


@dataclass
class Installation:
    """A running trial installation: where it is, who may sign in, how to run commands on it."""

    port: int
    passwords: dict[str, str]
    environment: dict[str, str]

    def url(self, host, path="/"):
        """Return the address of *path* on the portal at *host*."""
        return f"http://{host}.localhost:{self.port}{path}"

    def run(self, *arguments):
        """Run a sub-command of govportal on the installation's data; return what it prints."""
        return _govportal(self.environment, *arguments)


def _govportal(environment, *arguments):
    command = [sys.executable, "-m", "django", "govportal", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def installation(tmp_path_factory):
    """Prepare and serve a trial installation; end it with the tests."""
    services.require(services.CHROMIUM)
    port = _free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "GOVPORTAL_PROFILE": "development",
        "GOVPORTAL_VAR": str(tmp_path_factory.mktemp("var")),
        "GOVPORTAL_PORT": str(port),
        "GOVPORTAL_TRIAL": "1",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("DATABASE_URL", None)
    environment.pop("REDIS_URL", None)
    printed = _govportal(environment, "demo", "--no-serve", "--port", str(port))
    passwords = dict(re.findall(r"^  (\w+) +(\S{16}) ", printed, re.M))
    command = [sys.executable, "-m", "django", "govportal", "demo", "--port", str(port)]
    log = tmp_path_factory.mktemp("log") / "server.log"
    with log.open("w") as stream:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=stream, text=True
        )
        for line in server.stdout:
            if line.startswith("Ready:"):
                break
        else:
            pytest.fail("the server did not start:\n" + log.read_text())
        yield Installation(port, passwords, environment)
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def browser():
    """Return the browser."""
    from playwright.sync_api import sync_playwright

    path = services.require(services.CHROMIUM)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser):
    """Return a function that opens a page of its own; complaints of the browser fail the test."""
    contexts, complaints = [], []

    def open_(width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda message: _note(message, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def _note(message, complaints):
    if "Content Security Policy" in message.text or "Refused to" in message.text:
        complaints.append(message.text)


@pytest.fixture
def signed_in(installation, open_page):
    """Return a function that opens the administration as one of the trial's accounts."""

    def sign_in(username, width=1280):
        page = open_page(width)
        page.goto(installation.url("minhhoa.gov.vn", "/cms/"))
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", installation.passwords[username])
        page.click("main button[type=submit]")
        page.wait_for_url("**/cms/")
        return page

    return sign_in
