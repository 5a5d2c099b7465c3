"""The ways to the Editorial Board's lists and steps in the admin, and their words in the log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page

from govportal.editorial import board_lists as lists
from govportal.editorial import board_page_lists as page_lists
from govportal.editorial import board_steps as steps
from govportal.editorial import corrections, reviews, takedowns
from govportal.editorial.content_log import TAKEDOWN

LISTS = {
    lists.LOG: ("content-log", lists.ContentLogView),
    lists.APPROVALS: ("approvals", lists.ApprovalListView),
    lists.RESPONSIBLE: ("responsible", page_lists.ResponsibilityListView),
    lists.TAKEDOWNS: ("takedowns", lists.TakedownListView),
    lists.CORRECTIONS: ("corrections", lists.CorrectionListView),
    lists.REVIEWS: ("reviews-due", page_lists.ReviewListView),
}
STEPS = {
    "govportal_take_down": ("take-down/<int:pk>/", steps.TakedownView),
    "govportal_review": ("reviews-due/<int:pk>/", steps.ReviewView),
    "govportal_correct": ("correct/<int:pk>/", steps.CorrectView),
    "govportal_correction": ("corrections/<int:pk>/", steps.CorrectionView),
    "govportal_correction_publish": (
        "corrections/<int:pk>/publish/", steps.PublishCorrectionView,
    ),
}  # fmt: skip
ACTIONS = {
    TAKEDOWN: (_("Take down on request"), _("Taken down on request")),
    corrections.ACTION: (_("Correct"), _("Correction published")),
    reviews.ACTION: (_("Review"), _("Reviewed")),
}


def urlpatterns() -> list[URLPattern]:
    """Return the addresses of the lists and steps."""
    found = [
        pattern
        for name, (address, view) in LISTS.items()
        for pattern in (
            path(f"{address}/", view.as_view(), name=name),
            path(f"{address}/results/", view.as_view(results_only=True), name=f"{name}_results"),
        )
    ]
    return found + [path(where, view.as_view(), name=n) for n, (where, view) in STEPS.items()]


class _ListItem(MenuItem):
    """The way to a list, for those who see some portal's."""

    def is_shown(self, request: HttpRequest) -> bool:
        return lists.may_see_some(request.user)


def menu_item(name: str) -> MenuItem:
    """Return the entry in Wagtail's menu of reports that leads to the list *name*."""
    address, view = LISTS[name]
    return _ListItem(
        view.page_title, reverse(name), name=address, icon_name=view.header_icon,
        order=40 + list(LISTS).index(name),
    )  # fmt: skip


def header_buttons(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Yield the steps that *user* may take with *page*."""
    for name, label, icon, is_possible in (
        ("govportal_review", _("Record the review"), "tasks", reviews.may_review(user, page)),
        ("govportal_correct", _("Correct"), "edit", steps.may_correct(user, page)),
        ("govportal_take_down", _("Take down on request"), "warning",
         takedowns.may_take_down(user, page)),
    ):  # fmt: skip
        if is_possible:
            url = reverse(name, args=[page.pk])
            yield Button(label, url, icon_name=icon, priority=68)


class _ActionFormatter(LogFormatter):
    """Says what was done, with the words that were recorded."""

    done: Any = ""

    def format_message(self, log_entry: Any) -> str:
        """Return the sentence that the history shows."""
        comment = (log_entry.data or {}).get("comment")
        return f"{self.done}: {comment}" if comment else str(self.done)


def register_actions(registry: LogActionRegistry) -> None:
    """Give Wagtail the words of the entries."""
    for action, (label, done) in ACTIONS.items():
        formatter = type("Formatter", (_ActionFormatter,), {"label": label, "done": done})
        registry.register_action(action)(formatter)
