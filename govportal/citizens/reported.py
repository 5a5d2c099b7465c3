"""The question of a reader who reports wrong information on a page of the portal."""

from __future__ import annotations

import re

from django.http import HttpRequest
from django.utils.translation import gettext as _

from govportal.publishing.page_tools import REPORTED

PATH = re.compile(r"/[\w./%-]{0,300}")


def begun(request: HttpRequest) -> dict[str, str]:
    """Return what the form holds at first: the address of the page, where a good one is given.

    Only a path is taken, and told as an address of this portal: nobody can put words of theirs
    or the address of another site into the form of a reader.
    """
    path = request.GET.get(REPORTED, "")
    if not PATH.fullmatch(path):
        return {}
    address = request.endpoint.root_url + path  # type: ignore[attr-defined]
    return {
        "subject": _("Wrong information on a page of the portal"),
        "body": _("Page: %(address)s\nWhat is wrong: ") % {"address": address},
    }
