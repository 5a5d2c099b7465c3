"""The plugin of a province whose answers are all in ``province.toml`` and ``agencies.csv``.

A map of its communes may lie beside them as ``map.geojson``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from govportal import hookspecs
from govportal.areas import MapArea
from govportal.hookspecs import hookimpl
from govportal.province import (
    Accent,
    AgencySpec,
    Confirmation,
    Connection,
    DomainScheme,
    Province,
    RecordType,
    ReportTemplate,
    Rule,
    SectionSpec,
)
from govportal.province_files import ProvinceFiles, read_map, read_province


class DataPlugin:
    """Answers every hook that the two data files of a province have keys for.

    *place* is the folder of the two files, or a module in it: ``DataPlugin(__file__)``. The files
    are read when a hook first asks, so faults in them are reported by the system checks.

    A subclass overrides an answer, or adds one to a hook without data. An override answers its
    hook whether or not it is marked with ``@hookimpl`` again.
    """

    def __init__(self, place: str | Path) -> None:
        path = Path(place)
        self.folder = path.parent if path.suffix in {".py", ".pyc"} else path

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name, method in vars(cls).items():
            if _is_hook(name) and not hasattr(method, "govportal_impl"):
                hookimpl(method)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.folder)!r})"

    def files(self) -> ProvinceFiles:
        """Return what the two files say.

        Raises:
            ProvinceDataError: with every problem of both files.
        """
        return read_province(self.folder)

    @hookimpl
    def province(self) -> Province | None:
        """Return ``[province]``."""
        return self.files().province

    @hookimpl
    def agencies(self) -> Sequence[AgencySpec] | None:
        """Return the lines of ``agencies.csv``."""
        return self.files().agencies

    @hookimpl
    def map_areas(self) -> Sequence[MapArea] | None:
        """Return the areas of ``map.geojson``, None where there is none."""
        return read_map(self.folder) or None

    @hookimpl
    def domain_scheme(self) -> DomainScheme | None:
        """Return ``[domains]``, None where there is none."""
        return self.files().domains

    @hookimpl
    def rules(self) -> Sequence[Rule] | None:
        """Return every ``[[rules]]``."""
        return self.files().rules

    @hookimpl
    def sections(self, agency: AgencySpec) -> Sequence[SectionSpec] | None:
        """Return the ``[[sections]]`` that bind *agency*."""
        return [section for section in self.files().sections if section.binds(agency)]

    @hookimpl
    def record_types(self) -> Sequence[RecordType] | None:
        """Return every ``[[record_types]]``."""
        return self.files().record_types

    @hookimpl
    def report_templates(self) -> Sequence[ReportTemplate] | None:
        """Return every ``[[report_templates]]``."""
        return self.files().report_templates

    @hookimpl
    def connections(self) -> Sequence[Connection] | None:
        """Return every ``[[connections]]``."""
        return self.files().connections

    @hookimpl
    def confirmations(self) -> Sequence[Confirmation] | None:
        """Return every ``[[confirmations]]``."""
        return self.files().confirmations

    @hookimpl
    def accents(self) -> Sequence[Accent] | None:
        """Return every ``[[accents]]``."""
        return self.files().accents


class PluginModuleError(Exception):
    """A ``govportal_hooks`` module in which some answers would be ignored silently."""

    def __init__(self, module: object, reason: tuple[str, str]) -> None:
        name = getattr(module, "__name__", repr(module))
        super().__init__(" / ".join(f"{name}: {text}" for text in reason))


def answering(module: object) -> object:
    """Return what answers the hooks for *module*: its ``plugin`` if it has one, else itself.

    Raises:
        PluginModuleError: *module* has a plugin and hook functions besides, or its plugin is a
            class.
    """
    plugin = getattr(module, "plugin", None)
    if plugin is None:
        return module
    if isinstance(plugin, type):
        raise PluginModuleError(module, _plugin_is_a_class(plugin.__name__))
    functions = [name for name, item in vars(module).items() if hasattr(item, "govportal_impl")]
    if functions:
        raise PluginModuleError(module, _two_styles(functions))
    return plugin


def _is_hook(name: str) -> bool:
    return hasattr(getattr(hookspecs, name, None), "govportal_spec")


def _two_styles(functions: Iterable[str]) -> tuple[str, str]:
    names = ", ".join(functions)
    return (
        f"vừa có biến plugin, vừa có hàm @hookimpl ({names}); các hàm này sẽ không được gọi. "
        "Chuyển chúng thành phương thức của một lớp con của DataPlugin rồi gán đối tượng của lớp "
        "đó cho plugin, hoặc bỏ biến plugin.",
        f"it has both plugin and functions marked @hookimpl ({names}), which nobody would call. "
        "Make them methods of a subclass of DataPlugin and set plugin to an instance of it, or "
        "remove plugin.",
    )


def _plugin_is_a_class(name: str) -> tuple[str, str]:
    return (
        f"plugin là lớp {name}, không phải đối tượng. Viết plugin = {name}(__file__).",
        f"plugin is the class {name}, not an object. Write plugin = {name}(__file__).",
    )
