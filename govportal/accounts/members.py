"""The people of a portal in the admin: listed, added, invited, and handed over (ROLE-07)."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button, HeaderButton

from govportal.accounts.handover_views import HandOverView
from govportal.accounts.member_forms import AssignmentForm, InvitationForm, MemberForm
from govportal.boards.assignments import Assignment
from govportal.boards.own_views import DECISION, KeptEditView, OwnPortalViewSet
from govportal.portals.own_views import OwnIndexView

BASIS = (
    MultiFieldPanel(
        [DECISION, FieldRowPanel([FieldPanel("agency"), FieldPanel("post")])],
        heading=_("Assignment"),
    ),
    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
)
TASK = FieldRowPanel([FieldPanel("portal"), FieldPanel("role")])
PERSON = [
    FieldRowPanel([FieldPanel("last_name"), FieldPanel("first_name")]),
    FieldRowPanel([FieldPanel("username"), FieldPanel("email")]),
]
PANELS: dict[type[AssignmentForm], list[Any]] = {
    MemberForm: [FieldPanel("account_name"), TASK, *BASIS],
    InvitationForm: [MultiFieldPanel(PERSON, heading=_("Person")), TASK, *BASIS],
    AssignmentForm: [HelpPanel(template="govportal/admin/accounts/holder.html"), TASK, *BASIS],
}


@cache
def panel_of(form_class: type[AssignmentForm]) -> Any:
    """Return the panels of a form, bound to assignments."""
    handler = ObjectList(PANELS[form_class], base_form_class=form_class)
    return handler.bind_to_model(Assignment)


class MembersView(OwnIndexView):
    """Lists the people of the portals that the user keeps or heads."""

    def get_base_queryset(self) -> QuerySet[Assignment]:
        return super().get_base_queryset().select_related("user", "agency")

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Offer to invite beside to add."""
        buttons = super().header_buttons
        if not self.user_has_permission("add"):
            return buttons
        url = reverse("members:invite")
        return [*buttons, HeaderButton(_("Invite a person"), url, icon_name="mail")]

    def get_list_more_buttons(self, instance: Assignment) -> list[Any]:
        """Offer the handover of what is not handed over."""
        buttons = super().get_list_more_buttons(instance)
        if instance.handed_over_at is None and self.user_has_permission("change"):
            url = reverse("members:hand_over", args=[instance.pk])
            buttons.append(Button(_("End and hand over"), url, icon_name="logout", priority=40))
        return buttons


class AddMemberView(generic.CreateView):
    """Assigns a role to a person with an account."""

    def get_panel(self) -> Any:
        return panel_of(MemberForm)


class InviteView(generic.CreateView):
    """Makes an account and assigns a role to it."""

    page_title = _("Invite a person")
    success_message = _("“%(object)s” is stored; the invitation was sent by email.")

    def get_panel(self) -> Any:
        return panel_of(InvitationForm)


class EditMemberView(KeptEditView):
    """Completes or changes an assignment."""

    def get_panel(self) -> Any:
        return panel_of(AssignmentForm)


class MembersViewSet(OwnPortalViewSet):
    """Assignments: each gives its account a role on a portal while it holds."""

    model = Assignment
    name = "members"
    icon = "user"
    menu_label = _("Members")
    index_view_class = MembersView
    add_view_class = AddMemberView
    edit_view_class = EditMemberView
    add_item_label = _("Add a member")
    list_filter: ClassVar[list[str]] = ["role"]
    search_fields: ClassVar[list[str]] = [
        "user__username", "user__first_name", "user__last_name", "user__email", "decision_number",
    ]  # fmt: skip
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("portal", label=_("Portal")),
        Column("decision_number", label=_("Decision")),
        Column("valid_from", label=_("Valid from")),
        Column("valid_to", label=_("Valid until")),
        BooleanColumn("is_valid", label=_("Valid")),
        BooleanColumn("is_complete", label=_("Complete")),
        DateColumn("user.last_login", label=_("Last sign-in"), accessor="user.last_login"),
    ]
    list_export: ClassVar[list[str]] = [
        "user.username", "user.last_name", "user.first_name", "portal", "get_role_display",
        "decision_number", "decision_date", "agency", "valid_from", "valid_to", "ended_at",
    ]  # fmt: skip
    inspect_view_fields: ClassVar[list[str]] = [
        "user", "portal", "role", "post", "agency", "decision_number", "decision_date",
        "valid_from", "valid_to", "ended_at", "end_reason", "handed_over_at", "made_by",
        "notified_at", "notified",
    ]  # fmt: skip

    def get_form_class(self, for_update: bool = False) -> None:
        """Leave the form to the panels of each view."""

    def get_edit_handler(self) -> Any:
        return panel_of(AssignmentForm)

    def get_urlpatterns(self) -> list[URLPattern]:
        invite = self.construct_view(
            InviteView, **self.get_add_view_kwargs(), add_url_name=self.get_url_name("invite")
        )
        return [
            *super().get_urlpatterns(),
            path("invite/", invite, name="invite"),
            path("hand-over/<int:pk>/", HandOverView.as_view(), name="hand_over"),
        ]
