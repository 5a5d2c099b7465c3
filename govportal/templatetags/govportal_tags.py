"""What the public templates may ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from wagtail.models import Page

from govportal import plugins
from govportal.boards.shown import bodies_shown
from govportal.editorial.corrections import public_corrections
from govportal.facts import Text
from govportal.information import answers
from govportal.information import register as disclosure
from govportal.information.models import CategoryAnswer
from govportal.languages import honesty
from govportal.portal_systems import PlatformLabel
from govportal.portals import routing
from govportal.portals.accent_styles import styles_for
from govportal.portals.bodies import agency_in_sentence
from govportal.portals.pages import portal_of
from govportal.publishing import (
    figures,
    navigation,
    outline,
    page_tools,
    platform_labels,
    written_dates,
)
from govportal.publishing.attribution import wordings
from govportal.publishing.documents.acts import remember_acts
from govportal.publishing.documents.kinds import Effect
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.feeds import Channel, channels_of
from govportal.publishing.legal_sources import legal_source
from govportal.publishing.models import PortalPage
from govportal.publishing.notices import Notice
from govportal.publishing.section_icons import SECTION_ICONS
from govportal.security import measuring_tag

register = template.Library()
register.filter("long_date", written_dates.long_date)
register.filter("short_date", written_dates.short_date)
register.filter("grouped", figures.grouped)
register.filter("point_label", outline.point_label)
register.filter("legal_source", legal_source)
register.filter("in_sentence", agency_in_sentence)

EFFECT_BADGES = {
    Effect.UNKNOWN: ("", "info"),
    Effect.PENDING: ("b-warn", "clock"),
    Effect.IN_FORCE: ("b-ok", "check"),
    Effect.PARTLY_EXPIRED: ("b-warn", "half"),
    Effect.PARTLY_SUSPENDED: ("b-warn", "pause"),
    Effect.SUSPENDED: ("b-warn", "pause"),
    Effect.EXPIRED: ("b-bad", "x"),
}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Return the drawing *name* of the sprite; the words beside it say what it means."""
    return format_html(
        '<svg class="i" aria-hidden="true" focusable="false"><use href="{}#i-{}"></use></svg>',
        static("govportal/img/icons.svg"),
        name,
    )


@register.filter
def section_icon(key: str) -> str:
    """Return the name of the icon that stands for the section *key*."""
    return SECTION_ICONS.get(key, "folder")


@register.filter
def with_key(links: Iterable[navigation.Link], key: str) -> navigation.Link | None:
    """Return the link with *key*, None where there is none."""
    return next((link for link in links if key and link.key == key), None)


@register.simple_tag
def today() -> date:
    """Return today in the province's time zone."""
    return timezone.localdate()


@register.simple_tag
def day_in_use() -> date | None:
    """Return today, None where the province has ended and its portals are kept for reference."""
    day = today()
    return day if plugins.province().reference_day(day) == day else None


@register.simple_tag(takes_context=True)
def corrections(context: template.Context) -> list[Any]:
    """Return what the readers of the page are told was wrong on it (FLOW-10)."""
    return public_corrections(context["page"], context["request"])


@register.simple_tag(takes_context=True)
def menu(context: template.Context) -> list[navigation.Link]:
    """Return the portal's menu in the language of the page."""
    request = context.get("request")
    return navigation.menu(request, context.get("page")) if request else []


@register.simple_tag(takes_context=True)
def place_in_menu(context: template.Context) -> str:
    """Return what tells how the menu of the page differs from that of another page."""
    request = context.get("request")
    return navigation.place_in_menu(request, context.get("page")) if request else ""


@register.simple_tag(takes_context=True)
def sections(context: template.Context) -> list[navigation.Link]:
    """Return the sections that stand on the portal's home page, in the menu or not."""
    request = context.get("request")
    return navigation.sections(request) if request else []


@register.simple_tag(takes_context=True)
def feeds(context: template.Context) -> list[Channel]:
    """Return the feeds that a reader of the page may want."""
    request = context.get("request")
    return list(channels_of(request, context.get("page"))) if request else []


@register.simple_tag(takes_context=True)
def accent_styles(context: template.Context) -> str:
    """Return the address of the style sheet that the portal's accent needs, else nothing."""
    portal = context.get("portal")
    return styles_for(portal) if portal else ""


@register.simple_tag(takes_context=True)
def breadcrumb(context: template.Context) -> list[navigation.Link]:
    """Return the pages between the home and this page."""
    return navigation.sections_above(context["page"])


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[navigation.Link]:
    """Return the languages of the portal, linked to this page where it is translated."""
    request = context.get("request")
    return navigation.languages(request, context.get("page")) if request else []


@register.simple_tag(takes_context=True)
def notice_of_portal(context: template.Context) -> Notice:
    """Return what all pages of the portal say now: an emergency, mourning, a suspension."""
    return navigation.notice(context["request"])


@register.simple_tag(takes_context=True)
def address_of_page(context: template.Context) -> dict[str, Any] | None:
    """Return the page's own address and its alternates; None below a page, as on a form."""
    page: Any = context.get("page")
    request = context.get("request")
    if not isinstance(page, PortalPage) or request is None:
        return None
    parts = page.get_url_parts(request)
    shown = context.get("part_shown")
    if parts is None or parts[2] + (shown.path if shown else "") != request.path:
        return None
    if shown:
        return {
            "canonical": f"{page.full_url}{shown.path}",
            "alternates": {},
            "whole": page.full_url,
        }
    if query := context.get("canonical_query"):
        return {"canonical": f"{page.full_url}{query}", "alternates": {}}
    number = getattr(context.get("page_obj"), "number", 1)
    if number > 1:
        return {"canonical": f"{page.full_url}?page={number}", "alternates": {}}
    alternates = page.alternates if len(page.alternates) > 1 else {}
    return {"canonical": page.full_url, "alternates": alternates}


