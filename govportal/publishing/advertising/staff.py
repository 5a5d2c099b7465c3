"""Advertisements in the admin: of one's own portals, where the regulation allows any."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.images import get_image_model
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from govportal.portals.models import Portal
from govportal.portals.own_objects import OwnObjectMixin
from govportal.publishing.advertising import access, allowed
from govportal.publishing.advertising.models import Advertisement


class AdvertisingPolicy(ModelPermissionPolicy):
    """Lets editors work on the advertisements of their own portals alone."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(access.advertising_portals(user))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return bool(access.advertising_portals(user))

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Model
    ) -> bool:
        return instance.portal_id in access.own_portals(user)  # type: ignore[attr-defined]

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Model]:
        """Return the advertisements of the portals of *user*."""
        return self.model.objects.filter(portal__in=access.own_portals(user))


class AdvertisementForm(WagtailAdminModelForm):
    """Offers one's own portals and what their regulations let them advertise."""

    category = forms.ChoiceField(
        label=_("Category"), required=False,
        help_text=_("What the regulation lets the portal advertise, where it names something."),
    )  # fmt: skip

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        self._user = for_user
        self._was_live = self.instance.is_live
        mine = Portal.objects.filter(pk__in=access.advertising_portals(for_user))
        portals = list(mine.select_related("agency"))
        self.fields["portal"].queryset = mine
        named = {key: label for portal in portals for key, label in allowed.categories(portal)}
        self.fields["category"].choices = [("", "---------"), *named.items()]

    def clean(self) -> dict[str, Any]:
        """Refuse an image of others, and showing by one who is not of the board."""
        data: dict[str, Any] = super().clean() or {}
        image, portal = data.get("image"), data.get("portal")
        if image and not _may_choose(self._user, image):
            self.add_error("image", _("Choose an image of your own portal."))
        if portal and self._is_put_up(data) and not access.may_show(self._user, portal.pk):
            text = _("Only the Editorial Board shows an advertisement; save it without this.")
            self.add_error("is_live", text)
        return data

    def _is_put_up(self, data: dict[str, Any]) -> bool:
        """Return whether the form shows the advertisement, or changes one that is shown."""
        return bool(data.get("is_live") and (not self._was_live or self.has_changed()))

    def save(self, commit: bool = True) -> Advertisement:
        """Save it; what is shown again is paused no more."""
        if self.instance.is_live:
            self.instance.paused_at, self.instance.pause_reason = None, ""
        return super().save(commit)  # type: ignore[no-any-return]


def _may_choose(user: Any, image: Any) -> bool:
    policy = policy_registry.get_by_type(get_image_model())
    return bool(policy.user_has_permission_for_instance(user, "choose", image))


class AdvertisementIndexView(generic.IndexView):
    """Lists the advertisements of one's own portals."""

    def get_base_queryset(self) -> QuerySet[Model]:
        policy = policy_registry.get_by_type(Advertisement)
        found = policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        return found.select_related("portal__agency")


class AdvertisementEditView(OwnObjectMixin, generic.EditView):
    """Changes an advertisement."""


class AdvertisementDeleteView(OwnObjectMixin, generic.DeleteView):
    """Deletes an advertisement."""


class AdvertisementHistoryView(OwnObjectMixin, generic.HistoryView):
    """Shows who changed what, and when it was paused."""


class AdvertisementUsageView(OwnObjectMixin, generic.UsageView):
    """Shows where it is referred to: nowhere."""


class AdvertisementViewSet(ModelViewSet):
    """The advertisements of one's own portals."""

    model = Advertisement
    name = "advertisements"
    icon = "tag"
    menu_label = _("Advertisements")
    menu_order = 690
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = AdvertisementIndexView
    edit_view_class = AdvertisementEditView
    delete_view_class = AdvertisementDeleteView
    history_view_class = AdvertisementHistoryView
    usage_view_class = AdvertisementUsageView
    list_display: ClassVar[list[Any]] = [
        "text",
        Column("portal", label=_("Portal")),
        Column("starts_on", label=_("First day")),
        Column("ends_on", label=_("Last day")),
        BooleanColumn("is_live", label=_("Shown to the public")),
        DateColumn("paused_at", label=_("Paused")),
        Column("pause_reason", label=_("Reason")),
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("portal"), FieldPanel("language")]),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("text", "image", "alt", "target")],
                heading=_("What is shown"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("category"),
                    FieldPanel("justification"),
                    FieldPanel("approval_reference"),
                    FieldRowPanel([FieldPanel("approver"), FieldPanel("approved_on")]),
                ],
                heading=_("Selection and approval"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                    FieldPanel("is_live"),
                ],
                heading=_("Publication"),
            ),
        ],
        base_form_class=AdvertisementForm,
    )


def register_policies() -> None:
    """Register the policy, before Wagtail makes one of its own."""
    register_permission_policy(Advertisement, AdvertisingPolicy(Advertisement))
