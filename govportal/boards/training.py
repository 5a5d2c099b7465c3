"""Which board members and administrators were trained, and when (ROLE-17)."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from govportal.portals.models import Portal


class TrainingRecord(models.Model):
    """A course that a person who works on a portal took part in."""

    portal = models.ForeignKey(
        Portal, models.CASCADE, related_name="training", verbose_name=_("portal")
    )
    person = models.CharField(_("full name"), max_length=255)
    post = models.CharField(_("post held"), max_length=255, blank=True)
    course = models.CharField(_("course"), max_length=255)
    organiser = models.CharField(_("organiser"), max_length=255, blank=True)
    held_on = models.DateField(_("date"), default=timezone.localdate)
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)
    certificate = models.CharField(_("number of the certificate"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("log of training")
        ordering = ["-held_on", "-pk"]
        default_permissions = ("add", "change", "view")

    def __str__(self) -> str:
        return f"{self.person}: {self.course}"
