"""The legal documents that anybody may read."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from govportal.publishing.public_pages import is_public


def public_documents() -> Any:
    """Return the published documents of the installation that no restriction hides."""
    return apps.get_model("govportal", "LegalDocumentPage").objects.filter(is_public())
