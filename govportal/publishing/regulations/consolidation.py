"""The consolidated text: a document as it reads on a day, with a note at each change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .addressing import NotAProvision, Provision, read_provision
from .anchors import DECISION_PREFIX
from .changes import Action, Change, Note, Problem
from .rewording import Refused, among, emptied, level_of, reworded, root_of, wording_of
from .tree import Part, changed, found, label_of, placed, printed
from .wording import LEVELS
from .words import replaced_in


@dataclass(frozen=True)
class Consolidated:
    """The text on a day; `notes` by anchor, in the order of the changes.

    `applied` are the amendments that changed the text, `problems` those that could not.
    """

    parts: tuple[Part, ...]
    notes: dict[str, tuple[Note, ...]]
    applied: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


def consolidate(base: Iterable[Part], amendments: Iterable[Change], on: date) -> Consolidated:
    """Return the text of *base* as *amendments* have made it by the day *on*.

    What is not yet in effect is left out. An amendment that can't be applied changes nothing and
    is among the problems; so is one whose day of effect is not known, whatever the day.
    """
    draft = _Draft(tuple(base))
    for change in sorted(amendments, key=lambda item: item.rank):
        if change.effective_on is None:
            draft.problems.append(Problem(change, "undated"))
        elif change.effective_on <= on:
            draft.apply(change)
    notes = {anchor: tuple(found) for anchor, found in draft.notes.items()}
    return Consolidated(draft.parts, notes, tuple(draft.applied), tuple(draft.problems))


class _Draft:
    """The text while one amendment after another is worked into it."""

    def __init__(self, parts: tuple[Part, ...]) -> None:
        self.parts = parts
        self.notes: dict[str, list[Note]] = {}
        self.applied: list[Change] = []
        self.problems: list[Problem] = []
        self._repealed: set[str] = set()

    def apply(self, change: Change) -> None:
        """Work *change* in, or note why that can't be done."""
        act = {
            Action.REPLACE: self._replace,
            Action.INSERT_AFTER: self._insert,
            Action.REPEAL: self._repeal,
            Action.REPLACE_WORDS: self._replace_words,
        }[change.action]
        try:
            act(change)
        except Refused as refused:
            problem = Problem(change, refused.code, refused.provision, refused.label)
            self.problems.append(problem)
        else:
            self.applied.append(change)

    def _replace(self, change: Change) -> None:
        place = self._place(change)
        wording = wording_of(change)
        item = self._item(place)
        new = reworded(item, wording, place)
        self._exchange(place.anchor, change, printed(item), lambda _: [new])

    def _repeal(self, change: Change) -> None:
        place = self._place(change)
        item = self._item(place)
        self._exchange(place.anchor, change, printed(item), lambda old: [emptied(old)])
        self._repealed.add(place.anchor)

    def _insert(self, change: Change) -> None:
        place = self._place(change, may_be_repealed=True)
        wording = wording_of(change)
        if not wording.items or wording.level is None:
            raise Refused("text_unlabelled")
        self._item(place)
        step = LEVELS.index(wording.level) - LEVELS.index(level_of(place))
        if step < 0:
            raise Refused("text_misplaced", place.anchor, label_of(wording.items[0]))
        if step and place.anchor in self._repealed:
            raise Refused("already_repealed", place.anchor)
        new = placed(wording.items, place.anchor if step else root_of(place))
        self._refuse_present(new)
        within = among(new) if step else lambda old: [old, *new]
        self.parts = changed(self.parts, place.anchor, within)
        for item in new:
            self.notes.setdefault(item.anchor, []).append(Note(change))

    def _refuse_present(self, new: Iterable[Any]) -> None:
        for item in new:
            if found(self.parts, item.anchor):
                raise Refused("already_there", item.anchor)

    def _replace_words(self, change: Change) -> None:
        if not change.words_from.strip():
            raise Refused("words_missing")
        anchor = ""
        if change.provision:
            place = self._place(change)
            anchor = place.anchor
            self._item(place)
        words = change.words_from, change.words_to
        parts, before = replaced_in(self.parts, anchor, *words)
        if not before:
            raise Refused("words_not_found", anchor)
        self.parts = parts
        for changed_at, previous in before.items():
            self.notes.setdefault(changed_at, []).append(Note(change, previous))

    def _exchange(
        self, anchor: str, change: Change, previous: str, make: Callable[[Any], Any]
    ) -> None:
        self.parts = changed(self.parts, anchor, make)
        for below in [key for key in self.notes if key.startswith(anchor + "-")]:
            del self.notes[below]
        self.notes.setdefault(anchor, []).append(Note(change, previous))

    def _place(self, change: Change, may_be_repealed: bool = False) -> Provision:
        if not change.provision.strip():
            raise Refused("provision_missing")
        try:
            place = read_provision(change.provision)
        except NotAProvision:
            raise Refused("not_understood") from None
        place = self._in_decision(place)
        step: Provision | None = place.above if may_be_repealed else place
        while step is not None:
            if step.anchor in self._repealed:
                raise Refused("already_repealed", step.anchor)
            step = step.above
        return place

    def _in_decision(self, place: Provision) -> Provision:
        """Return *place* in the issuing decision, where the text has its article there alone."""
        article = Provision(place.article, prefix=place.prefix)
        issued = replace(article, prefix=DECISION_PREFIX)
        if found(self.parts, article.anchor) or not found(self.parts, issued.anchor):
            return place
        return replace(place, prefix=DECISION_PREFIX)

    def _item(self, place: Provision) -> Any:
        items = found(self.parts, place.anchor)
        if len(items) != 1:
            raise Refused("ambiguous" if items else "not_found", place.anchor)
        return items[0]
