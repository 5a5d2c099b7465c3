"""Who may read by the API and under which agreement, who did, and how connected systems fare."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from govportal import law
from govportal.portals.models import Portal


def longest_life() -> timedelta:
    """Return how long a key may live (rule ``exchange.key_lifetime``)."""
    return timedelta(days=law.number("exchange.key_lifetime"))


class ApiConsumer(models.Model):
    """A system that reads data, and the agreement under which it does (INTEG-06)."""

    name = models.CharField(_("name of the system"), max_length=120, unique=True)
    organisation = models.CharField(_("agency or organisation"), max_length=255)
    contact = models.CharField(
        _("contact"), max_length=255,
        help_text=_("A unit with its telephone or email address, to be told of incidents."),
    )  # fmt: skip
    purpose = models.TextField(_("purpose"), help_text=_("What the data is used for."))
    agreement_number = models.CharField(_("number of the agreement"), max_length=120)
    signed_on = models.DateField(_("signed on"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    portals = models.ManyToManyField(
        Portal, blank=True, related_name="+", verbose_name=_("portals"),
        help_text=_("Choose none where the agreement is about every portal."),
    )  # fmt: skip
    reads_articles = models.BooleanField(_("articles"), default=True)
    reads_documents = models.BooleanField(_("legal documents"), default=True)
    reads_records = models.BooleanField(_("records"), default=True)
    requests_per_minute = models.PositiveIntegerField(
        _("requests a minute"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("Only where the agreement allows fewer than the general rule."),
    )  # fmt: skip
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("consumer of data")
        verbose_name_plural = _("agreements on sharing data")
        ordering = ["name"]
        default_permissions = ("add", "change", "view")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse days out of order, and a rate above the general one."""
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day must not be before the first one.")})
        most = law.number("exchange.requests_per_minute")
        if self.requests_per_minute and self.requests_per_minute > most:
            message = _("The general rule allows %(most)d requests a minute. Enter fewer.")
            raise ValidationError({"requests_per_minute": message % {"most": most}})

    @property
    def is_in_force(self) -> bool:
        """Whether the agreement holds today."""
        today = timezone.localdate()
        has_ended = self.valid_to is not None and self.valid_to < today
        return self.is_active and self.valid_from <= today and not has_ended

    @property
    def rate(self) -> int:
        """How many requests a minute its keys may make."""
        most = law.number("exchange.requests_per_minute")
        return min(self.requests_per_minute or most, most)


class ApiKey(models.Model):
    """A key of a consumer. What it is for stays; the secret itself is nowhere."""

    consumer = models.ForeignKey(
        ApiConsumer, models.PROTECT, related_name="keys", verbose_name=_("consumer of data")
    )
    prefix = models.CharField(_("beginning of the key"), max_length=16, unique=True)
    digest = models.CharField(max_length=64, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("issued by"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("issued"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("add", "delete", "view")

    def __str__(self) -> str:
        return f"{self.consumer}: {self.prefix}…"

    def clean(self) -> None:
        """Refuse an end in the past, and one later than the rule allows."""
        super().clean()
        if self.expires_at is None or self.pk is not None:
            return
        if self.expires_at <= timezone.now():
            raise ValidationError({"expires_at": _("This time is over. Enter a later one.")})
        if self.expires_at > timezone.now() + longest_life():
            message = _("A key may live for at most %(days)d days. Enter an earlier day.")
            days = longest_life().days
            raise ValidationError({"expires_at": message % {"days": days}})

    @property
    def is_usable(self) -> bool:
        """Whether the key is neither revoked nor expired."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class ApiAccess(models.Model):
    """One request for shared data, a refused one too. The address is personal data: see PRIV-09."""

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    consumer = models.ForeignKey(
        ApiConsumer, models.PROTECT, null=True, related_name="accesses",
        verbose_name=_("consumer of data"),
    )  # fmt: skip
    prefix = models.CharField(_("key, as claimed"), max_length=16, blank=True)
    method = models.CharField(_("method"), max_length=10)
    path = models.CharField(_("path"), max_length=255)
    query = models.CharField(pgettext_lazy("address", "query"), max_length=500, blank=True)
    status = models.PositiveSmallIntegerField(_("status"), db_index=True)
    problem = models.CharField(_("reason of the refusal"), max_length=40, blank=True)
    items = models.PositiveIntegerField(pgettext_lazy("count", "items"), default=0)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    duration = models.PositiveIntegerField(_("milliseconds"), default=0)
    address = models.GenericIPAddressField(_("network address"), null=True, unpack_ipv4=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("access to shared data")
        verbose_name_plural = _("accesses to shared data")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.status}"


class ConnectionCheck(models.Model):
    """How a connected system answered when it was last asked."""

    class Outcome(models.TextChoices):
        """What was found."""

        WORKS = "works", _("works")
        STATUS = "status", _("answered with an unexpected status")
        REDIRECT = "redirect", _("redirects to a host that is not allowed")
        TIMEOUT = "timeout", _("did not answer in time")
        TLS = "tls", _("its certificate can't be trusted")
        UNREACHABLE = "unreachable", _("can't be reached")

    key = models.CharField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("system"), max_length=255)
    checked_at = models.DateTimeField(_("checked"))
    outcome = models.CharField(_("result"), max_length=20, choices=Outcome.choices)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    duration = models.PositiveIntegerField(_("milliseconds"))
    failing_since = models.DateTimeField(_("failing since"), null=True)

    class Meta:
        verbose_name = _("state of a connected system")
        verbose_name_plural = _("states of connected systems")
        ordering = ["key"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_working(self) -> bool:
        """Whether the system answered as expected."""
        return bool(self.outcome == self.Outcome.WORKS)
