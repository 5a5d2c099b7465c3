"""A citizen's question from receipt to answer, the record of each step, and what was agreed to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from govportal.portals.append_only import AppendOnly
from govportal.portals.models import Agency, Portal


class FeedbackStatus(models.TextChoices):
    """How far the answer to a question has come. Publication is decided apart from it."""

    RECEIVED = "received", _("received")
    ASSIGNED = "assigned", _("with the agency that answers")
    ANSWERED = "answered", _("answer waits for approval")
    APPROVED = "approved", _("answered")
    REFUSED = "refused", _("not accepted")


class ReplyBy(models.TextChoices):
    """How a sender wishes to be answered."""

    EMAIL = "email", _("By email")
    PHONE = "phone", _("By telephone")
    CODE = "code", _("I will look it up myself with the receipt code")


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    """Questions, by who may read them."""

    def published(self) -> FeedbackQuerySet:
        """Return the questions that the public may read, newest first."""
        return self.filter(published_at__isnull=False).order_by("-published_at", "-pk")

    def of_portals(self, portals: Any) -> FeedbackQuerySet:
        """Return the questions that the portals with these ids received or have to answer."""
        return self.filter(
            models.Q(portal_id__in=portals) | models.Q(agency__portal__id__in=portals)
        )

    def open(self) -> FeedbackQuerySet:
        """Return the questions that wait for an answer."""
        return self.exclude(status__in=[FeedbackStatus.APPROVED, FeedbackStatus.REFUSED])


class Feedback(models.Model):
    """A question, opinion or petition. Its sender has no account, only a receipt code."""

    portal = models.ForeignKey(
        Portal, models.PROTECT, related_name="feedback", verbose_name=_("received on")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="feedback", verbose_name=_("answering agency")
    )
    receipt = models.CharField(max_length=64, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=12)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("question"))
    sender_name = models.CharField(_("sender"), max_length=120, blank=True)
    sender_email = models.EmailField(_("email"), blank=True)
    sender_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    reply_by = models.CharField(_("answer wanted"), max_length=10, choices=ReplyBy.choices)
    status = models.CharField(
        _("status"), max_length=10, choices=FeedbackStatus.choices,
        default=FeedbackStatus.RECEIVED, db_index=True,
    )  # fmt: skip
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    due_on = models.DateField(_("answer due"), db_index=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("answer written by"),
    )  # fmt: skip
    answered_at = models.DateTimeField(_("answer written"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("approved by"),
    )  # fmt: skip
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    refusal = models.TextField(_("reason told to the sender"), blank=True)
    public_subject = models.CharField(_("subject, as published"), max_length=200, blank=True)
    public_body = models.TextField(_("question, as published"), blank=True)
    public_answer = models.TextField(_("answer, as published"), blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, db_index=True)
    erased_at = models.DateTimeField(_("sender's data erased"), null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("question from a citizen")
        verbose_name_plural = _("questions from citizens")
        ordering = ["-received_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.subject

    @property
    def is_published(self) -> bool:
        """Whether the public may read the question and its answer."""
        return self.published_at is not None

    @property
    def is_overdue(self) -> bool:
        """Whether the answer's last day has passed without an answer."""
        is_closed = self.status in (FeedbackStatus.APPROVED, FeedbackStatus.REFUSED)
        return not is_closed and timezone.localdate() > self.due_on

    @property
    def answer_version(self) -> str:
        """What tells one wording of the answer from the next."""
        return self.answered_at.isoformat() if self.answered_at else ""

    def agreed_to(self, purpose: str) -> bool:
        """Return whether the sender gave, and has not withdrawn, consent for *purpose*."""
        return self.consents.filter(purpose=purpose).exists()


class FeedbackEvent(AppendOnly):
    """One step in the handling of a question: who, when, from which state to which."""

    class Kind(models.TextChoices):
        """What happened."""

        RECEIVED = "received", _("received")
        ROUTED = "routed", _("sent to the competent agency")
        UNKNOWN_AGENCY = "unknown_agency", _("kept here: the agency named has no portal")
        NO_CONSENT = "no_consent", _("kept here: the sender did not agree to pass it on")
        ASSIGNED = "assigned", _("given to an agency")
        ANSWERED = "answered", _("answer written")
        RETURNED = "returned", _("answer sent back for changes")
        APPROVED = "approved", _("answer approved")
        REFUSED = "refused", _("not accepted")
        PUBLISHED = "published", _("published")
        UNPUBLISHED = "unpublished", _("taken off the portal")
        NOTIFIED = "notified", _("sender told by email")
        NOT_NOTIFIED = "not_notified", _("email to the sender could not be sent")
        ERASED = "erased", _("sender's data erased")

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="events")
    kind = models.CharField(_("step"), max_length=20, choices=Kind.choices)
    at = models.DateTimeField(_("time"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("person"),
    )  # fmt: skip
    actor_name = models.CharField(_("name of the person"), max_length=255, blank=True)
    from_status = models.CharField(max_length=10, choices=FeedbackStatus.choices, blank=True)
    to_status = models.CharField(max_length=10, choices=FeedbackStatus.choices)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("agency"))
    note = models.TextField(_("note"), blank=True)

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name = _("step in handling a question")
        verbose_name_plural = _("steps in handling questions")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()


class ConsentRecord(AppendOnly):
    """Proof of what a sender agreed to: the words as shown, their hash, the time (PRIV-03)."""

    class Purpose(models.TextChoices):
        """What personal data is used for; each has a consent of its own (PRIV-02)."""

        ANSWERING = "answering", _("handling and answering the question")
        SHARING = "sharing", _("passing it to the agency competent to answer")

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    text = models.TextField(_("text agreed to"))
    version = models.CharField(_("hash of the text"), max_length=64)
    given_at = models.DateTimeField(_("given"), default=timezone.now)

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["feedback", "purpose"], name="one_consent_per_purpose")
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()
