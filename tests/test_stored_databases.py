"""A database as an earlier version left it is brought up to date, and nothing in it is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.pure, pytest.mark.slow]

ROOT = Path(__file__).parent.parent
STORED = sorted(path.name.removesuffix(".sql.gz") for path in ROOT.glob("tests/stored/*.sql.gz"))
OF_THE_SUITE = ("GOVPORTAL_TEST_PROFILE", "DATABASE_URL", "REDIS_URL", "GOVPORTAL_PORT")

# The root, which nobody sees but editors, gets a Vietnamese name.
RENAMED = "wagtailcore.Page 1: title was 'Root' and is 'Trang gốc'"


def upgraded(name):
    """Upgrade a stored database in a process of its own, on SQLite; return what it reports."""
    environment = {key: value for key, value in os.environ.items() if key not in OF_THE_SUITE}
    done = subprocess.run(
        [sys.executable, "-m", "tests.stored.check", name],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_database_of_each_version_is_stored():
    assert {"issue2", "issue3", "issue4"} <= set(STORED)


@pytest.mark.parametrize("name", STORED)
def test_an_older_database_keeps_its_content_and_works(name):
    assert upgraded(name) == {
        "unapplied": [],
        "lost": [],
        "second run": [],
        "lost after provisioning": [RENAMED],
        "unread": [],
        "unsaid": [],
        "unanswered": [],
        "signed in": True,
        "found": True,
        "published": True,
    }
