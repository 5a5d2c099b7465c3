"""Statutory reports on the period that has just ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from govportal import law, plugins
from govportal.editorial.dashboard import own_portals
from govportal.editorial.waiting import Waiting, end_of, register
from govportal.portals.membership import PortalRole
from govportal.province import ReportTemplate
from govportal.reporting.errors import ReportError
from govportal.reporting.forms import FIRST_HALF, WHOLE_YEAR
from govportal.reporting.periods import Period
from govportal.reporting.views import URL_NAME

REPORTERS = (PortalRole.HEAD, PortalRole.ADMINISTRATOR)


@register
def reports(user: Any) -> Iterator[Waiting]:
    """Yield the reports that are to be handed in now, until their last day has passed.

    Nobody records that a report was handed in, so that an overdue one would never go away.
    """
    due = _due(plugins.province().reference_day(timezone.localdate()))
    portals = own_portals(user, REPORTERS) if due else []
    if not due or not portals:
        return
    period, last_day = due
    for template in plugins.report_templates().values():
        yield Waiting(
            kind="report",
            title=_title(template, period),
            url=_url(template, period),
            due_at=end_of(last_day),
            portal=portals[0] if len(portals) == 1 else None,
            detail=template.source,
        )


def _due(today: date) -> tuple[Period, date] | None:
    """Return the period to report on and the last day for it, None where none is open."""
    try:
        ended = (Period.half_year(today.year, 1), Period.year(today.year - 1))
        within = law.number("report.hand_in_within", today)
    except (ReportError, KeyError):
        return None  # the report itself says what is wrong with the rule
    for period in ended:
        last_day = law.add_working_days(period.end, within)
        if period.end < today <= last_day:
            return period, last_day
    return None


def _title(template: ReportTemplate, period: Period) -> str:
    language = get_language() or "vi"
    values = {
        "form": template.form_number.in_language(language),
        "period": period.name.in_language(language),
    }
    return _("Report by %(form)s, %(period)s") % values


def _url(template: ReportTemplate, period: Period) -> str:
    part = FIRST_HALF if period.slug.endswith("h1") else WHOLE_YEAR
    query = {"template": template.key, "part": part, "year": period.end.year}
    return f"{reverse(URL_NAME)}?{urlencode(query)}"
