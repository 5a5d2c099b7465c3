"""What a document's dates and the acts upon it make of its effect, on any day (DOC-03).

Plain values only: who acts, and where that is kept, is the business of
:mod:`~govportal.publishing.documents.acts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from govportal.publishing.documents.kinds import Effect
from govportal.publishing.regulations.provisions import holds

ENDING = frozenset({"replaces", "abolishes"})
EFFECTIVE = ENDING | {"amends", "suspends"}
"""The kinds of act that can change the effect; a correction or a guiding document never does."""

LIMITED = (Effect.SUSPENDED, Effect.PARTLY_SUSPENDED, Effect.PARTLY_EXPIRED)


@dataclass(frozen=True)
class Act:
    """What a document in public does to another one from the day *since* on.

    *provisions* are the anchors it names; none stands for the whole document. *until* is the last
    day of a suspension, None while its end is open. *source* is whatever the caller knows it by.
    """

    kind: str
    since: date
    provisions: frozenset[str] = frozenset()
    until: date | None = None
    source: Any = None

    def is_at_work(self, day: date) -> bool:
        """Return whether the act bears on *day*; what is ended or changed stays so for good."""
        is_over = self.kind == "suspends" and self.until is not None and self.until < day
        return self.since <= day and not is_over

    def is_of_whole(self, provision: str) -> bool:
        """Return whether all of *provision* is meant; an empty one is the document."""
        return any(holds(outer, provision) for outer in self.provisions or ("",))

    def concerns(self, provision: str) -> bool:
        """Return whether *provision* or a part of it is meant.

        An amendment that names nothing changes the document, and no provision that we know of.
        """
        if not self.provisions:
            return not (provision and self.kind == "amends")
        return self.is_of_whole(provision) or any(holds(provision, it) for it in self.provisions)


@dataclass(frozen=True)
class Span:
    """A time of one effect: from *since* (None: from the beginning) until before *end*.

    *acts* are those to which the effect is due, none where the document's own dates tell it.
    """

    effect: Effect
    since: date | None
    end: date | None = None
    acts: tuple[Act, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The last day of the span, None while its end is open."""
        return self.end - timedelta(days=1) if self.end else None

    def covers(self, day: date) -> bool:
        """Return whether *day* lies in the span."""
        begun = self.since is None or self.since <= day
        return begun and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Life:
    """The dates of a document itself, and the acts upon it in any order.

    *expires_on* is the first day without effect. Where *amended_is_partly_expired* is off, an
    amended document counts as in force.
    """

    effective_on: date | None = None
    expires_on: date | None = None
    acts: tuple[Act, ...] = ()
    amended_is_partly_expired: bool = True

    def effect_on(self, day: date, provision: str = "") -> Effect:
        """Return the effect on *day* of the document, or of the *provision* with that anchor."""
        return self._state(day, self._acts_on(provision), provision)[0]

    def on(self, day: date, provision: str = "") -> Span:
        """Return the span of one effect that *day* lies in, with the acts at work that day."""
        span = next(span for span in self.timeline(provision) if span.covers(day))
        return replace(span, acts=tuple(act for act in span.acts if act.is_at_work(day)))

    def timeline(self, provision: str = "") -> list[Span]:
        """Return every time of one effect, the earliest first; together they cover all days."""
        acts = self._acts_on(provision)
        spans: list[Span] = []
        for day in (date.min, *self._turning_points(acts)):
            effect, causes = self._state(day, acts, provision)
            if not spans or spans[-1].effect is not effect:
                spans = [*_ended(spans, day), Span(effect, None if day == date.min else day)]
            known = spans[-1].acts
            added = tuple(act for act in causes if act not in known)
            spans[-1] = replace(spans[-1], acts=known + added)
        return spans

    def _acts_on(self, provision: str) -> list[Act]:
        concerned = (act for act in self.acts if act.kind in EFFECTIVE and act.concerns(provision))
        return sorted(concerned, key=lambda act: act.since)

    def _turning_points(self, acts: Iterable[Act]) -> list[date]:
        days = {self.effective_on, self.expires_on, *(act.since for act in acts)}
        days |= {_day_after(act.until) for act in acts if act.kind == "suspends"}
        return sorted(day for day in days if day is not None and day > date.min)

    def _state(self, day: date, acts: list[Act], provision: str) -> tuple[Effect, tuple[Act, ...]]:
        """Return the effect on *day* and the acts that make it."""
        at_work = [act for act in acts if act.is_at_work(day)]
        whole = [act for act in at_work if act.is_of_whole(provision)]
        ending = next((act for act in whole if act.kind in ENDING), None)
        if ending or self._has_run_out(day):
            return Effect.EXPIRED, self._causes_of_end(ending)
        if self.effective_on is not None and day < self.effective_on:
            return Effect.PENDING, ()
        for effect, found in zip(LIMITED, self._limits(at_work, whole), strict=True):
            if found:
                return effect, tuple(found)
        return (Effect.IN_FORCE if self.effective_on else Effect.UNKNOWN), ()

    def _limits(self, at_work: list[Act], whole: list[Act]) -> Iterator[list[Act]]:
        suspensions = [act for act in at_work if act.kind == "suspends"]
        yield [act for act in suspensions if act in whole]
        yield suspensions
        yield [act for act in at_work if act.kind in ENDING or self._counts_amended(act)]

    def _counts_amended(self, act: Act) -> bool:
        return act.kind == "amends" and self.amended_is_partly_expired

    def _has_run_out(self, day: date) -> bool:
        # Whose beginning is not stated has no known effect that could end by itself.
        stated = self.effective_on is not None and self.expires_on is not None
        return stated and day >= self.expires_on  # type: ignore[operator]

    def _causes_of_end(self, ending: Act | None) -> tuple[Act, ...]:
        if ending is None or (self._has_run_out(ending.since) and self.expires_on != ending.since):
            return ()
        return (ending,)


def _ended(spans: list[Span], day: date) -> list[Span]:
    return [*spans[:-1], replace(spans[-1], end=day)] if spans else []


def _day_after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day and day < date.max else None
