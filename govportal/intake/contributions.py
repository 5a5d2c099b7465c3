"""What people and agencies send for publication, and what became of it (FLOW-03, 04, 12)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from govportal.intake.files import PrivateFile
from govportal.portals.models import Portal
from govportal.royalties.payments import Payee, person


class Channel(models.TextChoices):
    """The way on which it came."""

    FORM = "form", _("form on the portal")
    AGENCY = "agency", _("handed in by an agency")
    MAIL = "mail", _("email")


class ContributionState(models.TextChoices):
    """What became of it."""

    RECEIVED = "received", _("received")
    ACCEPTED = "accepted", _("taken over as a draft")
    DECLINED = "declined", _("not taken over")


class Contribution(models.Model):
    """News, an article or photographs sent in, with who sent it and how it came."""

    portal = models.ForeignKey(
        Portal, models.PROTECT, related_name="+", verbose_name=_("received by")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    title = models.CharField(_("headline"), max_length=255)
    body = models.TextField(_("text"), blank=True)
    contributor_name = models.CharField(_("contributor"), max_length=120, blank=True)
    contributor_email = models.EmailField(_("email"), blank=True)
    contributor_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    organisation = models.CharField(_("agency or organisation"), max_length=200, blank=True)
    sent_by_portal = models.ForeignKey(
        Portal, models.PROTECT, null=True, related_name="+", verbose_name=_("handed in by")
    )
    sent_by = person(_("handed in by"))
    reference = models.CharField(_("reference document"), max_length=200, blank=True)
    exchange_id = models.CharField(
        _("number on the document exchange axis"), max_length=120, blank=True
    )
    message_id = models.CharField(max_length=255, blank=True)
    language = models.CharField(_("language"), max_length=12, default="vi")
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    consent = models.TextField(_("agreed to"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ContributionState,
        default=ContributionState.RECEIVED, db_index=True,
    )  # fmt: skip
    reason = models.TextField(_("reason"), blank=True)
    handled_by = person(_("handled by"))
    handled_by_name = models.CharField(max_length=255, blank=True)
    handled_at = models.DateTimeField(_("handled"), null=True)
    page = models.ForeignKey(
        Page, models.SET_NULL, null=True, related_name="+", verbose_name=_("draft")
    )
    payee = models.ForeignKey(
        Payee, models.SET_NULL, null=True, related_name="+", verbose_name=_("payee")
    )
    erased_at = models.DateTimeField(_("contributor's data erased"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["-received_at", "-pk"]
        default_permissions = ()
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["portal", "message_id"], condition=~models.Q(message_id=""),
                name="a_message_is_taken_in_once",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def has_valid_signature(self) -> bool:
        """Whether a file carries a digital signature that was found valid."""
        return any(file.signature == SignatureState.VALID for file in self.files.all())


class SignatureState(models.TextChoices):
    """What the check of a file's digital signature gave."""

    NONE = "none", _("not signed")
    VALID = "valid", _("valid")
    UNTRUSTED = "untrusted", _("unchanged, but the issuer of the certificate is not confirmed")
    REVOKED = "revoked", _("certificate revoked")
    INVALID = "invalid", _("not valid")
    UNCHECKED = "unchecked", _("not checked: the program for it is not installed")


class ContributionFile(PrivateFile):
    """A file sent in, with what the check of its digital signature gave (FLOW-04)."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="files")
    signature = models.CharField(
        _("digital signature"), max_length=10, choices=SignatureState,
        default=SignatureState.NONE,
    )  # fmt: skip
    signer = models.CharField(_("signer"), max_length=500, blank=True)
    signed_at = models.DateTimeField(_("signed on"), null=True)
    revoked_at = models.DateTimeField(_("certificate revoked on"), null=True)
    signature_details = models.TextField(_("result of the check"), blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True)

    class Meta(PrivateFile.Meta):
        abstract = False
        verbose_name = _("file of a contribution")
        verbose_name_plural = _("files of contributions")
        ordering = ["pk"]
