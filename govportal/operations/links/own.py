"""Links within the installation: the database says whether they lead somewhere, without HTTP."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model

from govportal.operations.links.content import DOCUMENT, PAGE
from govportal.operations.links.models import LinkAddress
from govportal.portals import routing
from govportal.publishing.former_addresses.search import find, public_address
from govportal.publishing.serving import serve_page
from govportal.search.entries import public_pages

Outcome = LinkAddress.Outcome
FILES = (settings.STATIC_URL, settings.MEDIA_URL)
"""What the web server gives out; the database does not know it."""


def is_outside(address: str) -> bool:
    """Return whether *address* is not one of this installation."""
    if address.startswith((PAGE, DOCUMENT)):
        return False
    try:
        return not routing.table().knows(urlsplit(address).hostname or "")
    except ValueError:
        return True


def outcomes(addresses: Iterable[str]) -> dict[str, str]:
    """Return for each of the *addresses* of this installation whether something is public there."""
    addresses = list(addresses)
    pages = _there(addresses, PAGE, public_pages())
    documents = _there(addresses, DOCUMENT, get_document_model().objects.all())
    answering = {
        address
        for address in addresses
        if address in pages | documents or (":/" in address and _is_answered(address))
    }
    there, gone = str(Outcome.WORKS), str(Outcome.MISSING)
    return {item: there if item in answering else gone for item in addresses}


def _there(addresses: Iterable[str], prefix: str, rows: Any) -> set[str]:
    named = (item.removeprefix(prefix) for item in addresses if item.startswith(prefix))
    ids = [key for key in named if key.isdecimal() and len(key) < 19]
    return {f"{prefix}{pk}" for pk in rows.filter(pk__in=ids).values_list("pk", flat=True)}


def _is_answered(address: str) -> bool:
    parts = urlsplit(address)
    asked = unquote(parts.path)
    endpoint = routing.table().match(parts.hostname or "", asked)
    if endpoint is None:
        return False
    path = asked.removeprefix(f"/{endpoint.prefix}") if endpoint.prefix else asked
    if path.startswith(FILES):
        return True
    try:
        found = resolve(path or "/")
    except Resolver404:
        return False
    if found.url_name == "wagtaildocs_serve":
        return bool(get_document_model().objects.filter(pk=found.kwargs["document_id"]).exists())
    return found.func is not serve_page or _is_page(endpoint, path)


def _is_page(endpoint: routing.Endpoint, path: str) -> bool:
    """Return whether a public page stands at *path*, once did and leads on, or a redirect does."""
    home, below = routing.table().home(endpoint.portal.pk, endpoint.language), path.lstrip("/")
    if home is None or not below:
        return home is not None
    if not below.endswith("/") and "." not in below:
        below += "/"
    if public_address(home, below) or isinstance(find(home, below), str):
        return True
    return bool(Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists())
