"""Follows the links of a portal as a citizen does."""

import re

from govportal.portals import routing
from tests.conftest import SECTION_PAGES


def sections_of(code, language):
    """Return the address of each section of a portal by key, and the home's endpoint."""
    portal = next(p for p in routing.table().portals if p.code == code)
    home = routing.table().home(portal.pk, language)
    pages = [
        page
        for model in SECTION_PAGES
        for page in model.objects.filter(path__startswith=home.path).exclude(key="")
    ]
    found = {page.key: page.get_url_parts()[2] for page in pages}
    return found, routing.table().canonical(portal.pk, language)


def walk_from_home(read, code, language):
    """Return the address of each section by key, and those that links lead to from the home page.

    *read* takes a host and a path and returns the page.
    """
    addresses, endpoint = sections_of(code, language)
    known, waiting, reached = set(addresses.values()), [endpoint.home_path], set()
    while waiting:
        page = read(endpoint.hostname, waiting.pop())
        found = {*re.findall(r'href="([^"#?]+)"', page)} & known - reached
        reached |= found
        waiting += found
    return addresses, reached
