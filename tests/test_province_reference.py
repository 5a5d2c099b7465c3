"""The page on province.toml names every key that the file may have, and no other."""

import re
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest

from govportal.facts import Facts
from govportal.province import AgencySpec
from govportal.province_files import AGENCY_COLUMNS, ProvinceFiles

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "province-toml.md"
SECTIONS = {
    re.match(r".*\((\w+)\)", section)[1]: section
    for section in re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.M)[1:]
}


def parts(annotation):
    """Yield *annotation* and everything inside it, without what Annotated adds."""
    yield annotation
    if get_origin(annotation) is not Literal:
        for inner in get_args(annotation):
            yield from parts(inner)


def models(model, *above):
    """Yield *model* and every model that one of its fields holds; a field may hold its own kind."""
    yield model
    for field in model.model_fields.values():
        for part in parts(field.annotation):
            if isinstance(part, type) and issubclass(part, Facts) and part not in (model, *above):
                yield from models(part, model, *above)


def rows(section):
    """Return the rows of the tables in *section* by the key that each explains."""
    found = {}
    for line in section.splitlines():
        if line.startswith("| ") and "`" in line:
            first = line.split("|")[1]
            found.update(dict.fromkeys(re.findall(r"`(\w+)`", first), line))
    return found


MODELS = sorted({m for m in models(ProvinceFiles) if m is not AgencySpec}, key=lambda m: m.__name__)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_explained_and_no_other(model):
    assert set(rows(SECTIONS[model.__name__])) == set(model.model_fields)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_required_keys_are_bold(model):
    bold = {key for key, row in rows(SECTIONS[model.__name__]).items() if f"**`{key}`**" in row}
    assert bold == {name for name, field in model.model_fields.items() if field.is_required()}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_allowed_value_is_named(model):
    explained = rows(SECTIONS[model.__name__])
    for name, field in model.model_fields.items():
        closed = [part for part in parts(field.annotation) if get_origin(part) is Literal]
        values = {value for part in closed for value in get_args(part) if value}
        assert {value for value in values if f"`{value}`" not in explained[name]} == set(), name


def test_every_column_of_agencies_is_explained_and_no_other():
    assert set(rows(SECTIONS["AgencySpec"])) == set(AGENCY_COLUMNS)


def test_page_explains_no_model_that_is_gone():
    assert set(SECTIONS) == {model.__name__ for model in MODELS} | {"AgencySpec"}
