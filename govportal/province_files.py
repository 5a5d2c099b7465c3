"""Reads a province's ``province.toml`` and ``agencies.csv``, and says clearly what is wrong.

Every problem names the file, the key, the reason and the remedy, in Vietnamese and English;
all problems of a file are reported at once.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from govportal.areas import MapArea, MapFile
from govportal.province import (
    Accent,
    AgencyKind,
    AgencySpec,
    Confirmation,
    Connection,
    DomainScheme,
    Facts,
    Province,
    RecordType,
    ReportTemplate,
    Rule,
    SectionSpec,
)
from govportal.province_problems import Problem, ProvinceDataError, problem_of, problems_of

FactsT = TypeVar("FactsT", bound=Facts)

AGENCY_COLUMNS = (
    "code", "kind", "parent", "name_vi", "name_en", "abbreviation", "label", "official_code",
    "former_names", "valid_from", "valid_to", "portal", "system", "source",
)  # fmt: skip

COLUMN_NAMES = {"name.vi": "name_vi", "name.en": "name_en", "has_portal": "portal"}
"""Where a value of an agency stands under another name than its column."""

MOST_MAP_PROBLEMS = 10
"""One mistake of a map may stand in each of its positions."""


class ProvinceFiles(Facts):
    """Everything that the two data files of a province say."""

    province: Province
    domains: DomainScheme | None = None
    rules: tuple[Rule, ...] = ()
    sections: tuple[SectionSpec, ...] = ()
    record_types: tuple[RecordType, ...] = ()
    report_templates: tuple[ReportTemplate, ...] = ()
    connections: tuple[Connection, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    accents: tuple[Accent, ...] = ()
    agencies: tuple[AgencySpec, ...] = ()


@lru_cache
def read_province(folder: str | Path) -> ProvinceFiles:
    """Read ``province.toml`` and ``agencies.csv`` in *folder*.

    Raises:
        ProvinceDataError: with every problem of both files.
    """
    folder = Path(folder)
    facts, problems = read_facts(folder / "province.toml", ProvinceFiles)
    rows, row_problems = read_agencies(folder / "agencies.csv")
    problems += row_problems
    if facts is not None:
        problems += _domain_problems(facts.domains, folder / "province.toml")
        problems += _connection_problems(facts.connections, folder / "province.toml")
    if facts is not None and (rows or not row_problems):
        problems += _agency_problems(facts, rows, folder / "agencies.csv")
        problems += _reference_problems(facts, rows, folder / "province.toml")
    if problems or facts is None:
        raise ProvinceDataError(problems)
    return facts.model_copy(update={"agencies": tuple(rows)})


def read_facts(path: Path, model: type[FactsT]) -> tuple[FactsT | None, list[Problem]]:
    """Read the TOML file *path* as *model*; return it, or None and the problems."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None, [problem_of(path, "-", "file_missing")]
    except UnicodeDecodeError:
        return None, [problem_of(path, "-", "not_utf8")]
    except tomllib.TOMLDecodeError as error:
        return None, [problem_of(path, "-", "toml_syntax", detail=str(error))]
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, list(problems_of(path, error))


