"""Translations that are older than their original, and those that the law wants and that lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from govportal.editorial.dashboard import own_portals
from govportal.editorial.waiting import Waiting, register
from govportal.languages import drift, rows
from govportal.languages.views import URL_NAME
from govportal.portals.membership import PortalRole

TRANSLATORS = (PortalRole.EDITOR, PortalRole.DEPUTY_HEAD, PortalRole.HEAD)
MOST = 50
"""So many outdated translations are named one by one."""


@register
def translations(user: Any) -> Iterator[Waiting]:
    """Yield each outdated translation of the portals that *user* edits, and a line for the rest."""
    own = own_portals(user, TRANSLATORS)
    if not own:
        return
    found = [item for item in drift.items(own) if item.is_drift]
    outdated = [item for item in found if item.state == drift.State.OUTDATED]
    yield from map(_outdated, outdated[:MOST])
    yield from _sums(item for item in found if item.state == drift.State.MISSING)


def _outdated(item: drift.Item) -> Waiting:
    _label, url = rows.next_step(item)
    detail = _("%(language)s: older than the original")
    return Waiting(
        kind="translation",
        title=item.original.title,
        url=url,
        due_at=None,
        portal=item.portal,
        detail=detail % {"language": rows.language_name(item.language)},
    )


def _sums(missing: Iterable[drift.Item]) -> Iterator[Waiting]:
    """Yield one line a portal and language: a new portal lacks dozens."""
    counted = Counter((item.portal, item.language) for item in missing)
    for (portal, language), count in counted.items():
        query = {"portal": portal.code, "language": language, "state": str(drift.State.MISSING)}
        title = ngettext(
            "%(count)d page has no version in this language: %(language)s",
            "%(count)d pages have no version in this language: %(language)s",
            count,
        )
        yield Waiting(
            kind="translation",
            title=title % {"count": count, "language": rows.language_name(language)},
            url=f"{reverse(URL_NAME)}?{urlencode(query)}",
            due_at=None,
            portal=portal,
            detail=_("The law wants them in this language."),
        )
