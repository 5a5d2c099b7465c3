"""Upgrades one stored database and says what became of it: `python -m tests.stored.check <name>`.

It runs in a process of its own, because Django has one set of settings a process and the suite's
may name PostgreSQL. The answer is JSON on the last line of standard output.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
# Their names, addresses and permissions come from the plugin, not from people.
OF_THE_PLUGIN = ("auth.Group", "govportal.Agency", "govportal.Portal", "govportal.PortalEndpoint")
HOST = "bosong.minhhoa.gov.vn"
STATUS = "/hoi-dap/tra-cuu/"


def main(name: str) -> None:
    """Print what became of the database *name*."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    stored = json.loads((FOLDER / f"{name}.json").read_text())
    _prepare(name, stored["files"])
    print(json.dumps(_upgrade(stored["content"]) | _use(stored["facts"]), ensure_ascii=False))


def _prepare(name: str, files: dict[str, str]) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_test_environment

    from tests.stored import dump

    setup_test_environment()
    dump.load(FOLDER / f"{name}.sql.gz", Path(settings.DATABASES["default"]["NAME"]))
    for path, content in files.items():
        target = Path(settings.MEDIA_ROOT) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(base64.b64decode(content))


def _upgrade(content: dict[str, Any]) -> dict[str, Any]:
    """Migrate, provision twice, and report what is missing after each."""
    from django.core.management import call_command

    from govportal.provisioning import provision
    from tests.stored import manifest

    call_command("migrate", verbosity=0, interactive=False)
    report: dict[str, Any] = {"unapplied": _unapplied(), "lost": manifest.lost(content)}
    list(provision())
    report["second run"] = [change for step in provision() for change in step.changes]
    entered = {label: rows for label, rows in content.items() if label not in OF_THE_PLUGIN}
    report["lost after provisioning"] = manifest.lost(entered)
    return report


def _unapplied() -> list[str]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _backwards in plan]


def _use(facts: dict[str, Any]) -> dict[str, Any]:
    """Read, sign in, look up and approve, as people would the day after the upgrade."""
    return {
        "unread": _unread([facts[name] for name in ("article", "section", "document")]),
        "unsaid": _unsaid(facts.get("shown", {})),
        "unanswered": _unanswered(facts["receipts"]),
        "signed in": _signs_in(facts["password"]),
        "found": _found("van hoa", facts["article"]),
        "published": _approve(facts["waiting"]),
    }


def _unread(pages: list[int]) -> list[str]:
    """Return the pages, their translations and homes that do not answer with their title."""
    from django.utils.html import escape
    from wagtail.models import Page

    known = Page.objects.filter(pk__in=pages)
    same = Page.objects.filter(translation_key__in=known.values("translation_key"))
    # A copy that waits for its translation leads on to the original.
    every = [*same.filter(live=True, alias_of=None), *Page.objects.exclude(portal_home=None)]
    failed = []
    for page in every:
        _site, root, path = page.specific.get_url_parts()
        answer = _browser(root.split("//")[1]).get(path)
        words = answer.content.decode()
        # A home page says whose it is, not its own title.
        if answer.status_code != 200 or not (page.depth == 2 or escape(page.title) in words):
            failed.append(f"{root}{path}: {answer.status_code}")
    return failed


def _unsaid(shown: dict[str, list[str]]) -> list[str]:
    """Return the pages that do not answer, or no longer with every one of their words."""
    from django.utils.html import escape
    from wagtail.models import Page

    failed = []
    for page in Page.objects.filter(pk__in=shown):
        _site, root, path = page.specific.get_url_parts()
        answer = _browser(root.split("//")[1]).get(path)
        answered = answer.content.decode() if answer.status_code == 200 else ""
        missing = [word for word in shown[str(page.pk)] if escape(word) not in answered]
        failed += [f"{root}{path}: {answer.status_code}, {missing}"] if missing else []
    return failed


def _unanswered(receipts: dict[str, str]) -> list[str]:
    """Return the states of questions that their senders can no longer look up."""
    browser = _browser(HOST)
    answers = {state: browser.post(STATUS, {"code": code}) for state, code in receipts.items()}
    return [state for state, answer in answers.items() if answer.status_code != 200]


def _signs_in(password: str) -> bool:
    """Return whether an account keeps its password."""
    from django.contrib.auth import get_user_model

    answer = _browser("minhhoa.gov.vn").post(
        "/tai-khoan/login/", {"login": "phongvien", "password": password}
    )
    user = get_user_model().objects.get(username="phongvien")
    return answer.status_code == 302 and user.last_login is not None


def _found(words: str, pk: int) -> bool:
    """Return whether the search finds the page by words without marks."""
    from wagtail.models import Page

    return pk in {page.pk for page in Page.objects.live().search(words)}


def _approve(pk: int) -> bool:
    """Take the steps that a submitted page still waits for; return whether it got public."""
    from django.contrib.auth import get_user_model
    from wagtail.models import Page

    from tests.approving import confirmed

    for name in ("bientap", "truongban"):
        state = Page.objects.get(pk=pk).current_workflow_task_state
        user = get_user_model().objects.get(username=name)
        state.task.specific.on_action(state.specific, user, "approve", **confirmed())
    return bool(Page.objects.get(pk=pk).live)


def _browser(host: str) -> Any:
    from django.test import Client

    return Client(HTTP_HOST=host.removesuffix(".localhost"))


if __name__ == "__main__":
    main(sys.argv[1])
