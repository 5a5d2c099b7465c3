"""``manage.py govportal …``: one command with a sub-command for each thing a developer does."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation

from govportal.commands import COMMANDS
from govportal.plugins import NoProvinceError
from govportal.province_problems import ProvinceDataError
from govportal.provisioning import ProvisioningError

INTERRUPTED = 130
DATA_ERRORS = (NoProvinceError, ProvinceDataError, ProvisioningError)
MIGRATE_FIRST = (
    "Cơ sở dữ liệu chưa được tạo hoặc chưa cập nhật: chạy manage.py migrate trước. / "
    "The database is not made or not up to date: run manage.py migrate first."
)

IN_VIETNAMESE = {
    "invalid choice: ": "không có lựa chọn này",
    "choose from ": "chọn một trong",
    "the following arguments are required: ": "thiếu tham số",
    "unrecognized arguments: ": "không có tham số",
    "expected one argument": "cần một giá trị",
}
"""What Python says of a command that was typed wrongly."""


class BilingualParser(CommandParser):
    """Says in both languages what is wrong with the arguments."""

    def error(self, message: str) -> None:
        """End, or raise CommandError when called from code, with *message* in both languages."""
        for english, vietnamese in IN_VIETNAMESE.items():
            message = message.replace(english, f"{vietnamese} / {english}")
        super().error(message)


class Command(BaseCommand):
    """Dispatches to the sub-commands of :mod:`govportal.commands`."""

    help = "Plugins, rules, addresses, provisioning, documents and the trial installation."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.__class__ = BilingualParser  # Django makes the parser; those below take after it
        parser.add_argument(
            "--language", choices=["vi", "en"], default="vi",
            help="ngôn ngữ của thông báo / language of the messages",
        )  # fmt: skip
        choices = parser.add_subparsers(dest="sub_command", required=True, metavar="COMMAND")
        for command in COMMANDS:
            command.add_arguments(choices.add_parser(command.NAME, help=command.HELP))

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the sub-command; end with its exit status."""
        command = next(item for item in COMMANDS if options["sub_command"] == item.NAME)
        try:
            with translation.override(options["language"]):
                status = command.run(options, self.stdout)
        except DATA_ERRORS as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            if _is_to_be_migrated():
                raise CommandError(MIGRATE_FIRST) from error
            raise
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            # The reader of a pipe has seen enough; what is left goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        if status:
            sys.exit(status)


def _is_to_be_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
