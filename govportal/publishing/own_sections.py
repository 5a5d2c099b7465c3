"""Sections that a portal adds to those the law names: each states who approved it (INFO-18)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from govportal import law
from govportal.portals.pages import system_of
from govportal.portals.routing import HOME_PATH_LENGTH
from govportal.portals.tree import subtree
from govportal.publishing.categories import section_types

RULE = "content.own_section_needs_approval"


def is_own(section: Any) -> bool:
    """Return whether *section* was made by an editor: no category of the law stands behind it."""
    return not section.key


def approval_problems(section: Any) -> list[ValidationError]:
    """Return what is wrong where an own section may not be published without its approval."""
    rule = _rule(section)
    if not is_own(section) or not rule.value or section.approval_reference.strip():
        return []
    text = _(
        "This section is the portal's own. Enter number and date of the document by which the "
        "Chairman approved it (%(article)s)."
    )
    return [ValidationError({"approval_reference": text % {"article": rule.rule.source}})]


def _rule(section: Page) -> law.ResolvedRule:
    return law.rule(RULE, system=system_of(section))


def leave_category(request: HttpRequest, page: Page, new_page: Page) -> None:
    """Make what was copied within a home the portal's own: one page stands for a category there.

    Called after an editor copied *page*, with all below or without.
    """
    home = new_page.path[:HOME_PATH_LENGTH]
    for model in section_types():
        copies = model.objects.descendant_of(new_page, inclusive=True).exclude(key="")
        others = model.objects.filter(path__range=subtree(home)).not_descendant_of(new_page, True)
        copies.filter(key__in=list(others.values_list("key", flat=True))).update(key="")


class ApprovalPanel(FieldPanel):
    """Asks for the approval of an own section; other sections have no such field."""

    class BoundPanel(FieldPanel.BoundPanel):
        """Names the article of the portal's own province."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.bound_field is not None:
                self.help_text = self.bound_field.help_text = self._help()

        def is_shown(self) -> bool:
            """Show the field in own sections alone."""
            return is_own(self.instance) and bool(super().is_shown())

        def _help(self) -> str:
            text = _(
                "Required before publication: number and date of the document by which the "
                "Chairman approved this section (%(article)s)."
            )
            return text % {"article": _rule(self.instance).rule.source}
