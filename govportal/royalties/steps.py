"""The steps with a statement: drawn up, approved by another person, paid.

Only here does the state of a statement change.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import BigIntegerField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from govportal.portals.models import Portal
from govportal.royalties import access, budget_limits
from govportal.royalties.models import Remuneration, Royalty, RoyaltyShare
from govportal.royalties.payments import PaymentStatement

ACTIONS = {step: f"govportal.{step}_statement" for step in ("draw_up", *access.STEPS)}


class StatementRefusedError(Exception):
    """The step can't be taken now; the message says why and what to do."""


def last_day_of(period: str, first_day: date) -> date:
    """Return the last day of a month or quarter that begins on *first_day*."""
    month = first_day.month + (2 if period == PaymentStatement.Period.QUARTER else 0)
    return date(first_day.year, month, monthrange(first_day.year, month)[1])


@transaction.atomic
def draw_up(portal: Portal, period: str, first_day: date, user: Any) -> PaymentStatement:
    """Put on a new statement what *portal* owes up to the end of the period.

    What was confirmed late and stands on no earlier statement is on it, too.

    Raises:
        PermissionDenied: it is not for *user* to do.
        StatementRefusedError: nothing is to be paid.
    """
    if not access.clerks_portals(user).filter(pk=portal.pk).exists():
        raise PermissionDenied
    statement = PaymentStatement.objects.create(
        portal=portal, period=period, first_day=first_day,
        last_day=last_day_of(period, first_day), drawn_up_by=user, drawn_up_by_name=_name(user),
    )  # fmt: skip
    shares, remunerations = _owed(statement)
    if not shares.update(statement=statement) + remunerations.update(statement=statement):
        raise StatementRefusedError(
            _("Nothing is to be paid for this period: confirm royalties or enter remuneration.")
        )
    log(statement, ACTIONS["draw_up"], user=user)
    return statement


def _owed(statement: PaymentStatement) -> tuple[Any, Any]:
    """Return the shares and the remunerations that stand on no statement yet."""
    portal, last = statement.portal, statement.last_day
    due = Royalty.objects.filter(
        portal=portal, published_on__lte=last, state=Royalty.State.CONFIRMED
    )
    shares = RoyaltyShare.objects.filter(royalty__in=due, statement=None)
    months = Remuneration.objects.filter(portal=portal, month__lte=last, statement=None)
    return shares, months


def total_of(statement: PaymentStatement) -> int:
    """Return what the statement comes to in đồng, as it stands now."""
    sums = (rows.aggregate(sum=Sum("amount"))["sum"] for rows in _rows(statement))
    return sum(found or 0 for found in sums)


def with_totals(statements: Any) -> Any:
    """Return *statements*, each with what it comes to as ``comes_to``, in the same query."""
    sums = [
        rows.objects.filter(statement=OuterRef("pk"))
        .order_by().values("statement").annotate(sum=Sum("amount")).values("sum")
        for rows in (RoyaltyShare, Remuneration)
    ]  # fmt: skip
    royalties, remuneration = (
        Coalesce(Subquery(found), 0, output_field=BigIntegerField()) for found in sums
    )
    return statements.annotate(comes_to=royalties + remuneration)


def _rows(statement: PaymentStatement) -> tuple[Any, Any]:
    return statement.shares.all(), statement.remunerations.all()


@contextmanager
def _taking(step: str, statement: PaymentStatement, user: Any) -> Iterator[PaymentStatement]:
    with transaction.atomic():
        locked = PaymentStatement.objects.select_for_update().get(pk=statement.pk)
        if not access.has_right(user, step, locked):
            raise PermissionDenied
        if locked.state != access.STEPS[step]:
            raise StatementRefusedError(
                _("Somebody else has meanwhile taken a step: open the statement again.")
            )
        log(locked, ACTIONS[step], user=user)
        yield locked


def approve(statement: PaymentStatement, user: Any, total: int) -> None:
    """Approve the statement, which *user* has read with its *total* and did not draw up.

    Raises:
        PermissionDenied: *user* drew it up or is not of the board.
        StatementRefusedError: it has changed since *user* read it, or goes over a binding budget.
    """
    with _taking("approve", statement, user) as locked:
        if total_of(locked) != total:
            raise StatementRefusedError(_("The statement has changed meanwhile: read it again."))
        if why := budget_limits.refusal(locked):
            raise StatementRefusedError(why)
        locked.state, locked.total = PaymentStatement.State.APPROVED, total
        locked.approved_by, locked.approved_by_name = user, _name(user)
        locked.approved_at = timezone.now()
        locked.save()
    statement.refresh_from_db()


def pay(statement: PaymentStatement, user: Any, paid_on: date, reference: str) -> None:
    """Note that the statement was paid, on which day and by which document."""
    with _taking("pay", statement, user) as locked:
        locked.state, locked.paid_on = PaymentStatement.State.PAID, paid_on
        locked.payment_reference = reference
        locked.save()
    statement.refresh_from_db()


def discard(statement: PaymentStatement, user: Any) -> None:
    """Delete a draft; what stood on it waits for the next statement."""
    with _taking("discard", statement, user) as locked:
        locked.delete()


def _name(user: Any) -> str:
    return str(user.get_full_name() or user.get_username())
