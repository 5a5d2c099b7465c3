"""Leads everything that would become public through the approval workflow.

The permission tester of pages stops authors (:mod:`govportal.publishing.approval`); here the ways
are closed on which a person who may publish would skip a step: the editor's and the listing's
"publish".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from govportal.publishing.approval import is_separation_required

HIDDEN = {
    "action-publish",
    # A synchronised translation is edited where nothing can be submitted for approval.
    "localize-restart-translation",
    "localize-convert-to-alias",
}


def refuse_direct_publication(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep what the editor saved as a draft and say how it becomes public."""
    if not is_separation_required():
        return None
    messages.error(
        request,
        _(
            "Your changes are saved as a draft. Submit the page for approval: it is published "
            "when someone other than its author has approved it."
        ),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_bulk_publication(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Refuse to publish many pages at once: each goes through its own steps."""
    if action_type != "publish" or action.model is not Page or not is_separation_required():
        return None
    messages.error(request, _("Pages are published by approval. Submit each for approval."))
    return redirect("wagtailadmin_home")


def hide_publication(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Take the actions that lead past approval out of the editor's menu."""
    if is_separation_required():
        items[:] = [item for item in items if item.name not in HIDDEN]
