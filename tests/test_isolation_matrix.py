"""Every address of the administration, asked for by each role on a portal for another's things.

The addresses are taken from the running configuration, so that one added tomorrow is tried, too.
Rights add up: what is refused to somebody who has every role on a portal is refused to each. So
that person tries every address; with ``GOVPORTAL_WHOLE_WALK=1`` each role does.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group, User
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


# Refused, with the way back to the dashboard where the address is one of the user's portal.
REFUSED = {403, 404, 405}
WHOLE = bool(os.environ.get("GOVPORTAL_WHOLE_WALK"))


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


def things_of(foreign) -> list[int]:  # noqa: F811
    """Return the numbers of all that the other portal has."""
    names = ("live", "draft", "section", "image", "document", "portal")
    draft = foreign["draft"]
    return sorted({foreign[name].pk for name in names} | {draft.latest_revision_id, draft.owner_id})


def urls_of(tried: Iterable[Address], things: list[int]) -> list[str]:
    """Return where *tried* lead to: each once, with each of *things* where it takes one."""
    found = (
        address.at(pk)
        for address in tried
        for pk in (things if address.parts or address.unnamed else (0,))
    )
    return [url for url in dict.fromkeys(found) if url]


def with_every_role_of(users):
    """Return a person who has the roles of all *users*."""
    everything = User.objects.create_user("moi-vai-tro", "moi-vai-tro@example.gov.vn", "x")
    everything.groups.add(*Group.objects.filter(user__in=users))
    return everything


def told(answer) -> str:
    """Return all that an answer says, its headers and what the next page will say included."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    waiting = getattr(getattr(answer.wsgi_request, "_messages", None), "_queued_messages", [])
    messages = [message.message for message in waiting]
    return f"{dict(answer.headers)}{messages}{content.decode(errors='replace')}"


def read(client, user, urls) -> list[str]:
    """Let *user* read *urls*; return those that did more than refuse."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.raise_request_exception = False
    failed, answered = [], []
    for url in urls:
        answer = client.get(url)
        if answer.status_code >= 500 or SECRET in told(answer):
            failed.append((url, answer.status_code))
        if answer.status_code not in REFUSED and answer.headers.get("Location") != "/cms/":
            answered.append(url)
    assert failed == []
    return answered


def test_no_address_tells_of_another_portal(foreign, person, sign_in):  # noqa: F811
    roles = [person("stc", role) for role in PortalRole.values]
    client, urls = sign_in(roles[0]), urls_of(addresses(), things_of(foreign))
    answered = read(client, with_every_role_of(roles), urls)
    for user in roles if WHOLE else ():
        read(client, user, urls)
    assert len(urls) > 1600
    assert len(answered) > 100
