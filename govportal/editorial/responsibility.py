"""Who answers for what is public: agency, person, supplier and last approver (FLOW-07)."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from wagtail.models import Page

from govportal.editorial.confirmations import Approval
from govportal.editorial.reviews import concrete_types, pages_of
from govportal.portals.models import Portal
from govportal.publishing.models import AttributedPage, PortalPage

OWNER_NAME = Trim(Concat("owner__last_name", Value(" "), "owner__first_name"))


def answered_for(portal: Portal) -> Any:
    """Return the public pages of *portal*, each with those who answer for it, in one query.

    These are ``agency_name``, ``responsible_name``, ``supplied_by`` and ``approved_by``.
    """
    approvals = Approval.objects.filter(page_id=OuterRef("pk")).order_by("-pk")
    return pages_of([portal]).annotate(
        agency_name=_first(PortalPage, "owner_agency__name", Value(portal.agency.name)),
        responsible_name=_first(
            PortalPage, "responsible_person", Value(portal.responsible_person),
            OWNER_NAME, F("owner__username"),
        ),
        supplied_by=_first(AttributedPage, "source"),
        approved_by=Subquery(approvals.values("person_name")[:1]),
    )  # fmt: skip


def _first(base: type[Page], field: str, *otherwise: Any) -> Any:
    """Return the first of *field* of the page's type and *otherwise* that is not empty."""
    own = (F(f"{item._meta.model_name}__{field}") for item in concrete_types(base))
    return Coalesce(*(NullIf(value, Value("")) for value in (*own, *otherwise)), Value(""))
