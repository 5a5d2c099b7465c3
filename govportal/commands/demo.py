"""``govportal demo``: prepare a trial installation on this machine and serve it."""

from __future__ import annotations

import os
import shutil
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from govportal import plugins
from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.provisioning import provision
from govportal.search.index import index_all
from govportal.trial import server
from govportal.trial.accounts import Account, make_accounts
from govportal.trial.decisions import import_decisions
from govportal.trial.samples import add_samples, sample_portals

NAME = "demo"
HELP = "chạy thử trên máy này / try it out on this machine"

HIGHEST_PORT = 65535


def add_arguments(parser: ArgumentParser) -> None:
    """Take the port, and the wish to start over or not to serve."""
    parser.add_argument("--port", type=_port, default=8000)
    parser.add_argument("--reset", action="store_true", help="xóa dữ liệu cũ / start over")
    parser.add_argument("--no-serve", action="store_true", help="chỉ chuẩn bị / prepare only")
    parser.add_argument(
        "--seeds", type=Path, metavar="DIR", default=os.environ.get("GOVPORTAL_SEEDS") or None,
        help="thư mục có quyết định dạng văn bản / folder with decisions as text",
    )  # fmt: skip


def _port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) <= HIGHEST_PORT:
        return int(text)
    raise ArgumentTypeError(
        f"{text!r} không phải số từ 1 đến {HIGHEST_PORT} / is no number from 1 to {HIGHEST_PORT}"
    )


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Prepare what is missing, print the addresses and accounts, serve."""
    if settings.IS_PRODUCTION:
        raise CommandError(_("The trial runs in the development profile only."))
    port = options["port"]
    if not options["no_serve"] and not server.is_free(port):
        raise CommandError(
            _("Port %(port)d is in use. Choose another: PORT=8001.") % {"port": port}
        )
    seeds = options["seeds"]
    if seeds and not seeds.is_dir():
        raise CommandError(_("There is no folder %(path)s.") % {"path": seeds})
    settings.GOVPORTAL_PORT = os.environ["GOVPORTAL_PORT"] = str(port)
    if options["reset"]:
        _remove_data()
    accounts = _prepare(seeds, out)
    if options["no_serve"]:
        _announce(port, accounts, out)
        return 0
    return _serve(port, accounts, out)


def _remove_data() -> None:
    connection.close()
    for name in ("govportal.sqlite3", "govportal.sqlite3-wal", "govportal.sqlite3-shm"):
        (settings.GOVPORTAL_VAR / name).unlink(missing_ok=True)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def _prepare(seeds: Path | None, out: OutputWrapper) -> list[Account]:
    _timed(out, _("Database"), _migrate)
    for step in provision():
        values = {"count": len(step.changes), "seconds": step.seconds}
        out.write(f"  {step.name}: " + _("%(count)d new, %(seconds).1f s") % values)
    routing.forget()
    portals = sample_portals()
    _timed(out, _("Samples"), lambda: add_samples(portals))
    if seeds:
        _timed(out, _("Decisions"), lambda: import_decisions(seeds, portals))
    _timed(out, _("Search"), index_all)
    made: list[Account] = []
    _timed(out, _("Accounts"), lambda: made.extend(make_accounts(portals)))
    return made


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def _timed(out: OutputWrapper, name: str, work: Callable[[], object]) -> None:
    started = time.monotonic()
    work()
    values = {"name": name, "seconds": time.monotonic() - started}
    out.write("  " + _("%(name)s: %(seconds).1f s") % values)
    out.flush()


def _serve(port: int, accounts: list[Account], out: OutputWrapper) -> int:
    try:
        process = server.start(port)
    except server.ServerError:
        raise CommandError(_("The server did not start; see the lines above.")) from None
    _announce(port, accounts, out)
    return server.wait_for(process)


def _announce(port: int, accounts: list[Account], out: OutputWrapper) -> None:
    language = get_language() or "vi"
    province = plugins.province()
    main = Portal.objects.get(agency__kind="province")
    table = routing.table()
    endpoint = table.canonical(main.pk, "vi")
    address = endpoint.url() if endpoint else ""
    out.write("")
    if province.history is not None:
        out.write(f"! {province.history.in_language(language)}")
    out.write(f"Ready: {address}")
    for portal in sample_portals():
        for end in table.languages(portal.pk):
            out.write(
                f"  {end.url()}   {portal.name_vi if end.language == 'vi' else portal.name_en}"
            )
    out.write(f"  {address}cms/   " + _("administration"))
    _announce_accounts(accounts, out)
    out.flush()


def _announce_accounts(accounts: list[Account], out: OutputWrapper) -> None:
    if not accounts:
        out.write(
            _("The accounts are those printed at the first start; make demo-reset renews them.")
        )
        return
    out.write(_("Accounts (passwords are shown this once):"))
    for account in accounts:
        out.write(f"  {account.username:14} {account.password}   {account.role}")
