"""``govportal forget-uploads``: delete uploaded documents that nobody went on with."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import ngettext

from govportal.publishing.documents.handing_in import forget_unread

NAME = "forget-uploads"
HELP = "xóa tệp văn bản tải lên quá hạn chưa nhập / delete uploaded documents nobody went on with"


def add_arguments(parser: ArgumentParser) -> None:
    """Take no arguments: the rule says how long files are kept."""


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Delete, and print how many files."""
    count = forget_unread()
    message = ngettext("%(count)d file deleted.", "%(count)d files deleted.", count)
    out.write(message % {"count": count})
    return 0
