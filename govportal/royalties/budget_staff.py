"""Budgets in the admin: who may enter them, and what those who decide on payments are told."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from govportal.portals import routing
from govportal.portals.membership import portals_of
from govportal.portals.own_views import (
    OwnEditView,
    OwnHistoryView,
    OwnIndexView,
    OwnUsageView,
)
from govportal.portals.role_policy import RolePolicy
from govportal.royalties import budget_limits
from govportal.royalties.access import CLERKS
from govportal.royalties.budgets import BudgetState, RoyaltyBudget, states
from govportal.royalties.columns import FIGURE, DayColumn, LedgerInspectView, MoneyColumn
from govportal.royalties.forms import OwnPortalForm
from govportal.royalties.money import grouped

KEEPING = frozenset({"add", "change"})


class BudgetPolicy(RolePolicy):
    """Lets those enter a budget whom the rule names, and who keeps the ledger read it.

    None is deleted: a wrong entry is corrected, and the history tells of it.
    """

    def __init__(self) -> None:
        super().__init__(RoyaltyBudget, CLERKS, (*KEEPING, "view"))

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(self._portals(user, [action]))

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Model
    ) -> bool:
        return instance.portal_id in self._portals(user, actions)  # type: ignore[attr-defined]

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Model]:
        """Return the budgets of the portals where *user* may do one of *actions*."""
        return self.model.objects.filter(portal__in=self._portals(user, actions))

    def _portals(self, user: Any, actions: Any) -> frozenset[int]:
        found: frozenset[int] = frozenset()
        if "view" in actions:
            found = portals_of(user, CLERKS)
        if not self.actions.isdisjoint(actions):
            found |= budget_limits.kept_portals(user)
        return found


class BudgetForm(OwnPortalForm):
    """Offers the portals whose budgets one may enter."""

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        field, kept = self.fields["portal"], budget_limits.kept_portals(for_user)
        field.queryset = field.queryset.model.objects.filter(pk__in=kept).select_related("agency")
        if self.instance.pk is None:
            self.fields["year"].initial = timezone.localdate().year
            field.initial = next(iter(kept)) if len(kept) == 1 else None


class BudgetPanel(HelpPanel):
    """Tells how far the budget is used up of the year in which a payment counts."""

    def __init__(self, day: str = "", **kwargs: Any) -> None:
        kwargs["template"] = "govportal/admin/royalties/budget_panel.html"
        super().__init__(**kwargs)
        self.day = day

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"day": self.day}  # type: ignore[no-any-return]

    class BoundPanel(HelpPanel.BoundPanel):
        """Of the portal of what is edited; of one's own portals where it is new."""

        def budgets(self) -> list[BudgetState]:
            """Return the states to tell of."""
            day = getattr(self.instance, self.panel.day) or timezone.localdate()
            kept = portals_of(self.request.user, CLERKS)
            own = {self.instance.portal_id} if self.instance.portal_id else kept
            return states(routing.portals_with(own & kept), [day.year])


def _left(state: BudgetState) -> str:
    """Return what is left, in the words of the panel where the budget is exceeded."""
    if state.over:
        return gettext("Exceeded by %(sum)s") % {"sum": grouped(state.over)}
    return grouped(state.left or 0)


class BudgetIndexView(OwnIndexView):
    """Lists the decisions, each with what is left of its year."""

    def get_table(self, object_list: Any) -> Any:
        rows = list(object_list)
        portals = {row.portal_id: row.portal for row in rows}
        found = states(list(portals.values()), sorted({row.year for row in rows}))
        by_year = {(state.portal.pk, state.year): state for state in found}
        for row in rows:
            row.state = by_year[row.portal_id, row.year]
        return super().get_table(rows)


class RoyaltyBudgetViewSet(ModelViewSet):
    """What the head decided to spend in a year on royalties and remuneration."""

    model = RoyaltyBudget
    name = "royalty-budgets"
    icon = "clipboard-list"
    menu_label = _("Budgets")
    index_view_class = BudgetIndexView
    edit_view_class = OwnEditView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
    inspect_view_class = LedgerInspectView
    inspect_view_enabled = True
    inspect_view_fields: ClassVar[list[str]] = [
        "portal", "year", "amount", "reference", "decided_on", "decided_by",
    ]  # fmt: skip
    copy_view_enabled = False
    list_display: ClassVar[list[Any]] = [
        "reference",
        Column("portal", label=_("Portal")),
        Column("year", label=_("Year"), sort_key="year"),
        DayColumn("decided_on", label=_("Day of the decision")),
        MoneyColumn("amount", label=_("Amount (VND)")),
        Column("state", label=_("Budget (VND)"), classname=FIGURE,
               accessor=lambda row: grouped(row.state.budget)),
        Column("decided", label=_("Decided (VND)"), classname=FIGURE,
               accessor=lambda row: grouped(row.state.decided)),
        Column("left", label=_("Left (VND)"), classname=FIGURE,
               accessor=lambda row: _left(row.state)),
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("portal"), FieldPanel("year")]),
            FieldPanel("amount"),
            FieldRowPanel([FieldPanel("reference"), FieldPanel("decided_on")]),
            FieldPanel("decided_by"),
        ],
        base_form_class=BudgetForm,
    )


def register_policy() -> None:
    """Register the policy, before Wagtail makes one of its own."""
    register_permission_policy(RoyaltyBudget, BudgetPolicy())
