"""The hooks that a province plugin may implement.

Facts are nouns. A plugin receives and returns value objects of :mod:`govportal.province`, never
database models. Each hook has a section in ``docs/reference/hooks.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from govportal.areas import MapArea
    from govportal.province import (
        Accent,
        AgencySpec,
        Confirmation,
        Connection,
        DomainScheme,
        EditorialStep,
        FeedbackFacts,
        Holiday,
        Province,
        RecordType,
        ReportTemplate,
        Rule,
        SectionSpec,
    )

hookspec = pluggy.HookspecMarker("govportal")
hookimpl = pluggy.HookimplMarker("govportal")


@hookspec(firstresult=True)
def province() -> Province | None:
    """Called once at start: the province this installation serves, and its decisions."""


@hookspec(firstresult=True)
def agencies() -> Sequence[AgencySpec] | None:
    """Called at provisioning and when an address is judged: every agency of the province."""


@hookspec(firstresult=True)
def map_areas() -> Sequence[MapArea] | None:
    """Called once at start: where the communes lie, for the map of the province."""


@hookspec(firstresult=True)
def domain_scheme() -> DomainScheme | None:
    """Called when an address is derived or judged: how hosts of the province are formed."""


@hookspec
def sections(agency: AgencySpec) -> Sequence[SectionSpec] | None:
    """Called per agency: what its portal must publish, from which day to which; answers add up."""


@hookspec
def record_types() -> Sequence[RecordType] | None:
    """Called once at start: kinds of record that the province's sections hold; answers add up."""


@hookspec(firstresult=True)
def editorial_steps(agency: AgencySpec, page_type: str) -> Sequence[EditorialStep] | None:
    """Called at provisioning: the approvals a page needs before it is public, in order."""


@hookspec
def confirmations() -> Sequence[Confirmation] | None:
    """Called when a page is approved: what has to be confirmed of it first; answers add up."""


@hookspec
def rules() -> Sequence[Rule] | None:
    """Called once at start: values that the province's regulation fixes; answers add up."""


@hookspec
def report_templates() -> Sequence[ReportTemplate] | None:
    """Called when reports are listed or drawn up: the province's statutory forms."""


@hookspec(firstresult=True)
def feedback_agency(feedback: FeedbackFacts) -> str | None:
    """Called when a question arrives: the code of the agency that should answer it."""


@hookspec
def holidays(year: int) -> Sequence[Holiday] | None:
    """Called when working days are counted: days off and made-up days of *year*; answers add up."""


@hookspec
def connections() -> Sequence[Connection] | None:
    """Called once at start: other systems that the portals link to; answers add up."""


@hookspec
def accents() -> Sequence[Accent] | None:
    """Called once at start: accents that portals may choose besides core's; answers add up."""
