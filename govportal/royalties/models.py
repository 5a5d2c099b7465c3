"""The ledger: the royalty of each item and its shares, and remuneration by month."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Page

from govportal.portals.models import Portal
from govportal.royalties.payments import FrozenError, Payee, PaymentStatement, person
from govportal.royalties.rates import genre_choices

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


def reason_over_budget() -> Any:
    """Return a field that says why what is decided goes over the budget of the year."""
    return models.CharField(
        _("reason for going over the budget"), max_length=500, blank=True,
        help_text=_("Only where more is decided than the budget of the year."),
    )  # fmt: skip


class Royalty(ClusterableModel):
    """The royalty of one item, proposed at its first publication (ROYALTY-01)."""

    class State(models.TextChoices):
        """What staff decided."""

        PROPOSED = "proposed", _("to be completed")
        CONFIRMED = "confirmed", _("to be paid")
        NOT_PAID = "not_paid", _("no royalty")

    portal = models.ForeignKey(Portal, models.PROTECT, related_name="+", verbose_name=_("portal"))
    page = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("page"),
    )  # fmt: skip
    title = models.CharField(_("title of the item"), max_length=255)
    published_on = models.DateField(_("published on"), db_index=True)
    genre = models.CharField(_("genre"), max_length=40, blank=True, choices=genre_choices)
    coefficient = models.DecimalField(
        _("coefficient"), max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    translation_percent = models.PositiveSmallIntegerField(
        _("translation (%)"), null=True, blank=True, validators=PERCENT,
        help_text=_("For a translation: what the translator gets of the genre's royalty."),
    )  # fmt: skip
    addition_percent = models.PositiveSmallIntegerField(
        _("addition (%)"), default=0, validators=PERCENT,
        help_text=_("For works for children or ethnic minorities; otherwise 0."),
    )  # fmt: skip
    state = models.CharField(_("decision"), max_length=10, choices=State, default=State.PROPOSED)
    note = models.CharField(
        _("note"), max_length=500, blank=True, help_text=_("Required where no royalty is paid.")
    )
    over_budget_reason = reason_over_budget()
    unit_value = models.PositiveIntegerField(
        _("value of one unit (VND)"), default=0, editable=False
    )
    amount = models.PositiveBigIntegerField(_("royalty (VND)"), default=0, editable=False)
    basis = models.TextField(_("rules used"), blank=True, editable=False)
    confirmed_by = person(_("confirmed by"))
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, editable=False)

    wagtail_reference_index_ignore = True  # what is paid is not shown where pages are used

    class Meta:
        verbose_name = _("royalty")
        verbose_name_plural = _("royalties")
        ordering = ["-published_on", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.title

    @property
    def is_frozen(self) -> bool:
        """Whether some of it stands on an approved statement."""
        return any(statement.is_frozen for statement in self._statements())

    def _statements(self) -> Any:
        stored = RoyaltyShare.objects.filter(royalty=self.pk).exclude(statement=None)
        return PaymentStatement.objects.filter(pk__in=stored.values("statement"))

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it.

        Raises:
            FrozenError: it stands on an approved statement.
        """
        if self.pk and any(found.is_frozen for found in self._statements().select_for_update()):
            raise FrozenError(self.title)
        super().save(*args, **kwargs)


class RoyaltyShare(models.Model):
    """What one author gets of a royalty."""

    royalty = ParentalKey(Royalty, on_delete=models.CASCADE, related_name="shares")
    author = models.CharField(_("author as stated"), max_length=200, blank=True)
    payee = models.ForeignKey(
        Payee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("payee")
    )
    percent = models.DecimalField(
        _("share (%)"), max_digits=5, decimal_places=2, default=100, validators=PERCENT
    )
    amount = models.PositiveBigIntegerField(_("amount (VND)"), default=0, editable=False)
    statement = models.ForeignKey(
        PaymentStatement, models.SET_NULL, null=True, editable=False, related_name="shares"
    )

    wagtail_reference_index_ignore = True  # what is paid is not shown where pages are used

    class Meta:
        verbose_name = _("share of a royalty")
        verbose_name_plural = _("shares of royalties")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.payee or self.author}: {self.percent} %"


class Remuneration(models.Model):
    """What a member of the Editorial Board gets for a month (thù lao, ROYALTY-04)."""

    portal = models.ForeignKey(Portal, models.PROTECT, related_name="+", verbose_name=_("portal"))
    payee = models.ForeignKey(
        Payee, models.PROTECT, related_name="+", verbose_name=_("payee")
    )  # fmt: skip
    month = models.DateField(_("month"), help_text=_("Any day of the month."))
    work = models.CharField(
        _("work"), max_length=200, help_text=_("For example: member of the Editorial Board.")
    )
    amount = models.PositiveBigIntegerField(_("amount (VND)"), validators=[MinValueValidator(1)])
    reference = models.CharField(
        _("decision"), max_length=200, help_text=_("Number and symbol of the document.")
    )
    over_budget_reason = reason_over_budget()
    statement = models.ForeignKey(
        PaymentStatement, models.SET_NULL, null=True, editable=False, related_name="remunerations"
    )

    wagtail_reference_index_ignore = True  # what is paid is not shown where pages are used

    class Meta:
        verbose_name = _("remuneration")
        verbose_name_plural = _("remunerations")
        ordering = ["-month", "payee__name"]
        default_permissions = ()
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["payee", "month", "work"], name="one_remuneration_a_month",
                violation_error_message=_("This work is paid for this month already."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.payee}, {self.month:%m/%Y}"

    def clean(self) -> None:
        """Count from the first of the month; refuse the payee of another portal."""
        super().clean()
        if self.month:
            self.month = self.month.replace(day=1)
        if self.payee_id and self.portal_id and self.payee.portal_id != self.portal_id:
            raise ValidationError({"payee": _("Choose a payee of the same portal.")})

    @property
    def is_frozen(self) -> bool:
        """Whether it stands on an approved statement."""
        return self.statement is not None and self.statement.is_frozen

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it.

        Raises:
            FrozenError: it stands on an approved statement.
        """
        self._refuse_frozen()
        super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete it.

        Raises:
            FrozenError: it stands on an approved statement.
        """
        self._refuse_frozen()
        return super().delete(*args, **kwargs)

    def _refuse_frozen(self) -> None:
        stored = Remuneration.objects.filter(pk=self.pk).exclude(statement=None)
        found = PaymentStatement.objects.filter(
            pk__in=stored.values("statement")
        ).select_for_update()
        if any(statement.is_frozen for statement in found):
            raise FrozenError(str(self))
