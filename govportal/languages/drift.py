"""How far the versions of a portal in its further languages have drifted from the originals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from govportal.languages.pages import (
    Original,
    Version,
    originals,
    read_originals,
    read_versions,
    section_keys,
)
from govportal.languages.required import (
    Languages,
    further_languages,
    is_required,
    paths_wanted,
    required_sections,
)
from govportal.languages.traces import Trace, Traces
from govportal.portals import routing
from govportal.portals.models import Portal


class State(TextChoices):
    """How a page stands in one further language."""

    MISSING = "missing", _("not translated")
    DRAFT = "draft", _("draft, not published")
    OUTDATED = "outdated", _("older than the original")
    WITHDRAWN = "withdrawn", _("original withdrawn")
    CURRENT = "current", _("up to date")


@dataclass(frozen=True)
class Item:
    """A page or record and its version in one further language."""

    portal: Portal
    language: str
    original: Original
    version: Version | None
    state: State
    is_required: bool
    is_hand_edited: bool
    is_copy: bool
    """Whether nobody has translated the copy that translation began with."""

    @property
    def is_drift(self) -> bool:
        """Whether something is to be done about it; what nobody asks for may be missing."""
        return self.state != State.CURRENT and (self.is_required or self.state != State.MISSING)

    @property
    def changed_at(self) -> datetime | None:
        """When the version was written, None where there is none."""
        if self.version is None:
            return None
        is_live = self.version.is_live
        return self.version.written_at if is_live else self.version.drafted_at


@dataclass(frozen=True)
class Summary:
    """One portal in one further language, in figures."""

    portal: Portal
    language: str
    required: int
    hand_edited: int
    counts: dict[str, int]
    """How many pages are in each state; the required ones alone where they are missing."""

    @property
    def drift(self) -> int:
        """How many pages something is to be done about."""
        return sum(self.counts.values()) - self.counts[str(State.CURRENT)]


def items(portals: Collection[Portal]) -> list[Item]:
    """Return every page of *portals* that must or does have a version, the required ones first.

    The number of queries is the same for any number of pages and of portals.
    """
    sections = _sections(portals)
    languages = {portal.pk: further_languages(portal) for portal in portals}
    spoken = {code for codes in languages.values() for code in codes}
    paths = [path for found in sections.values() for path in paths_wanted(found, spoken)]
    pages = originals(portals, paths)
    versions = read_versions(portals)
    traces = Traces.of(pages.order_by().values("translation_key"))
    found = [
        _item(portal, language, original, versions.get((original.key, language)),
              traces[original.key, language], sections[portal.pk])
        for portal, original in _with_portal(read_originals(pages), portals)
        for language in languages[portal.pk]
    ]  # fmt: skip
    kept = (item for item in found if item.is_required or item.version)
    return sorted(kept, key=lambda item: not item.is_required)


def _with_portal(
    pages: Iterable[Original], portals: Iterable[Portal]
) -> Iterator[tuple[Portal, Original]]:
    by_id, table = {portal.pk: portal for portal in portals}, routing.table()
    for page in pages:
        home = table.home_of(page.path)
        if home and home.portal.pk in by_id:
            yield by_id[home.portal.pk], page


def summaries(portals: Collection[Portal], found: Iterable[Item]) -> list[Summary]:
    """Return one line a portal and language of *portals*, those without any item included."""
    by_portal: dict[tuple[int, str], list[Item]] = {
        (portal.pk, code): [] for portal in portals for code in further_languages(portal)
    }
    for item in found:
        by_portal[item.portal.pk, item.language].append(item)
    names = {portal.pk: portal for portal in portals}
    return [_summary(names[pk], code, own) for (pk, code), own in by_portal.items()]


def _sections(portals: Collection[Portal]) -> dict[int, dict[str, Languages]]:
    keys = section_keys(portals)
    return {portal.pk: required_sections(portal, keys[portal.pk]) for portal in portals}


def _summary(portal: Portal, language: str, own: list[Item]) -> Summary:
    counts = Counter(str(item.state) for item in own)
    return Summary(
        portal=portal,
        language=language,
        required=sum(item.is_required for item in own),
        hand_edited=sum(item.is_hand_edited for item in own),
        counts={state: counts[state] for state in State.values},
    )


def _item(
    portal: Portal,
    language: str,
    original: Original,
    version: Version | None,
    trace: Trace,
    sections: dict[str, Languages],
) -> Item:
    revision = version.latest_revision_id if version else None
    is_copy = version is not None and trace.is_copy(revision)
    return Item(
        portal=portal,
        language=language,
        original=original,
        version=version,
        state=_state(original, version, trace, is_copy),
        is_required=original.is_live and is_required(original.path, language, sections),
        is_hand_edited=version is not None and trace.is_hand_edited(revision),
        is_copy=is_copy,
    )


def _state(original: Original, version: Version | None, trace: Trace, is_copy: bool) -> State:
    if version is None or (version.is_live and is_copy):
        return State.MISSING
    if not version.is_live:
        return State.DRAFT
    if not original.is_live:
        return State.WITHDRAWN
    is_older = any(is_newer(original.written_at, at) for at in _bases(version, trace))
    return State.OUTDATED if is_older else State.CURRENT


def _bases(version: Version, trace: Trace) -> Iterator[datetime | None]:
    """Yield when the version was written and, of a synchronised one, its strings were read."""
    yield version.written_at
    if trace.is_synchronised:
        yield trace.source_read_at


def is_newer(original: datetime | None, version: datetime | None) -> bool:
    """Return whether an original written at one time is newer than a version of another."""
    return original is not None and version is not None and original > version
