"""What a portal answers for a category that it has nothing to publish in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from govportal.portals.models import Portal


class Answer(models.TextChoices):
    """What may be answered where nothing is published."""

    NO_DATA = "no_data", _("No data")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    WITHDRAWN = "withdrawn", _("The former answer is withdrawn")


class CategoryAnswerQuerySet(models.QuerySet["CategoryAnswer"]):
    """Answers, by the day on which they hold."""

    def holding(self, day: date) -> CategoryAnswerQuerySet:
        """Return the answers given by *day* and not lifted before it or on it, newest last.

        An answer that a newer one supersedes is among them.
        """
        not_lifted = models.Q(lifted_on=None) | models.Q(lifted_on__gt=day)
        return self.filter(not_lifted, answered_on__lte=day).order_by("answered_on", "pk")


class CategoryAnswer(models.Model):
    """A recorded answer for a category: who, when, why. Answers are added, never rewritten."""

    portal = models.ForeignKey(
        Portal, models.CASCADE, related_name="category_answers", verbose_name=_("portal")
    )
    section = models.SlugField(_("category"), max_length=40)
    answer = models.CharField(_("answer"), max_length=20, choices=Answer)
    reason = models.TextField(
        _("reason"), max_length=1000,
        help_text=_("Shown to citizens together with the answer and its day."),
    )  # fmt: skip
    answered_on = models.DateField(_("answered on"), default=timezone.localdate)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("answered by"),
    )  # fmt: skip
    answered_by_name = models.CharField(_("name of the person"), max_length=255)
    valid_until = models.DateField(
        _("holds until"), null=True, blank=True,
        help_text=_("The last day of the period answered for; empty for no end."),
    )  # fmt: skip
    lifted_on = models.DateField(_("lifted on"), null=True, editable=False)
    """The day on which something was published in the category after the answer."""

    objects = CategoryAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer for a category")
        verbose_name_plural = _("answers for categories")
        ordering = ["-answered_on", "-pk"]
        indexes = [models.Index(fields=["portal", "section"], name="answer_of_category")]

    def __str__(self) -> str:
        return f"{self.section}: {self.get_answer_display()}"

    def clean(self) -> None:
        """Refuse an answer that has ended before it is given."""
        super().clean()
        if self.valid_until and self.answered_on and self.valid_until < self.answered_on:
            raise ValidationError(
                {"valid_until": _("This day has passed. Choose a later day, or leave it empty.")}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new answer.

        Raises:
            ValidationError: the answer is there already; what was answered stays as it was.
        """
        if self.pk is not None:
            raise ValidationError(_("A recorded answer is not changed: give a new one."))
        super().save(*args, **kwargs)

    def has_ended(self, day: date) -> bool:
        """Return whether the period answered for is over on *day*."""
        return self.valid_until is not None and self.valid_until < day
