"""Leads everything that would become public through the approval workflow.

The permission tester of pages stops authors (:mod:`govportal.publishing.approval`); here the ways
are closed on which a person who may publish would skip a step: the editor's and the listing's
"publish".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from govportal.languages.honesty import refuse_untranslated
from govportal.publishing.approval import is_separation_required
from govportal.publishing.models import PortalPage

SYNCHRONISE = "localize-restart-translation"
HIDDEN = {
    "action-publish",
    # A synchronised translation is edited where nothing can be submitted for approval.
    SYNCHRONISE,
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


def refuse_synchronised_publication(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep wagtail-localize's editor from writing over what is public, or being started.

    Its "publish" stores the new text before anyone's permission to publish is asked.
    """
    wanted = request.POST.get("action") == "publish" or SYNCHRONISE in request.POST
    if not wanted or not is_separation_required():
        return None
    messages.error(
        request,
        _("Edit the translation as a page of its own and submit it for approval."),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_unfit_publication(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep as a draft what is incomplete, or still holds the original's text alone."""
    problems = _problems(page)
    for problem in problems:
        messages.error(request, problem)
    return redirect("wagtailadmin_pages:edit", page.pk) if problems else None


def refuse_bulk_publication(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Refuse to publish many pages at once where each needs approval, or one is incomplete."""
    if action_type != "publish" or action.model is not Page:
        return None
    if is_separation_required():
        problems = [_("Pages are published by approval. Submit each for approval.")]
    else:
        problems = [f"{page}: {problem}" for page in objects for problem in _problems(page)]
    for problem in problems:
        messages.error(request, problem)
    return redirect("wagtailadmin_home") if problems else None


def _problems(page: Page) -> list[str]:
    latest = page.specific.get_latest_revision_as_object()
    try:
        refuse_untranslated(latest)
        if isinstance(latest, PortalPage):
            latest.refuse_incomplete()
    except ValidationError as error:
        return list(error.messages)
    return []


def hide_publication(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Take the actions that lead past approval out of the editor's menu."""
    if is_separation_required():
        items[:] = [item for item in items if item.name not in HIDDEN]
