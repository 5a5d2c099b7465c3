"""The state of each category of a portal on a day: what is published, missing or overdue (INFO-01).

One function serves the command, the admin, the dashboard and the statutory reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property, partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from govportal.information import deadlines
from govportal.information.answers import answers_on
from govportal.information.holdings import Holding, Holdings, holdings
from govportal.information.models import Answer, CategoryAnswer
from govportal.information.sections import CategoryKey
from govportal.portals.models import Portal
from govportal.publishing.categories import categories, law_day
from govportal.sections import SectionSpec

OPEN_KINDS = ("feedback", "register")
"""Categories that are supplied by being there: a form, a list that is drawn up by itself."""


class State(Enum):
    """How a category stands. The order is that of urgency."""

    OVERDUE = "overdue"
    INCOMPLETE = "incomplete"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
    OPTIONAL = "optional"
    COMPLETE = "complete"

    @property
    def label(self) -> Promise:
        """What readers call it."""
        return LABELS[self]

    @property
    def needs_work(self) -> bool:
        """Whether an editor has something to do."""
        return self in (State.OVERDUE, State.INCOMPLETE)


LABELS: dict[State, Promise] = {
    State.OVERDUE: _("Overdue"),
    State.INCOMPLETE: _("To be completed"),
    State.NO_DATA: _("No data"),
    State.NOT_APPLICABLE: _("Not applicable"),
    State.OPTIONAL: _("Optional, empty"),
    State.COMPLETE: _("Complete"),
}


@dataclass(frozen=True)
class CategoryState:
    """A category of a portal on a day."""

    portal: Portal
    spec: SectionSpec
    holding: Holding
    answer: CategoryAnswer | None
    on: date
    level: int = 0
    """How many categories it stands below."""
    children: tuple[CategoryState, ...] = ()
    default_allowance: int | None = None

    @property
    def is_counted(self) -> bool:
        """Whether it is a category of its own; a group only sums up those below it."""
        return self.spec.kind != "group"

    @cached_property
    def published(self) -> int:
        """The number of items that the public can read."""
        return len(self.holding.published)

    @cached_property
    def unpublished(self) -> int:
        """The number of items that wait for publication."""
        return len(self.holding.unpublished)

    @property
    def updated_on(self) -> date | None:
        """The day of the newest publication."""
        return self.holding.updated_on

    @property
    def allowed(self) -> int | None:
        """Within how many working days a change must be published, None without such a rule."""
        own = self.spec.update_within
        return self.default_allowance if own is None else own

    @cached_property
    def due_on(self) -> date | None:
        """The day by which something must be published next."""
        return deadlines.next_due(
            self.spec, self.allowed, self.updated_on, self.holding.unpublished
        )

    def late(self, since: date | None = None) -> int:
        """Return the late items whose matter changed since a day, that of the new year if none."""
        items = self.holding.items.values()
        since = since or self.on.replace(month=1, day=1)
        return len(deadlines.late_items(items, self.allowed, self.on, since))

    @property
    def section_id(self) -> int | None:
        """The id of its page, None where it has none yet."""
        return self.holding.pages[0].pk if self.holding.pages else None

    @cached_property
    def state(self) -> State:
        """How it stands; a group stands as the most urgent of its own."""
        if self.spec.kind == "group":
            return self._worst()
        if self.spec.kind in OPEN_KINDS:
            return State.COMPLETE if self.holding.is_open else self._empty()
        if self.due_on is None or self.due_on >= self.on:
            return State.COMPLETE if self.published else self._empty()
        return self._overdue()

    def _worst(self) -> State:
        order = list(State)
        return min((c.state for c in self.children), key=order.index, default=State.OPTIONAL)

    def _empty(self) -> State:
        if self.answer:
            return _ANSWERED[self.answer.answer]
        return State.INCOMPLETE if self.spec.is_mandatory else State.OPTIONAL

    def _overdue(self) -> State:
        if self.answer:
            return _ANSWERED[self.answer.answer]
        if self.spec.is_mandatory:
            return State.OVERDUE
        return State.COMPLETE if self.published else State.OPTIONAL


_ANSWERED = {
    Answer.NO_DATA: State.NO_DATA,
    Answer.NOT_APPLICABLE: State.NOT_APPLICABLE,
}


def states(portals: Iterable[Portal], on: date | None = None) -> dict[int, list[CategoryState]]:
    """Return the state of every category by the id of its portal, each below its parent.

    The number of queries grows neither with the portals nor with what they hold.
    """
    portals, day = list(portals), on or law_day()
    specs = {portal.pk: categories(portal.code, day) for portal in portals}
    of_articles = {
        (pk, spec.key) for pk in specs for spec in specs[pk].values() if spec.kind == "articles"
    }
    held = holdings(portals, day, of_articles)
    answers = answers_on(day, specs)
    make = partial(_state, held, answers, deadlines.default_allowance(day), day)
    return {portal.pk: list(_of_portal(portal, specs[portal.pk], make)) for portal in portals}


def _state(
    held: Holdings, answers: dict[CategoryKey, CategoryAnswer], default: int | None, day: date,
    portal: Portal, spec: SectionSpec, level: int, children: tuple[CategoryState, ...],
) -> CategoryState:  # fmt: skip
    key = (portal.pk, spec.key)
    holding = held.get(key) or Holding()
    return CategoryState(portal, spec, holding, answers.get(key), day, level, children, default)


def _of_portal(
    portal: Portal, specs: dict[str, SectionSpec], make: Callable[..., CategoryState]
) -> Iterator[CategoryState]:
    below: dict[str, list[SectionSpec]] = {}
    for spec in specs.values():
        below.setdefault(spec.parent if spec.parent in specs else "", []).append(spec)

    def made(spec: SectionSpec, level: int) -> CategoryState:
        children = tuple(made(child, level + 1) for child in below.get(spec.key, ()))
        return make(portal, spec, level, children)

    for spec in below.get("", ()):
        yield from _with_descendants(made(spec, 0))


def _with_descendants(category: CategoryState) -> Iterator[CategoryState]:
    yield category
    for child in category.children:
        yield from _with_descendants(child)


def counts(found: Iterable[CategoryState]) -> dict[State, int]:
    """Return how many categories are in each state, groups left out."""
    counted = Counter(category.state for category in found if category.is_counted)
    return {state: counted[state] for state in State}
