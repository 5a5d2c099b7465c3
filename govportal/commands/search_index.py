"""``govportal search-index``: bring lists and the citizens' search in step with the pages."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from govportal.publishing.listed.keeping import list_missing
from govportal.search.index import index_all

NAME = "search-index"
HELP = "lập chỉ mục tìm kiếm / index public pages for the search"


def add_arguments(parser: ArgumentParser) -> None:
    """Take the wish to index everything anew."""
    parser.add_argument("--anew", action="store_true", help="lập lại toàn bộ / make all anew")


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """List and index what is missing or has changed, and print how many pages were indexed."""
    list_missing()
    count = index_all(anew=options["anew"])
    out.write(_("pages indexed: %(count)d") % {"count": count})
    return 0
