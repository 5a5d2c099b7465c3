"""``govportal metadata``: published pages whose metadata are missing, faulty or outrun."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from govportal.commands.asked import named_portals
from govportal.publishing.metadata.audit import Finding, audit

NAME = "metadata"
HELP = "rà soát dữ liệu đặc tả của các trang / audit the metadata of the pages"


def add_arguments(parser: ArgumentParser) -> None:
    """Take a portal and the form of the answer."""
    parser.add_argument("--portal", default="", metavar="CODE")
    parser.add_argument("--format", choices=["text", "json"], default="text")


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Print what is wrong; status 1 where a page that must be described is not."""
    found = list(audit(named_portals(options["portal"])))
    if options["format"] == "json":
        findings = [finding.as_dict() for finding in found]
        out.write(json.dumps(findings, ensure_ascii=False, indent=2))
    else:
        _write(found, out)
    return int(any(finding.is_required for finding in found))


def _write(found: list[Finding], out: OutputWrapper) -> None:
    for finding in found:
        mark = _("required") if finding.is_required else _("advised")
        out.write(f"{finding.portal}  {finding.url}  [{mark}]")
        out.write(f"    {finding.message}")
    count = len(found)
    words = ngettext("%(count)d fault in metadata", "%(count)d faults in metadata", count)
    out.write(words % {"count": count})
