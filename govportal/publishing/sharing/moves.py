"""Ends the sharing of a page that is moved to another portal."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page
from wagtail.signals import post_page_move

from govportal.portals.pages import portal_of
from govportal.portals.tree import subtree
from govportal.publishing.sharing.models import OPEN, SharedItem, ShareState


def connect() -> None:
    """Listen to pages that are moved."""
    post_page_move.connect(withdraw_moved, dispatch_uid="govportal-sharing-ends-with-move")


def withdraw_moved(instance: Page, **_kwargs: Any) -> None:
    """Withdraw what the former portal of *instance* and the pages below it had proposed."""
    portal = portal_of(instance)
    below = SharedItem.objects.filter(page__path__range=subtree(instance.path), state__in=OPEN)
    moved = below.exclude(source=portal) if portal else below
    moved.update(state=ShareState.WITHDRAWN)
