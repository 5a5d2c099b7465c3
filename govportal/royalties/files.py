"""A statement as a file for the paying unit: a spreadsheet or CSV. Nothing is sent to a bank."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from govportal.folding import fold
from govportal.publishing.attribution import system_of_portal
from govportal.publishing.exports import Column, csv_response
from govportal.royalties.lines import PayeeLine, lines_of
from govportal.royalties.payments import PaymentStatement
from govportal.royalties.sheets import answer_with, new_book, write_sheet


def as_csv(statement: PaymentStatement) -> HttpResponse:
    """Answer with one line a payee as CSV."""
    rows = [_summary(number, line) for number, line in enumerate(lines_of(statement), start=1)]
    return csv_response(_file_name(statement), _summary_columns(), rows)


def as_xlsx(statement: PaymentStatement) -> HttpResponse:
    """Answer with a spreadsheet: a sheet with one line a payee, and one with what it is for."""
    lines, book = lines_of(statement), new_book()
    summaries = [_summary(number, line) for number, line in enumerate(lines, start=1)]
    summaries.append(_totals(lines))
    head = _head(statement)
    write_sheet(book.create_sheet(_("Payees")), head, _summary_columns(), summaries)
    write_sheet(book.create_sheet(_("Details")), head, _detail_columns(), _details(lines))
    return answer_with(book, _file_name(statement))


def _summary_columns() -> list[Column]:
    return [
        Column("number", pgettext("row number", "No.")),
        Column("name", _("Full name")),
        Column("unit", _("Unit or address")),
        Column("royalties", _("Royalties"), "VND"),
        Column("remuneration", _("Remuneration"), "VND"),
        Column("total", _("Total"), "VND"),
        Column("signature", _("Signature of the payee")),
    ]


def _detail_columns() -> list[Column]:
    return [
        Column("name", _("Full name")),
        Column("kind", _("Kind of payment")),
        Column("day", _("Day or month")),
        Column("title", _("Item or work")),
        Column("detail", _("How it was counted")),
        Column("amount", _("Amount"), "VND"),
    ]


def _summary(number: int, line: PayeeLine) -> dict[str, Any]:
    return {
        "number": number, "name": line.payee.name, "unit": line.payee.unit,
        "royalties": line.royalties, "remuneration": line.remuneration, "total": line.total,
    }  # fmt: skip


def _totals(lines: list[PayeeLine]) -> dict[str, Any]:
    keys = ("royalties", "remuneration", "total")
    return {"name": _("Total")} | {key: sum(getattr(line, key) for line in lines) for key in keys}


def _details(lines: list[PayeeLine]) -> Iterable[dict[str, Any]]:
    for line in lines:
        for item in line.items:
            yield {
                "name": line.payee.name, "kind": item.kind, "day": item.day, "title": item.title,
                "detail": item.detail, "amount": item.amount,
            }  # fmt: skip


def _head(statement: PaymentStatement) -> list[str]:
    head = [
        str(statement.portal),
        _("Statement of royalties and remuneration, %(period)s") % {"period": statement},
        _("Drawn up by: %(name)s") % {"name": statement.drawn_up_by_name},
    ]
    if payer := payer_of(statement):
        head.append(_("Paid by: %(name)s") % {"name": payer})
    if statement.is_frozen:
        return [*head, _("Approved by: %(name)s") % {"name": statement.approved_by_name}]
    return [*head, _("Draft, not approved")]


def payer_of(statement: PaymentStatement) -> str:
    """Return which unit pays, as the regulation names it; empty where it names none."""
    system = system_of_portal(statement.portal)
    payer = system.royalty.payer if system and system.royalty else None
    return payer.in_language(get_language() or "vi") if payer else ""


def _file_name(statement: PaymentStatement) -> str:
    return f"nhuan-but_{statement.portal.code}_{slugify(fold(str(statement)).replace('/', '-'))}"
