"""Sends the days that the platform does not have yet, each once, and logs every attempt."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Min
from django.utils import timezone

from govportal import law
from govportal.usage.measurement.exporters import Answer, Exporter
from govportal.usage.measurement.gathering import DayReport, gather
from govportal.usage.measurement.models import Measurement
from govportal.usage.retention import first_kept_day

logger = logging.getLogger(__name__)

Outcome = Measurement.Outcome
LONGEST_RUN = timedelta(hours=1)
"""An attempt that takes longer was broken off: nothing waits so long for an answer."""


def due_days(since: date | None = None) -> list[date]:
    """Return the days to be sent, oldest first: whole days that were not accepted yet.

    They begin with the first day ever tried, or else with yesterday; *since* reaches further back.
    Days that are added up to months already can't be sent any more.
    """
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    tried = Measurement.objects.aggregate(first=Min("day"))["first"]
    kept = first_kept_day(today, law.number("usage.keep_months"))
    first = max(min(filter(None, (since, tried, yesterday))), kept)
    sent = set(Measurement.objects.filter(outcome=Outcome.SENT).values_list("day", flat=True))
    days = (first + timedelta(days=number) for number in range((today - first).days))
    return [day for day in days if day not in sent]


def send_due(exporter: Exporter, sent_by: str, since: date | None = None) -> Iterator[Measurement]:
    """Send what is due, and yield each attempt with its result.

    It ends with the first day that is not accepted; that day is due again next time. A day that
    another process is sending is left to it.
    """
    _close_broken_off()
    for day in due_days(since):
        attempt = _begin(day, exporter.receiver, sent_by)
        if attempt is None:
            continue
        report = gather(day)
        _end(attempt, _answer(exporter, report), len(report.rows))
        yield attempt
        if attempt.outcome != Outcome.SENT:
            return


def _close_broken_off() -> None:
    long_ago = timezone.now() - LONGEST_RUN
    running = Measurement.objects.filter(outcome=Outcome.RUNNING, started_at__lt=long_ago)
    running.update(outcome=Outcome.BROKEN_OFF, ended_at=timezone.now())


def _begin(day: date, receiver: str, sent_by: str) -> Measurement | None:
    """Log that *day* is being sent; None where another process does it or has done it."""
    try:
        with transaction.atomic():
            return Measurement.objects.create(
                day=day, receiver=receiver[:253], sent_by=sent_by[:150]
            )
    except IntegrityError:
        return None


def _answer(exporter: Exporter, report: DayReport) -> Answer:
    try:
        return exporter.send(report)
    except Exception as error:
        logger.warning("The sums of %s could not be sent: %r", report.day, error)
        return Answer(Outcome.FAILED)


def _end(attempt: Measurement, answer: Answer, portals: int) -> None:
    """Log the answer, unless the attempt took so long that it counts as broken off."""
    attempt.outcome, attempt.status = answer.outcome, answer.status
    attempt.ended_at, attempt.portals = timezone.now(), portals
    Measurement.objects.filter(pk=attempt.pk, outcome=Outcome.RUNNING).update(
        outcome=attempt.outcome, status=attempt.status, ended_at=attempt.ended_at, portals=portals
    )
