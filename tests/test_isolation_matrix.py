"""Every address of the administration, asked for by each role on a portal for another's things.

The addresses are taken from the running configuration, so that one added tomorrow is tried, too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern

from govportal.portals.membership import PortalRole
from tests.test_isolation import SECRET, foreign  # noqa: F401

PREFIX = "cms/"
LEFT_OUT = re.compile("logout|login|reauthenticate|error_test")  # these end what the walk needs
WORDS = {
    "content_type_app_name": "govportal", "content_type_model_name": "articlepage",
    "content_type_app_label": "govportal", "app_label": "govportal", "app_name": "govportal",
    "model_name": "articlepage", "parent_object_id": None, "language": "en", "section": "news",
    "viewname": "wagtailadmin_home", "placement": "news", "revision_id_a": "earliest",
    "revision_id_b": "latest",
}  # fmt: skip

pytestmark = pytest.mark.walk


@dataclass(frozen=True)
class Address:
    """A pattern of the administration: its name, and what its parts are called."""

    name: str
    parts: tuple[str, ...]
    unnamed: int = 0

    def at(self, pk: int) -> str | None:
        """Return the address of the thing *pk*, None where it takes none such."""
        words = {part: WORDS.get(part) or pk for part in self.parts}
        try:
            return reverse(self.name, args=[pk] * self.unnamed or None, kwargs=words or None)
        except NoReverseMatch:
            return None


def addresses(
    resolver: URLResolver | None = None, spaces: tuple[str, ...] = (), way: str = "", above=()
) -> Iterator[Address]:
    """Yield every named address below the administration's root."""
    for found in (resolver or get_resolver()).url_patterns:
        here = way + str(found.pattern).lstrip("^")
        parts = (*above, *_parts(found.pattern))
        if isinstance(found, URLResolver):
            inner = (*spaces, found.namespace) if found.namespace else spaces
            yield from addresses(found, inner, here, parts)
        elif isinstance(found, URLPattern) and found.name and here.startswith(PREFIX):
            name = ":".join((*spaces, found.name))
            if not LEFT_OUT.search(name):
                named = tuple(part for part in parts if part)
                yield Address(name, named, len(parts) - len(named))


def _parts(pattern) -> Iterator[str]:
    """Yield the names of the parts of a pattern, empty for a part without one."""
    if isinstance(pattern, RegexPattern):
        names = {place: name for name, place in pattern.regex.groupindex.items()}
        yield from (names.get(place, "") for place in range(1, pattern.regex.groups + 1))
    else:
        yield from pattern.converters


def told(answer) -> str:
    """Return all that an answer says, its headers included."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{dict(answer.headers)}{content.decode(errors='replace')}"


@pytest.mark.parametrize("role", PortalRole.values)
def test_no_address_tells_of_another_portal(foreign, person, sign_in, role):  # noqa: F811
    client = sign_in(person("stc", role))
    client.raise_request_exception = False
    things = {
        foreign[name].pk for name in ("live", "draft", "section", "image", "document", "portal")
    } | {foreign["draft"].latest_revision_id, foreign["draft"].owner_id}
    tried, failed = set(), []
    for address in addresses():
        for pk in sorted(things) if address.parts or address.unnamed else (0,):
            url = address.at(pk)
            if url is None or url in tried:
                continue
            tried.add(url)
            answer = client.get(url)
            if answer.status_code >= 500 or SECRET in told(answer):
                failed.append((address.name, url, answer.status_code))
    assert not failed
    assert len(tried) > 300
