"""Taking unlawful content off at once when an authority requires it (FLOW-09)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from govportal import law
from govportal.editorial.content_log import TAKEDOWN
from govportal.editorial.page_records import PageRecord, facts_of
from govportal.editorial.roles import serves_whole_province
from govportal.portals.membership import PortalRole, portals_of
from govportal.portals.pages import portal_of, system_of
from govportal.portals.tree import is_original
from govportal.publishing.approval import is_wanted_by_law

MAY_TAKE_DOWN = (PortalRole.HEAD, PortalRole.ADMINISTRATOR)


class Takedown(PageRecord):
    """A page taken off on the request of a competent authority."""

    authority = models.CharField(
        _("requesting authority"), max_length=255,
        help_text=_("The authority whose request this is."),
    )  # fmt: skip
    document_number = models.CharField(
        _("number of the request"), max_length=120, help_text=_("Number and symbol.")
    )
    received_at = models.DateTimeField(
        _("received at"), help_text=_("The time by which the law counts begins here.")
    )
    reason = models.TextField(_("reason"))
    due_at = models.DateTimeField(_("to be taken down by"), editable=False)

    class Meta(PageRecord.Meta):
        verbose_name = _("takedown on request")
        verbose_name_plural = _("takedowns on request")
        ordering = ["-at", "-pk"]

    @property
    def is_late(self) -> bool:
        """Whether the page came off later than the law allows."""
        return self.at > self.due_at


def may_take_down(user: Any, page: Page) -> bool:
    """Return whether *user* may take *page* off: it is public, and no section that law wants."""
    portal = portal_of(page)
    if portal is None or not page.live or page.alias_of_id:
        return False
    is_one = portal.pk in portals_of(user, MAY_TAKE_DOWN) or serves_whole_province(user)
    return is_one and _is_item(page)


def due_at(received_at: datetime, page: Page) -> datetime:
    """Return by when a request received at a moment has to be met."""
    hours = law.number("content.takedown_within", system=system_of(page))
    return received_at + timedelta(hours=hours)


@transaction.atomic
def take_down(page: Page, user: Any, **request: Any) -> list[Takedown]:
    """Take *page* and its public versions in other languages off, at once; return the records.

    *request* has authority, document_number, received_at and reason. What waits for approval is
    called off.
    """
    versions = Page.objects.filter(translation_key=page.translation_key, live=True)
    return [_one(item, user, request) for item in versions.filter(is_original()).specific()]


def _one(page: Page, user: Any, request: dict[str, Any]) -> Takedown:
    if page.current_workflow_state is not None:
        page.current_workflow_state.cancel(user=user)
    action = UnpublishPageAction(page, user=user, log_action=TAKEDOWN)
    action.execute(skip_permission_checks=True)  # an administrator publishes nothing else
    due = due_at(request["received_at"], page)
    return Takedown.objects.create(**facts_of(page, user), **request, due_at=due)  # type: ignore[no-any-return]


def _is_item(page: Page) -> bool:
    return not page.specific.is_home and not is_wanted_by_law(page.specific)
