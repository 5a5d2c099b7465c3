"""What packages translate once, when they start, is translated for each reader all the same.

On screens, tests/test_pseudo_locale.py finds such texts as well.
"""

import ast
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import translation
from wagtail.admin.forms.collections import GroupCollectionManagementPermissionFormSet
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import AdminPageChooser
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.contrib.redirects.views import IndexView
from wagtail.forms import TaskStateCommentForm
from wagtail.images.forms import GroupImagePermissionFormSet, ImageInsertionForm

from govportal.publishing.models import SectionPage

pytestmark = pytest.mark.pure

AT_ONCE = re.compile(r"import \(?[\w\s,]*\bn?p?gettext\b")
NAMES = {"gettext", "ngettext", "pgettext", "npgettext"}
LATER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
MENDED = {
    "wagtail/forms.py": {"Comment"},
    "wagtail/admin/viewsets/chooser.py": {"Choose", "Choose another", "Edit", "Search", "Create"},
    "wagtail/admin/forms/collections.py": {
        "Add", "Add collections", "Edit", "Edit collections", "Delete", "Delete collections",
    },
    "wagtail/contrib/redirects/filters.py": {"Type", "Permanent", "Temporary", "All"},
    "wagtail/contrib/redirects/views.py": {"From", "Site", "To", "Type"},
    "wagtail/images/forms.py": {
        "Format", "Image is decorative", "Alt text", "Add", "Add/edit images you own", "Edit",
        "Edit any image", "Choose", "Select images in choosers",
    },
}  # fmt: skip
"""By govportal/upstream/frozen_texts.py."""
UNREACHED = {
    "wagtail/images/forms.py": {  # of addresses made on demand, which we do not serve
        "Original size", "Resize to width", "Resize to height", "Resize to min", "Resize to max",
        "Resize to fill", "Filter", "Width", "Height", "Closeness",
    },
    "wagtail/contrib/styleguide/views.py": {"Styleguide"},  # not installed
    "allauth/idp/oidc/forms.py": {"Code"},  # not installed
}  # fmt: skip


def calls_of(node, names, is_later=False):
    """Yield what is given to a function of *names* while the module of *node* is imported."""
    for child in ast.iter_child_nodes(node):
        waits = is_later or (isinstance(node, LATER) and child in _body(node))
        is_named = isinstance(child, ast.Call) and isinstance(child.func, ast.Name)
        if is_named and child.func.id in names and not waits:
            yield child.args[0].value
        yield from calls_of(child, names, waits)


def _body(function):
    return function.body if isinstance(function.body, list) else [function.body]


def frozen_in(source):
    """Return the texts that *source* translates when it is imported."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in NAMES
    }
    return set(calls_of(tree, names))


def test_nothing_else_is_translated_when_a_package_starts():
    """When this fails: mend what is new in frozen_texts.py; delete there what is gone."""
    found = {}
    installed = {config.name.split(".")[0] for config in apps.get_app_configs()}
    for package in installed - {"tests", "django"}:
        folder = Path(find_spec(package).submodule_search_locations[0])
        for path in folder.rglob("*.py"):
            place = path.relative_to(folder.parent)
            source = path.read_text("utf-8")
            if AT_ONCE.search(source) and not {"test", "tests"} & set(place.parts):
                texts = frozen_in(source)
                found |= {place.as_posix(): texts} if texts else {}
    known = {place: texts | UNREACHED.get(place, set()) for place, texts in MENDED.items()}
    assert found == UNREACHED | known


def labels_of(form):
    return {str(field.label) for field in form.base_fields.values()}


def shown():
    """Return what is mended as a reader sees it, in the order of Wagtail's files."""
    by_type = RedirectsReportFilterSet.base_filters["is_permanent"]
    rights = (GroupCollectionManagementPermissionFormSet, GroupImagePermissionFormSet)
    return {
        "wagtail/forms.py": labels_of(TaskStateCommentForm),
        "wagtail/admin/viewsets/chooser.py": {
            str(getattr(ChooserViewSet, name))
            for name in vars(ChooserViewSet)
            if name.endswith(("_text", "_label")) and getattr(ChooserViewSet, name)
        },
        "wagtail/admin/forms/collections.py": words_of(rights[0]),
        "wagtail/contrib/redirects/filters.py": {
            str(text)
            for text in (
                by_type.label, by_type.extra["empty_label"],
                *(label for _value, label in by_type.extra["choices"]),
            )
        },
        "wagtail/contrib/redirects/views.py": set(map(str, IndexView.export_headings.values())),
        "wagtail/images/forms.py": labels_of(ImageInsertionForm) | words_of(rights[1]),
    }  # fmt: skip


def words_of(formset):
    return {str(label) for _name, *labels in formset.permission_types for label in labels}


def test_who_reads_english_sees_it_in_english():
    with translation.override("en"):
        assert shown() == MENDED


def test_who_reads_vietnamese_sees_it_in_vietnamese():
    english = set().union(*MENDED.values())
    with translation.override("vi"):
        assert not set().union(*shown().values()) & english


def test_the_type_of_page_to_choose_is_named_for_each_reader():
    chooser = AdminPageChooser(target_models=[SectionPage])
    asked = AdminPageChooser(target_models=[SectionPage], choose_one_text="Section?")
    with translation.override("en"):
        assert str(chooser.choose_one_text) == "Choose a page (Section)"
    with translation.override("vi"):
        assert str(chooser.choose_one_text) == "Chọn trang (Chuyên mục)"
        assert str(asked.choose_one_text) == "Section? (Chuyên mục)"
    assert str(AdminPageChooser().choose_one_text) == "Chọn trang"
