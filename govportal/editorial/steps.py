"""Which approvals a page needs, and by which day each is to be given."""

from __future__ import annotations

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from govportal import law, plugins
from govportal.editorial.refusals import StepRefusedError
from govportal.languages.honesty import refuse_untranslated
from govportal.portals.pages import portal_of, system_of
from govportal.province import EditorialStep


def steps_of(page: Page) -> tuple[EditorialStep, ...]:
    """Return the approvals that *page* needs; outside a known agency, the province's own."""
    portal = portal_of(page)
    agencies = {agency.code: agency for agency in plugins.agencies()}
    agency = agencies.get(portal.code if portal else "", plugins.agencies()[0])
    return plugins.editorial_steps(agency, page.specific_class._meta.label)


def due_day(step: EditorialStep, page: Page) -> date:
    """Return the last working day for *step*, counted from today."""
    days = step.working_days or law.number("content.approve_within", system=system_of(page))
    return law.add_working_days(timezone.localdate(), days)


def end_of_day(day: date | None) -> datetime | None:
    """Return the last moment of *day*, by which what is due on it has to be done."""
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None


def refuse_incomplete(page: Page) -> None:
    """Refuse to approve *page* as its newest version is.

    Raises:
        StepRefusedError: with all that is missing.
    """
    latest = page.get_latest_revision_as_object()
    try:
        latest.refuse_incomplete()
        refuse_untranslated(latest)
    except ValidationError as error:
        head = _("Complete the page before it is approved.")
        raise StepRefusedError(page, [head, *error.messages]) from error
