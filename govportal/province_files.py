"""Reads a province's ``province.toml`` and ``agencies.csv``, and says clearly what is wrong.

Every problem names the file, the key, the reason and the remedy, in Vietnamese and English;
all problems of a file are reported at once.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from govportal.areas import MOST_POSITIONS, MapArea, MapFile
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
    Text,
)

FactsT = TypeVar("FactsT", bound=Facts)

AGENCY_COLUMNS = (
    "code", "kind", "parent", "name_vi", "name_en", "abbreviation", "label", "official_code",
    "former_names", "valid_from", "valid_to", "portal", "system", "source",
)  # fmt: skip

MOST_MAP_PROBLEMS = 10
"""One mistake of a map may stand in each of its positions."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a province's data: where, why, and what to do."""

    file: str
    key: str
    reason: Text
    remedy: Text

    def in_language(self, language: str) -> str:
        """Return the problem as one line in *language*."""
        reason, remedy = self.reason.in_language(language), self.remedy.in_language(language)
        return f"{self.file}: {self.key}: {reason} {remedy}"


class ProvinceDataError(Exception):
    """The data of a province is wrong. Carries every problem found, in both languages."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.lines("vi") + self.lines("en")))

    def lines(self, language: str) -> list[str]:
        """Return the problems in *language*, one line each."""
        return [problem.in_language(language) for problem in self.problems]


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
        problems += _agency_problems(facts, rows, folder / "agencies.csv")
        problems += _connection_problems(facts, rows, folder / "province.toml")
    if problems or facts is None:
        raise ProvinceDataError(problems)
    return facts.model_copy(update={"agencies": tuple(rows)})


def read_facts(path: Path, model: type[FactsT]) -> tuple[FactsT | None, list[Problem]]:
    """Read the TOML file *path* as *model*; return it, or None and the problems."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None, [_problem(path, "-", "file_missing")]
    except UnicodeDecodeError:
        return None, [_problem(path, "-", "not_utf8")]
    except tomllib.TOMLDecodeError as error:
        return None, [_problem(path, "-", "toml_syntax", detail=str(error))]
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, list(_from_pydantic(path, error))


