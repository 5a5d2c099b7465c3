"""What of the intake waits for a person: requests, answers, contributions, topics of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from govportal.editorial.waiting import Waiting, register
from govportal.intake import access
from govportal.intake.contributions import Contribution, ContributionState
from govportal.intake.information_requests import InformationRequest, RequestState
from govportal.intake.plans import PlanTopic
from govportal.intake.progress import progress_of
from govportal.portals import routing
from govportal.portals.membership import portals_of


@register
def information_requests(user: Any) -> Iterator[Waiting]:
    """Yield what the agencies of *user* are asked. One query."""
    asked = InformationRequest.objects.filter(
        portal__in=portals_of(user, access.WRITERS), state=RequestState.OPEN
    )
    for request in asked.select_related("portal"):
        yield Waiting(
            kind="information_request",
            title=_("Give information: %(subject)s") % {"subject": request.subject},
            url=reverse("information-requests:detail", args=[request.pk]),
            due_at=request.due_at,
            portal=request.portal,
            detail=_("Overdue") if request.is_overdue else "",
        )


@register
def information_answers(user: Any) -> Iterator[Waiting]:
    """Yield the answers that *user*, who asks agencies, has to read. One query."""
    if not access.may_ask(user):
        return
    answered = InformationRequest.objects.filter(state=RequestState.ANSWERED)
    for request in answered.select_related("portal"):
        yield Waiting(
            kind="information_answer",
            title=_("Read the answer: %(subject)s") % {"subject": request.subject},
            url=reverse("information-requests:detail", args=[request.pk]),
            due_at=None,
            portal=request.portal,
        )


@register
def contributions(user: Any) -> Iterator[Waiting]:
    """Yield for each portal of *user* how many contributions wait. One query."""
    waiting = Contribution.objects.filter(
        portal__in=access.handled_portals(user), state=ContributionState.RECEIVED
    )
    known = routing.table().by_id
    for portal_id, count in waiting.order_by().values_list("portal").annotate(count=Count("pk")):
        text = ngettext("%(count)d contribution to read", "%(count)d contributions to read", count)
        yield Waiting(
            kind="contribution",
            title=text % {"count": count},
            url=reverse("contributions:index") + "?state=received",
            due_at=None,
            portal=known.get(portal_id),
        )


@register
def topics(user: Any) -> Iterator[Waiting]:
    """Yield the topics of *user* that running plans still miss. Two queries."""
    today = timezone.localdate()
    own = PlanTopic.objects.filter(owner=user, plan__first_day__lte=today)
    own = own.filter(plan__portal__in=portals_of(user, access.WRITERS))
    own = own.filter(plan__first_day__gte=today.replace(month=1, day=1))
    running = [t for t in own.select_related("section", "plan__portal") if t.plan.last_day >= today]
    for line in progress_of(running):
        if not line.is_reached:
            yield _topic(line)


def _topic(line: Any) -> Waiting:
    plan = line.topic.plan
    words = {"published": line.published or 0, "target": line.topic.target}
    return Waiting(
        kind="plan_topic",
        title=_("Topic of the plan: %(topic)s") % {"topic": line.topic.topic},
        url=reverse("wagtailadmin_explore", args=[line.topic.section_id])
        if line.topic.section_id
        else reverse("wagtailadmin_home"),
        due_at=timezone.make_aware(datetime.combine(plan.last_day, time.max)),
        portal=plan.portal,
        detail=_("%(published)d of %(target)d published") % words,
    )
