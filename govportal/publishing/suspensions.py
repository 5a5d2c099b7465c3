"""Announces that the service will be, or is, suspended on purpose (FUNC-12).

Nghị định 224/2026/NĐ-CP, Điều 13: the public is told so many working days before, with the time
at which the service is expected back; force majeure alone needs no time, but a written reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from govportal import law
from govportal.portals.pages import system_of
from govportal.publishing.written_dates import short_date

RULE = "operation.suspension_notice"
LANGUAGE = "vi"
"""The home in this language tells of the portal's suspension, in all languages."""
COLUMNS = (
    "suspended_from", "suspended_until", "suspension_reason", "suspension_reason_en",
)  # fmt: skip


@dataclass(frozen=True)
class Suspension:
    """What all pages of a portal say of its suspension, from publication until the end.

    *language* is that of the reason, where it is not the reader's.
    """

    begins: datetime
    ends: datetime
    reason: str
    language: str
    is_under_way: bool


class AnnouncementPanel(MultiFieldPanel):
    """Stands on the Vietnamese home alone: a portal announces once, in all languages."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            is_place = self.instance.locale.language_code == LANGUAGE
            return is_place and bool(super().is_shown())


class SuspensionFields(models.Model):
    """The announcement that editors set on the Vietnamese home page. One at a time."""

    suspended_from = models.DateTimeField(
        _("suspended from"), null=True, blank=True,
        help_text=_("Announce it early: the law fixes how many working days before."),
    )  # fmt: skip
    suspended_until = models.DateTimeField(
        _("expected back at"), null=True, blank=True,
        help_text=_("Then the service is expected to work again, and the notice goes."),
    )  # fmt: skip
    suspension_reason = models.CharField(_("reason, in Vietnamese"), max_length=300, blank=True)
    suspension_reason_en = models.CharField(
        _("reason, in English"), max_length=300, blank=True,
        help_text=_("Without it, readers of other languages see the Vietnamese reason."),
    )  # fmt: skip
    suspension_force_majeure = models.TextField(
        _("force majeure"), blank=True,
        help_text=_(
            "Only where force majeure leaves no time to announce it: what happened. It is kept in "
            "the history of the page and not shown to readers."
        ),
    )  # fmt: skip

    suspension_panels: ClassVar[list[Any]] = [
        AnnouncementPanel(
            [
                FieldRowPanel([FieldPanel("suspended_from"), FieldPanel("suspended_until")]),
                FieldPanel("suspension_reason"),
                FieldPanel("suspension_reason_en"),
                FieldPanel("suspension_force_majeure"),
            ],
            heading=_("Suspension of service"),
        ),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse what is incomplete, out of order or too late to be announced."""
        super().clean()
        if errors := _errors(self):
            raise ValidationError(errors)


def earliest_start(published_on: date, system: str) -> date:
    """Return the first day for which a suspension can be announced on *published_on*."""
    days = law.number(RULE, published_on, system)
    return law.add_working_days(published_on, days)


def suspension_in(stored: dict[str, Any], language: str, now: datetime) -> Suspension | None:
    """Return what a reader of *language* is told now, of what the Vietnamese home has *stored*."""
    begins, ends = stored.get("suspended_from"), stored.get("suspended_until")
    if not begins or not ends or ends <= now:
        return None
    translated = stored["suspension_reason_en"] if language != LANGUAGE else ""
    spoken = "en" if translated else LANGUAGE
    return Suspension(
        timezone.localtime(begins), timezone.localtime(ends),
        translated or stored["suspension_reason"], "" if spoken == language else spoken,
        is_under_way=begins <= now,
    )  # fmt: skip


def _errors(fields: Any) -> dict[str, Any]:
    values = {name: getattr(fields, name) for name in COLUMNS}
    if not any(values.values()) or fields.locale.language_code != LANGUAGE:
        return {}
    wanted = ("suspended_from", "suspended_until", "suspension_reason")
    if missing := [name for name in wanted if not values[name]]:
        message = _("Tell from when until when the service is suspended, and why.")
        return dict.fromkeys(missing, message)
    if values["suspended_until"] <= values["suspended_from"]:
        return {"suspended_until": _("The end must be later than the beginning.")}
    return _errors_of_time(fields, _stored(fields))


def _stored(fields: Any) -> dict[str, Any]:
    """Return what the database has of the page: what readers see, where it is public."""
    columns = (*COLUMNS, "live", "last_published_at")
    return type(fields).objects.filter(pk=fields.pk).values(*columns).first() or {}


def _is_being_published(fields: Any, stored: dict[str, Any]) -> bool:
    """Return whether Wagtail is writing the page: what is published was judged before."""
    now, before = fields.last_published_at, stored.get("last_published_at")
    # A revision has the time of an earlier publication, and without its microseconds.
    return bool(now) and (before is None or now > before)


def _errors_of_time(fields: Any, stored: dict[str, Any]) -> dict[str, Any]:
    """Judge what is new about the announcement: a public one stays, and may be put off."""
    if _is_being_published(fields, stored):
        return {}
    public = stored if stored.get("live") and stored["suspended_from"] else {}
    begins, ends = fields.suspended_from, fields.suspended_until
    if public and (begins, ends) == (public["suspended_from"], public["suspended_until"]):
        return {}
    if ends <= timezone.now():
        return {"suspended_until": _("This time is over. Enter a later one.")}
    is_put_off = bool(public) and _holds(public) and begins >= public["suspended_from"]
    if is_put_off or fields.suspension_force_majeure.strip():
        return {}
    published_on = max(timezone.localdate(fields.go_live_at), timezone.localdate())
    system = system_of(fields)
    earliest = earliest_start(published_on, system)
    if timezone.localdate(begins) >= earliest:
        return {}
    return {"suspended_from": _too_late(earliest, law.rule(RULE, published_on, system))}


def _holds(public: dict[str, Any]) -> bool:
    return bool(public["suspended_until"] > timezone.now())


def _too_late(earliest: date, rule: law.ResolvedRule) -> Any:
    message = _(
        "A suspension must be public at least %(days)s working days before it begins (%(source)s). "
        "The earliest day is %(day)s. If force majeure leaves no time, tell below what happened."
    )
    return message % {
        "days": rule.value, "source": rule.rule.source, "day": short_date(earliest),
    }  # fmt: skip
