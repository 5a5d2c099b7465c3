"""What a portal tells on all its pages for a time: an emergency, mourning, a suspension."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from govportal.publishing.suspensions import Suspension, suspension_in

COLUMNS = (
    "alarm_text", "alarm_url", "alarm_since", "alarm_until", "mourning_from", "mourning_until",
)  # fmt: skip


@dataclass(frozen=True)
class Notice:
    """What all pages of a portal say now; empty where there is nothing to say."""

    alarm_text: str = ""
    alarm_url: str = ""
    alarm_since: datetime | None = None
    is_mourning: bool = False
    suspension: Suspension | None = None


class NoticeFields(models.Model):
    """The notices that editors set on the home page. One emergency at a time, each with an end."""

    alarm_text = models.CharField(
        _("emergency notice"), max_length=200, blank=True,
        help_text=_(
            "Shown at the top of every page of this portal in this language: what has happened "
            "and what people must do, in one or two sentences."
        ),
    )  # fmt: skip
    alarm_url = models.URLField(_("where people read more"), blank=True)
    alarm_since = models.DateTimeField(
        _("notice issued at"), null=True, blank=True,
        help_text=_("Shown in front of the notice, so that people see how fresh it is."),
    )  # fmt: skip
    alarm_until = models.DateTimeField(
        _("notice ends at"), null=True, blank=True,
        help_text=_("From then on the notice is not shown any more."),
    )  # fmt: skip
    mourning_from = models.DateField(_("mourning from"), null=True, blank=True)
    mourning_until = models.DateField(
        _("mourning until"), null=True, blank=True,
        help_text=_("The last day. Between the two days the portal is grey and without ornament."),
    )  # fmt: skip

    notice_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("alarm_text"),
                FieldPanel("alarm_url", help_text=_("A page with instructions. May stay empty.")),
                FieldRowPanel([FieldPanel("alarm_since"), FieldPanel("alarm_until")]),
            ],
            heading=_("Emergency notice"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("mourning_from", help_text=_("The first day.")),
                        FieldPanel("mourning_until"),
                    ]
                )
            ],
            heading=_("Mourning"),
        ),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a notice without an end, and times in the wrong order."""
        super().clean()
        if errors := _alarm_errors(self) | _mourning_errors(self):
            raise ValidationError(errors)


def _alarm_errors(fields: NoticeFields) -> dict[str, Any]:
    times = {name: getattr(fields, name) for name in ("alarm_since", "alarm_until")}
    if not fields.alarm_text:
        return {}
    if missing := [name for name, moment in times.items() if moment is None]:
        message = _("Tell when the emergency notice was issued and when it ends.")
        return dict.fromkeys(missing, message)
    if times["alarm_until"] <= times["alarm_since"]:
        return {"alarm_until": _("The end must be later than the time of issue.")}
    return {}


def _mourning_errors(fields: NoticeFields) -> dict[str, Any]:
    first, last = fields.mourning_from, fields.mourning_until
    if (first is None) != (last is None):
        missing = "mourning_from" if first is None else "mourning_until"
        return {missing: _("Tell the first and the last day of mourning.")}
    if first and last and last < first:
        return {"mourning_until": _("The last day must not be before the first.")}
    return {}


def notice_in(stored: dict[str, Any], language: str, now: datetime | None = None) -> Notice:
    """Return what a portal says *now* to readers of *language*, of what its homes have *stored*.

    *stored* has the columns of both modules. A notice of the province stands on the province's
    portal alone.
    """
    moment = now or timezone.now()
    suspension = suspension_in(stored, language, moment)
    return replace(_shown(stored, moment), suspension=suspension)


def _shown(stored: dict[str, Any], now: datetime) -> Notice:
    since, until = stored.get("alarm_since"), stored.get("alarm_until")
    is_alarm = bool(stored.get("alarm_text") and since and until and since <= now < until)
    first, last = stored.get("mourning_from"), stored.get("mourning_until")
    is_mourning = bool(first and last and first <= timezone.localdate(now) <= last)
    if not is_alarm:
        return Notice(is_mourning=is_mourning)
    return Notice(stored["alarm_text"], stored["alarm_url"], since, is_mourning)
