"""An advertisement: what is shown, who approved it, and from when until when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string

from govportal.portals.models import Portal
from govportal.publishing.advertising import allowed

APPROVAL = ("approval_reference", "approver", "approved_on", "justification")
"""What an advertisement must state before the public sees it."""


def languages() -> list[tuple[str, Any]]:
    """Return the languages that pages may have, which the deployment decides."""
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


class Advertisement(models.Model):
    """An advertisement on one portal in one language (ADS-01, ADS-02)."""

    portal = models.ForeignKey(
        Portal, models.CASCADE, related_name="+", verbose_name=_("portal")
    )  # fmt: skip
    language = models.CharField(
        _("language"), max_length=10, choices=languages, default="vi",
        help_text=_("It is shown on pages in this language."),
    )  # fmt: skip
    text = models.CharField(
        _("text"), max_length=200, help_text=_("What is offered and by whom, in one sentence.")
    )  # fmt: skip
    image = models.ForeignKey(
        get_image_model_string(), models.SET_NULL, null=True, related_name="+",
        verbose_name=_("image"),
    )  # fmt: skip
    alt = models.CharField(
        _("description of the image"), max_length=200,
        help_text=_("For those who cannot see it: what the image shows and what is written on it."),
    )  # fmt: skip
    target = models.URLField(
        _("target address"), max_length=500, validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("It is checked from time to time; while it fails, nothing is shown."),
    )  # fmt: skip
    category = models.SlugField(_("category"), max_length=60, blank=True)
    justification = models.TextField(
        _("justification"), blank=True,
        help_text=_("Why this advertisement fits what the regulation lets the portal advertise."),
    )  # fmt: skip
    approval_reference = models.CharField(
        _("approval document"), max_length=200, blank=True, help_text=_("Number and symbol.")
    )  # fmt: skip
    approver = models.CharField(_("approved by"), max_length=200, blank=True)
    approved_on = models.DateField(_("day of approval"), null=True, blank=True)
    starts_on = models.DateField(_("first day"), default=timezone.localdate)
    ends_on = models.DateField(_("last day"))
    is_live = models.BooleanField(
        _("shown to the public"), default=False,
        help_text=_("Between the two days, and only with an approval."),
    )  # fmt: skip
    paused_at = models.DateTimeField(_("paused"), null=True, editable=False)
    pause_reason = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("advertisement")
        verbose_name_plural = _("advertisements")
        ordering = ["-starts_on", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["portal", "language", "is_live"], name="ads_shown_on_a_portal")
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(is_live=False)
                | (
                    ~models.Q(approval_reference="")
                    & ~models.Q(approver="")
                    & ~models.Q(justification="")
                    & models.Q(approved_on__isnull=False)
                ),
                name="no_advertisement_without_approval",
                violation_error_message=_("An advertisement needs an approval first."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Refuse days in the wrong order, and going live without what the regulation asks."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            errors["ends_on"] = _("The last day must not be before the first.")
        if self.is_live:
            errors |= self._missing_for_public()
        if errors:
            raise ValidationError(errors)

    def _missing_for_public(self) -> dict[str, Any]:
        asked = _("Enter this before the advertisement is shown to the public.")
        errors: dict[str, Any] = {name: asked for name in APPROVAL if not getattr(self, name)}
        if self.approved_on and self.approved_on > timezone.localdate():
            errors["approved_on"] = _("The day of approval must not be in the future.")
        if self.portal_id and not allowed.is_allowed(self.portal):
            errors["is_live"] = _("The regulation of this portal does not allow advertising.")
        if self.portal_id and not allowed.is_category(self.portal, self.category):
            errors["category"] = _("Choose one of the kinds that the regulation allows.")
        return errors

    @property
    def category_label(self) -> str:
        """The category in the reader's language, nothing where the regulation names none."""
        return dict(allowed.categories(self.portal)).get(self.category, "")
