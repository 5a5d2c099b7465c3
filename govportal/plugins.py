"""Finds the province plugin, orders the answers to hooks and remembers them.

``INSTALLED_APPS`` decides who is a plugin: each installed app's ``govportal_hooks`` module, or its
``plugin``, is registered, and the app listed first answers first. Merely installing a package
changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar, cast

import pluggy

from govportal import defaults, hookspecs
from govportal.areas import MapArea
from govportal.connections import connections_in_force
from govportal.data_plugin import answering
from govportal.province import (
    Accent,
    AgencyKind,
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
from govportal.province_files import unknown_kinds
from govportal.province_problems import ProvinceDataError
from govportal.sections import in_force

MODULE = "govportal_hooks"
FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])
_remembered: list[Callable[[], None]] = []


class NoProvinceError(Exception):
    """No installed app describes a province."""

    def __init__(self) -> None:
        super().__init__(
            "Chưa có gói tỉnh nào trả lời province(): thêm gói tỉnh vào INSTALLED_APPS, và dòng "
            "plugin = DataPlugin(__file__) vào govportal_hooks.py của gói. / "
            "No installed app answers province(): add a province plugin to INSTALLED_APPS, and the "
            "line plugin = DataPlugin(__file__) to its govportal_hooks.py."
        )


def make_manager(modules: Iterable[object] = ()) -> pluggy.PluginManager:
    """Return a manager with core's answers and *modules*, the first of which answers first.

    Raises:
        pluggy.PluginValidationError: a module implements a hook that does not exist.
        PluginModuleError: some answers of a module would be ignored.
    """
    manager = pluggy.PluginManager("govportal")
    manager.add_hookspecs(hookspecs)
    manager.register(defaults, name="govportal")
    for module in reversed(list(modules)):
        manager.register(answering(module), name=getattr(module, "__name__", repr(module)))
    manager.check_pending()
    return manager


manager = make_manager()


def discover(app_names: Iterable[str]) -> list[object]:
    """Return the ``govportal_hooks`` modules of the installed apps, in their order."""
    names = (f"{name}.{MODULE}" for name in app_names)
    return [import_module(name) for name in names if find_spec(name) is not None]


def use(new_manager: pluggy.PluginManager) -> None:
    """Make *new_manager* the one that answers, and forget what the former one said."""
    global manager  # noqa: PLW0603 - one registry per process, as Django's app registry
    manager = new_manager
    forget()


def forget() -> None:
    """Forget remembered answers."""
    for cache_clear in _remembered:
        cache_clear()


def remember(function: FunctionT) -> FunctionT:
    """Remember the answers of *function*, until other plugins answer."""
    remembering = lru_cache(maxsize=1024)(function)  # more than a province has agencies
    _remembered.append(remembering.cache_clear)
    return cast(FunctionT, remembering)


def answers() -> Iterator[tuple[str, list[str]]]:
    """Yield each hook with the names of the plugins that implement it, first answer first."""
    for name in sorted(vars(manager.hook)):
        if name.startswith("_"):
            continue
        implementations = getattr(manager.hook, name).get_hookimpls()
        yield name, [implementation.plugin_name for implementation in reversed(implementations)]


@remember
def province() -> Province:
    """Return the province that this installation serves.

    Raises:
        NoProvinceError: no plugin describes one.
        ProvinceDataError: its data files are wrong.
    """
    found = manager.hook.province()
    if found is None:
        raise NoProvinceError
    return found  # type: ignore[no-any-return]


@remember
def agency_kinds() -> dict[str, AgencyKind]:
    """Return the kinds of agency by key; a province's own replace national ones."""
    kinds = defaults.national("agency_kinds").agency_kinds + province().agency_kinds
    return {kind.key: kind for kind in kinds}


@remember
def agencies() -> tuple[AgencySpec, ...]:
    """Return every agency of the province, superiors before their subordinates.

    Raises:
        ProvinceDataError: an agency has a kind that nobody describes.
    """
    found = tuple(manager.hook.agencies() or ())
    if problems := unknown_kinds(found, agency_kinds()):
        raise ProvinceDataError(problems)
    return tuple(_superiors_first(found))


