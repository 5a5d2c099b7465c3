"""The content log: who did what with a page when, from which state to which (FLOW-06).

Wagtail logs what happens to pages, but not between which states, and forgets whose portal a
deleted page was on. Each of its entries that says something of the state is carried over here,
where nothing is ever changed or deleted.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log, registry
from wagtail.models import Page, PageLogEntry

from govportal.editorial.page_records import PageRecord, name_of
from govportal.portals.models import Portal
from govportal.portals.pages import portal_of


class PageState(models.TextChoices):
    """Where the newest version of a page stands on its way."""

    DRAFT = "draft", _("draft")
    IN_APPROVAL = "in_approval", _("in approval")
    RETURNED = "returned", _("returned for changes")
    SCHEDULED = "scheduled", _("approved for a later time")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    TAKEN_DOWN = "taken_down", _("taken down on request")
    DELETED = "deleted", _("deleted")


TAKEDOWN = "govportal.takedown"
SAME = None
STATE_AFTER: dict[str, Any] = {
    "wagtail.create": PageState.DRAFT,
    "wagtail.copy": PageState.DRAFT,
    "wagtail.copy_for_translation": PageState.DRAFT,
    "wagtail.create_alias": PageState.DRAFT,
    "wagtail.edit": SAME,
    "wagtail.revert": SAME,
    "wagtail.rename": SAME,
    "wagtail.move": SAME,
    "wagtail.workflow.start": PageState.IN_APPROVAL,
    "wagtail.workflow.resume": PageState.IN_APPROVAL,
    "wagtail.workflow.approve": PageState.IN_APPROVAL,
    "wagtail.workflow.reject": PageState.RETURNED,
    "wagtail.workflow.cancel": PageState.DRAFT,
    "wagtail.publish": PageState.PUBLISHED,
    "wagtail.publish.schedule": PageState.SCHEDULED,
    "wagtail.schedule.cancel": PageState.DRAFT,
    "wagtail.unpublish": PageState.WITHDRAWN,
    TAKEDOWN: PageState.TAKEN_DOWN,
    "wagtail.delete": PageState.DELETED,
    "govportal.correction": SAME,
    "govportal.review": SAME,
}
"""The state that an action leads to; of what is made public at once, see :func:`_after`."""


class ContentEvent(PageRecord):
    """One action on a page."""

    action = models.CharField(_("action"), max_length=60, db_index=True)
    from_state = models.CharField(
        _("from state"), max_length=20, choices=PageState.choices, blank=True
    )
    to_state = models.CharField(_("to state"), max_length=20, choices=PageState.choices)
    note = models.TextField(_("note"), blank=True)

    class Meta(PageRecord.Meta):
        verbose_name = _("entry of the content log")
        verbose_name_plural = _("content log")
        ordering = ["-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["portal", "-id"], name="content_log_of_a_portal"),
            models.Index(fields=["page", "-id"], name="content_log_of_a_page"),
        ]

    @property
    def action_label(self) -> str:
        """What the action is called in the reader's language."""
        known = registry.action_exists(self.action)  # asked first: it reads what actions there are
        return str(registry.get_action_label(self.action)) if known else str(self.action)


def connect() -> None:
    """Listen to Wagtail's own log."""
    post_save.connect(_carry_over, sender=PageLogEntry, dispatch_uid="govportal-content-log")


def note_action(page: Page, action: str, person: Any, note: str) -> None:
    """Log that *person* did *action* with *page*, in Wagtail's history and so here."""
    log(page, action, user=person, data={"comment": note})


def _carry_over(instance: PageLogEntry, created: bool, **_kwargs: Any) -> None:
    if not created or instance.action not in STATE_AFTER:
        return
    before = _state_before(instance)
    for portal in _portals(instance):
        ContentEvent.objects.create(
            portal=portal,
            page_id=instance.page_id,
            page_title=instance.label[:255],
            person_id=instance.user_id,
            person_name=name_of(instance.user) if instance.user_id else "",
            at=instance.timestamp,
            action=instance.action,
            from_state=before,
            to_state=_after(instance, before),
            note=_note(instance.data),
        )


def _portals(entry: PageLogEntry) -> set[Portal]:
    """Return the portal of the page, and after a move the one it came from as well."""
    pages = [entry.page]
    if entry.action == "wagtail.move":
        pages += Page.objects.filter(pk=_dict(entry.data, "source").get("id"))
    return {portal for portal in map(portal_of, pages) if portal is not None}


def _state_before(entry: PageLogEntry) -> str:
    """Return the state that the page left, empty for a new page."""
    events = ContentEvent.objects.filter(page_id=entry.page_id)
    last = events.values_list("to_state", flat=True).first()
    if last is not None:
        return str(last)
    if STATE_AFTER[entry.action] == PageState.DRAFT and "cancel" not in entry.action:
        return ""
    was_public = entry.page.live if entry.action != "wagtail.publish" else False
    was_public = was_public or entry.action in ("wagtail.unpublish", TAKEDOWN)
    return PageState.PUBLISHED if was_public else PageState.DRAFT


def _after(entry: PageLogEntry, before: str) -> str:
    """Return the state that the page took; what is made public at once is published."""
    after = STATE_AFTER[entry.action]
    if after is SAME:
        return before
    if after == PageState.DRAFT and entry.page.live:
        return PageState.PUBLISHED
    return after


def _note(data: dict[str, Any]) -> str:
    """Return the comment, or where the page came from and went to."""
    places = [
        data[key]["title"] for key in ("source", "destination") if "title" in _dict(data, key)
    ]
    return str(data.get("comment") or " → ".join(places))


def _dict(data: dict[str, Any], key: str) -> dict[str, Any]:
    found = data.get(key)
    return found if isinstance(found, dict) else {}