def read_agencies(path: Path) -> tuple[list[AgencySpec], list[Problem]]:
    """Read the CSV file *path*; return the agencies that are right and the problems."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            if wrong := _column_problems(path, reader.fieldnames):
                return [], wrong
            return _agencies_of(path, enumerate(reader, start=2))
    except FileNotFoundError:
        return [], [problem_of(path, "-", "file_missing")]
    except UnicodeDecodeError:
        return [], [problem_of(path, "-", "not_utf8")]


def _agencies_of(
    path: Path, lines: Iterable[tuple[int, dict[str, str]]]
) -> tuple[list[AgencySpec], list[Problem]]:
    agencies: list[AgencySpec] = []
    problems: list[Problem] = []
    for line, row in lines:
        if None in row:
            problems.append(problem_of(path, f"dòng/line {line}", "cells_many"))
            continue
        if None in row.values():
            problems.append(problem_of(path, f"dòng/line {line}", "cells_few"))
            continue
        try:
            agencies.append(AgencySpec.model_validate(_agency_facts(row)))
        except ValidationError as error:
            found = problems_of(path, error, prefix=f"dòng/line {line}, ")
            problems += (replace(problem, key=_as_column(problem.key)) for problem in found)
    return agencies, problems


def _as_column(key: str) -> str:
    line, _comma, name = key.partition(", ")
    return f"{line}, {COLUMN_NAMES.get(name, name)}"


def _agency_facts(row: dict[str, str]) -> dict[str, Any]:
    facts: dict[str, Any] = {key: (value or "").strip() for key, value in row.items() if key}
    facts["name"] = {"vi": facts.pop("name_vi"), "en": facts.pop("name_en")}
    former = facts["former_names"].split(";")
    facts["former_names"] = tuple(name.strip() for name in former if name.strip())
    facts["valid_from"] = facts["valid_from"] or None
    facts["valid_to"] = facts["valid_to"] or None
    facts["has_portal"] = facts.pop("portal") or "yes"
    return facts


def _column_problems(path: Path, found: Iterable[str] | None) -> list[Problem]:
    found = tuple(found or ())
    if len(found) == 1 and ";" in found[0]:
        return [problem_of(path, "-", "semicolons")]
    missing = [column for column in AGENCY_COLUMNS if column not in found]
    return [problem_of(path, column, "column_missing") for column in missing]


@lru_cache
def read_map(folder: str | Path) -> tuple[MapArea, ...]:
    """Read ``map.geojson`` in *folder*; a province may have none.

    Raises:
        ProvinceDataError: with the problems of the file, at most the first ten.
    """
    path = Path(folder) / "map.geojson"
    if not path.exists():
        return ()
    try:
        areas = MapFile.model_validate_json(path.read_bytes()).areas
    except ValidationError as error:
        problems = list(islice(problems_of(path, error), MOST_MAP_PROBLEMS))
        raise ProvinceDataError(problems) from error
    known = {agency.code for agency in read_province(folder).agencies}
    if wrong := list(islice(_area_problems(areas, known, path), MOST_MAP_PROBLEMS)):
        raise ProvinceDataError(wrong)
    return areas


def _area_problems(areas: Iterable[MapArea], known: set[str], path: Path) -> Iterator[Problem]:
    seen = set[str]()
    for place, area in enumerate(areas):
        where = f"features.{place}.properties.code"
        if area.code not in known:
            yield problem_of(path, where, "agency_unknown", detail=area.code)
        if area.code in seen:
            yield problem_of(path, where, "area_twice", detail=area.code)
        seen.add(area.code)


def _agency_problems(facts: ProvinceFiles, rows: list[AgencySpec], path: Path) -> Iterator[Problem]:
    codes = [row.code for row in rows]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield problem_of(path, code, "code_twice")
    systems = {system.key for system in facts.province.systems}
    for row in rows:
        if row.parent and row.parent not in codes:
            yield problem_of(path, f"{row.code}.parent", "parent_unknown", detail=row.parent)
        if row.system and row.system not in systems:
            yield problem_of(path, f"{row.code}.system", "system_unknown", detail=row.system)
    for code in _below_themselves(rows):
        yield problem_of(path, f"{code}.parent", "parent_circle")
    if sum(row.kind == "province" for row in rows) != 1:
        yield problem_of(path, "kind", "province_row")


def _domain_problems(scheme: DomainScheme | None, path: Path) -> Iterator[Problem]:
    for place, rule in enumerate(scheme.rules if scheme else ()):
        where = f"domains.rules.{place}.host"
        for name in sorted(set(re.findall(r"{(.*?)}", rule.host)) - {"label", "parent"}):
            yield problem_of(path, where, "placeholder_unknown", detail=name)
        if scheme and not f".{rule.host}".endswith(f".{scheme.base}"):
            yield problem_of(path, where, "host_outside", detail=scheme.base)


def _reference_problems(
    facts: ProvinceFiles, rows: list[AgencySpec], path: Path
) -> Iterator[Problem]:
    known = {
        "agency_unknown": {"", *(row.code for row in rows)},
        "system_unknown": {"", *(system.key for system in facts.province.systems)},
        "language_unknown": set(facts.province.languages),
    }
    for where, problem, names in _references(facts):
        for name in (name for name in names if name not in known[problem]):
            yield problem_of(path, where, problem, detail=name)


def _references(facts: ProvinceFiles) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Yield each key that names what is described elsewhere, the problem if it isn't, the names."""
    for place, system in enumerate(facts.province.systems):
        for duty, body in system.bodies:
            where = f"province.systems.{place}.bodies.{duty}.agency"
            yield where, "agency_unknown", (body.agency,) if body else ()
    for place, address in enumerate(facts.domains.rules if facts.domains else ()):
        yield f"domains.rules.{place}.locale", "language_unknown", (address.locale,)
    for place, rule in enumerate(facts.rules):
        yield f"rules.{place}.system", "system_unknown", (rule.system,)
    for place, section in enumerate(facts.sections):
        yield f"sections.{place}.agencies", "agency_unknown", section.agencies
        yield f"sections.{place}.languages", "language_unknown", section.languages
    for place, item in enumerate(facts.connections):
        yield f"connections.{place}.agencies", "agency_unknown", item.agencies
        yield f"connections.{place}.systems", "system_unknown", item.systems


def _connection_problems(connections: tuple[Connection, ...], path: Path) -> Iterator[Problem]:
    keys = [connection.key for connection in connections]
    for place, key in enumerate(keys):
        if keys.index(key) != place:
            yield problem_of(path, f"connections.{place}.key", "connection_twice")


def _below_themselves(rows: list[AgencySpec]) -> list[str]:
    """Return the agencies whose superiors lead back to them."""
    parents = {row.code: row.parent for row in rows}
    found = []
    for code, parent in parents.items():
        above, seen = parent, set[str]()
        while above in parents and above not in seen and above != code:
            seen.add(above)
            above = parents[above]
        if above == code:
            found.append(code)
    return found


def unknown_kinds(
    agencies: Iterable[AgencySpec], kinds: dict[str, AgencyKind], file: str = "agencies.csv"
) -> list[Problem]:
    """Return a problem for each agency whose kind nobody has described."""
    return [
        problem_of(Path(file), f"{agency.code}.kind", "kind_unknown", detail=agency.kind)
        for agency in agencies
        if agency.kind not in kinds
    ]
