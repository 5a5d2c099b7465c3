"""Requests for support in the admin: a portal's staff ask, the provincial desk answers."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.utils import get_admin_base_url
from wagtail.admin.views import generic
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from govportal.accounts import letters
from govportal.accounts.notices import addresses_of
from govportal.accounts.register import may_supervise
from govportal.accounts.support import SupportTicket
from govportal.boards.own_views import OwnPortalViewSet
from govportal.portals.membership import portals_of
from govportal.portals.models import Portal


class SupportPolicy(ModelPermissionPolicy):
    """Everybody asks for the own portal and reads its answers; supervisors answer all."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action == "change":
            return may_supervise(user)
        return action in ("add", "view") and (may_supervise(user) or bool(portals_of(user)))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Model
    ) -> bool:
        if may_supervise(user):
            return True
        own = instance.portal_id in portals_of(user)  # type: ignore[attr-defined]
        return own and "view" in actions

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Model]:
        """Return the requests of the portals of *user*, all for supervisors."""
        found = self.model.objects.all()
        return found if may_supervise(user) else found.filter(portal__in=portals_of(user))


class QuestionForm(WagtailAdminModelForm):
    """Asks for help for one of one's own portals, and tells the support desk."""

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        self._asker = for_user
        mine = Portal.objects.select_related("agency")
        if not may_supervise(for_user):
            mine = mine.filter(pk__in=portals_of(for_user))
        self.fields["portal"].queryset = mine
        if mine.count() == 1:
            self.fields["portal"].initial = mine.get()

    def save(self, commit: bool = True) -> SupportTicket:
        """Save the request and send it to the support desk."""
        self.instance.opened_by = self._asker
        ticket: SupportTicket = super().save(commit)
        transaction.on_commit(partial(_tell_desk, ticket))
        return ticket


class AnswerForm(WagtailAdminModelForm):
    """Answers a request, and tells the one who asked."""

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        self._answerer = for_user

    def save(self, commit: bool = True) -> SupportTicket:
        """Save the answer and send it."""
        is_solved = self.instance.status == SupportTicket.Status.SOLVED
        self.instance.answered_by = self._answerer
        self.instance.solved_at = timezone.now() if is_solved else None
        ticket: SupportTicket = super().save(commit)
        if self.has_changed():
            transaction.on_commit(partial(_tell_asker, ticket))
        return ticket


def _tell_desk(ticket: SupportTicket) -> None:
    if receivers := addresses_of("operator_technical"):
        letters.send("support_asked", receivers, _values(ticket))


def _tell_asker(ticket: SupportTicket) -> None:
    if ticket.opened_by and ticket.opened_by.email:
        letters.send("support_answered", [ticket.opened_by.email], _values(ticket))


def _values(ticket: SupportTicket) -> dict[str, object]:
    path = reverse("support:inspect", args=[ticket.pk])
    return {"ticket": ticket, "url": (get_admin_base_url() or "") + path}


class AskView(generic.CreateView):
    """Asks the support desk."""

    page_title = _("Ask for support")
    success_message = _("“%(object)s” was sent to the support desk.")

    def get_panel(self) -> Any:
        names = ("portal", "subject", "description")
        handler = ObjectList([FieldPanel(name) for name in names], base_form_class=QuestionForm)
        return handler.bind_to_model(SupportTicket)


class SupportViewSet(OwnPortalViewSet):
    """The requests for support of one's own portals; for the desk, of all."""

    model = SupportTicket
    name = "support"
    icon = "help"
    menu_label = _("Support")
    add_view_class = AskView
    add_item_label = _("Ask for support")
    list_filter: ClassVar[list[str]] = ["status"]
    search_fields: ClassVar[list[str]] = ["subject", "description"]
    list_display: ClassVar[list[Any]] = [
        "subject",
        Column("portal", label=_("Portal")),
        Column("get_status_display", label=_("State")),
        DateColumn("opened_at", label=_("Asked")),
        DateColumn("solved_at", label=_("Solved at")),
    ]
    inspect_view_fields: ClassVar[list[str]] = [
        "portal", "subject", "description", "status", "answer", "opened_by", "opened_at",
        "answered_by", "solved_at",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            FieldPanel("subject", read_only=True),
            FieldPanel("description", read_only=True),
            FieldPanel("status"),
            FieldPanel("answer"),
        ],
        base_form_class=AnswerForm,
    )

    def get_form_class(self, for_update: bool = False) -> None:
        """Leave the form to the panels of each view."""


def register_policies() -> None:
    """Register the policy, before Wagtail makes its own."""
    register_permission_policy(SupportTicket, SupportPolicy(SupportTicket))
