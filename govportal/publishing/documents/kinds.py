"""The kinds of legal documents, and what their effect can be on a day."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentType(models.TextChoices):
    """Kinds of document, in the State's own terms."""

    RESOLUTION = "nghi_quyet", _("Resolution")
    DECISION = "quyet_dinh", _("Decision")
    DIRECTIVE = "chi_thi", _("Directive")
    CIRCULAR = "thong_tu", _("Circular")
    DECREE = "nghi_dinh", _("Decree")
    LAW = "luat", _("Law")
    PLAN = "ke_hoach", _("Plan")
    PROGRAMME = "chuong_trinh", _("Programme")
    NOTICE = "thong_bao", _("Notice")
    OFFICIAL_LETTER = "cong_van", _("Official letter")
    URGENT_DISPATCH = "cong_dien", _("Urgent dispatch")
    REPORT = "bao_cao", _("Report")
    REGULATION = "quy_che", _("Regulation")
    OTHER = "khac", _("Other document")


def type_label(value: str) -> str:
    """Return what the kind *value* of a document is called, without asking all kinds for theirs."""
    return str(DocumentType(value).label) if value in DocumentType.values else value


class DocumentClass(models.TextChoices):
    """Whether a document lays down general rules or administers a case."""

    NORMATIVE = "normative", _("Legal normative document")
    ADMINISTRATIVE = "administrative", _("Administrative document")


class Effect(models.TextChoices):
    """The effect of a document on a day (DOC-03)."""

    UNKNOWN = "unknown", _("Effect not stated")
    PENDING = "pending", _("Not yet in force")
    IN_FORCE = "in_force", _("In force")
    PARTLY_EXPIRED = "partly_expired", _("Partly expired")
    PARTLY_SUSPENDED = "partly_suspended", _("Partly suspended")
    SUSPENDED = "suspended", _("Suspended")
    EXPIRED = "expired", _("Expired")

    @property
    def legal_force(self) -> str:
        """The value of schema.org for the effect, empty where it has none."""
        return LEGAL_FORCE.get(self, "")


LEGAL_FORCE = {
    Effect.PENDING: "https://schema.org/NotInForce",
    Effect.IN_FORCE: "https://schema.org/InForce",
    Effect.PARTLY_EXPIRED: "https://schema.org/PartiallyInForce",
    Effect.PARTLY_SUSPENDED: "https://schema.org/PartiallyInForce",
    Effect.SUSPENDED: "https://schema.org/NotInForce",
    Effect.EXPIRED: "https://schema.org/NotInForce",
}
