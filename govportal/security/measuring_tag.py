"""The script of a measuring platform, for provinces whose contract demands one (INTEG-02).

Without ``GOVPORTAL_MEASUREMENT_TAG`` no page asks another host for anything.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from django.conf import settings

SITE = "{id}"
DIRECTIVES = ("script-src", "connect-src", "img-src")
"""What the host of the tag may do: be a script, and be told what it measures."""
ORIGIN = re.compile(r"https://[a-z0-9.-]+(:\d+)?")


def address(site_id: str) -> str:
    """Return the address of the script for one portal, nothing where there is no tag or no id."""
    template: str = settings.GOVPORTAL_MEASUREMENT_TAG
    return template.replace(SITE, quote(site_id, safe="")) if site_id and origin() else ""


def origin() -> str:
    """Return the origin that pages ask besides their own; nothing without a usable tag."""
    found = _origin(settings.GOVPORTAL_MEASUREMENT_TAG)
    return "" if is_faulty() else found


def is_faulty() -> bool:
    """Return whether a tag is set that can't be used: no https address with ``{id}``."""
    tag: str = settings.GOVPORTAL_MEASUREMENT_TAG
    return bool(tag) and (SITE not in tag or not _origin(tag) or bool(re.search(r"\s", tag)))


def _origin(tag: str) -> str:
    try:
        parts = urlsplit(tag)
    except ValueError:
        return ""
    found = f"{parts.scheme}://{parts.netloc}"
    return found if ORIGIN.fullmatch(found) else ""
