"""Shows editors the metadata as readers and other agencies get them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from wagtail.admin.panels import Panel

from govportal.publishing.metadata import checks
from govportal.publishing.metadata.elements import elements, joined
from govportal.publishing.metadata.values import Description, describe, place_of


class MetadataPanel(Panel):
    """The automatic values, what is faulty and what should be looked at."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "govportal/admin/metadata_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            place = place_of(self.instance, getattr(self.form, "parent_page", None))
            if place is not None:
                description = describe(self.instance, place)
                context["faults"] = [message for _key, message in checks.faults(description)]
                context["warnings"] = list(checks.warnings(description))
                context["rows"] = _rows(description)
            return context


def _rows(description: Description) -> list[tuple[str, str]]:
    language = get_language() or "vi"
    return [
        (element.label.in_language(language), joined(description.automatic.get(element.key, ())))
        for element in elements().values()
    ]
