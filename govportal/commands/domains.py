"""``govportal domains``: the address of every portal, or the verdict on one address."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from govportal import plugins
from govportal.portals import domains
from govportal.portals.domains import Verdict
from govportal.province import AgencySpec

NAME = "domains"
HELP = "địa chỉ của các cổng; xét một địa chỉ / addresses; judge one"


def add_arguments(parser: ArgumentParser) -> None:
    """Take an address to judge and the agency it is meant for."""
    parser.add_argument("--check", metavar="HOST")
    parser.add_argument("--agency", metavar="CODE")
    parser.add_argument("--format", choices=["text", "json"], default="text")


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Print the verdict (status 1 when an error rule is broken), or all addresses."""
    scheme = domains.of_province()
    if options["check"] is None:
        return _write_all(scheme, options["format"], out)
    verdict = scheme.judge(domains.parse_address(options["check"]), _agency(options["agency"]))
    if options["format"] == "json":
        out.write(json.dumps(_as_dict(verdict), ensure_ascii=False, indent=2))
    else:
        _write_verdict(verdict, out)
    return 0 if verdict.is_allowed else 1


def _agency(code: str | None) -> AgencySpec | None:
    if code is None:
        return None
    try:
        return plugins.agency(code)
    except KeyError:
        message = _("There is no agency with the code %(code)s. See agencies.csv.")
        raise CommandError(message % {"code": code}) from None


def _write_verdict(verdict: Verdict, out: OutputWrapper) -> None:
    language = get_language() or "vi"
    agency = f" ({verdict.agency.name.in_language(language)})" if verdict.agency else ""
    answer = _("allowed") if verdict.is_allowed else _("not allowed")
    out.write(f"{verdict.address}: {answer}{agency}")
    if verdict.rule is not None:
        out.write(f"  {verdict.rule.key}: {verdict.rule.source}")
    for finding in verdict.findings:
        text = finding.text.in_language(language)
        source = f" ({finding.source})" if finding.source else ""
        out.write(f"  [{finding.severity}] {text}{source}")


def _as_dict(verdict: Verdict) -> dict[str, Any]:
    return {
        "host": verdict.address.host,
        "path": verdict.address.path,
        "allowed": verdict.is_allowed,
        "agency": verdict.agency.code if verdict.agency else None,
        "rule": verdict.rule.key if verdict.rule else None,
        "source": verdict.rule.source if verdict.rule else None,
        "findings": [finding.as_dict() for finding in verdict.findings],
    }


def _write_all(scheme: domains.Domains, output_format: str, out: OutputWrapper) -> int:
    rows = [
        {"agency": agency.code, "language": code, "address": str(scheme.derive(agency, code))}
        for agency in plugins.agencies()
        if agency.has_portal
        for code in plugins.province().languages
    ]
    clashes = scheme.clashes()
    if output_format == "json":
        shared = [
            {"address": str(c.address), "agencies": [a.code for a in c.agencies]} for c in clashes
        ]
        out.write(json.dumps({"addresses": rows, "clashes": shared}, indent=2))
        return 1 if clashes else 0
    for row in rows:
        out.write(f"{row['address']:50} {row['language']}  {row['agency']}")
    for clash in clashes:
        names = ", ".join(agency.code for agency in clash.agencies)
        values = {"address": clash.address, "agencies": names}
        out.write(_("! %(address)s would belong to several agencies: %(agencies)s") % values)
    return 1 if clashes else 0
