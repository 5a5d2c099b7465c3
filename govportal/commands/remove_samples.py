"""``govportal remove-samples``: take away what the trial brought, and nothing else."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from govportal.trial.removal import remove_samples

NAME = "remove-samples"
HELP = "xóa nội dung mẫu của bản chạy thử / remove the samples of the trial"


def add_arguments(parser: ArgumentParser) -> None:
    """Take the wish to remove also what editors have changed."""
    parser.add_argument(
        "--all", action="store_true", help="cả trang đã sửa / also pages edited since"
    )


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Remove the samples; name each that is kept because somebody has made it theirs."""
    removed = remove_samples(options["all"])
    message = _("Removed: %(pages)d pages, %(files)d pictures and files, %(answers)d answers.")
    counts = {"pages": removed.pages, "files": removed.files, "answers": removed.answers}
    out.write(message % counts)
    for kept in removed.kept:
        out.write("  – " + _("kept, because it was edited or is in use: %(name)s") % {"name": kept})
    return 0
