"""Work as people read it: each with its kind, its verb and its deadline in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from govportal.editorial.waiting import Waiting
from govportal.my_work.kinds import Kind, kind_of
from govportal.my_work.timing import Nearness, in_words, nearness, written

ICONS = {
    Nearness.OVERDUE: "warning",
    Nearness.TODAY: "time",
    Nearness.WEEK: "calendar",
    Nearness.LATER: "calendar",
    Nearness.UNDATED: "tasks",
}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    item: Waiting
    kind: Kind
    nearness: Nearness
    state: str
    due: str

    @property
    def icon(self) -> str:
        """The name of the icon beside the state."""
        return ICONS[self.nearness]


def rows(items: Iterable[Waiting], now: datetime | None = None) -> list[Row]:
    """Return *items* as lines, as they stand at *now*."""
    moment = now or timezone.now()
    return [_row(item, moment) for item in items]


def sums(items: Iterable[Waiting], now: datetime | None = None) -> list[tuple[Nearness, str, int]]:
    """Return each nearness with its icon and how many of *items* are that near."""
    moment = now or timezone.now()
    counted = Counter(nearness(item.due_at, moment) for item in items)
    return [(near, ICONS[near], counted[near]) for near in Nearness]


def _row(item: Waiting, now: datetime) -> Row:
    return Row(
        item=item,
        kind=kind_of(item.kind),
        nearness=nearness(item.due_at, now),
        state=in_words(item.due_at, now),
        due=written(item.due_at),
    )
