"""Assignments: who was charged with which role on which portal, by which decision (ROLE-07)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from govportal.boards.models import Decision, holding, holds, require_order
from govportal.boards.names import full_name
from govportal.portals.membership import PortalRole
from govportal.portals.models import Agency, Portal


class AssignmentQuerySet(models.QuerySet):
    """Finds assignments by the days they hold."""

    def valid(self, on: date | None = None) -> AssignmentQuerySet:
        """Return those that hold on a day (today)."""
        return self.filter(holding("valid_from", "valid_to", on), ended_at=None)

    def incomplete(self) -> AssignmentQuerySet:
        """Return those that hold and do not name the decision, its day and the agency (ROLE-07)."""
        lacking = models.Q(decision_number="") | models.Q(decision_date=None)
        return self.valid().filter(lacking | models.Q(agency=None))

    def awaiting_handover(self) -> AssignmentQuerySet:
        """Return those that are over and whose handover nobody has recorded (ROLE-08)."""
        over = models.Q(ended_at__isnull=False) | models.Q(valid_to__lt=timezone.localdate())
        return self.filter(over, handed_over_at=None)


class Assignment(Decision):
    """A role on a portal that the head of an agency charged a person with.

    It is never deleted: it ends on its last day, or when somebody ends it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments",
        verbose_name=_("account"),
    )  # fmt: skip
    portal = models.ForeignKey(
        Portal, models.CASCADE, related_name="assignments", verbose_name=_("portal")
    )
    role = models.CharField(_("role"), max_length=20, choices=PortalRole.choices)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("agency whose head assigned the task"),
    )  # fmt: skip
    post = models.CharField(_("post held"), max_length=255, blank=True)
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    end_reason = models.CharField(_("reason of the end"), max_length=255, blank=True)
    handed_over_at = models.DateTimeField(_("handed over"), null=True, blank=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        editable=False, verbose_name=_("recorded by"),
    )  # fmt: skip
    notified_at = models.DateTimeField(_("notice sent"), null=True, blank=True, editable=False)
    notified = models.TextField(_("notice sent to"), blank=True, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["portal__agency__code", "-valid_from", "-pk"]
        default_permissions = ("add", "change", "view")

    def __str__(self) -> str:
        return f"{self.person} – {self.get_role_display()}"

    @property
    def person(self) -> str:
        """The name of the person who was charged."""
        return full_name(self.user)

    def clean(self) -> None:
        """Refuse days out of order."""
        super().clean()
        require_order(self.valid_from, self.valid_to, "valid_to")

    def is_valid(self, on: date | None = None) -> bool:
        """Return whether the assignment holds on a day (today)."""
        return self.ended_at is None and holds(self.valid_from, self.valid_to, on)

    @property
    def is_complete(self) -> bool:
        """Whether it names the decision, its day and the agency (ROLE-07)."""
        return bool(self.decision_number and self.decision_date and self.agency_id)

    @property
    def awaits_handover(self) -> bool:
        """Whether it is over and nobody has recorded the handover (ROLE-08)."""
        is_over = self.ended_at is not None or not holds(None, self.valid_to)
        return is_over and self.handed_over_at is None

    def end(self, reason: str) -> None:
        """End the assignment now; one that has ended keeps its time and reason."""
        if self.ended_at is None:
            self.ended_at, self.end_reason = timezone.now(), reason
            self.save(update_fields=["ended_at", "end_reason"])
