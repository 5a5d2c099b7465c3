"""Brings portals, their sites, home pages and addresses in line with the plugin."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Collection, Locale, Page, Site

from govportal import plugins
from govportal.portals import domains
from govportal.portals.models import Agency, Portal, PortalEndpoint, PortalHome
from govportal.province import AgencySpec, Text
from govportal.provisioning.indexing import indexed_together
from govportal.publishing.models import HomePage

DEFAULT_PORT = 80


def provision_portals() -> list[str]:
    """Create missing portals, follow changed names and addresses; return what changed.

    What belongs together is one transaction, so an interrupted run completes when run again.
    """
    locales = _provision_locales()
    scheme = domains.of_province()
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    portals = {portal.agency.code: portal for portal in Portal.objects.select_related("agency")}
    endpoints = _canonical_endpoints()
    changes: list[str] = []
    for spec in plugins.agencies():
        if not spec.has_portal:
            continue
        if spec.code not in portals:
            portals[spec.code] = _create_portal(spec, agencies[spec.code], scheme, locales)
            changes.append(_("new portal %(code)s") % {"code": spec.code})
        else:
            changes += _follow_names(portals[spec.code], spec)
        changes += _follow_addresses(portals[spec.code], spec, scheme, locales, endpoints)
    _remove_welcome_page()
    return changes


def _provision_locales() -> dict[str, Locale]:
    codes = plugins.province().languages
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code in codes}


def _canonical_endpoints() -> dict[tuple[int, str], PortalEndpoint]:
    rows = PortalEndpoint.objects.filter(is_canonical=True).select_related("locale")
    return {(row.portal_id, row.locale.language_code): row for row in rows}


@transaction.atomic
@indexed_together()
def _create_portal(
    spec: AgencySpec, agency: Agency, scheme: domains.Domains, locales: dict[str, Locale]
) -> Portal:
    names = portal_names(spec)
    homes = _create_homes(spec, names["name"], locales)
    address = scheme.derive(spec)
    if address is None:
        raise LookupError(spec.code)
    portal = Portal.objects.create(
        agency=agency,
        site=_create_site(spec, address.host, names["name"].vi, homes["vi"]),
        collection=Collection.get_first_root_node().add_child(name=names["name"].vi),
        system=spec.system or plugins.province().systems[0].key,
        accent=plugins.agency_kinds()[spec.kind].accent,
        **_translated(names),
    )
    PortalHome.objects.bulk_create(
        PortalHome(portal=portal, locale=locales[code], page=home) for code, home in homes.items()
    )
    return portal


def _create_site(spec: AgencySpec, host: str, name: str, home: Page) -> Site:
    is_main = spec.kind == "province"
    if is_main:
        Site.objects.filter(is_default_site=True).update(is_default_site=False)
    port = int(settings.GOVPORTAL_PORT or DEFAULT_PORT)
    return Site.objects.create(
        hostname=host, port=port, site_name=name, root_page=home, is_default_site=is_main
    )


def _create_homes(spec: AgencySpec, name: Text, locales: dict[str, Locale]) -> dict[str, Page]:
    root = Page.get_first_root_node()
    homes: dict[str, Page] = {}
    for code, locale in locales.items():
        now = timezone.now()
        home = HomePage(
            title=name.in_language(code), slug=spec.code if code == "vi" else f"{spec.code}-{code}",
            locale=locale, first_published_at=now, last_published_at=now,
        )  # fmt: skip
        if homes:
            home.translation_key = homes["vi"].translation_key
        homes[code] = root.add_child(instance=home)
    return homes


def portal_names(spec: AgencySpec) -> dict[str, Text]:
    """Return the portal's name and the name of the authority above it, in both languages."""
    province = plugins.province()
    kind = plugins.agency_kinds()[spec.kind]
    main = next(agency for agency in plugins.agencies() if agency.kind == "province")
    name = _filled(_name_pattern(spec), spec, main)
    if spec.kind == "province" or spec.system:
        # The decision's own name; where it gives none in English, ours.
        stated = province.system(spec.system).name
        name = Text(vi=stated.vi, en=stated.en or name.en)
    authority = _filled(kind.authority, spec, main) if kind.authority else spec.name
    return {"name": name, "authority_name": authority}


def _name_pattern(spec: AgencySpec) -> Text:
    """Return the name that the decision gives component portals, else that of the kind."""
    usual = plugins.agency_kinds()[spec.kind].portal_name
    stated = plugins.province().system(spec.system).component_name
    if spec.kind == "province" or stated is None:
        return usual
    return Text(vi=stated.vi, en=stated.en or usual.en)


def _filled(pattern: Text, spec: AgencySpec, main: AgencySpec) -> Text:
    kind = plugins.agency_kinds()[spec.kind]
    place = plugins.province().name
    name_vi = spec.name.vi
    if kind.is_territorial:
        name_vi = name_vi[0].lower() + name_vi[1:]
    return Text(
        vi=pattern.vi.format(name=name_vi, authority=main.name.vi, province=place.vi),
        en=pattern.in_language("en").format(
            name=spec.name.in_language("en"),
            authority=main.name.in_language("en"),
            province=place.in_language("en"),
        ),
    )


def _translated(names: dict[str, Text]) -> dict[str, str]:
    return {
        f"{field}_{code}": text.in_language(code)
        for field, text in names.items()
        for code in settings.MODELTRANSLATION_LANGUAGES
    }


def _follow_names(portal: Portal, spec: AgencySpec) -> list[str]:
    wanted = _translated(portal_names(spec))
    changed = {name: value for name, value in wanted.items() if getattr(portal, name) != value}
    if not changed:
        return []
    for name, value in changed.items():
        setattr(portal, name, value)
    portal.save()
    return [_("portal %(code)s: new name") % {"code": spec.code}]


def _follow_addresses(
    portal: Portal,
    spec: AgencySpec,
    scheme: domains.Domains,
    locales: dict[str, Locale],
    endpoints: dict[tuple[int, str], PortalEndpoint],
) -> list[str]:
    changes = []
    for code, locale in locales.items():
        wanted, current = scheme.derive(spec, code), endpoints.get((portal.pk, code))
        if wanted is None or (current and str(current) == str(wanted)):
            continue
        _move_to(portal, locale, wanted, current)
        values = {"code": spec.code, "address": str(wanted)}
        changes.append(_("portal %(code)s answers at %(address)s") % values)
    return changes


@transaction.atomic
def _move_to(
    portal: Portal, locale: Locale, wanted: domains.Address, current: PortalEndpoint | None
) -> None:
    if current is not None:
        # The former address stays and sends readers to the new one.
        current.is_canonical = False
        current.save()
        if locale.language_code == "vi":
            Site.objects.filter(pk=portal.site_id).update(hostname=wanted.host)
    facts: dict[str, Any] = {"portal": portal, "locale": locale, "is_canonical": True}
    PortalEndpoint.objects.update_or_create(
        hostname=wanted.host, path_prefix=wanted.path, defaults=facts
    )


def _remove_welcome_page() -> None:
    """Remove the page and site that a new Wagtail database starts with, if untouched."""
    welcome = Page.objects.filter(
        depth=2, slug="home", content_type__model="page", latest_revision=None, numchild=0
    ).first()
    if welcome is not None:
        Site.objects.filter(root_page=welcome, portal=None).delete()
        welcome.delete()
