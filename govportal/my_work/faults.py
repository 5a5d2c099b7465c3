"""What is wrong with a person's portals, each with the way to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from govportal.editorial.dashboard import own_category_states, own_portals
from govportal.editorial.waiting import Waiting, end_of, register
from govportal.information.access import ANSWERING
from govportal.information.states import CategoryState, State
from govportal.information.views import PORTAL
from govportal.operations.links.models import FoundLink
from govportal.operations.links.report import URL_NAME as LINKS
from govportal.portals.membership import PortalRole, portals_of
from govportal.portals.models import Portal

ADMINISTRATORS = (PortalRole.ADMINISTRATOR,)
EDITORS = (*ANSWERING, *ADMINISTRATORS)
CONTACT = ("responsible_person", "address", "phone", "email")


@register
def broken_links(user: Any) -> Iterator[Waiting]:
    """Yield one line for each portal of *user* with links that lead nowhere."""
    failing = FoundLink.objects.filter(
        portal__in=portals_of(user, EDITORS), address__failing_since__isnull=False
    )
    counted = dict(failing.values_list("portal_id").annotate(Count("pk")).order_by("portal_id"))
    for portal in own_portals(user) if counted else ():
        count = counted.get(portal.pk, 0)
        title = ngettext("%(count)d link leads nowhere", "%(count)d links lead nowhere", count)
        if count:
            yield _fault("links", portal, title % {"count": count}, reverse(LINKS),
                         _("Correct each on its page, or remove it."))  # fmt: skip


@register
def undescribed_images(user: Any) -> Iterator[Waiting]:
    """Yield one line for each portal of *user* with images that say nothing to the blind."""
    own = own_portals(user, EDITORS)
    images = get_image_model().objects.filter(
        collection__in=[portal.collection_id for portal in own], description=""
    )
    counted = dict(
        images.values_list("collection_id").annotate(Count("pk")).order_by("collection_id")
    )
    for portal in own:
        count = counted.get(portal.collection_id, 0)
        title = ngettext(
            "%(count)d image has no description", "%(count)d images have no description", count
        )
        url = f"{reverse('wagtailimages:index')}?collection_id={portal.collection_id}"
        if count:
            yield _fault("pictures", portal, title % {"count": count}, url,
                         _("Open each image and say in one sentence what it shows."))  # fmt: skip


@register
def missing_contact(user: Any) -> Iterator[Waiting]:
    """Yield one line for each portal that *user* administers and that says not all of its office.

    The footer must name them (FUNC-07; Decree 147/2024/NĐ-CP, article 24.9.a).
    """
    for portal in own_portals(user, ADMINISTRATORS):
        missing = [name for name in CONTACT if not getattr(portal, name)]
        labels = ", ".join(str(Portal._meta.get_field(name).verbose_name) for name in missing)
        if missing:
            yield _fault(
                "contact", portal, _("The footer of the portal lacks: %(fields)s") % {
                    "fields": labels
                },
                reverse("portals:edit", args=[portal.pk]),
                _("Fill it in under Portals, Contact of the portal."),
            )  # fmt: skip


@register
def categories(user: Any) -> Iterator[Waiting]:
    """Yield each category that is overdue, and one line a portal for those without content."""
    own = portals_of(user, ANSWERING)
    for portal, found in own_category_states(user) if own else ():
        if portal.pk in own:
            counted = [category for category in found if category.is_counted]
            yield from map(_overdue, (c for c in counted if c.state == State.OVERDUE))
            yield from _incomplete(portal, counted)


def _overdue(category: CategoryState) -> Waiting:
    return Waiting(
        kind="category",
        title=category.spec.title.in_language(get_language() or "vi"),
        url=reverse(PORTAL, args=[category.portal.code]),
        due_at=end_of(category.due_on) if category.due_on else None,
        portal=category.portal,
        detail=_("Publish what is new, or record that there is nothing."),
    )


def _incomplete(portal: Portal, found: Iterable[CategoryState]) -> Iterator[Waiting]:
    count = sum(category.state == State.INCOMPLETE for category in found)
    title = ngettext(
        "%(count)d required category has no content",
        "%(count)d required categories have no content",
        count,
    )
    if count:
        yield _fault("category", portal, title % {"count": count},
                     reverse(PORTAL, args=[portal.code]),
                     _("Publish in each, or record that there is nothing."))  # fmt: skip


def _fault(kind: str, portal: Portal, title: str, url: str, remedy: str) -> Waiting:
    return Waiting(kind=kind, title=title, url=url, due_at=None, portal=portal, detail=remedy)
