"""Long lists in parts that stay complete while pages are published and withdrawn.

A part begins after the last item of the one before, in the order of change: an item that changes
meanwhile moves to the end and is met again, none is skipped.
"""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from govportal.exchange.problems import ApiProblem, wrong

HIGHEST_ID = 10**18


def cursor_of(page: Any) -> str:
    """Return the place in a list that *page* marks."""
    place = f"{page.changed.isoformat()} {page.pk}"
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def after(found: Any, cursor: str) -> Any:
    """Return those of *found* that come after *cursor*, in the order of change.

    Raises:
        ApiProblem: no list ever gave this cursor.
    """
    if cursor:
        changed, pk = _read(cursor)
        found = found.filter(Q(changed__gt=changed) | Q(changed=changed, pk__gt=pk))
    return found.order_by("changed", "pk")


def before(found: Any, cursor: str) -> Any:
    """Return those of *found* that come before *cursor*, the latest change first.

    Raises:
        ApiProblem: no list ever gave this cursor.
    """
    if cursor:
        changed, pk = _read(cursor)
        found = found.filter(Q(changed__lt=changed) | Q(changed=changed, pk__lt=pk))
    return found.order_by("-changed", "-pk")


def part(found: Any, limit: int) -> tuple[list[Any], str]:
    """Return the first *limit* of *found*, and the cursor of the next part, empty at the end."""
    rows = list(found[: limit + 1])
    return rows[:limit], cursor_of(rows[limit - 1]) if len(rows) > limit else ""


def _read(cursor: str) -> tuple[datetime, int]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        moment, _space, pk = base64.urlsafe_b64decode(padded.encode()).decode().partition(" ")
        changed, number = parse_datetime(moment), int(pk)
    except (ValueError, binascii.Error):
        raise _unknown() from None
    if changed is None or changed.tzinfo is None or not 0 < number < HIGHEST_ID:
        raise _unknown()
    return changed, number


def _unknown() -> ApiProblem:
    return wrong("cursor", _("Take it unchanged from “next” of the part before."))
