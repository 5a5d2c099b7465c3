"""The organisation of portals in the admin: bodies and regulations, seats, teams."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.permissions import register_permission_policy

from govportal.boards import shortcomings
from govportal.boards.access import PortalPeoplePolicy
from govportal.boards.forms import OwnPortalForm, SeatForm
from govportal.boards.models import PortalGovernance
from govportal.boards.notes import PostNote
from govportal.boards.own_views import DECISION, KeptEditView, OwnPortalViewSet
from govportal.boards.seats import BoardSeat, BoardTeam
from govportal.boards.training import TrainingRecord
from govportal.portals.own_views import OwnIndexView


class GovernanceIndexView(OwnIndexView):
    """Lists the organisation of portals, with how much is missing from each."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Count what each portal of the page lacks."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        rows = list(context["object_list"])
        missing = shortcomings.of_portals([row.portal for row in rows])
        for row in rows:
            row.missing = len(missing[row.portal_id])
        return context


class GovernanceViewSet(OwnPortalViewSet):
    """The bodies of each portal, its board's founding decision and its regulations."""

    model = PortalGovernance
    name = "governance"
    icon = "group"
    menu_label = _("Organisation")
    index_view_class = GovernanceIndexView
    search_fields: ClassVar[list[str]] = ["portal__name"]
    list_display: ClassVar[list[Any]] = [
        "portal",
        Column("decision_number", label=_("Founding decision")),
        Column("standing_office", label=_("Standing office")),
        Column("missing", label=_("Missing")),
    ]
    inspect_view_fields: ClassVar[list[str]] = [
        "portal", "founder", "decision_number", "decision_date", "standing_office",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            InlinePanel(
                "bodies",
                [
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("agency")]),
                    FieldPanel("name"),
                    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                    FieldPanel("source"),
                ],
                heading=_("Owner, managing body, operating body"), label=_("Body"),
            ),
            MultiFieldPanel(
                [DECISION, FieldPanel("founder"), FieldPanel("standing_office")],
                heading=_("Decision that founds the Editorial Board"),
            ),
            InlinePanel(
                "documents",
                [
                    FieldPanel("kind"), FieldPanel("number"),
                    FieldRowPanel([FieldPanel("issued_on"), FieldPanel("expires_on")]),
                    FieldPanel("file"),
                ],
                heading=_("Governing documents"), label=pgettext_lazy("of a board", "Document"),
            ),
        ],
        base_form_class=OwnPortalForm,
    )  # fmt: skip


class WarningOfPostMixin:
    """Says after saving that the holder's post is not what the regulation asks for."""

    request: Any

    def save_instance(self) -> BoardSeat:
        seat: BoardSeat = super().save_instance()  # type: ignore[misc]
        if text := shortcomings.of_seat(seat):
            messages.warning(self.request, text)
        return seat


class SeatAddView(WarningOfPostMixin, generic.CreateView):
    """Adds a seat."""


class SeatEditView(WarningOfPostMixin, KeptEditView):
    """Changes a seat."""


class SeatViewSet(OwnPortalViewSet):
    """The seats on Editorial Boards."""

    model = BoardSeat
    name = "board-seats"
    icon = "user"
    menu_label = _("Seats on the board")
    add_view_class = SeatAddView
    edit_view_class = SeatEditView
    list_filter: ClassVar[list[str]] = ["role"]
    search_fields: ClassVar[list[str]] = ["person", "post"]
    list_display: ClassVar[list[Any]] = [
        "person",
        Column("get_role_display", label=_("Seat")),
        Column("post", label=_("Post held")),
        Column("portal", label=_("Portal")),
        Column("starts_on", label=_("Term from")),
        Column("ends_on", label=_("Term until")),
        BooleanColumn("is_current", label=pgettext_lazy("office held", "Current")),
    ]
    inspect_view_fields: ClassVar[list[str]] = [
        "portal", "role", "person", "post", "account", "starts_on", "ends_on",
        "decision_number", "decision_date",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            PostNote(),
            FieldRowPanel([FieldPanel("portal"), FieldPanel("role")]),
            FieldRowPanel([FieldPanel("person"), FieldPanel("post")]),
            FieldPanel("account_name"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            MultiFieldPanel([DECISION], heading=_("Decision")),
            InlinePanel(
                "tasks", heading=pgettext_lazy("duty", "Tasks"), label=pgettext_lazy("duty", "Task")
            ),
        ],
        base_form_class=SeatForm,
    )


class TeamViewSet(OwnPortalViewSet):
    """The teams that assist Editorial Boards."""

    model = BoardTeam
    name = "board-teams"
    icon = "group"
    menu_label = _("Assisting teams")
    search_fields: ClassVar[list[str]] = ["name"]
    list_display: ClassVar[list[Any]] = [
        "name",
        Column("portal", label=_("Portal")),
        Column("starts_on", label=pgettext_lazy("day", "From")),
        Column("ends_on", label=_("Until")),
    ]
    inspect_view_fields: ClassVar[list[str]] = [
        "portal", "name", "task", "starts_on", "ends_on", "decision_number", "decision_date",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("portal"), FieldPanel("name")]),
            FieldPanel("task"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            MultiFieldPanel([DECISION], heading=_("Decision")),
            InlinePanel("members", heading=_("Members"), label=_("Member")),
        ],
        base_form_class=OwnPortalForm,
    )


class TrainingViewSet(OwnPortalViewSet):
    """Who was trained, by year."""

    model = TrainingRecord
    name = "training"
    icon = "calendar-check"
    menu_label = _("Training")
    search_fields: ClassVar[list[str]] = ["person", "course", "organiser"]
    list_filter: ClassVar[dict[str, list[str]]] = {"held_on": ["year"]}
    list_display: ClassVar[list[Any]] = [
        "person",
        Column("course", label=_("Course")),
        Column("held_on", label=_("Date")),
        Column("portal", label=_("Portal")),
    ]
    list_export: ClassVar[list[str]] = [
        "portal", "person", "post", "course", "organiser", "held_on", "hours", "certificate",
    ]  # fmt: skip
    inspect_view_fields: ClassVar[list[str]] = [
        "portal", "person", "post", "course", "organiser", "held_on", "hours", "certificate",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            FieldPanel("portal"),
            FieldRowPanel([FieldPanel("person"), FieldPanel("post")]),
            FieldRowPanel([FieldPanel("course"), FieldPanel("organiser")]),
            FieldRowPanel([FieldPanel("held_on"), FieldPanel("hours")]),
            FieldPanel("certificate"),
        ],
        base_form_class=OwnPortalForm,
    )


def register_policies() -> None:
    """Register the policies, before Wagtail makes its own."""
    register_permission_policy(
        PortalGovernance, PortalPeoplePolicy(PortalGovernance, ("change", "view"))
    )
    for model in (BoardSeat, BoardTeam, TrainingRecord):
        register_permission_policy(model, PortalPeoplePolicy(model))
