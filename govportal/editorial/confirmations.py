"""What whoever approves has to confirm before a page becomes public (FLOW-08)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Page

from govportal import plugins
from govportal.editorial.page_records import PageRecord, facts_of
from govportal.province import Confirmation

PREFIX = "confirm_"


class Approval(PageRecord):
    """An approval, with what was confirmed for it in the words and by the law of that day."""

    step = models.CharField(gettext_lazy("step of approval"), max_length=255)
    revision_id = models.PositiveBigIntegerField(gettext_lazy("version"))
    confirmed = models.JSONField(gettext_lazy("confirmed"), default=list)
    comment = models.TextField(gettext_lazy("comment"), blank=True)

    class Meta(PageRecord.Meta):
        verbose_name = gettext_lazy("approval")
        verbose_name_plural = gettext_lazy("approvals")
        ordering = ["at", "pk"]

    @property
    def confirmed_texts(self) -> str:
        """What was confirmed, in the words of the day."""
        return "; ".join(item["text"] for item in self.confirmed)


class ApproveForm(forms.Form):
    """Asks for each confirmation by itself, and for a comment that may be left out."""

    comment = forms.CharField(
        label=gettext_lazy("Comment"), required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in asked():
            self.fields[PREFIX + item.key] = forms.BooleanField(
                label=_text(item),
                help_text=item.source,
                error_messages={"required": _("Confirm this, or request changes instead.")},
            )


def asked() -> tuple[Confirmation, ...]:
    """Return what has to be confirmed today."""
    return plugins.confirmations(timezone.localdate())


def missing(answers: dict[str, Any]) -> list[str]:
    """Return what *answers*, by name of field, leave unconfirmed: a sentence for each."""
    return [
        _("Not confirmed: %(text)s (%(source)s).") % {"text": _text(item), "source": item.source}
        for item in asked()
        if answers.get(PREFIX + item.key) is not True
    ]


def record(page: Page, person: Any, task_state: Any, comment: str) -> Approval:
    """Keep that *person* approved *page* at a step and confirmed all that is asked."""
    confirmed = [{"key": item.key, "text": item.text.vi, "source": item.source} for item in asked()]
    return Approval.objects.create(
        **facts_of(page, person),
        step=task_state.task.name,
        revision_id=task_state.revision_id,
        confirmed=confirmed,
        comment=comment,
    )  # type: ignore[no-any-return]


def _text(item: Confirmation) -> str:
    return item.text.in_language(get_language() or "vi")
