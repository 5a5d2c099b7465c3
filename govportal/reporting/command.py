"""What ``manage.py govportal report`` calls."""

from __future__ import annotations

from pathlib import Path

from govportal.portals.models import Portal
from govportal.reporting import drawing
from govportal.reporting.errors import ReportError
from govportal.reporting.periods import Period
from govportal.reporting.subjects import all_portals
from govportal.reporting.xlsx import as_xlsx


def draw_up(
    template_key: str, period: Period, output_path: str | Path, portal_code: str = ""
) -> drawing.Report:
    """Write the report on the form *template_key* to *output_path* as XLSX and return it.

    The report has a line for each portal, or only that of *portal_code*.

    Raises:
        ReportError: no such form or portal, or a path that can't be written. Its ``text`` says
            so in Vietnamese and English.
    """
    form = drawing.template(template_key)
    report = drawing.draw_up(form, period, _portals(portal_code))
    content = as_xlsx(report)
    try:
        Path(output_path).write_bytes(content)
    except OSError as error:
        raise ReportError(
            f"Không ghi được tệp {output_path}: {error.strerror}. Hãy chọn thư mục khác.",
            f"The file {output_path} cannot be written: {error.strerror}. Choose another folder.",
        ) from error
    return report


def _portals(code: str) -> list[Portal]:
    portals = all_portals()
    found = [portal for portal in portals if code in ("", portal.code)]
    if code and not found:
        raise ReportError(
            f"Không có cổng của cơ quan “{code}”: hãy kiểm tra lại mã cơ quan.",
            f"No agency “{code}” has a portal: check the agency's code.",
        )
    return found
