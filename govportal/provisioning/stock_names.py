"""Vietnamese names for the roots that Wagtail itself makes in every new database."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.models import Collection, Page

ENGLISH = "Root"
PAGE, COLLECTION = "Trang gốc", "Bộ sưu tập gốc"


def name_stock_rows() -> list[str]:
    """Rename the roots that still bear Wagtail's English name; return what was renamed."""
    roots = {"depth": 1}
    pages = Page.objects.filter(**roots, title=ENGLISH).update(title=PAGE, draft_title=PAGE)
    collections = Collection.objects.filter(**roots, name=ENGLISH).update(name=COLLECTION)
    renamed = [PAGE] * pages + [COLLECTION] * collections
    return [_("Renamed: %(name)s") % {"name": name} for name in renamed]
