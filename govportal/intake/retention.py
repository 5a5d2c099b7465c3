"""Erases the contact data of contributors once it is no longer needed (PRIV-09)."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from govportal import law
from govportal.intake.contributions import Contribution, ContributionState
from govportal.law.calendar import months_before
from govportal.portals.models import Portal

RULE = "feedback.keep_sender_data"


def erase_expired() -> int:
    """Erase the contributors of what was handled longer ago than the rule allows.

    Returns how many. The name stays where it became that of the author; texts and files stay.
    """
    systems = Portal.objects.order_by("system").values_list("system", flat=True).distinct()
    return sum(_erase_of_system(system) for system in systems)


def _erase_of_system(system: str) -> int:
    before = months_before(timezone.now(), law.number(RULE, system=system))
    handled = Contribution.objects.filter(
        ~Q(state=ContributionState.RECEIVED), portal__system=system, handled_at__lt=before,
        erased_at=None,
    )  # fmt: skip
    blank = {"contributor_email": "", "contributor_phone": "", "erased_at": timezone.now()}
    declined = handled.filter(state=ContributionState.DECLINED)
    count = declined.update(contributor_name="", **blank)
    return int(count + handled.update(**blank))
