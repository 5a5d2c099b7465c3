"""``govportal import-records``: take a section's records over from the system that has them."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import gettext as _

from govportal.commands.asked import named_owner, named_portal
from govportal.portals.models import Portal
from govportal.publishing.models import SectionPage
from govportal.publishing.records.importing import ImportReport, NoRecordsHereError, import_into
from govportal.publishing.records.sources import UnreadableSourceError, source_named

NAME = "import-records"
HELP = "nhập hồ sơ từ tệp hoặc hệ thống nguồn / take over records from a file or a source"


def add_arguments(parser: ArgumentParser) -> None:
    """Take the source, the portal and the section."""
    parser.add_argument("source", metavar="FILE|SOURCE")
    parser.add_argument("--portal", metavar="CODE")
    parser.add_argument("--section", metavar="KEY", default="procedures")
    parser.add_argument("--owner", metavar="USERNAME", help="người nhập / who imports")
    parser.add_argument(
        "--approval", metavar="REFERENCE", default="",
        help="văn bản cho phép đăng ngay / the document that approves immediate publication",
    )  # fmt: skip


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Import what can be read; each row that can't is named (status 1)."""
    section = _section(named_portal(options["portal"]), options["section"])
    owner = named_owner(options["owner"])
    try:
        importing = import_into(section, owner, options["approval"])
        report = importing.run(source_named(options["source"]))
    except NoRecordsHereError as error:
        message = _("The section “%(title)s” holds no records.") % {"title": error}
        raise CommandError(message) from error
    except UnreadableSourceError as error:
        raise CommandError(str(error)) from error
    _write(report, out)
    return 1 if report.problems else 0


def _section(portal: Portal, key: str) -> SectionPage:
    home = portal.homes.select_related("page").get(locale__language_code="vi").page
    found: SectionPage | None = SectionPage.objects.descendant_of(home).filter(key=key).first()
    if found is None:
        message = _("The portal %(code)s has no section %(key)s. See: govportal categories.")
        raise CommandError(message % {"code": portal.code, "key": key})
    return found


def _write(report: ImportReport, out: OutputWrapper) -> None:
    counts = {
        "created": len(report.created),
        "changed": len(report.changed),
        "unchanged": report.unchanged,
    }
    out.write(_("%(created)d new, %(changed)d changed, %(unchanged)d unchanged") % counts)
    for problem in report.problems:
        names = {"line": problem.line, "message": problem.message}
        out.write("  ! " + _("line %(line)d: %(message)s") % names)
    for page in report.absent:
        out.write("  – " + _("no longer in the source: %(title)s") % {"title": page.title})
