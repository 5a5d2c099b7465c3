"""Days are written and read as Vietnamese administration has them: the day, the month, the year."""

from datetime import date, datetime

import pytest
from django import forms
from django.utils import formats, translation
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput
from wagtail.blocks import DateBlock

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "text", ["05/11/2026", "5/11/2026", "05-11-2026", "5.11.2026", "2026-11-05"]
)
def test_the_day_stands_before_the_month(language, text):
    with translation.override(language):
        assert forms.DateField().clean(text) == date(2026, 11, 5)
        assert forms.DateTimeField().clean(f"{text} 08:30").day == 5


@pytest.mark.parametrize("text", ["11/25/2026", "32/1/2026", "hôm qua"])
def test_no_month_stands_before_its_day(text):
    with translation.override("vi"), pytest.raises(forms.ValidationError, match="31/12/2026"):
        forms.DateField().clean(text)


def test_fields_of_the_admin_show_days_as_they_read_them():
    assert AdminDateInput().format_value(date(2026, 11, 5)) == "05/11/2026"
    moment = datetime(2026, 11, 5, 8, 30)  # noqa: DTZ001  of the form's own zone
    assert AdminDateTimeInput().format_value(moment) == "05/11/2026 08:30"
    assert AdminDateInput().get_config() == {"dayOfWeekStart": 1, "format": "d/m/Y"}


def test_days_in_records_are_shown_as_they_are_read():
    block = DateBlock()
    assert block.get_form_state(date(2026, 11, 5)) == "05/11/2026"
    assert block.clean("05/11/2026") == date(2026, 11, 5)


def test_fields_of_browsers_get_the_form_that_they_want():
    assert forms.DateInput({"type": "date"}).format_value(date(2026, 11, 5)) == "2026-11-05"


@pytest.mark.parametrize(("language", "day"), [("vi", "05/11/2026"), ("en", "5 November 2026")])
def test_lists_write_days_short(language, day):
    with translation.override(language):
        assert formats.localize(date(2026, 11, 5)) == day
