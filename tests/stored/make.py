"""Stores a database of the version at hand: `python -m tests.stored.make <name>`.

Refuses a name that is taken, unless it is told to make it ``--again`` before it is landed. How an
old version's was made: see the folder's docstring.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def main(name: str, again: bool) -> None:
    """Make *name*.sql.gz and *name*.json beside this file, *again* if they are there."""
    if (FOLDER / f"{name}.sql.gz").exists() and not again:
        sys.exit(f"{name} is stored already, and a stored database is not changed")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    facts = _fill()
    _store(name, facts)


def _fill() -> dict[str, Any]:
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    from govportal.provisioning import provision
    from tests.stored import content, documents, information

    setup_test_environment()  # no mail leaves
    call_command("migrate", verbosity=0, interactive=False)
    list(provision())
    facts = content.fill() | information.fill()
    shown = facts.get("shown", {}) | documents.fill()["shown"]
    return facts | {"shown": shown}


def _store(name: str, facts: dict[str, Any]) -> None:
    from django.conf import settings
    from django.db import connection

    from tests.stored import dump, manifest

    stored = {"facts": facts, "files": _files(), "content": manifest.present()}
    connection.close()
    dump.store(Path(settings.DATABASES["default"]["NAME"]), FOLDER / f"{name}.sql.gz")
    text = json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True)
    (FOLDER / f"{name}.json").write_text(text + "\n")


def _files() -> dict[str, str]:
    """Return the uploaded files by name; what Wagtail derives from them it makes again."""
    from wagtail.documents import get_document_model
    from wagtail.images import get_image_model

    rows = [*get_image_model().objects.all(), *get_document_model().objects.all()]
    return {row.file.name: base64.b64encode(row.file.read()).decode() for row in rows}


if __name__ == "__main__":
    names = [given for given in sys.argv[1:] if given != "--again"]
    if len(names) != 1:
        sys.exit(__doc__)
    main(names[0], "--again" in sys.argv)
