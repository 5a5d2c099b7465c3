"""What ``manage.py`` runs: Django's commands; a faulty environment is told without a traceback."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from django.core import management

from govportal.conf import EnvironmentProblem


def execute_from_command_line(argv: Sequence[str]) -> None:
    """Run the command that *argv* names; end with status 1 where the environment is wrong."""
    try:
        management.execute_from_command_line(argv)
    except EnvironmentProblem as problem:
        sys.exit(str(problem))
