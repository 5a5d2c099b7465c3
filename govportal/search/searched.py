"""How often which words were looked for, by day: of the words, never of those who typed them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection, models, transaction
from django.db.models import Max, Sum
from django.utils import timezone

from govportal.folding import fold
from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.tally import Tally

LONGEST = 100
"""Characters; longer texts were pasted, nobody else looks for the same."""
FEWEST_SHOWN = 3
"""What was looked for less often may point to one person and is shown to nobody."""
SHOWN_DAYS = 90
MOST_SHOWN = 200
COUNT = (
    "INSERT INTO govportal_searchedwords (portal_id, day, language, words, found, count) "
    "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (portal_id, day, language, words) "
    "DO UPDATE SET count = govportal_searchedwords.count + excluded.count, found = excluded.found"
)
HEADER = "X-Govportal-Found"
"""Says how much was found, so that a search counts that a cache answers. It tells nothing new."""
_PERSONAL = re.compile(r"@|(?:\d[\s.\-]?){8,}")
"""Email addresses, and numbers of telephones, identity cards and accounts."""


class Search(NamedTuple):
    """A search as it is counted, in order of its row."""

    portal_id: int
    day: date
    language: str
    words: str
    found: int


class SearchedWords(models.Model):
    """Words looked for on a portal on one day, how often, and how much was found."""

    wagtail_reference_index_ignore = True

    portal = models.ForeignKey(Portal, models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    words = models.CharField(max_length=LONGEST)
    day = models.DateField()
    count = models.PositiveIntegerField(default=1)
    found = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["portal", "day", "language", "words"], name="one_count_a_day_of_words"
            )
        ]

    def __str__(self) -> str:
        return self.words


def count(portal: Portal, language: str, text: str, found: int) -> None:
    """Count that *text* was looked for today and *found* pages answered.

    Text that looks like personal data is not kept. The count is written later, for many searches
    at once.
    """
    words = " ".join(fold(text).split())
    if not words or len(words) > LONGEST or _PERSONAL.search(words):
        return
    tally.add(Search(portal.pk, timezone.localdate(), language, words, found))


def _write(searches: Counter[Search]) -> None:
    """Add *searches* to the counts of their days; a portal that is gone has none.

    All processes add in the same order: two at once wait, and never block each other.
    """
    portals = routing.table().by_id
    rows = [
        [it.portal_id, it.day.isoformat(), it.language, it.words, it.found, count]
        for it, count in sorted(searches.items())
        if it.portal_id in portals
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(COUNT, rows)


tally = Tally(_write)


def forget_old() -> int:
    """Delete counts that no report shows any more; return how many there were."""
    before = timezone.localdate() - timedelta(days=SHOWN_DAYS)
    return int(SearchedWords.objects.filter(day__lte=before).delete()[0])


def often_searched(portals: Iterable[Portal]) -> list[dict[str, Any]]:
    """Return what was often looked for on *portals* of late, the most frequent first."""
    by_id = {portal.pk: portal for portal in portals}
    since = timezone.localdate() - timedelta(days=SHOWN_DAYS)
    rows = SearchedWords.objects.filter(portal__in=by_id, day__gt=since)
    rows = rows.values("portal", "language", "words").order_by()
    often = rows.annotate(times=Sum("count"), found=Max("found")).filter(times__gte=FEWEST_SHOWN)
    ordered = often.order_by("-times", "words", "portal", "language")[:MOST_SHOWN]
    return [row | {"portal": by_id[row["portal"]]} for row in ordered]
