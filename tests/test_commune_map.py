"""The page of local governments: its list, its map, and what is wrong with a map file."""

import json
import re
from pathlib import Path
from shutil import copy

import pytest

from govportal import DataPlugin, MapArea, ProvinceDataError, plugins
from govportal.facts import Text
from govportal.province_files import read_map
from govportal.publishing.commune_map import Unit, drawing_of, numbered
from govportal.testing import province_plugin
from tests.provinces import with_agencies
from tests.test_hooks import plugin

PROVINCE = Path(__file__).parent / "province_app"
WARD, COMMUNE = (f"http://{name}.minhhoa.gov.vn.localhost/" for name in ("bosong", "dongxanh"))
SQUARE = [[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]]


def links(text):
    return re.findall(r'<a href="([^"]+)"', text)


def test_each_area_and_each_line_of_the_list_leads_to_its_portal(client, provisioned):
    response = client.get("/ban-do/", headers={"host": "minhhoa.gov.vn"})
    text = response.content.decode().partition('<svg class="areas')[2]
    drawing, _end, rest = text.partition("</svg>")
    units = rest.partition("</main>")[0]
    assert sorted(links(drawing)) == [WARD, COMMUNE]
    assert set(links(units)) == {WARD, COMMUNE}
    assert "Phường (1)" in units
    assert "Xã (1)" in units
    assert 'aria-label="Phường Bờ Sông"' in drawing


def test_kinds_stand_in_their_order_with_their_plural(client, provisioned):
    response = client.get("/ban-do/", headers={"host": "en.minhhoa.gov.vn"})
    main = response.content.decode().partition("<main")[2]
    assert main.index("Communes (1)") < main.index("Wards (1)")
    vietnamese = client.get("/ban-do/", headers={"host": "minhhoa.gov.vn"}).content.decode()
    assert vietnamese.index("Xã (1)") < vietnamese.index("Phường (1)")


def test_without_a_map_the_list_stands_alone(client, provisioned):
    with province_plugin(plugin(map_areas=lambda: []), DataPlugin(PROVINCE)):
        text = client.get("/ban-do/", headers={"host": "en.minhhoa.gov.vn"}).content.decode()
    main = text.partition("<main")[2]
    assert 'class="areas' not in main
    assert "Bo Song Ward" in main


def test_only_the_province_has_the_page_and_its_home_leads_there(client, provisioned):
    assert client.get("/ban-do/", headers={"host": "stc.minhhoa.gov.vn"}).status_code == 404
    home = client.get("/", headers={"host": "minhhoa.gov.vn"}).content.decode()
    assert 'href="/ban-do/"' in home


def test_units_of_one_name_are_told_apart_by_what_is_above_them(client, provisioned):
    def rename(found):
        same, above = Text(vi="Xã Phúc Sơn", en="Phuc Son Commune"), iter(("stc", "skhcn"))
        return [
            agency.model_copy(update={"name": same, "parent": next(above)})
            if agency.code in {"phuong-bo-song", "xa-dong-xanh"}
            else agency
            for agency in found
        ]

    with province_plugin(with_agencies(rename)):
        text = client.get("/ban-do/", headers={"host": "en.minhhoa.gov.vn"}).content.decode()
    for superior in ("Department of Finance", "Department of Science and Technology"):
        assert f'Phuc Son Commune <span class="s m">{superior}</span>' in text


@pytest.mark.pure
def test_the_drawing_is_true_to_scale_and_north_is_above():
    areas = {"a": MapArea(code="a", polygons=[[SQUARE]])}
    drawing = drawing_of([Unit("a", "A", "Xã", None), Unit("b", "B", "Xã", None)], areas)
    (shape,) = drawing.shapes
    assert drawing.height == 500  # half as high as wide, near the equator
    assert shape.path == "M0,500 1000,500 1000,0 0,0Z"
    assert shape.middle == (500, 250)


@pytest.mark.pure
def test_numbers_run_down_the_list_and_skip_what_is_on_no_map():
    units = [Unit(code, code, kind, None) for code, kind in ("a1", "b0", "c0", "d1")]
    found = numbered(units, {"a", "c", "d"})
    assert [(unit.code, unit.number) for unit in found] == [("b", 0), ("c", 1), ("a", 2), ("d", 3)]


@pytest.mark.pure
def test_the_number_stands_in_the_largest_part():
    small = [[9, 9], [9.1, 9], [9.1, 9.1], [9, 9]]
    areas = {"a": MapArea(code="a", polygons=[[small], [SQUARE]])}
    (shape,) = drawing_of([Unit("a", "A", "Xã", None)], areas).shapes
    assert (shape.middle[0] < 200, shape.middle[1] > 900) == (True, True)


@pytest.fixture
def map_of(tmp_path):
    """Return a function that writes a map beside the data of the tests' province, and reads it."""
    for name in ("province.toml", "agencies.csv"):
        copy(PROVINCE / name, tmp_path)

    def write(content):
        text = content if isinstance(content, str) else json.dumps(content)
        (tmp_path / "map.geojson").write_text(text)
        return read_map(tmp_path)

    return write


def collection(coordinates, code="xa-dong-xanh", kind="Polygon", times=1):
    geometry = {"type": kind, "coordinates": coordinates}
    feature = {"type": "Feature", "properties": {"code": code, "name": "x"}, "geometry": geometry}
    return {"type": "FeatureCollection", "name": "m", "features": [feature] * times}


@pytest.mark.pure
def test_a_file_may_hold_more_than_is_read(map_of):
    (area,) = map_of(collection([[[x, y, 12.5] for x, y in SQUARE]]))
    assert area == MapArea(code="xa-dong-xanh", polygons=[[SQUARE]])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "map.geojson: -: it is not valid JSON in UTF-8. Export"),
        (collection([SQUARE], code="xa-khac"), "features.0.properties.code: there is no agency"),
        (collection([SQUARE], times=2), "features.1.properties.code: two areas have the code"),
        (collection([0, 0], kind="Point"), "features.0.geometry: only Polygon and MultiPolygon"),
        (collection([SQUARE[:-1]]), "coordinates.0: the ring is not closed. Repeat"),
        (collection([SQUARE[:2]]), "the ring has fewer than four positions"),
        (collection([[[582000, 2300000]] * 4]), "Convert the map to WGS 84"),
        (collection([[["a", 1]] * 4]), "a position is not a longitude and a latitude"),
        (collection([[[x / 9000, x % 2] for x in range(20000)] + [[0, 0]]]), "Simplify its"),
        ({"type": "FeatureCollection", "features": []}, "features: "),
    ],
)
@pytest.mark.pure
def test_a_wrong_map_is_refused_with_the_place_and_the_remedy(map_of, content, said):
    with pytest.raises(ProvinceDataError) as caught:
        map_of(content)
    assert said in "\n".join(caught.value.lines("en"))
    assert len(caught.value.problems) <= 10


@pytest.mark.pure
def test_a_province_without_a_map_has_none(tmp_path):
    assert read_map(tmp_path) == ()
    assert plugins.map_areas().keys() == {"phuong-bo-song", "xa-dong-xanh"}
