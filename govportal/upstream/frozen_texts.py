"""Texts that Wagtail translates once, when it starts, instead of for each reader.

Whoever reads English would see them in the installation's language. Here each waits for its reader
again; its words stay Wagtail's, so that Wagtail's catalogue has them. tests/test_frozen_texts.py
finds Wagtail's lines, and says when they change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as later  # by a name that no catalogue collects
from wagtail.admin.forms import collections
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import AdminPageChooser
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.contrib.redirects.views import IndexView as RedirectsView
from wagtail.forms import TaskStateCommentForm
from wagtail.images import forms as images
from wagtail.models import Page

FIELDS: dict[type, dict[str, str]] = {
    TaskStateCommentForm: {"comment": "Comment"},
    images.ImageInsertionForm: {
        "format": "Format", "image_is_decorative": "Image is decorative", "alt_text": "Alt text",
    },
}  # fmt: skip
"""Labels of forms: wagtail/forms.py, line 29; wagtail/images/forms.py, lines 185 to 192."""
CHOOSERS: dict[str, str] = {
    "choose_one_text": "Choose", "choose_another_text": "Choose another", "edit_item_text": "Edit",
    "search_tab_label": "Search", "create_action_label": "Create",
}  # fmt: skip
"""What choosers without words of their own say: wagtail/admin/viewsets/chooser.py, from line 26."""
PERMISSIONS: dict[str, tuple[str, str]] = {
    "add_collection": ("Add", "Add collections"),
    "change_collection": ("Edit", "Edit collections"),
    "delete_collection": ("Delete", "Delete collections"),
    "add_image": ("Add", "Add/edit images you own"),
    "change_image": ("Edit", "Edit any image"),
    "choose_image": ("Choose", "Select images in choosers"),
}
"""Rights of a group: wagtail/admin/forms/collections.py, from line 371; images, from line 265."""
REDIRECTS: dict[str, str] = {
    "old_path": "From", "site": "Site", "link": "To", "get_is_permanent_display": "Type",
}  # fmt: skip
"""Headings of the exported table: wagtail/contrib/redirects/views.py, from line 125."""


def let_wait() -> None:
    """Let each of these texts wait for its reader."""
    for form, labels in FIELDS.items():
        for name, label in labels.items():
            form.base_fields[name].label = later(label)  # type: ignore[attr-defined]
    for name, text in CHOOSERS.items():
        setattr(ChooserViewSet, name, later(text))
    for formset in (
        collections.GroupCollectionManagementPermissionFormSet, images.GroupImagePermissionFormSet
    ):  # fmt: skip
        formset.permission_types[:] = map(_permission, formset.permission_types)
    RedirectsView.export_headings = {name: later(text) for name, text in REDIRECTS.items()}
    _filter_redirects()
    AdminPageChooser.__init__ = _naming_its_model(AdminPageChooser.__init__)


def _permission(right: tuple[str, Any, Any]) -> tuple[str, Promise, Promise]:
    short, long = PERMISSIONS[right[0]]
    return right[0], later(short), later(long)


def _filter_redirects() -> None:
    """Name the filter by type: wagtail/contrib/redirects/filters.py, from line 12."""
    by_type = RedirectsReportFilterSet.base_filters["is_permanent"]
    by_type.label = later("Type")
    by_type.extra |= {
        "choices": ((True, later("Permanent")), (False, later("Temporary"))),
        "empty_label": later("All"),
    }


def _naming_its_model(begin: Callable[..., None]) -> Callable[..., None]:
    """Name the type of page to choose: wagtail/admin/widgets/chooser.py, line 259."""

    def begin_chooser(chooser: Any, *args: Any, **options: Any) -> None:
        begin(chooser, *args, **options)
        if len(chooser.target_models) == 1 and chooser.model is not Page:
            asked = options.get("choose_one_text", type(chooser).choose_one_text)
            kind = capfirst(chooser.model._meta.verbose_name)
            chooser.choose_one_text = format_lazy("{} ({})", asked, kind)

    return begin_chooser
