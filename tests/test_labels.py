"""What packages leave without a label has one, in both languages."""

import csv
import io

import pytest
from django.forms import CharField, Form
from django.urls import reverse
from django.utils import translation
from wagtail.admin.forms.choosers import EmailLinkChooserForm
from wagtail.log_actions import registry

from govportal.editorial.content_log import ContentEvent
from tests.people import assign


@pytest.mark.pure
def test_fields_without_a_label_are_named_in_both_languages():
    def labels():
        return [str(field.label) for field in EmailLinkChooserForm()]

    assert labels()[:2] == ["Địa chỉ thư điện tử", "Chữ của liên kết"]
    with translation.override("en"):
        assert labels() == ["Email address", "Link text", "Subject", "Body"]


@pytest.mark.pure
def test_other_fields_are_called_by_their_names():
    form = type("Sample", (Form,), {"house_number": CharField()})()
    assert form["house_number"].label == "House number"


def test_members_are_exported_with_headings_also_where_one_has_no_agency(
    provisioned, person, sign_in
):
    assign(provisioned["stc"], person("stc", "reporter"), agency=None)
    client = sign_in(person("stc", "administrator"))
    answer = client.get(reverse("members:index"), {"export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    headings, *rows = csv.reader(io.StringIO(text))
    assert headings[:5] == ["Tên đăng nhập", "Họ", "Tên", "Cổng thông tin", "Vai trò"]
    assert any(row[0] == "reporter-stc" for row in rows)


@pytest.mark.pure
def test_an_action_is_named_in_a_process_that_has_written_no_entry(monkeypatch):
    monkeypatch.setattr(registry, "formatters", {})
    monkeypatch.setattr(registry, "choices", [])
    monkeypatch.setattr(registry, "has_scanned_for_actions", False)
    assert ContentEvent(action="wagtail.publish").action_label == "Xuất bản"
    assert ContentEvent(action="of.another.version").action_label == "of.another.version"
