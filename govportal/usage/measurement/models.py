"""The log of connections to the measuring platform: who sent which day when, with which result."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Measurement(models.Model):
    """One attempt to send the sums of one day. It holds no sum and nothing of a reader."""

    class Outcome(models.TextChoices):
        """What became of it."""

        RUNNING = "running", _("under way")
        SENT = "sent", _("accepted")
        REFUSED = "refused", _("refused by the platform")
        TIMEOUT = "timeout", _("no answer in time")
        UNREACHABLE = "unreachable", _("can't be reached")
        FAILED = "failed", _("failed on our side")
        BROKEN_OFF = "broken_off", _("broken off")

    day = models.DateField(_("day that was sent"))
    receiver = models.CharField(_("sent to"), max_length=253)
    sent_by = models.CharField(_("sent by"), max_length=150)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True)
    outcome = models.CharField(
        _("result"), max_length=20, choices=Outcome.choices, default=Outcome.RUNNING
    )
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    portals = models.PositiveIntegerField(_("portals"), default=0)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("connection to the measuring platform")
        verbose_name_plural = _("connections to the measuring platform")
        ordering = ["-started_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["day"],
                condition=models.Q(outcome__in=["running", "sent"]),
                name="a_day_is_sent_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.get_outcome_display()}"
