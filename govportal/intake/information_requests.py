"""A request of the provincial board for information, and what the agency answered (INFO-39)."""

from __future__ import annotations

from datetime import datetime, time

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from govportal.intake.files import PrivateFile
from govportal.portals.models import Portal
from govportal.royalties.payments import person


class RequestState(models.TextChoices):
    """How far the answer has come."""

    OPEN = "open", _("waits for the agency")
    ANSWERED = "answered", _("answered, waits for the board")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class InformationRequest(models.Model):
    """What one agency is asked, until when, and its answer."""

    portal = models.ForeignKey(
        Portal, models.PROTECT, related_name="+", verbose_name=_("agency asked")
    )
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("what is asked"))
    reference = models.CharField(_("reference document"), max_length=200, blank=True)
    due_on = models.DateField(_("answer due"), db_index=True)
    asked_by = person(_("asked by"))
    asked_by_name = models.CharField(max_length=255)
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=10, choices=RequestState, default=RequestState.OPEN, db_index=True
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_by = person(_("answered by"))
    answered_by_name = models.CharField(max_length=255, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    note = models.TextField(_("note of the board"), blank=True)

    class Meta:
        verbose_name = _("request for information")
        verbose_name_plural = _("requests for information")
        ordering = ["due_on", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.subject

    @property
    def is_overdue(self) -> bool:
        """Whether the last day has passed without an answer."""
        return self.state == RequestState.OPEN and timezone.localdate() > self.due_on

    @property
    def due_at(self) -> datetime:
        """The moment by which the answer is due: the end of the last day."""
        return timezone.make_aware(datetime.combine(self.due_on, time.max))


class RequestFile(PrivateFile):
    """A file of the answer, or of the request."""

    request = models.ForeignKey(InformationRequest, models.CASCADE, related_name="files")
    is_of_answer = models.BooleanField(default=True)

    class Meta(PrivateFile.Meta):
        abstract = False
        verbose_name = _("file of a request")
        verbose_name_plural = _("files of requests")
        ordering = ["pk"]
