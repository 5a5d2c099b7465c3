"""Labels that other packages leave to be made from the English names of fields and columns.

A field of a form without a label, and a column of a list without one, are called by their names.
Here those that our administration shows get a text that is translated.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import BooleanField
from django.forms import boundfield
from django.forms.utils import pretty_name
from django.template.defaultfilters import yesno
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.fields import BaseFieldDisplay, register_display_class
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.sites.views import IndexView as SiteIndexView
from wagtail_localize.views.report import TranslationsReportFilterSet

FIELDS: dict[str, Promise] = {
    "email_address": _("Email address"),
    "phone_number": pgettext_lazy("label", "Phone number"),
    "link_text": pgettext_lazy("label", "Link text"),
    "subject": pgettext_lazy("label", "Subject"),
    "body": pgettext_lazy("label", "Body"),
    "page": _("Page"),
    "task_type": _("Task type"),
    "role": _("role"),
    "enabled": pgettext_lazy("label", "Enabled"),
}
"""Of the choosers of links and steps, of rights, of a language; by the name of the field."""
FILTERS: dict[str, Promise] = {
    "source_locale": _("Original language"), "target_locale": _("Language of the translation"),
}  # fmt: skip
COLUMNS: dict[str, Promise] = {
    "port": _("port"), "site_name": _("site name"), "root_page": _("root page"),
}  # fmt: skip

HEADINGS: dict[str, Promise] = {
    "workflow": _("Workflow"), "task": _("Task"), "requested_by": _("Requested By"),
    "started_at": _("Started at"), "finished_at": _("Finished at"), "finished_by": _("Finished by"),
    "user.username": _("Username"), "user.last_name": _("last name"),
    "user.first_name": _("first name"),
    "get_role_display": _("role"),
}  # fmt: skip
"""Of the columns of exported tables that neither a list nor a model names."""


class Answer(BaseFieldDisplay):
    """Shows “yes” or “no” in the place of Python's word."""

    def render_html(self, parent_context: Any = None) -> str:
        return _in_words(self.value)


def label_fields() -> None:
    """Give each field and column that its package leaves without a label one of ours."""
    vars(boundfield)["pretty_name"] = _named
    for column in SiteIndexView.columns:
        column.label = capfirst(COLUMNS.get(column.name, column.label))
    for name, label in FILTERS.items():
        TranslationsReportFilterSet.base_filters[name].label = label
    vars(SpreadsheetExportMixin)["custom_value_preprocess"][bool] = dict.fromkeys(
        SpreadsheetExportMixin.FORMATS, _in_words
    )
    SpreadsheetExportMixin.get_heading = _heading(SpreadsheetExportMixin.get_heading)
    register_display_class(BooleanField, display_class=Answer)
    synchronisation = apps.get_model("wagtail_localize", "LocaleSynchronization")
    synchronisation._meta.get_field("sync_from").verbose_name = _("synchronised from")


def _in_words(value: Any) -> str:
    return str(capfirst(yesno(value)))


def _heading(others: Callable[..., str]) -> Callable[..., str]:
    def heading(view: Any, rows: Any, field: str) -> str:
        labels = {column.name: column.label for column in getattr(view, "columns", ())}
        label = view.export_headings.get(field) or labels.get(field) or HEADINGS.get(field)
        return str(capfirst(str(label))) if label else others(view, rows, field)

    return heading


def _named(name: str) -> str:
    return str(capfirst(str(FIELDS.get(name) or pretty_name(name))))
