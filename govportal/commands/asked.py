"""What the sub-commands' arguments name: portals and accounts, and how their tables are printed."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import gettext as _

from govportal.information.access import all_portals
from govportal.portals.models import Portal
from govportal.publishing.exports import write_csv

FORMATS = ("text", "csv", "json")


def named_day(text: str) -> date:
    """Return the day *text* names, for an argument; say in both languages how to write one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            f"không đọc được ngày {text}, hãy viết như 2026-07-01 / "
            f"{text} can't be read as a day, write it like 2026-07-01"
        ) from None


def named_portals(code: str) -> list[Portal]:
    """Return the portal *code*, all where it is empty; end the command where there is none."""
    found = [portal for portal in all_portals() if code in ("", portal.code)]
    if code and not found:
        raise CommandError(
            f"Không có cổng của cơ quan “{code}”: hãy kiểm tra lại mã cơ quan. / "
            f"No agency “{code}” has a portal: check the agency's code."
        )
    return found


def named_portal(code: str | None) -> Portal:
    """Return the portal *code*; end the command where there is none."""
    portal = Portal.objects.filter(agency__code=code).first() if code else None
    if portal is None:
        message = _("Name a portal with --portal CODE; %(code)s is none. See: govportal domains.")
        raise CommandError(message % {"code": code or "-"})
    return portal


def named_owner(username: str | None) -> Any:
    """Return the account *username*, None where none is named; end where there is none."""
    if username is None:
        return None
    found = get_user_model().objects.filter(username=username).first()
    if found is None:
        message = _("There is no account named %(name)s.")
        raise CommandError(message % {"name": username})
    return found


def write_table(
    file_format: str, fields: Iterable[str], rows: list[dict[str, Any]], out: OutputWrapper
) -> None:
    """Print *rows* for programs: as JSON, or as CSV with *fields* for columns."""
    if file_format == "json":
        out.write(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        write_csv(fields, rows, out)
