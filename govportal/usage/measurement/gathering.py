"""Gathers what is sent of one day: sums of each portal, under the names that the platform wants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, get_args

from django.conf import settings
from django.db.models import Count, Sum

from govportal import defaults
from govportal.connections import MeasuredValue
from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.usage.models import DailyViews, Rating
from govportal.usage.report import Figures

VALUES: tuple[str, ...] = get_args(MeasuredValue)
"""What may be sent at all. Nothing of it is of a person."""
SENDER = "govportal"


@dataclass(frozen=True)
class DayReport:
    """The rows of one day, one a portal. The same day always has the same *key*."""

    day: date
    rows: tuple[dict[str, Any], ...]

    @property
    def key(self) -> str:
        """A name by which the receiver knows a repetition."""
        return f"{SENDER}-{self.day.isoformat()}"

    @property
    def data(self) -> dict[str, Any]:
        """The report as plain data for JSON."""
        day = self.day.isoformat()
        return {"from": day, "to": day, "rows": list(self.rows)}


def gather(day: date) -> DayReport:
    """Return the sums of *day* of every portal; three queries for any number of portals."""
    read = dict(_sums(DailyViews, day).values_list("portal", Sum("views")))
    pages = dict(_sums(DailyViews, day).values_list("portal", Count("page", distinct=True)))
    rated: dict[int, Figures] = {}
    for portal, value, count in _sums(Rating, day).values_list("portal", "value", Sum("count")):
        rated.setdefault(portal, Figures()).ratings[value] += count
    return DayReport(
        day,
        tuple(
            _row(_values(portal, day, rated.get(portal.pk) or Figures())
                 | {"views": read.get(portal.pk, 0), "pages": pages.get(portal.pk, 0)})
            for portal in sorted(routing.table().portals, key=lambda portal: portal.code)
        ),
    )  # fmt: skip


def fields() -> dict[str, str]:
    """Return what is sent: our value by the name under which the platform wants it."""
    return dict(settings.GOVPORTAL_MEASUREMENT_FIELDS) or _national_fields()


def unknown_values(wanted: Iterable[str]) -> list[str]:
    """Return those of *wanted* that can't be sent, because nothing is called so."""
    return sorted(set(wanted) - set(VALUES))


@lru_cache
def _national_fields() -> dict[str, str]:
    return {item.name: item.value for item in defaults.national("measurement").measurement_fields}


def _sums(model: Any, day: date) -> Any:
    return model.objects.filter(day=day).order_by()


def _row(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[value] for name, value in fields().items() if value in values}


def _values(portal: Portal, day: date, rated: Figures) -> dict[str, Any]:
    endpoint = routing.table().canonical(portal.pk, "vi")
    return {
        "day": day.isoformat(),
        "portal": portal.name_vi,  # type: ignore[attr-defined]
        "agency": portal.agency.name_vi,  # type: ignore[attr-defined]
        "code": portal.code,
        "official_code": portal.agency.official_code,
        "site_id": portal.measurement_id,
        "host": endpoint.hostname if endpoint else "",
        "ratings": rated.rated,
        "satisfaction": rated.satisfaction,
        **rated.ratings,
    }
