"""Makes what is measured: ``python -m tests.benchmarks.building [static | ITEMS]``.

Without a number it is made empty, with one it is filled.

The environment names its folder, database and number of portals (see ``big_settings``).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.big_settings")


def collect_static() -> None:
    """Collect the static files, which are the same for all installations."""
    from django.core.management import call_command

    _timed("static files", lambda: call_command("collectstatic", verbosity=0, interactive=False))


def build_base() -> None:
    """Migrate and provision, once for every number of items."""
    from django.core.management import call_command

    from govportal.provisioning import provision

    _timed("migrate", lambda: call_command("migrate", verbosity=0))
    _timed("provision", lambda: list(provision()))


def build(items: int) -> None:
    """Fill what was provisioned with *items* and index them."""
    from django.db import connection

    from govportal.publishing.listed.keeping import list_missing
    from govportal.search.index import index_all
    from tests.benchmarks.filling import fill

    _timed(f"fill with {items} items", lambda: fill(items))
    _timed("lists", list_missing)
    _timed("search index", index_all)
    if connection.vendor == "postgresql":  # which does it by itself; nobody does it in SQLite
        with connection.cursor() as cursor:
            _timed("vacuum", lambda: cursor.execute("VACUUM ANALYZE"))


def _timed(name: str, work: Callable[[], Any]) -> None:
    started = time.monotonic()
    spent = time.process_time()
    work()
    seconds, spent = time.monotonic() - started, time.process_time() - spent
    print(f"  {name}: {seconds:.1f} s, of it {spent:.1f} s of CPU", flush=True)


if __name__ == "__main__":
    django.setup()
    match sys.argv[1:]:
        case ["static"]:
            collect_static()
        case [number]:
            build(int(number))
        case _:
            build_base()
