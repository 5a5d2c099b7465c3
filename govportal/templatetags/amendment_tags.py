"""What the page of a legal document says of amendments."""

from __future__ import annotations

from django import template

from govportal.publishing.documents import amending
from govportal.publishing.documents.pages import LegalDocumentPage

register = template.Library()


@register.simple_tag
def has_amendments(page: LegalDocumentPage) -> bool:
    """Return whether published documents of the portal amend *page*, now or later."""
    return amending.published(page).exists()