@register.simple_tag(takes_context=True)
def newer_original(context: template.Context) -> honesty.Newer | None:
    """Return the original of this page, if it was changed after the page was translated."""
    page: Any = context.get("page")
    if not isinstance(page, PortalPage):
        return None
    return honesty.newer_original(page, get_language() or "")


@register.simple_tag(takes_context=True)
def link_to_province(context: template.Context) -> navigation.Link | None:
    """Return the link to the provincial portal, None on that portal itself."""
    main, portal = routing.main_portal(), context.get("portal")
    if main is None or (portal and main.pk == portal.pk):
        return None
    return navigation.link_to(main, get_language() or "vi")


@register.simple_tag
def directory() -> dict[str, list[navigation.Link]]:
    """Return the component portals of the province in their groups."""
    return navigation.directory(get_language() or "vi")


@register.simple_tag
def has_map() -> bool:
    """Return whether the province gives a map of its communes."""
    return bool(plugins.map_areas())


@register.simple_tag
def province_name() -> str:
    """Return the name of the province in the reader's language."""
    return plugins.province().name.in_language(get_language() or "vi")


@register.simple_tag
def province_history() -> str:
    """Return what the reader must know of a province that has ended, else nothing."""
    history = plugins.province().history
    return history.in_language(get_language() or "vi") if history else ""


@register.simple_tag(takes_context=True)
def attribution(context: template.Context) -> str:
    """Return the wording with which a re-user must name this portal, as its regulation fixes it."""
    portal, endpoint = context.get("portal"), context.get("endpoint")
    if portal is None or endpoint is None:
        return ""
    found = wordings(portal, endpoint, get_language() or "vi")
    return gettext(" or ").join(f"“{wording}”" for wording in found)


@register.simple_tag(takes_context=True)
def bodies(context: template.Context) -> list[tuple[str, list[str]]]:
    """Return who manages and operates the portal, by duty (ROLE-01)."""
    portal, request = context.get("portal"), context.get("request")
    return bodies_shown(request, portal) if portal and request else []


@register.simple_tag(takes_context=True)
def platform_label(context: template.Context) -> PlatformLabel | None:
    """Return the label of the portal's system as a shared digital platform, if it has one."""
    portal = context.get("portal")
    return platform_labels.shown_on(portal) if portal else None


@register.simple_tag(takes_context=True)
def measuring_script(context: template.Context) -> str:
    """Return the address of the measuring platform's script, nothing unless one is configured."""
    portal = context.get("portal")
    return measuring_tag.address(portal.measurement_id) if portal else ""


@register.filter
def in_language(text: Text) -> str:
    """Return a text of the province's or the nation's data in the reader's language."""
    return text.in_language(get_language() or "vi")


@register.simple_tag
def effect_badge(document: LegalDocumentPage) -> SafeString:
    """Show the effect of *document* today in words, shape and colour (DOC-03)."""
    effect = document.effect
    if effect is not Effect.PENDING:
        return badge_of_effect(effect)
    day = written_dates.short_date(document.effective_on)
    return _badge(effect, gettext("In force from %(date)s") % {"date": day}, get_language())


@register.simple_tag
def badge_of_effect(effect: str) -> SafeString:
    """Show *effect* in words, shape and colour."""
    return _badge(effect, str(Effect(effect).label), get_language())


@lru_cache
def _badge(effect: str, label: str, _language: str | None) -> SafeString:
    css_class, icon_name = EFFECT_BADGES[Effect(effect)]
    shown = {"css_class": css_class, "icon_name": icon_name, "label": label}
    return render_to_string("govportal/effect_badge.html", shown)


@register.simple_tag
def remember_effects(documents: Iterable[LegalDocumentPage]) -> str:
    """Read what acts upon all *documents* of a list at once, before each shows its effect."""
    remember_acts(documents)
    return ""


@register.simple_tag
def text_outline(text: Any, prefix: str = "") -> list[outline.Entry]:
    """Return the blocks of a legal text with their anchors."""
    return outline.outline(text, prefix)


@register.simple_tag
def pages_around(page_obj: Any) -> Iterable[int | str]:
    """Return the page numbers to offer, far ones left out."""
    found: Iterable[int | str] = page_obj.paginator.get_elided_page_range(
        page_obj.number, on_each_side=2, on_ends=1
    )
    return found


@register.simple_tag(takes_context=True)
def url_of(context: template.Context, page: Page) -> str | None:
    """Return the address of *page* as seen from this request, without a query."""
    url: str | None = page.get_url(context.get("request"))
    return url


@register.simple_tag(takes_context=True)
def origin(context: template.Context, page: Page) -> str:
    """Show whose *page* is, with the way there, where the reader is on another portal."""
    portal, here = portal_of(page), context.get("portal")
    if portal is None or here is None or portal.pk == here.pk:
        return ""
    source = navigation.link_to(portal, get_language() or "vi")
    return render_to_string("govportal/origin.html", {"source": source})


@register.simple_tag(takes_context=True)
def report_link(context: template.Context, page: Page) -> str:
    """Return where a reader reports wrong information on *page*."""
    request = context.get("request")
    return page_tools.report_link(request, page) if request else ""


@register.simple_tag
def category_answer(page: Page) -> CategoryAnswer | None:
    """Return what citizens are told in place of content on the page of a category."""
    return answers.statement(page)


@register.simple_tag
def disclosure_register(page: Page) -> dict[str, Any] | None:
    """Return the list of information that must be disclosed, where *page* is its place."""
    return disclosure.table_of(page)
