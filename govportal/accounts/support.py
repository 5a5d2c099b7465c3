"""Requests for help of component portals to the provincial support desk (ROLE-16)."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from govportal.portals.models import Portal


class SupportTicket(models.Model):
    """A fault or question of a portal's staff, and what the support desk answered."""

    class Status(models.TextChoices):
        """How far it is."""

        OPEN = "open", pgettext_lazy("support", "open")
        IN_WORK = "in_work", _("being worked on")
        SOLVED = "solved", _("solved")

    portal = models.ForeignKey(
        Portal, models.CASCADE, related_name="support_tickets", verbose_name=_("portal")
    )
    subject = models.CharField(_("subject"), max_length=255)
    description = models.TextField(
        _("description"), help_text=_("What you did, what happened, since when, on which page.")
    )
    status = models.CharField(
        _("state"), max_length=10, choices=Status.choices, default=Status.OPEN
    )
    answer = models.TextField(_("answer of the support desk"), blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False,
        verbose_name=_("asked by"),
    )  # fmt: skip
    opened_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False,
        verbose_name=_("answered by"),
    )  # fmt: skip
    solved_at = models.DateTimeField(_("solved at"), null=True, editable=False)

    class Meta:
        verbose_name = _("request for support")
        verbose_name_plural = _("requests for support")
        ordering = ["-opened_at", "-pk"]
        default_permissions = ("add", "change", "view")

    def __str__(self) -> str:
        return self.subject

    def clean(self) -> None:
        """Refuse a solution that says nothing."""
        super().clean()
        if self.status == self.Status.SOLVED and not self.answer.strip():
            raise ValidationError({"answer": _("Write what the solution is.")})
