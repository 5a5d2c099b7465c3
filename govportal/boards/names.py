"""How people are named: Vietnamese names have the family name first."""

from __future__ import annotations

from typing import Any


def full_name(user: Any) -> str:
    """Return the name of *user*, family name first; the user name where none is recorded."""
    return str(user.get_full_name() or user.get_username())
