"""The way to a person's work, with its number, first in the admin's menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from govportal.my_work.own_list import count_for
from govportal.my_work.views import TITLE, URL_NAME

FIRST = 50


class MyWorkMenuItem(MenuItem):
    """An entry whose words hold the number, so that it is read aloud with them."""

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """Return the entry as *request*'s user sees it."""
        count = count_for(request.user)
        label = _("My work (%(count)d)") % {"count": count} if count else str(self.label)
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name)


def menu_item(**options: Any) -> MenuItem:
    """Return the entry of the admin's menu."""
    return MyWorkMenuItem(
        TITLE, reverse(URL_NAME), name="my-work", icon_name="tasks", order=FIRST, **options
    )
