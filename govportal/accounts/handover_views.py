"""Handing an account over, and the minutes of it: listed, inspected, printed."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry, register_permission_policy

from govportal.accounts.handover import hand_over
from govportal.accounts.models import Handover
from govportal.boards.access import PortalPeoplePolicy
from govportal.boards.assignments import Assignment
from govportal.boards.forms import OwnPortalForm
from govportal.boards.own_views import OwnPortalViewSet
from govportal.portals.own_objects import OwnObjectMixin
from govportal.portals.own_views import OwnIndexView


class HandOverForm(forms.Form):
    """Asks what the minutes must state; the receiver is one who works on the same portal."""

    number = forms.CharField(label=gettext_lazy("Number of the minutes"), max_length=60)
    handed_on = forms.DateField(
        label=gettext_lazy("Date"), initial=timezone.localdate, widget=AdminDateInput
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=255)
    receiver = forms.ModelChoiceField(
        Assignment.objects.none(), label=gettext_lazy("Receiver"), required=False,
        help_text=gettext_lazy(
            "Who takes over locked pages and pages in approval. Empty: nobody yet, pages are "
            "unlocked."
        ),
    )  # fmt: skip
    receiver_name = forms.CharField(
        label=gettext_lazy("Name of the receiver"), max_length=255, required=False,
        help_text=gettext_lazy("Where the receiver has no account on this portal."),
    )  # fmt: skip

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = Assignment.objects.valid().filter(portal=assignment.portal_id)
        self.fields["receiver"].queryset = colleagues.exclude(
            user=assignment.user_id
        ).select_related("user")

    def clean(self) -> dict[str, Any]:
        """Demand a receiver: nothing is handed to nobody."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("receiver") and not data.get("receiver_name"):
            self.add_error("receiver_name", _("Choose the receiver or write the name."))
        return data


class HandOverView(WagtailAdminTemplateMixin, FormView):
    """Ends an assignment and hands over what goes with it."""

    form_class = HandOverForm
    template_name = "govportal/admin/accounts/hand_over.html"
    page_title = gettext_lazy("End and hand over")
    header_icon = "logout"

    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse who does not keep the portal."""
        policy = policy_registry.get_by_type(Assignment)
        if not policy.user_has_permission_for_instance(
            self.request.user, "change", self.assignment
        ):
            raise PermissionDenied
        return super().dispatch(*args, **kwargs)  # type: ignore[no-any-return]

    @cached_property
    def assignment(self) -> Assignment:
        """What ends."""
        found = Assignment.objects.select_related("user", "portal__agency")
        return get_object_or_404(found, pk=self.kwargs["pk"], handed_over_at=None)  # type: ignore[no-any-return]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "assignment": self.assignment}

    def get_page_subtitle(self) -> str:
        return str(self.assignment)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("members:index"), "label": _("Members")}
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, listing, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(assignment=self.assignment, **kwargs)  # type: ignore[no-any-return]

    def form_valid(self, form: HandOverForm) -> HttpResponse:
        minutes = hand_over(self._minutes(form.cleaned_data), self.request.user)
        messages.success(self.request, _("The task is ended and the minutes are stored."))
        return redirect("handovers:print", minutes.pk)

    def _minutes(self, data: dict[str, Any]) -> Handover:
        chosen = data["receiver"]
        receiver = chosen.user if chosen else None
        return Handover(
            kind=Handover.Kind.LEAVING, portal=self.assignment.portal, number=data["number"],
            handed_on=data["handed_on"], reason=data["reason"],
            giver=self.assignment.user, giver_name=self.assignment.person,
            giver_post=self.assignment.post, receiver=receiver,
            receiver_name=chosen.person if chosen else data["receiver_name"],
            receiver_post=chosen.post if chosen else "",
        )  # fmt: skip


class PrintedHandoverView(OwnObjectMixin, DetailView):
    """The minutes as a page to print and sign."""

    model = Handover
    template_name = "govportal/admin/accounts/handover_print.html"


class HandoverForm(OwnPortalForm):
    """Records the issue of an account, or adds the signed file to minutes."""

    def save(self, commit: bool = True) -> Handover:
        """Save the minutes with who recorded them."""
        if self.instance.pk is None:
            self.instance.kind, self.instance.made_by = Handover.Kind.ISSUE, self.keeper
        return super().save(commit)  # type: ignore[no-any-return]


FACTS = ["portal", "number", "handed_on", "giver_name", "giver_post", "receiver_name",
         "receiver_post", "reason", "items"]  # fmt: skip
ADDED = ObjectList(
    [
        FieldPanel("portal"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("handed_on")]),
        FieldRowPanel([FieldPanel("giver_name"), FieldPanel("giver_post")]),
        FieldRowPanel([FieldPanel("receiver_name"), FieldPanel("receiver_post")]),
        FieldPanel("reason"),
        FieldPanel("items"),
        FieldPanel("signed_file"),
    ],
    base_form_class=HandoverForm,
)


class HandoverIndexView(OwnIndexView):
    """Lists the minutes of the portals that the user may see."""

    def get_list_more_buttons(self, instance: Handover) -> list[Any]:
        """Offer the page to print."""
        url = reverse("handovers:print", args=[instance.pk])
        button = Button(_("Print"), url, icon_name="doc-full", priority=5)
        return [*super().get_list_more_buttons(instance), button]


class HandoverAddView(generic.CreateView):
    """Records the issue of an administration account to a unit (ROLE-09)."""

    page_title = gettext_lazy("Record the issue of an account")

    def get_panel(self) -> Any:
        return ADDED.bind_to_model(Handover)


class HandoverViewSet(OwnPortalViewSet):
    """The minutes of handovers. What they state stays; the signed file is added later."""

    model = Handover
    name = "handovers"
    icon = "doc-full"
    menu_label = gettext_lazy("Handovers")
    index_view_class = HandoverIndexView
    add_view_class = HandoverAddView
    search_fields: ClassVar[list[str]] = ["number", "giver_name", "receiver_name"]
    list_display: ClassVar[list[Any]] = [
        "number",
        Column("get_kind_display", label=gettext_lazy("Occasion")),
        Column("handed_on", label=gettext_lazy("Date")),
        Column("giver_name", label=gettext_lazy("Giver")),
        Column("receiver_name", label=gettext_lazy("Receiver")),
        Column("portal", label=gettext_lazy("Portal")),
    ]
    inspect_view_fields: ClassVar[list[str]] = ["kind", *FACTS, "made_by", "made_at"]
    edit_handler = ObjectList([FieldPanel("signed_file")], base_form_class=HandoverForm)

    def get_form_class(self, for_update: bool = False) -> None:
        """Leave the form to the panels of each view."""

    def get_urlpatterns(self) -> list[URLPattern]:
        view = PrintedHandoverView.as_view()
        return [*super().get_urlpatterns(), path("print/<int:pk>/", view, name="print")]


def register_policies() -> None:
    """Register the policies, before Wagtail makes its own."""
    for model in (Assignment, Handover):
        register_permission_policy(model, PortalPeoplePolicy(model))
