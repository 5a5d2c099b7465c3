"""What the head of an agency decided on the rates of the own portal (ROYALTY-03)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from govportal.portals.models import Portal
from govportal.royalties import rates


class RateDecision(ClusterableModel):
    """Rates of one portal from a day on, none above those of law."""

    portal = models.ForeignKey(Portal, models.CASCADE, related_name="+", verbose_name=_("portal"))
    reference = models.CharField(
        _("decision"), max_length=200, help_text=_("Number and symbol of the document.")
    )
    decided_on = models.DateField(_("day of the decision"))
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force until"), null=True, blank=True)
    unit_value = models.PositiveIntegerField(
        _("value of one unit (VND)"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("Empty: the value that the law sets. A higher one is refused."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("decision on rates")
        verbose_name_plural = _("decisions on rates")
        ordering = ["-valid_from", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.reference

    def clean(self) -> None:
        """Refuse days in the wrong order and a value above that of law."""
        super().clean()
        if self.valid_to and self.valid_from and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day must not be before the first.")})
        if self.unit_value and self.portal_id and self.valid_from:
            _refuse_above("unit_value", self.unit_value, self._lawful_unit_value())

    def _lawful_unit_value(self) -> rates.Rate | None:
        try:
            return rates.unit_value(self.portal, self.valid_from)
        except rates.NoRateError:
            return None

    def ceiling(self, genre: str) -> Decimal | None:
        """Return the greatest coefficient decided for *genre*, None where nothing was."""
        found = (row.coefficient for row in self.ceilings.all() if row.genre == genre)
        return next(found, None)

    def as_basis(self, value: Any) -> str:
        """Return the line that says that *value* comes from this decision."""
        return f"{self.reference}, {self.decided_on:%d/%m/%Y}: {value}"


class GenreCeiling(models.Model):
    """The greatest coefficient of a genre by one decision."""

    decision = ParentalKey(RateDecision, on_delete=models.CASCADE, related_name="ceilings")
    genre = models.CharField(_("genre"), max_length=40, choices=rates.genre_choices)
    coefficient = models.DecimalField(
        _("greatest coefficient"), max_digits=5, decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )  # fmt: skip

    class Meta:
        verbose_name = _("greatest coefficient of a genre")
        verbose_name_plural = _("greatest coefficients of genres")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["decision", "genre"], name="one_ceiling_per_genre")
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_genre_display()}: {self.coefficient}"

    def clean(self) -> None:
        """Refuse a coefficient above that of law."""
        super().clean()
        decision = self.decision
        if self.coefficient and self.genre and decision.portal_id and decision.valid_from:
            _refuse_above("coefficient", self.coefficient, self._lawful())

    def _lawful(self) -> rates.Rate | None:
        decision = self.decision
        try:
            return rates.greatest_coefficient(decision.portal, self.genre, decision.valid_from)
        except rates.NoRateError:
            return None


def _refuse_above(field: str, value: Any, lawful: rates.Rate | None) -> None:
    if lawful is not None and value > lawful.value:
        text = _("At most %(limit)s: %(basis)s.")
        limits = {"limit": lawful.value, "basis": "; ".join(lawful.basis)}
        raise ValidationError({field: text % limits})


def decision_on(portal: Portal, day: date) -> RateDecision | None:
    """Return the decision of *portal* in force on a day, the newest of several."""
    found = RateDecision.objects.filter(portal=portal, valid_from__lte=day)
    found = found.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=day))
    return found.prefetch_related("ceilings").order_by("-valid_from", "-pk").first()
