"""How a day reaches the measuring platform. A province may name an exporter of its own."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.utils.module_loading import import_string

from govportal.usage.measurement.gathering import DayReport
from govportal.usage.measurement.models import Measurement

Outcome = Measurement.Outcome
OURS = "govportal.usage.measurement.exporters.JsonExporter"
TIMEOUT_SECONDS = 20
AGENT = "govportal send-measurements"
ON_THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True)
class Answer:
    """What became of a report: one of :class:`Measurement.Outcome`, with the status if any."""

    outcome: str
    status: int | None = None


class Exporter(Protocol):
    """Takes the report of one day to the platform."""

    @property
    def receiver(self) -> str:
        """The name of the other side, for the log."""

    def send(self, report: DayReport) -> Answer:
        """Send *report* and return what was answered. A raised error counts as a failure."""


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


class JsonExporter:
    """Posts a report as JSON to ``GOVPORTAL_MEASUREMENT_URL``, with the token as bearer.

    A repetition carries the same ``Idempotency-Key``. A redirect counts as a refusal.
    """

    def __init__(self, timeout: float = TIMEOUT_SECONDS) -> None:
        self._url, self._timeout = settings.GOVPORTAL_MEASUREMENT_URL, timeout

    @property
    def receiver(self) -> str:
        """The host of the platform."""
        return urlsplit(self._url).netloc.rpartition("@")[2]

    def send(self, report: DayReport) -> Answer:
        """Post *report*; the platform has it when it answers 2xx."""
        try:
            opener = build_opener(_NoRedirects)
            with opener.open(self._request(report), timeout=self._timeout) as answer:
                return Answer(Outcome.SENT, answer.status)
        except HTTPError as error:
            with error:
                return Answer(Outcome.REFUSED, error.code)
        except URLError as error:
            return Answer(_outcome(error.reason))
        except (OSError, http.client.HTTPException) as error:
            return Answer(_outcome(error))

    def _request(self, report: DayReport) -> Request:
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": report.key,
            "User-Agent": AGENT,
        }
        if token := settings.GOVPORTAL_MEASUREMENT_TOKEN:
            headers["Authorization"] = f"Bearer {token}"
        body = json.dumps(report.data, ensure_ascii=False).encode()
        return Request(self._url, body, headers)  # noqa: S310 - judged by is_safe


def of_deployment() -> Exporter:
    """Return the exporter that ``GOVPORTAL_MEASUREMENT_EXPORTER`` names.

    Raises:
        ImportError: there is no such class.
    """
    found: Exporter = import_string(settings.GOVPORTAL_MEASUREMENT_EXPORTER)()
    return found


def is_safe(url: str) -> bool:
    """Return whether sums and token may go to *url*: by HTTPS, or within this machine."""
    try:
        parts = urlsplit(url)
        is_here = parts.scheme == "http" and parts.hostname in ON_THIS_MACHINE
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or is_here)


def _outcome(error: object) -> str:
    return Outcome.TIMEOUT if isinstance(error, TimeoutError) else Outcome.UNREACHABLE
