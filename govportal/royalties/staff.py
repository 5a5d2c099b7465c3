"""The ledger in the admin: royalties, remuneration, payees and decisions of one's own portals."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from govportal.portals.own_views import (
    OwnDeleteView,
    OwnEditView,
    OwnHistoryView,
    OwnIndexView,
    OwnUsageView,
)
from govportal.portals.role_policy import ALL_ACTIONS, RolePolicy
from govportal.royalties.access import CLERKS
from govportal.royalties.budget_staff import BudgetPanel
from govportal.royalties.columns import DayColumn, LedgerInspectView, MoneyColumn
from govportal.royalties.decisions import RateDecision
from govportal.royalties.forms import OwnPayeePanel, OwnPortalForm, RemunerationForm, RoyaltyForm
from govportal.royalties.models import Remuneration, Royalty
from govportal.royalties.payments import Payee

FROZEN = _("This stands on an approved statement and no longer changes.")
WITHOUT_DELETION = tuple(action for action in ALL_ACTIONS if action != "delete")


class ClerkViewSet(ModelViewSet):
    """What the clerks of a portal keep."""

    index_view_class = OwnIndexView
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
    inspect_view_class = LedgerInspectView
    copy_view_enabled = False


class FrozenEditView(OwnEditView):
    """Changes an entry of the ledger until it stands on an approved statement."""

    frozen_message = FROZEN


class RoyaltyViewSet(ClerkViewSet):
    """The royalties of items: proposed at publication, completed and confirmed here."""

    model = Royalty
    name = "royalties"
    icon = "doc-full"
    menu_label = _("Royalties")
    edit_view_class = FrozenEditView
    inspect_view_enabled = True
    inspect_view_fields: ClassVar[list[str]] = [
        "title", "portal", "published_on", "genre", "coefficient", "translation_percent",
        "addition_percent", "unit_value", "amount", "state", "basis", "note", "over_budget_reason",
        "confirmed_by",
    ]  # fmt: skip
    list_display: ClassVar[list[Any]] = [
        "title",
        Column("portal", label=_("Portal")),
        DayColumn("published_on", label=_("Published on"), sort_key="published_on"),
        Column("get_genre_display", label=_("Genre")),
        MoneyColumn("amount", label=_("Royalty (VND)"), sort_key="amount"),
        Column(
            "state", label=_("Decision"), accessor=lambda row: capfirst(row.get_state_display())
        ),
    ]
    list_filter: ClassVar[list[str]] = ["state", "genre"]
    search_fields: ClassVar[list[str]] = ["title"]
    ordering = "-published_on"
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("title"),
                    FieldRowPanel([FieldPanel("portal"), FieldPanel("published_on")]),
                ],
                heading=_("Item"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("genre"), FieldPanel("coefficient")]),
                    FieldRowPanel(
                        [FieldPanel("translation_percent"), FieldPanel("addition_percent")]
                    ),
                    FieldPanel("basis", read_only=True),
                ],
                heading=_("Royalty"),
            ),
            InlinePanel(
                "shares",
                [
                    FieldPanel("author"),
                    FieldRowPanel([OwnPayeePanel("payee"), FieldPanel("percent")]),
                ],
                heading=_("Authors and shares"), label=_("Share"), min_num=1,
            ),
            MultiFieldPanel([BudgetPanel("published_on")], heading=_("Budget of the year")),
            MultiFieldPanel(
                [FieldPanel("state"), FieldPanel("note"), FieldPanel("over_budget_reason")],
                heading=_("Decision"),
            ),
        ],
        base_form_class=RoyaltyForm,
    )  # fmt: skip


class RemunerationViewSet(ClerkViewSet):
    """What members of the Editorial Board get by month."""

    model = Remuneration
    name = "remunerations"
    icon = "date"
    menu_label = _("Remuneration")
    edit_view_class = FrozenEditView
    list_display: ClassVar[list[Any]] = [
        Column("payee", label=_("Payee")),
        Column("portal", label=_("Portal")),
        Column("month", label=_("Month"), accessor=lambda row: f"{row.month:%m/%Y}"),
        Column("work", label=_("Work")),
        MoneyColumn("amount", label=_("Amount (VND)")),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("portal"),
            FieldRowPanel([FieldPanel("payee"), FieldPanel("month")]),
            FieldRowPanel([FieldPanel("work"), FieldPanel("amount")]),
            FieldPanel("reference"),
            MultiFieldPanel([BudgetPanel("month")], heading=_("Budget of the year")),
            FieldPanel("over_budget_reason"),
        ],
        base_form_class=RemunerationForm,
    )


class PayeeViewSet(ClerkViewSet):
    """Who is paid; one who is paid no more is kept for what was paid."""

    model = Payee
    name = "payees"
    icon = "user"
    menu_label = _("Payees")
    list_display: ClassVar[list[Any]] = [
        "name",
        Column("pen_names", label=_("Pen names")),
        Column("unit", label=_("Unit or address")),
        Column("portal", label=_("Portal")),
        BooleanColumn("is_active", label=_("Still paid")),
    ]
    search_fields: ClassVar[list[str]] = ["name", "pen_names"]
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("portal", "name", "pen_names", "unit", "is_active")],
        base_form_class=OwnPortalForm,
    )


class RateDecisionViewSet(ClerkViewSet):
    """What the head decided on the rates of the own portal; none above those of law."""

    model = RateDecision
    name = "rate-decisions"
    icon = "clipboard-list"
    menu_label = _("Decisions on rates")
    list_display: ClassVar[list[Any]] = [
        "reference",
        Column("portal", label=_("Portal")),
        DayColumn("valid_from", label=_("In force from")),
        DayColumn("valid_to", label=_("In force until")),
        MoneyColumn("unit_value", label=_("Value of one unit (VND)")),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("portal"),
            FieldRowPanel([FieldPanel("reference"), FieldPanel("decided_on")]),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
            FieldPanel("unit_value"),
            InlinePanel(
                "ceilings",
                [FieldRowPanel([FieldPanel("genre"), FieldPanel("coefficient")])],
                heading=_("Greatest coefficients"), label=_("Genre"),
            ),
        ],
        base_form_class=OwnPortalForm,
    )  # fmt: skip


def register_policies() -> None:
    """Register the policies, before Wagtail makes some of its own."""
    for model in (Royalty, Payee):
        register_permission_policy(model, RolePolicy(model, CLERKS, WITHOUT_DELETION))
    for model in (Remuneration, RateDecision):
        register_permission_policy(model, RolePolicy(model, CLERKS))
