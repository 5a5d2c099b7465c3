"""Asks an address of the internet whether something is there, and nothing of the inner network.

Editors write these addresses, so each host is looked up first and only a public address of it is
connected to; so is every host that an answer leads on to.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
    UnknownHandler,
)

from django.conf import settings

from govportal.operations.links.models import LONGEST, LinkAddress

Outcome = LinkAddress.Outcome
AGENT = "govportal check-links"
REFUSES_PROGRAMS = frozenset({401, 403, 429})
"""Statuses that say who may see something, not that it is gone."""
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""Behind these, as behind tunnels, may stand any address, an inner one too."""


@dataclass(frozen=True)
class Finding:
    """What was found at an address, with the status of the answer if there was one."""

    outcome: str
    status: int | None = None


class _PrivateError(OSError):
    """The host has no public address."""


def _connect(host: str, port: int, timeout: Any) -> socket.socket:
    """Connect to a public address of *host*: the one that was looked at, not one looked up anew."""
    last: OSError = _PrivateError(host)
    for family, kind, protocol, _name, place in socket.getaddrinfo(
        host, port, 0, socket.SOCK_STREAM
    ):
        if not _is_public(place[0]):
            continue
        connection = socket.socket(family, kind, protocol)
        connection.settimeout(timeout)
        try:
            connection.connect(place)
        except OSError as error:
            connection.close()
            last = error
        else:
            return connection
    raise last


def _is_public(address: Any) -> bool:
    if settings.GOVPORTAL_LINKS_MAY_BE_PRIVATE:
        return True
    found = ipaddress.ip_address(str(address).partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        is_tunnel = bool(found.sixtofour or found.teredo or found in TRANSLATED)
        return found.is_global and not (is_tunnel or found.is_multicast or found.ipv4_mapped)
    return found.is_global and not found.is_multicast


class _Connection(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = _connect(self.host, self.port, self.timeout)


class _SecureConnection(http.client.HTTPSConnection):
    def connect(self) -> None:
        plain = _connect(self.host, self.port, self.timeout)
        try:
            self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
        except OSError:
            plain.close()
            raise


class _Http(HTTPHandler):
    def http_open(self, request: Request) -> Any:
        return self.do_open(_Connection, request)  # type: ignore[arg-type]


class _Https(HTTPSHandler):
    def https_open(self, request: Request) -> Any:
        return self.do_open(_SecureConnection, request)  # type: ignore[arg-type]


class _Redirects(HTTPRedirectHandler):
    max_redirections = 5
    max_repeats = 2


def _opener() -> OpenerDirector:
    """Return what opens web addresses and nothing else: no files, no FTP, no proxy."""
    opener = OpenerDirector()
    for handler in (_Http, _Https, _Redirects, HTTPDefaultErrorHandler, HTTPErrorProcessor,
                    UnknownHandler):  # fmt: skip
        opener.add_handler(handler())
    return opener


def ask(address: str, timeout: float) -> Finding:
    """Ask *address* for its head and, where that fails, for the whole, of which nothing is read.

    *timeout* is in seconds, for each step of the answer.
    """
    if len(address) >= LONGEST or not _is_address(address):
        return Finding(Outcome.INVALID)
    found = _asked(address, "HEAD", timeout)
    return found if found.outcome == Outcome.WORKS else _asked(address, "GET", timeout)


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _asked(address: str, method: str, timeout: float) -> Finding:
    try:
        request = Request(address, method=method, headers={"User-Agent": AGENT, "Accept": "*/*"})  # noqa: S310 - the opener knows http(s) alone
        with _opener().open(request, timeout=timeout) as answer:
            return Finding(Outcome.WORKS, answer.status)
    except HTTPError as error:
        with error:
            return Finding(_of_status(error.code), error.code)
    except URLError as error:
        return Finding(_of_reason(error.reason))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Finding(_of_reason(error))


def _of_status(status: int) -> str:
    if status in REFUSES_PROGRAMS:
        return Outcome.SILENT
    return Outcome.REDIRECTS if 300 <= status < 400 else Outcome.STATUS


def _of_reason(reason: object) -> str:
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (_PrivateError, Outcome.PRIVATE),
        (TimeoutError, Outcome.TIMEOUT),
        (ssl.SSLError, Outcome.TLS),
        ((ValueError, http.client.InvalidURL), Outcome.INVALID),
    )
    return next((found for kind, found in kinds if isinstance(reason, kind)), Outcome.UNREACHABLE)
