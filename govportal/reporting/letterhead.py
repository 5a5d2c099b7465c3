"""The head of a statutory report: who reports, the number line, the national motto, the place.

The form is Vietnamese, so is its head; the layout is that of Nghị định 30/2020/NĐ-CP. Number, day
and month stay blank: whoever signs the report fills them in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from govportal import plugins
from govportal.portals.models import Portal
from govportal.province import without_unit_word
from govportal.reporting.drawing import Report
from govportal.reporting.subjects import agency_name

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
KIND = "BÁO CÁO"
UNNAMED = "CƠ QUAN BÁO CÁO"


@dataclass(frozen=True)
class Letterhead:
    """The lines above the table."""

    agency: str
    number: str
    place_and_date: str
    title: str
    basis: str
    days: str


def letterhead(report: Report, on: date | None = None) -> Letterhead:
    """Return the head of *report*, to be signed in the year of *on* (today)."""
    period, basis = report.period, report.template.basis
    return Letterhead(
        agency=_reporting_agency(report).upper(),
        number=f"Số:        /BC-{_sign(report)}",
        place_and_date=f"{_place()}, ngày      tháng      năm {(on or timezone.localdate()).year}",
        title=report.title.vi,
        basis=basis.vi if basis else "",
        days=f"(Số liệu từ ngày {period.start:%d/%m/%Y} đến hết ngày {period.end:%d/%m/%Y})",
    )


def _only_portal(report: Report) -> Portal | None:
    return None if report.is_compiled else report.lines[0].portal


def _reporting_agency(report: Report) -> str:
    if portal := _only_portal(report):
        return agency_name(portal).vi
    manager = plugins.province().system().bodies.manager
    return manager.name.vi if manager else UNNAMED


def _sign(report: Report) -> str:
    portal = _only_portal(report)
    return (portal.agency.abbreviation if portal else "") or "..."


def _place() -> str:
    return without_unit_word(plugins.province().name.vi, ("Tỉnh", "Thành phố"))
