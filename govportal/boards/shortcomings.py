"""What the organisation of a portal lacks: said to those who keep it, never a reason to refuse."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from govportal import law
from govportal.boards.assignments import Assignment
from govportal.boards.models import GoverningDocument, PortalBody, PortalGovernance, holding
from govportal.boards.posts import broken_rule
from govportal.boards.seats import BoardSeat
from govportal.portals.models import Portal

REQUIRED_DOCUMENTS = (GoverningDocument.Kind.BOARD_REGULATION, GoverningDocument.Kind.PORTAL_RULES)
OPERATORS = (PortalBody.Kind.OPERATOR_CONTENT, PortalBody.Kind.OPERATOR_TECHNICAL)


def of_portals(
    portals: Iterable[Portal], kept: dict[int, Portal] | None = None
) -> dict[int, list[str]]:
    """Return the sentences on what each portal lacks, by its id, in the reader's language.

    The number of queries does not grow with the number of portals, which must have been read with
    their agencies. *kept* is what :func:`recorded` tells of them, where the caller has it.
    """
    by_id = {portal.pk: portal for portal in portals}
    found: dict[int, list[str]] = {pk: [] for pk in by_id}
    rows = recorded(by_id.values()) if kept is None else kept
    for pk in by_id:
        found[pk] += _of_governance(rows[pk])
    for pk, seats in _current_seats(by_id).items():
        found[pk] += _of_board(seats)
    for pk, row in rows.items():
        found[pk] += [*_incomplete(row.incomplete), *_not_handed_over(row.awaiting)]  # type: ignore[attr-defined]
    return found


def of_seat(seat: BoardSeat) -> str:
    """Return the sentence on the rule of posts that *seat* breaks, empty where it breaks none."""
    rule = broken_rule(seat)
    if rule is None:
        return ""
    text = _("%(person)s (%(post)s): the regulation asks for %(wanted)s (%(source)s).")
    return text % {
        "person": seat.person,
        "post": seat.post,
        "wanted": rule.text.in_language(get_language() or "vi"),
        "source": rule.source,
    }


def recorded(portals: Iterable[Portal]) -> dict[int, Portal]:
    """Return *portals* by id, each with its organisation and what of it holds today: one query."""
    rows = Portal.objects.filter(pk__in=[portal.pk for portal in portals]).order_by()
    found = rows.select_related("governance").annotate(
        **_parts(),
        incomplete=_count(Assignment.objects.incomplete()),
        awaiting=_count(Assignment.objects.awaiting_handover()),
    )
    return {row.pk: row for row in found}


def _parts() -> dict[str, Exists]:
    asked: dict[str, Exists] = {}
    for kind in PortalBody.Kind.values:
        bodies = _of(PortalBody, kind)
        asked[f"has_{kind}"] = Exists(bodies.filter(holding("valid_from", "valid_to")))
    for kind in REQUIRED_DOCUMENTS:
        issued = _of(GoverningDocument, kind)
        asked[f"issued_{kind}"] = Exists(issued)
        asked[f"has_{kind}"] = Exists(issued.filter(holding("issued_on", "expires_on")))
    return asked


def _of(model: Any, kind: str) -> Any:
    return model.objects.filter(governance__portal=OuterRef("pk"), kind=kind).order_by()


def _count(assignments: Any) -> Coalesce:
    own = assignments.filter(portal=OuterRef("pk"), handed_over_at=None).order_by()
    counted = own.values("portal").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def governance_in(row: Portal) -> PortalGovernance | None:
    """Return the organisation of a portal of :func:`recorded`, None where there is none yet."""
    return getattr(row, "governance", None)


def _of_governance(row: Portal) -> list[str]:
    governance = governance_in(row)
    if governance is None:
        return [_("The organisation of the portal is not recorded yet.")]
    sentences = [*_bodies(row)]
    if not (governance.decision_number and governance.decision_date):
        sentences.append(_("The decision that founds the Editorial Board is missing."))
    return sentences + (_documents(row) if law.value("boards.documents_required") else [])


def _has(row: Portal, kind: str) -> bool:
    return bool(getattr(row, f"has_{kind}"))


def _bodies(row: Portal) -> list[str]:
    missing = [
        PortalBody.Kind(kind).label
        for kind in (PortalBody.Kind.OWNER, PortalBody.Kind.MANAGER)
        if not _has(row, kind)
    ]
    if not any(_has(row, kind) for kind in OPERATORS):
        missing.append(_("operating body"))
    text = _("Not named: %(bodies)s.")
    return [text % {"bodies": ", ".join(map(str, missing))}] if missing else []


def _documents(row: Portal) -> list[str]:
    sentences = []
    for kind in REQUIRED_DOCUMENTS:
        if _has(row, kind):
            continue
        is_issued = getattr(row, f"issued_{kind}")
        text = _("Out of force: %(document)s.") if is_issued else _("Missing: %(document)s.")
        sentences.append(text % {"document": GoverningDocument.Kind(kind).label})
    return sentences


def _current_seats(portals: dict[int, Portal]) -> dict[int, list[BoardSeat]]:
    rows = BoardSeat.objects.filter(holding("starts_on", "ends_on"), portal__in=portals)
    seats: dict[int, list[BoardSeat]] = {pk: [] for pk in portals}
    for seat in rows:
        seat.portal = portals[seat.portal_id]
        seats[seat.portal_id].append(seat)
    return seats


def _of_board(seats: list[BoardSeat]) -> list[str]:
    heads = sum(seat.role == BoardSeat.Role.HEAD for seat in seats)
    sentences = [] if heads else [_("The Editorial Board has no head.")]
    if heads > 1:
        sentences.append(_("The Editorial Board has more than one head."))
    return sentences + [sentence for seat in seats if (sentence := of_seat(seat))]


def _incomplete(count: int) -> list[str]:
    text = ngettext(
        "%(count)d assignment lacks its decision or agency.",
        "%(count)d assignments lack their decision or agency.",
        count,
    )
    return [text % {"count": count}] if count else []


def _not_handed_over(count: int) -> list[str]:
    text = ngettext(
        "%(count)d assignment is over without minutes of its handover.",
        "%(count)d assignments are over without minutes of their handover.",
        count,
    )
    return [text % {"count": count}] if count else []
