"""A plugin adds a category and a kind of record by data alone: form, checks, list, exports."""

import csv
import io
import tomllib
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from govportal import DataPlugin, ProvinceFiles, plugins
from govportal.data_plugin import answering
from govportal.provisioning import provision
from govportal.publishing.records.models import RecordPage
from govportal.testing import province_plugin
from tests.province_app import govportal_hooks

pytestmark = pytest.mark.django_db

VILLAGES = """
[[record_types]]
key = "craft_village"
title = { vi = "Làng nghề", en = "Craft village" }
plural = { vi = "Làng nghề", en = "Craft villages" }
ends_by = "given_up_on"
period_labels.past = { vi = "Làng nghề đã mai một", en = "Given up" }
source = "Quy chế mẫu, Điều 8"

[[record_types.fields]]
key = "craft"
label = { vi = "Nghề", en = "Craft" }
is_required = true
in_list = true
is_filter = true

[[record_types.fields]]
key = "households"
kind = "integer"
label = { vi = "Số hộ", en = "Households" }
in_list = true

[[record_types.fields]]
key = "given_up_on"
kind = "date"
label = { vi = "Ngày thôi làm nghề", en = "Given up on" }

[[sections]]
key = "craft_villages"
kind = "records"
record_type = "craft_village"
kinds = ["province"]
title = { vi = "Làng nghề", en = "Craft villages" }
source = "Quy chế mẫu, Điều 8"
"""


class WithVillages(DataPlugin):
    """The suite's province, and what the text above adds to it."""

    def files(self):
        own = tomllib.loads(VILLAGES)
        found = super().files()
        added = ProvinceFiles.model_validate({"province": found.province.model_dump(), **own})
        return found.model_copy(
            update={
                "sections": found.sections + added.sections,
                "record_types": found.record_types + added.record_types,
            }
        )


@pytest.fixture
def villages(provisioned, home_of):
    """Provision the added section; return it while the plugin answers."""
    with province_plugin(WithVillages(answering(govportal_hooks).folder)):
        list(provision())
        below = home_of("ubnd").get_descendants()
        yield next(page.specific for page in below if page.slug == "lang-nghe")


def _published(section, title, **values):
    raw = {"type": "craft_village", "value": values, "id": "craft_village"}
    record = RecordPage(
        title=title, kind="craft_village", details=[raw], author="A", source="B",
        locale=section.locale,
    )  # fmt: skip
    section.add_child(instance=record)
    return record


def test_the_section_is_made_and_counted(villages):
    assert villages.key == "craft_villages"
    assert "craft_village" in plugins.record_types()


def test_an_editor_gets_the_form_and_its_obligatory_field(villages, person, sign_in):
    client = sign_in(person("ubnd", "reporter"))
    address = reverse("wagtailadmin_pages:add", args=["govportal", "recordpage", villages.pk])
    data = {
        "title": "Làng chiếu", "slug": "lang-chieu", "author": "A", "source": "B",
        "source_url": "", "source_changed_on": "", "details-craft": "",
        "details-households": "40", "action-submit": "1",
        "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
    }  # fmt: skip
    assert client.post(address, data).status_code == 200
    assert not RecordPage.objects.exists()
    assert client.post(address, data | {"details-craft": "Dệt chiếu"}).status_code == 302
    assert RecordPage.objects.get().values["craft"] == "Dệt chiếu"


def test_citizens_get_the_list_its_filter_and_its_table(villages, client):
    _published(villages, "Làng Ớt", craft="Trồng trọt", households=7)
    _published(villages, "Làng Ấm", craft="Gốm", households=30)
    page = client.get(villages.full_url, headers={"host": "minhhoa.gov.vn"}).content.decode()
    assert page.index("Làng Ấm") < page.index("Làng Ớt")
    narrowed = client.get(
        villages.full_url, {"craft": "Gốm"}, headers={"host": "minhhoa.gov.vn"}
    ).content.decode()
    assert "Làng Ấm" in narrowed
    assert "Làng Ớt" not in narrowed
    answer = client.get(villages.full_url, {"format": "csv"}, headers={"host": "minhhoa.gov.vn"})
    table = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["Nghề"] for row in rows] == ["Gốm", "Trồng trọt"]


def test_what_holds_no_more_stands_apart_as_the_kind_calls_it(villages, client):
    today = timezone.localdate()
    days = {"Làng Gốm": None, "Làng Chiếu": today, "Làng Tranh": today - timedelta(days=1)}
    records = {
        title: _published(villages, title, craft="X", given_up_on=day and day.isoformat())
        for title, day in days.items()
    }

    def shown(query=""):
        answer = client.get(villages.full_url + query, headers={"host": "minhhoa.gov.vn"})
        return {title for title in days if f">{title}<" in answer.content.decode()}

    assert shown() == {"Làng Gốm", "Làng Chiếu"}
    assert shown("?when=past") == {"Làng Tranh"}
    assert shown("?when=all") == set(days)
    page = client.get(records["Làng Tranh"].full_url, headers={"host": "minhhoa.gov.vn"})
    assert "Làng nghề đã mai một" in page.content.decode()
