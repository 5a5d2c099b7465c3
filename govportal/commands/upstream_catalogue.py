"""``govportal upstream-catalogue``: how far the packages we stand on speak Vietnamese."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import gettext as _

NAME = "upstream-catalogue"
HELP = "bản dịch tiếng Việt của các gói / Vietnamese for the packages we stand on"


def add_arguments(parser: ArgumentParser) -> None:
    """Take what is asked for; without an option, the coverage."""
    asked = parser.add_mutually_exclusive_group()
    for option, text in OPTIONS.items():
        asked.add_argument(
            f"--{option}", dest="asked", action="store_const", const=option, help=text
        )
    parser.set_defaults(asked="coverage")


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Do what was asked; the status is 1 where something is to be translated or mended."""
    if find_spec("babel") is None:
        raise CommandError(_("This command reads translations with Babel: pip install babel"))
    return ANSWERS[options["asked"]](out)


def _coverage(out: OutputWrapper) -> int:
    from govportal.upstream.catalogues import coverage  # noqa: PLC0415 - needs Babel

    missing = 0
    for found in coverage():
        package, total = found.package, len(found.texts)
        name = f"{package.name} {found.domain}"
        done = f"{total - len(found.missing)}/{total}"
        out.write(f"{name:44} {package.version:9} {done:>9} {found.percent:4} %")
        _list(found.missing, out)
        missing += len(found.missing)
    out.write(_("texts without Vietnamese: %(count)d") % {"count": missing})
    return int(missing > 0)


def _list(missing: Iterable[Any], out: OutputWrapper) -> None:
    for text in missing:
        singular = text.id if isinstance(text.id, str) else text.id[0]
        out.write(f"    {singular!r}")


def _missing(out: OutputWrapper) -> int:
    from govportal.upstream.catalogues import coverage  # noqa: PLC0415 - needs Babel

    written = [path for found in coverage() if (path := found.write_missing())]
    for path in written:
        out.write(str(path))
    return int(bool(written))


def _check(out: OutputWrapper) -> int:
    from govportal.upstream.checking import findings, shown  # noqa: PLC0415 - needs Babel

    found = findings(shown())
    for line in found:
        out.write(line)
    out.write(_("faults in translations: %(count)d") % {"count": len(found)})
    return int(bool(found))


def _glossary(out: OutputWrapper) -> int:
    from govportal.upstream.glossary import page  # noqa: PLC0415 - needs Babel

    out.write(page(), ending="")
    return 0


OPTIONS = {
    "coverage": "đã dịch bao nhiêu / what is translated",
    "missing": "ghi các mục còn thiếu để dịch / write empty entries for what is missing",
    "check": "lỗi hình thức và thuật ngữ / faults of form and words",
    "glossary": "in trang thuật ngữ / print the page of words",
}
ANSWERS = {"coverage": _coverage, "missing": _missing, "check": _check, "glossary": _glossary}
