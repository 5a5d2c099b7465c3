"""Keeps in a page's history where it was proposed and what was decided."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import PageLogEntry

from govportal.publishing.sharing.models import SharedItem

LABELS = {
    "propose": _("Propose to another portal"),
    "accept": _("Accept for another portal"),
    "decline": _("Decline for another portal"),
    "withdraw": _("Withdraw from another portal"),
}
MESSAGES = {
    "propose": _("Proposed to “%(portal)s”"),
    "accept": _("Accepted by “%(portal)s” for the section “%(section)s”"),
    "decline": _("Declined by “%(portal)s”"),
    "withdraw": _("Withdrawn from “%(portal)s”"),
}


def write(item: SharedItem, step: str, user: Any, note: str = "", section: str = "") -> None:
    """Log that *user* took *step* with *item*; a page that is gone has no history any more."""
    if item.page is not None:
        data = {"portal": item.receiver.name, "note": note, "section": section}
        log(item.page.specific, _action(step), user=user, data=data)


def _action(step: str) -> str:
    return f"govportal.share_{step}"


def _formatter(step: str) -> type[LogFormatter]:
    class ShareFormatter(LogFormatter):
        """Says in the reader's language what was done, with the note or reason given."""

        label = LABELS[step]

        def format_message(self, log_entry: PageLogEntry) -> str:
            """Return the sentence that the history shows."""
            text = str(MESSAGES[step]) % log_entry.data
            note = log_entry.data.get("note")
            return f"{text}: {note}" if note else text

    return ShareFormatter


def register_actions(registry: LogActionRegistry) -> None:
    """Give Wagtail the words of the entries."""
    for step in LABELS:
        registry.register_action(_action(step))(_formatter(step))
