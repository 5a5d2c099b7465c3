"""``govportal provision``: bring the database in line with the province plugin."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from govportal.provisioning import provision

NAME = "provision"
HELP = "dựng các cổng theo gói tỉnh / build portals from the plugin"


def add_arguments(parser: ArgumentParser) -> None:
    """Take the wish to change nothing."""
    parser.add_argument("--dry-run", action="store_true")


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Print each step with its duration and its changes."""
    is_verbose = options["dry_run"] or options["verbosity"] > 1
    total = 0
    for step in provision(dry_run=options["dry_run"]):
        total += len(step.changes)
        out.write(f"{step.name}: {_changes(len(step.changes))} ({step.seconds:.1f} s)")
        if is_verbose:
            out.writelines(f"  + {change}\n" for change in step.changes)
    if options["dry_run"]:
        out.write(_("Nothing was saved (--dry-run)."))
    elif not total:
        out.write(_("Everything was already in place."))
    return 0


def _changes(count: int) -> str:
    return ngettext("%(count)d change", "%(count)d changes", count) % {"count": count}
