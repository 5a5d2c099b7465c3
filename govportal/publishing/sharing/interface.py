"""The ways to sharing in the admin: the menu and a page's own menu."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from govportal.publishing.sharing import access, staff
from govportal.publishing.sharing.places import SHARED_TYPES


class _Item(MenuItem):
    """An entry that those alone see whom *may_see* lets."""

    def __init__(self, may_see: Callable[[Any], object], *args: Any, **kwargs: Any) -> None:
        self.may_see = may_see
        super().__init__(*args, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(self.may_see(request.user))


def menu_item() -> MenuItem:
    """Return the entry of the admin's menu with what is below it."""
    items = [
        _Item(access.is_receiving, staff.RECEIVED_TITLE, reverse(staff.RECEIVED),
              name="sharing-received", icon_name="download", order=10),
        _Item(access.is_offering, staff.OFFERED_TITLE, reverse(staff.OFFERED),
              name="sharing-offered", icon_name="upload", order=20),
        _Item(access.followers_portals, _("Sections of the provincial portal"),
              reverse("subscriptions:index"), name="sharing-followed", icon_name="rotate",
              order=30),
    ]  # fmt: skip
    menu = Menu(items=items)
    return SubmenuMenuItem(_("Sharing"), menu, name="sharing", icon_name="resubmit", order=260)


def propose_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Yield the way to propose *page*, where it is public and *user* may propose it."""
    shared = issubclass(page.specific_class or Page, SHARED_TYPES)
    if shared and page.live and page.alias_of_id is None and access.may_offer(user, page):
        url = reverse("sharing:propose", args=[page.pk])
        label = _("Propose to the provincial portal")
        yield Button(label, url, icon_name=staff.ICON, priority=66)
