"""What is kept of accounts: handovers, reviews and accepted terms."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string

from govportal.portals.models import Portal


class Handover(models.Model):
    """The minutes of a handover of an account: who gave what to whom (ROLE-08, ROLE-09)."""

    class Kind(models.TextChoices):
        """Why something is handed over."""

        LEAVING = "leaving", _("end of a task")
        ISSUE = "issue", _("issue of an administration account")

    kind = models.CharField(_("occasion"), max_length=10, choices=Kind.choices)
    portal = models.ForeignKey(
        Portal, models.CASCADE, related_name="handovers", verbose_name=_("portal")
    )
    number = models.CharField(_("number of the minutes"), max_length=60)
    handed_on = models.DateField(_("date"), default=timezone.localdate)
    giver_name = models.CharField(_("giver"), max_length=255)
    giver_post = models.CharField(_("post of the giver"), max_length=255, blank=True)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        editable=False,
    )  # fmt: skip
    receiver_name = models.CharField(_("receiver"), max_length=255)
    receiver_post = models.CharField(_("post of the receiver"), max_length=255, blank=True)
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        editable=False,
    )  # fmt: skip
    reason = models.CharField(_("reason"), max_length=255)
    items = models.TextField(
        _("what was handed over"), help_text=_("One thing a line; never a password.")
    )
    signed_file = models.ForeignKey(
        get_document_model_string(), models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("signed minutes"),
    )  # fmt: skip
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        editable=False, verbose_name=_("recorded by"),
    )  # fmt: skip
    made_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("minutes of a handover")
        verbose_name_plural = _("minutes of handovers")
        ordering = ["-handed_on", "-pk"]
        default_permissions = ("add", "change", "view")

    def __str__(self) -> str:
        return f"{self.number}: {self.giver_name} → {self.receiver_name}"

    @property
    def lines(self) -> list[str]:
        """What was handed over, one thing a line."""
        return [line for line in self.items.splitlines() if line.strip()]


class AccountReview(models.Model):
    """Somebody confirmed the accounts of a portal, or those that serve the whole province."""

    portal = models.ForeignKey(
        Portal, models.CASCADE, null=True, related_name="account_reviews",
        verbose_name=_("portal"),
    )  # fmt: skip
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("confirmed by"),
    )  # fmt: skip
    confirmed_at = models.DateTimeField(_("confirmed"), default=timezone.now)
    accounts = models.JSONField(_("accounts"), default=list)
    """Whose rights were confirmed, as they were shown: ``[name, roles]``."""
    note = models.TextField(_("remarks"), blank=True)

    class Meta:
        verbose_name = _("review of accounts")
        verbose_name_plural = _("reviews of accounts")
        ordering = ["-confirmed_at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.portal or ''} {self.confirmed_at:%Y-%m-%d}".strip()


class TermsAcceptance(models.Model):
    """An account holder accepted the terms of use of accounts (ROLE-12)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="terms_acceptances"
    )
    version = models.CharField(_("version of the terms"), max_length=20)
    accepted_at = models.DateTimeField(_("accepted"), default=timezone.now)

    class Meta:
        verbose_name = _("acceptance of terms")
        verbose_name_plural = _("acceptances of terms")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "version"], name="terms_accepted_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.version}"
