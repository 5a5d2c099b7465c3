"""How far a plan has come: counted from what is published, never typed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from wagtail.models import Page

from govportal.intake.plans import ContentPlan, PlanTopic
from govportal.portals.tree import is_original, subtree
from govportal.publishing.models import ArticlePage
from govportal.publishing.records.models import RecordPage

ITEM_TYPES = (ArticlePage, RecordPage)


@dataclass(frozen=True)
class TopicProgress:
    """A topic with the number of items published for it."""

    topic: PlanTopic
    published: int | None
    """None where its section is gone."""

    @property
    def is_reached(self) -> bool:
        """Whether as many items are published as were planned."""
        return self.published is not None and self.published >= self.topic.target

    @property
    def percent(self) -> int:
        """How much of the target is reached, at most 100."""
        return min(100, 100 * (self.published or 0) // max(self.topic.target, 1))


def progress(plan: ContentPlan) -> list[TopicProgress]:
    """Return the progress of each topic of *plan*. Two queries, however many topics."""
    return progress_of(plan.topics.select_related("section", "owner", "plan__portal"))


def progress_of(topics: Iterable[PlanTopic]) -> list[TopicProgress]:
    """Return the progress of each of *topics*, read with section and plan, in one query."""
    topics = list(topics)
    counts = {
        f"topic_{topic.pk}": Count("pk", filter=_counted(topic))
        for topic in topics
        if topic.section
    }
    live = Page.objects.live().filter(is_original()).type(*ITEM_TYPES)
    found: dict[str, Any] = live.aggregate(**counts) if counts else {}
    return [TopicProgress(topic, found.get(f"topic_{topic.pk}")) for topic in topics]


def _counted(topic: PlanTopic) -> Q:
    plan = topic.plan
    return Q(
        path__range=subtree(topic.section.path),
        first_published_at__gte=_moment(plan.first_day, time.min),
        first_published_at__lte=_moment(plan.last_day, time.max),
    )


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