def read_agencies(path: Path) -> tuple[list[AgencySpec], list[Problem]]:
    """Read the CSV file *path*; return the agencies that are right and the problems."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            if wrong := _column_problems(path, reader.fieldnames):
                return [], wrong
            return _agencies_of(path, enumerate(reader, start=2))
    except FileNotFoundError:
        return [], [_problem(path, "-", "file_missing")]
    except UnicodeDecodeError:
        return [], [_problem(path, "-", "not_utf8")]


def _agencies_of(
    path: Path, lines: Iterable[tuple[int, dict[str, str]]]
) -> tuple[list[AgencySpec], list[Problem]]:
    agencies: list[AgencySpec] = []
    problems: list[Problem] = []
    for line, row in lines:
        try:
            agencies.append(AgencySpec.model_validate(_agency_facts(row)))
        except ValidationError as error:
            problems += _from_pydantic(path, error, prefix=f"dòng/line {line}, ")
    return agencies, problems


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
    missing = [column for column in AGENCY_COLUMNS if column not in set(found or ())]
    return [_problem(path, column, "column_missing") for column in missing]


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
        problems = list(islice(_from_pydantic(path, error), MOST_MAP_PROBLEMS))
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
            yield _problem(path, where, "agency_unknown", detail=area.code)
        if area.code in seen:
            yield _problem(path, where, "area_twice", detail=area.code)
        seen.add(area.code)


def _agency_problems(facts: ProvinceFiles, rows: list[AgencySpec], path: Path) -> Iterator[Problem]:
    codes = [row.code for row in rows]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield _problem(path, code, "code_twice")
    systems = {system.key for system in facts.province.systems}
    for row in rows:
        if row.parent and row.parent not in codes:
            yield _problem(path, f"{row.code}.parent", "parent_unknown", detail=row.parent)
        if row.system and row.system not in systems:
            yield _problem(path, f"{row.code}.system", "system_unknown", detail=row.system)
    for code in _below_themselves(rows):
        yield _problem(path, f"{code}.parent", "parent_circle")
    if sum(row.kind == "province" for row in rows) != 1:
        yield _problem(path, "kind", "province_row")


def _connection_problems(
    facts: ProvinceFiles, rows: list[AgencySpec], path: Path
) -> Iterator[Problem]:
    keys = [connection.key for connection in facts.connections]
    codes = {row.code for row in rows}
    systems = {system.key for system in facts.province.systems}
    for place, item in enumerate(facts.connections):
        where = f"connections.{place}"
        if keys.index(item.key) != place:
            yield _problem(path, f"{where}.key", "connection_twice")
        for code in (code for code in item.agencies if code not in codes):
            yield _problem(path, f"{where}.agencies", "agency_unknown", detail=code)
        for system in (system for system in item.systems if system not in systems):
            yield _problem(path, f"{where}.systems", "system_unknown", detail=system)


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
        _problem(Path(file), f"{agency.code}.kind", "kind_unknown", detail=agency.kind)
        for agency in agencies
        if agency.kind not in kinds
    ]


def _from_pydantic(path: Path, error: ValidationError, prefix: str = "") -> Iterator[Problem]:
    for item in error.errors(include_url=False):
        key = prefix + (".".join(str(part) for part in item["loc"]) or "-")
        code = str(item["type"])
        if code == "value_error":
            code = str(item["ctx"]["error"])
        yield _problem(path, key, code, detail=_detail(item))


def _detail(item: Any) -> str:
    context = item.get("ctx", {})
    wanted = context.get("expected") or context.get("pattern") or ""
    shown = "" if isinstance(item.get("input"), dict | list) else repr(item.get("input"))
    return f"{shown} ({wanted})" if wanted else shown


# Reason and remedy by code; ``{detail}`` is the offending value and what was expected.
_EXPLANATIONS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "file_missing": (
        ("không có tệp này.", "the file is missing."),
        ("Tạo tệp trong thư mục của gói tỉnh.", "Create it in the folder of the plugin."),
    ),
    "not_utf8": (
        ("tệp không ở mã UTF-8.", "the file is not in UTF-8."),
        ("Lưu lại tệp với bảng mã UTF-8.", "Save the file as UTF-8."),
    ),
    "toml_syntax": (
        ("sai cú pháp TOML: {detail}.", "it is not valid TOML: {detail}."),
        ("Sửa tại dòng, cột đã nêu.", "Mend it at the line and column named."),
    ),
    "missing": (
        ("thiếu giá trị bắt buộc.", "a required value is missing."),
        ("Bổ sung khóa này kèm căn cứ.", "Add this key with its source."),
    ),
    "extra_forbidden": (
        ("khóa không có trong quy ước.", "this key is not known."),
        ("Kiểm tra chính tả hoặc bỏ khóa.", "Check its spelling or remove it."),
    ),
    "column_missing": (
        ("thiếu cột này ở dòng đầu.", "this column is missing from the first line."),
        ("Thêm cột, để trống nếu chưa có.", "Add the column; it may be empty."),
    ),
    "code_twice": (
        ("hai cơ quan dùng chung một mã.", "two agencies have this code."),
        ("Đặt cho mỗi cơ quan một mã riêng.", "Give each agency a code of its own."),
    ),
    "parent_unknown": (
        ("không có cơ quan cấp trên {detail}.", "there is no superior agency {detail}."),
        ("Sửa mã hoặc thêm cơ quan đó.", "Mend the code or add that agency."),
    ),
    "parent_circle": (
        ("cơ quan này là cấp trên của chính mình.", "this agency is its own superior."),
        ("Sửa cột parent của các cơ quan trong vòng.", "Mend the column parent of the circle."),
    ),
    "system_unknown": (
        ("không có hệ thống cổng {detail}.", "there is no portal system {detail}."),
        ("Dùng một khóa của [[province.systems]].", "Use a key of [[province.systems]]."),
    ),
    "kind_unknown": (
        ("loại cơ quan {detail} chưa được khai báo.", "the kind {detail} is not described."),
        ("Khai báo trong [[province.agency_kinds]].", "Describe it in [[province.agency_kinds]]."),
    ),
    "province_row": (
        (
            "cần đúng một cơ quan loại province.",
            "exactly one agency of kind province is needed.",
        ),
        ("Thêm hoặc bỏ bớt dòng.", "Add the line, or remove the extra ones."),
    ),
    "systems_missing": (
        ("chưa có hệ thống cổng nào.", "no portal system is described."),
        ("Thêm ít nhất một [[province.systems]].", "Add at least one [[province.systems]]."),
    ),
    "choices_missing": (
        ("choices chỉ dùng, và bắt buộc, với kind = choice.", "choices go with kind = choice."),
        ("Khai báo choices hoặc sửa kind.", "Give the choices, or mend the kind."),
    ),
    "list_fields_missing": (
        ("fields chỉ dùng, và bắt buộc, với kind = list.", "fields go with kind = list."),
        ("Khai báo fields hoặc sửa kind.", "Give the fields, or mend the kind."),
    ),
    "field_twice": (
        ("hai trường của loại hồ sơ trùng khóa.", "two fields of the record have one key."),
        ("Đặt cho mỗi trường một khóa riêng.", "Give each field a key of its own."),
    ),
    "field_unknown": (
        ("nhắc đến trường không có trong fields.", "it names a field that is not in fields."),
        ("Kiểm tra chính tả khóa của trường.", "Check the spelling of the field's key."),
    ),
    "field_without_day": (
        (
            "begins_by và ends_by phải là trường kind = date.",
            "begins_by and ends_by need fields with kind = date.",
        ),
        ("Nêu trường khác hoặc sửa kind.", "Name another field, or mend the kind."),
    ),
    "record_type_missing": (
        (
            "record_type chỉ dùng, và bắt buộc, với kind = records.",
            "record_type goes with kind = records.",
        ),
        ("Nêu khóa của loại hồ sơ hoặc sửa kind.", "Name the record type, or mend the kind."),
    ),
    "code_missing": (
        ("địa chỉ không có {{code}}.", "the address lacks {{code}}."),
        (
            "Đặt {{code}} vào chỗ của mã trong địa chỉ.",
            "Put {{code}} where the code stands in the address.",
        ),
    ),
    "connection_twice": (
        ("hai hệ thống kết nối trùng khóa.", "two connections have one key."),
        ("Đặt cho mỗi hệ thống một khóa riêng.", "Give each connection a key of its own."),
    ),
    "accent_contrast": (
        (
            "màu nhấn không đủ tương phản với nền{detail}.",
            "the accent has too little contrast{detail}.",
        ),
        (
            "Chọn màu đậm hơn cho light, nhạt hơn cho dark; chữ cần 4.5, hình cần 3.0.",
            "Take darker colours for light, paler ones for dark; text needs 4.5, shapes 3.0.",
        ),
    ),
    "agency_unknown": (
        ("không có cơ quan {detail}.", "there is no agency {detail}."),
        ("Sửa mã hoặc thêm cơ quan đó.", "Mend the code or add that agency."),
    ),
    "json_invalid": (
        ("không phải tệp JSON hợp lệ ở mã UTF-8.", "it is not valid JSON in UTF-8."),
        ("Xuất lại tệp dạng GeoJSON.", "Export the file as GeoJSON again."),
    ),
    "union_tag_invalid": (
        ("chỉ nhận Polygon và MultiPolygon.", "only Polygon and MultiPolygon are read."),
        ("Xuất lại ranh giới dạng vùng.", "Export the boundary as an area."),
    ),
    "ring_short": (
        ("đường bao có dưới bốn điểm.", "the ring has fewer than four positions."),
        ("Vẽ lại đường bao của vùng.", "Draw the outline of the area again."),
    ),
    "ring_open": (
        ("đường bao không khép kín.", "the ring is not closed."),
        ("Lặp lại điểm đầu ở cuối đường.", "Repeat its first position at its end."),
    ),
    "position_wrong": (
        (
            "tọa độ không phải kinh độ, vĩ độ tính bằng độ.",
            "a position is not a longitude and a latitude in degrees.",
        ),
        ("Chuyển tọa độ sang WGS 84 (EPSG:4326).", "Convert the map to WGS 84 (EPSG:4326)."),
    ),
    "map_too_fine": (
        (
            f"bản đồ có hơn {MOST_POSITIONS} điểm.",
            f"the map has more than {MOST_POSITIONS} positions.",
        ),
        ("Làm đơn giản các đường bao.", "Simplify its outlines."),
    ),
    "area_twice": (
        ("hai vùng cùng mang mã {detail}.", "two areas have the code {detail}."),
        ("Gộp thành một vùng MultiPolygon.", "Join them in one MultiPolygon."),
    ),
    "names_missing": (
        ("quy tắc dùng {{label}} nhưng không nêu names.", "the rule has {{label}} but no names."),
        ("Nêu dạng tên được phép trong names.", "Say in names which forms of name are allowed."),
    ),
}
_WRONG_VALUE = (
    ("giá trị không hợp lệ: {detail}.", "the value is not valid: {detail}."),
    ("Sửa theo tài liệu province.toml.", "Correct it by the province.toml reference."),
)


def _problem(path: Path, key: str, code: str, detail: str = "") -> Problem:
    reason, remedy = _EXPLANATIONS.get(code, _WRONG_VALUE)
    return Problem(
        file=path.name,
        key=key,
        reason=Text(vi=reason[0].format(detail=detail), en=reason[1].format(detail=detail)),
        remedy=Text(vi=remedy[0], en=remedy[1]),
    )
