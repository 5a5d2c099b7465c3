"""The published pages of a portal as a repository that OAI-PMH can ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Min, Q, Value
from django.db.models.functions import Coalesce
from django.utils import translation
from oaipmh import common, error
from wagtail.models import Page

from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.portals.tree import HOME_DEPTH
from govportal.publishing.metadata.audit import published_pages
from govportal.publishing.metadata.values import Description, describe, place_of

FORMAT = (
    "oai_dc",
    "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
    "http://www.openarchives.org/OAI/2.0/oai_dc/",
)
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""The day of a page that was never published by anyone, such as a provisioned section."""
IDENTIFIER = re.compile(r"oai:[^:\s]+:(\d{1,18})")
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Identify(common.Identify):  # type: ignore[misc]
    """Reads the day of the first record only when it is asked for: every answer names the rest."""

    def __init__(self, repository: Repository) -> None:
        super().__init__(
            repository.name, repository.url, "2.0", repository.emails, None, "no",
            "YYYY-MM-DDThh:mm:ssZ", ["identity"], toolkit_description=False,
        )  # fmt: skip
        self._repository = repository

    def earliestDatestamp(self) -> datetime:
        return self._repository.earliest()


class Repository:
    """What the portal of a request may be asked: itself, and the province's portal for all.

    The methods are those that the library asks for; days are in UTC, without a time zone.
    """

    def __init__(self, portal: Portal) -> None:
        table, main = routing.table(), routing.main_portal()
        is_main = main is not None and main.pk == portal.pk
        self.portals = table.portals if is_main else [portal]
        self.main = main or portal
        self.portal = portal

    @property
    def url(self) -> str:
        """The address at which the repository answers."""
        endpoint = routing.table().canonical(self.portal.pk, "vi")
        return endpoint.url("/oai") if endpoint else ""

    @property
    def name(self) -> str:
        """The official name of the portal in Vietnamese."""
        with translation.override("vi"):
            return _in_xml(self.portal.name)

    @property
    def emails(self) -> list[str]:
        """Whom to write to about the repository."""
        return [self.portal.email or self.main.email or settings.DEFAULT_FROM_EMAIL]

    def pages(self) -> Any:
        """Return the public pages, with the moment at which each changed for readers."""
        changed = Coalesce("last_published_at", "first_published_at", Value(EARLIEST))
        return published_pages(self.portals).annotate(changed=changed)

    def earliest(self) -> datetime:
        """Return the moment before which nothing changed."""
        return _naive(self.pages().aggregate(first=Min("changed"))["first"] or EARLIEST)

    def identify(self) -> _Identify:
        """Return what the repository says of itself."""
        return _Identify(self)

    def listMetadataFormats(self, identifier: str | None = None) -> list[tuple[str, str, str]]:
        """Return the one form in which records are given."""
        if identifier is not None:
            self._page(identifier)
        return [FORMAT]

    def listSets(self, cursor: int, batch_size: int) -> list[tuple[str, str, str]]:
        """Return one set a portal."""
        with translation.override("vi"):
            found = [(portal.code, _in_xml(portal.name), "") for portal in self.portals]
        return sorted(found)[cursor:][:batch_size]

    def getRecord(self, metadataPrefix: str, identifier: str) -> tuple[Any, Any, None]:
        """Return one record."""
        _refuse_other_format(metadataPrefix)
        return next(self._records([self._page(identifier).specific]))

    def listIdentifiers(self, **wanted: Any) -> list[common.Header]:
        """Return the headers of the wanted records."""
        return [self._header(page) for page in self._wanted(**wanted)]

    def listRecords(self, **wanted: Any) -> list[tuple[Any, Any, None]]:
        """Return the wanted records."""
        return list(self._records(self._wanted(**wanted).specific()))

    def _page(self, identifier: str) -> Page:
        found = IDENTIFIER.fullmatch(identifier)
        page = self.pages().filter(pk=int(found[1])).first() if found else None
        if page is None or self._identifier(page) != identifier:
            raise error.IdDoesNotExistError("The repository has no record with this identifier.")
        return page

    def _wanted(
        self, metadataPrefix: str, cursor: int, batch_size: int, set: str | None = None,
        from_: datetime | None = None, until: datetime | None = None,
    ) -> Any:  # fmt: skip
        """Return the pages after the one with the id *cursor*: none is lost when others change."""
        _refuse_other_format(metadataPrefix)
        if from_ and until and from_ > until:
            raise error.BadArgumentError("The argument 'from' is later than 'until'.")
        when = Q(pk__gt=cursor)
        when &= Q(changed__gte=from_.replace(tzinfo=UTC)) if from_ else Q()
        when &= Q(changed__lte=until.replace(microsecond=999999, tzinfo=UTC)) if until else Q()
        if set is not None:
            codes = {portal.code: portal for portal in self.portals}
            when &= Q(tree__in=_trees(codes[set])) if set in codes else Q(pk=None)
        return self.pages().filter(when).order_by("pk")[:batch_size]

    def _records(self, pages: Any) -> Iterator[tuple[common.Header, common.Metadata, None]]:
        pages = list(pages)
        subjects = _titles_above(pages)
        for page in pages:
            place = place_of(page, subject=subjects.get(page.path[: -routing.STEP], ""))
            if place is not None:
                values = _values(describe(page, place))
                yield self._header(page), common.Metadata(None, values), None

    def _header(self, page: Any) -> common.Header:
        home = routing.table().home_of(page.path)
        sets = [home.portal.code] if home else []
        return common.Header(None, self._identifier(page), _naive(page.changed), sets, False)

    def _identifier(self, page: Any) -> str:
        """Return the same identifier whichever portal is asked."""
        endpoint = routing.table().canonical(self.main.pk, "vi")
        return f"oai:{endpoint.hostname if endpoint else 'localhost'}:{page.pk}"


def _refuse_other_format(prefix: str) -> None:
    if prefix != FORMAT[0]:
        raise error.CannotDisseminateFormatError("Records are given as oai_dc only.")


def _trees(portal: Portal) -> list[str]:
    return [home.path for home in routing.table().homes if home.portal.pk == portal.pk]


def _titles_above(pages: list[Any]) -> dict[str, str]:
    above = {page.path[: -routing.STEP] for page in pages}
    rows = Page.objects.filter(path__in=above, depth__gt=HOME_DEPTH)
    return dict(rows.values_list("path", "title"))


def _values(description: Description) -> dict[str, list[str]]:
    return {key: [_in_xml(value) for value in found] for key, found in description.values.items()}


def _in_xml(text: str) -> str:
    return NOT_IN_XML.sub("", text)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None)