def _superiors_first(found: tuple[AgencySpec, ...]) -> Iterator[AgencySpec]:
    children: dict[str, list[AgencySpec]] = {}
    for agency in found:
        children.setdefault(agency.parent, []).append(agency)
    waiting = list(reversed(children.get("", [])))
    while waiting:
        agency = waiting.pop()
        yield agency
        waiting.extend(reversed(children.get(agency.code, [])))


@remember
def agencies_by_code() -> dict[str, AgencySpec]:
    """Return every agency of the province by its code."""
    return {agency.code: agency for agency in agencies()}


def agency(code: str) -> AgencySpec:
    """Return the agency with *code*.

    Raises:
        KeyError: there is none.
    """
    return agencies_by_code()[code]


@remember
def map_areas() -> dict[str, MapArea]:
    """Return where the communes lie, by the code of the agency; nothing where nobody says so."""
    return {area.code: area for area in manager.hook.map_areas() or ()}


@remember
def domain_scheme() -> DomainScheme | None:
    """Return the province's scheme of addresses, None where no plugin gives one."""
    return manager.hook.domain_scheme()  # type: ignore[no-any-return]


@remember
def rules() -> tuple[tuple[str, Rule], ...]:
    """Return every rule with the name of the plugin that gives it, national ones first."""
    return tuple(
        (implementation.plugin_name, rule)
        for implementation in manager.hook.rules.get_hookimpls()
        for rule in _given(implementation)
    )


@remember
def sections(agency: AgencySpec, on: date) -> tuple[SectionSpec, ...]:
    """Return what *agency*'s portal must publish *on* a day; a province's answer wins by key."""
    return in_force(reversed(manager.hook.sections(agency=agency)), on)


@remember
def record_types() -> dict[str, RecordType]:
    """Return every kind of record by key; a province's own replace national ones."""
    answered = reversed(manager.hook.record_types())
    return {record_type.key: record_type for answer in answered for record_type in answer}


def editorial_steps(agency: AgencySpec, page_type: str) -> tuple[EditorialStep, ...]:
    """Return the approvals that a page of *page_type* needs on *agency*'s portal."""
    return tuple(manager.hook.editorial_steps(agency=agency, page_type=page_type))


@remember
def confirmations(on: date) -> tuple[Confirmation, ...]:
    """Return what has to be confirmed *on* a day before a page is approved, national law first.

    A province's answer stands in place of the national one with its key.
    """
    answered = reversed(manager.hook.confirmations())
    holding = (item for answer in answered for item in answer if item.is_in_force(on))
    return tuple({item.key: item for item in holding}.values())


def _given(implementation: pluggy.HookImpl) -> Sequence[Rule]:
    return implementation.function() or ()  # type: ignore[return-value]


@remember
def report_templates() -> dict[str, ReportTemplate]:
    """Return the statutory forms by key."""
    answered = manager.hook.report_templates()
    return {template.key: template for answer in answered for template in answer}


def feedback_agency(feedback: FeedbackFacts) -> str:
    """Return the code of the agency that should answer *feedback*."""
    return manager.hook.feedback_agency(feedback=feedback)  # type: ignore[no-any-return]


@remember
def holidays(year: int) -> dict[str, Holiday]:
    """Return the days off and made-up days of *year* by ISO date; a province's own win."""
    answered = manager.hook.holidays(year=year)
    return {str(item.day): item for answer in reversed(answered) for item in answer}


@remember
def connections(on: date) -> Mapping[str, Connection]:
    """Return the systems that portals link to *on* a day by key; a province's own win."""
    return connections_in_force(reversed(manager.hook.connections()), on)


@remember
def accents() -> Mapping[str, Accent]:
    """Return every accent that a portal may choose, by key, the national ones first.

    A province adds accents; it can't change those of ``portal.css``.
    """
    answered = reversed(manager.hook.accents())
    return {item.key: item for answer in answered for item in answer} | national_accents()


@remember
def own_accents() -> Mapping[str, Accent]:
    """Return the accents that the province adds."""
    return {key: item for key, item in accents().items() if key not in national_accents()}


def national_accents() -> dict[str, Accent]:
    """Return the accents of ``portal.css`` by key; the first is the one without a name."""
    return {accent.key: accent for accent in defaults.national("accents").accents}
