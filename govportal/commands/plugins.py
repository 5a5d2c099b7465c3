"""``govportal plugins``: who answers each hook."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper

from govportal import plugins

NAME = "plugins"
HELP = "ai trả lời từng hook / who answers each hook"


def add_arguments(parser: ArgumentParser) -> None:
    """Take no arguments."""


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Print each hook and its plugins, the one that answers first in front."""
    for hook, names in plugins.answers():
        out.write(f"{hook:18} {' → '.join(names) or '-'}")
    return 0
