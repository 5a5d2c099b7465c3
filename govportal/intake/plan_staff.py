"""Content plans in the admin: of one's own portals."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from govportal.intake.access import EDITORS, WRITERS
from govportal.intake.plans import ContentPlan
from govportal.intake.progress import progress
from govportal.portals.membership import portals_of
from govportal.portals.models import Portal
from govportal.portals.own_views import (
    OwnDeleteView,
    OwnEditView,
    OwnHistoryView,
    OwnIndexView,
    OwnInspectView,
    OwnUsageView,
)
from govportal.portals.pages import portal_of
from govportal.portals.role_policy import RolePolicy
from govportal.publishing.written_dates import short_date


class ColleaguePanel(FieldPanel):
    """Offers the people of one's own portals."""

    class BoundPanel(FieldPanel.BoundPanel):
        """Narrows the choice of the field that is shown."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.bound_field is not None:
                people = colleagues(portals_of(self.request.user, EDITORS))
                self.bound_field.field.queryset = people


def colleagues(portals: Any) -> Any:
    """Return the people who write for *portals*."""
    people = get_user_model().objects.filter(
        is_active=True, groups__portal_group__portal__in=portals,
        groups__portal_group__role__in=WRITERS,
    )  # fmt: skip
    return people.distinct().order_by("first_name", "username")


class ContentPlanForm(WagtailAdminModelForm):
    """Takes portals, sections and people of one's own alone."""

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        field = self.fields["portal"]
        field.queryset = Portal.objects.filter(pk__in=portals_of(for_user, EDITORS))
        field.disabled = self.instance.pk is not None

    def _post_clean(self) -> None:
        """Refuse sections and people of other portals."""
        super()._post_clean()
        if self.errors:
            return
        for form in self.formsets["topics"].forms:
            if form.is_valid() and form.cleaned_data:
                self._refuse_foreign(form)

    def _refuse_foreign(self, form: Any) -> None:
        portal = self.instance.portal
        section, owner = form.cleaned_data.get("section"), form.cleaned_data.get("owner")
        if section and portal_of(section) != portal:
            self.add_error(None, _("Choose a section of the same portal for each topic."))
        if owner and not colleagues([portal.pk]).filter(pk=owner.pk).exists():
            self.add_error(None, _("Choose a person of the same portal for each topic."))


class PlanInspectView(OwnInspectView):
    """A plan with its progress."""

    template_name = "govportal/admin/intake/plan.html"

    def get_page_title(self) -> str:
        return str(_("Progress"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"plan": self.object, "progress": progress(self.object)}


class ContentPlanViewSet(ModelViewSet):
    """What portals mean to publish."""

    model = ContentPlan
    name = "content-plans"
    icon = "calendar-alt"
    menu_label = gettext_lazy("Content plans")
    index_view_class = OwnIndexView
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
    inspect_view_class = PlanInspectView
    inspect_view_enabled = True
    inspect_view_fields_exclude: ClassVar[list[str]] = ["id"]
    copy_view_enabled = False
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("portal", label=gettext_lazy("Portal")),
        Column(
            "first_day", label=gettext_lazy("First day"), sort_key="first_day",
            accessor=lambda plan: short_date(plan.first_day),
        ),
        Column("reference", label=gettext_lazy("Reference document")),
    ]  # fmt: skip
    list_filter: ClassVar[list[str]] = ["period"]
    edit_handler = ObjectList(
        [
            FieldPanel("portal"),
            FieldRowPanel([FieldPanel("period"), FieldPanel("first_day")]),
            FieldPanel("reference"),
            FieldPanel("orientation"),
            InlinePanel(
                "topics",
                [
                    FieldPanel("topic"),
                    FieldPanel("section"),
                    FieldRowPanel([ColleaguePanel("owner"), FieldPanel("target")]),
                ],
                heading=gettext_lazy("Topics"), label=gettext_lazy("Topic"), min_num=1,
            ),
        ],
        base_form_class=ContentPlanForm,
    )  # fmt: skip


def register_policy() -> None:
    """Register the policy, before Wagtail makes one of its own."""
    register_permission_policy(ContentPlan, RolePolicy(ContentPlan, EDITORS))
