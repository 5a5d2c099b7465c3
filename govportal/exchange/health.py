"""Asks connected systems whether they answer, and remembers what was found (FUNC-16).

Addresses come from the plugins' data alone, never from an editor or a reader, so nobody can make
the server ask an address of his choice.
"""

from __future__ import annotations

import http.client
import ssl
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.db import transaction
from django.utils import timezone

from govportal import law, plugins
from govportal.connections import Connection, HealthCheck
from govportal.exchange.models import ConnectionCheck
from govportal.publishing.categories import law_day

Outcome = ConnectionCheck.Outcome
AGENT = "govportal check-connections"


@dataclass(frozen=True)
class Finding:
    """What a system answered, and after how many milliseconds."""

    outcome: str
    status: int | None
    duration: int


class _OtherHostError(Exception):
    """The system redirects to a host that its description does not allow."""


class _Redirects(HTTPRedirectHandler):
    def __init__(self, hosts: Iterable[str]) -> None:
        self.hosts = set(hosts)

    def redirect_request(self, *args: Any) -> Any:
        if urlsplit(str(args[-1])).hostname not in self.hosts:
            raise _OtherHostError
        return super().redirect_request(*args)


def check(connection: Connection, timeout: float) -> Finding:
    """Ask *connection*, waiting at most *timeout* seconds for each part of its answer."""
    described = connection.health or HealthCheck()
    address = described.url or connection.url
    hosts = [urlsplit(address).hostname or "", *described.hosts]
    started = time.monotonic()
    outcome, status = _ask(address, hosts, timeout)
    if outcome == Outcome.WORKS and status not in described.statuses:
        outcome = Outcome.STATUS
    return Finding(outcome, status, int((time.monotonic() - started) * 1000))


def _ask(address: str, hosts: list[str], timeout: float) -> tuple[str, int | None]:
    request = Request(address, headers={"User-Agent": AGENT})  # noqa: S310 - http(s) by its facts
    try:
        with build_opener(_Redirects(hosts)).open(request, timeout=timeout) as answer:
            return Outcome.WORKS, answer.status
    except HTTPError as error:
        with error:
            return Outcome.WORKS, error.code  # an answer: whether it is the right one is seen later
    except _OtherHostError:
        return Outcome.REDIRECT, None
    except URLError as error:
        return _reason(error.reason), None
    except (OSError, http.client.HTTPException) as error:
        return _reason(error), None


def _reason(error: object) -> str:
    if isinstance(error, TimeoutError):
        return Outcome.TIMEOUT
    return Outcome.TLS if isinstance(error, ssl.SSLError) else Outcome.UNREACHABLE


def check_all() -> Iterator[ConnectionCheck]:
    """Check every connection that has an address, and yield each with what was found.

    What was found of systems that are no longer connected is forgotten.
    """
    known = {key: item for key, item in plugins.connections(law_day()).items() if item.url}
    timeout = law.number("exchange.health_timeout")
    ConnectionCheck.objects.exclude(key__in=known).delete()
    for connection in known.values():
        yield _remember(connection, check(connection, timeout))


@transaction.atomic
def _remember(connection: Connection, finding: Finding) -> ConnectionCheck:
    now = timezone.now()
    before = ConnectionCheck.objects.filter(key=connection.key).first()
    since = (before and before.failing_since) or now
    row, _made = ConnectionCheck.objects.update_or_create(
        key=connection.key,
        defaults={
            "name": connection.name.vi,
            "checked_at": now,
            "outcome": finding.outcome,
            "status": finding.status,
            "duration": finding.duration,
            "failing_since": None if finding.outcome == Outcome.WORKS else since,
        },
    )
    return row
