"""Agreements, keys, the log of accesses and the state of connected systems in the admin.

They concern every portal at once, so they are shown to the technical administration alone; a
portal's own staff have no permission for them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permissions import register_permission_policy

from govportal.exchange import keys
from govportal.exchange.models import ApiAccess, ApiConsumer, ApiKey, ConnectionCheck
from govportal.portals.narrow_policy import NarrowPolicy

POLICIES = {
    ApiConsumer: ("add", "change", "view"),
    ApiKey: ("add", "delete", "view"),
    ApiAccess: ("view",),
    ConnectionCheck: ("view",),
}
"""What may be done with each at all, by a superuser too: logs are only read."""


class ApiConsumerViewSet(ModelViewSet):
    """The register of agreements (INTEG-06)."""

    model = ApiConsumer
    name = "api_consumers"
    icon = "doc-full"
    menu_label = _("Agreements on sharing data")
    inspect_view_enabled = True
    inspect_view_fields_exclude: ClassVar[list[str]] = ["id"]
    copy_view_enabled = False
    search_fields: ClassVar[list[str]] = ["name", "organisation", "agreement_number"]
    list_display: ClassVar[list[Any]] = [
        "name", "organisation", "agreement_number", "valid_to",
        BooleanColumn("is_in_force", label=_("In force")),
    ]  # fmt: skip
    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("name", "organisation", "contact", "purpose")],
            heading=_("Consumer of data"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("agreement_number"), FieldPanel("signed_on")]),
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                FieldPanel("is_active"),
            ],
            heading=_("Agreement"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("portals", widget=forms.CheckboxSelectMultiple),
                FieldRowPanel(
                    [FieldPanel(f"reads_{name}") for name in ("articles", "documents", "records")]
                ),
                FieldPanel("requests_per_minute"),
            ],
            heading=_("What it may read"),
        ),
    ]


class ApiKeyForm(WagtailAdminModelForm):
    """Asks for the consumer and the last moment of a new key."""

    class Meta:
        model = ApiKey
        fields: ClassVar[list[str]] = ["consumer", "expires_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_at"].initial = keys.latest_end() - timedelta(minutes=1)
        self.fields["consumer"].queryset = ApiConsumer.objects.filter(is_active=True)


class IssueKeyView(generic.CreateView):
    """Makes a key and shows its secret, this once, in the answer itself."""

    def form_valid(self, form: ApiKeyForm) -> HttpResponse:
        asked = form.cleaned_data
        with transaction.atomic():
            key, secret = keys.issue(asked["consumer"], self.request.user, asked["expires_at"])
        context = {"key": key, "secret": secret, "index_url": self.get_success_url()}
        answer = render(self.request, "govportal/admin/exchange/secret.html", context)
        answer["Cache-Control"] = "no-store"
        return answer


class KeyListView(generic.IndexView):
    """Lists keys; one is revoked, never deleted."""

    def get_list_more_buttons(self, instance: ApiKey) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        for button in buttons:
            if button.url == self.get_delete_url(instance):
                button.label = _("Revoke")
        return buttons  # type: ignore[no-any-return]


class RevokeKeyView(generic.DeleteView):
    """Ends a key at once; what it read stays in the log."""

    page_title = _("Revoke the key")
    success_message = _("Revoked: %(object)s")

    def delete_action(self) -> None:
        keys.revoke(self.object, self.request.user)


class ApiKeyViewSet(ModelViewSet):
    """The keys of consumers."""

    model = ApiKey
    name = "api_keys"
    icon = "key"
    menu_label = _("API keys")
    inspect_view_enabled = True
    inspect_view_fields_exclude: ClassVar[list[str]] = ["id", "digest"]
    copy_view_enabled = False
    add_view_class = IssueKeyView
    index_view_class = KeyListView
    delete_view_class = RevokeKeyView
    delete_template_name = "govportal/admin/exchange/revoke.html"
    list_filter: ClassVar[list[str]] = ["consumer"]
    list_display: ClassVar[list[Any]] = [
        "prefix", "consumer", DateColumn("created_at", label=_("Issued")),
        DateColumn("expires_at", label=_("Expires")),
        DateColumn("last_used_at", label=_("Last used")),
        BooleanColumn("is_usable", label=_("Usable")),
    ]  # fmt: skip

    def get_form_class(self, for_update: bool = False) -> type[ApiKeyForm]:
        return ApiKeyForm


class ApiAccessViewSet(ModelViewSet):
    """The log of accesses, to be read and exported."""

    model = ApiAccess
    name = "api_accesses"
    icon = "history"
    menu_label = _("Log of accesses")
    inspect_view_enabled = True
    inspect_view_fields_exclude: ClassVar[list[str]] = ["id"]
    copy_view_enabled = False
    form_fields: ClassVar[list[str]] = []
    list_filter: ClassVar[list[str]] = ["consumer", "status", "problem"]
    search_fields: ClassVar[list[str]] = ["path", "prefix"]
    list_display: ClassVar[list[Any]] = [
        "path", DateColumn("at", label=_("Time")), "consumer", "status", "items", "duration",
    ]  # fmt: skip
    list_export: ClassVar[list[str]] = [
        "at", "consumer", "prefix", "method", "path", "query", "status", "problem", "items", "size",
        "duration", "address",
    ]  # fmt: skip


class ConnectionCheckViewSet(ModelViewSet):
    """How the connected systems answered when they were last asked (FUNC-16)."""

    model = ConnectionCheck
    name = "connection_checks"
    icon = "link"
    menu_label = _("State of connected systems")
    inspect_view_enabled = True
    inspect_view_fields_exclude: ClassVar[list[str]] = ["id"]
    copy_view_enabled = False
    form_fields: ClassVar[list[str]] = []
    list_display: ClassVar[list[Any]] = [
        "name", BooleanColumn("is_working", label=_("Works")),
        Column("get_outcome_display", label=_("Result")), "status", "duration",
        DateColumn("checked_at", label=_("Checked")),
        DateColumn("failing_since", label=_("Failing since")),
    ]  # fmt: skip


class ExchangeGroup(ModelViewSetGroup):
    """The menu under which they stand."""

    menu_label = _("Connections and shared data")
    menu_icon = "link"
    menu_order = 720
    items = (ApiConsumerViewSet, ApiKeyViewSet, ApiAccessViewSet, ConnectionCheckViewSet)


def register_policies() -> None:
    """Register what may be done with each, before Wagtail makes policies of its own."""
    for model, actions in POLICIES.items():
        register_permission_policy(model, NarrowPolicy(model, actions))
