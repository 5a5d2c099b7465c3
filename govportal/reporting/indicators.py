"""The indicators that a column of a statutory form may ask for."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from govportal.facts import Facts, Key, Text
from govportal.province import ReportColumn
from govportal.province_files import read_facts
from govportal.province_problems import ProvinceDataError
from govportal.reporting import counting, supply
from govportal.reporting.periods import Period
from govportal.reporting.subjects import Subjects
from govportal.reporting.values import Value

Compute = Callable[[Subjects, Period, counting.Sections], dict[int, Value]]

COMPUTED: dict[str, Compute] = {
    "ordinal": counting.ordinals,
    "agency": counting.agency_names,
    "legal_documents": counting.normative_documents,
    "admin_documents": counting.administrative_documents,
    "legal_dissemination": counting.first_published_items,
    "procedures_integrated": supply.procedures_are_integrated,
    "plans": supply.published_of_all,
    "projects": supply.published_of_all,
    "apparatus": supply.all_complete,
    "financial_report": supply.last_year_is_public,
    "statistics": supply.published_state,
    "science": supply.published_state,
    "epidemic": supply.published_state,
    "disclosure_list": supply.all_complete,
    "channels": supply.open_channels,
}


class Indicator(Facts):
    """What a column asks for, and why it stays empty where it can't be computed."""

    key: Key
    kind: str
    label: Text
    sections: tuple[Key, ...] = ()
    """The categories that it is about, where it is about some."""
    reason: Text | None = None

    def compute(self, subjects: Subjects, period: Period) -> dict[int, Value] | None:
        """Return the value of each portal by its id, None where it can't be computed yet."""
        function = COMPUTED.get(self.key)
        return function(subjects, period, self.sections) if function else None


class _IndicatorFile(Facts):
    indicators: tuple[Indicator, ...]


@lru_cache
def indicators() -> dict[str, Indicator]:
    """Return every indicator by its key."""
    facts, problems = read_facts(Path(__file__).with_name("indicators.toml"), _IndicatorFile)
    if facts is None:
        raise ProvinceDataError(problems)
    return {indicator.key: indicator for indicator in facts.indicators}


def obstacle(column: ReportColumn) -> Text | None:
    """Return why *column* must stay empty, None when it can be computed."""
    indicator, key = indicators().get(column.indicator), column.indicator
    if indicator is None:
        return Text(
            vi=f"Chưa tính được: không có chỉ tiêu “{key}”; hãy kiểm tra dữ liệu biểu mẫu.",
            en=f"Not computed: there is no indicator “{key}”; check the form's data.",
        )
    if indicator.kind != column.kind:
        return Text(
            vi=f"Chưa tính được: chỉ tiêu “{key}” thuộc kiểu “{indicator.kind}”, "
            f"không phải “{column.kind}”; hãy kiểm tra dữ liệu biểu mẫu.",
            en=f"Not computed: the indicator “{key}” is of the kind “{indicator.kind}”, "
            f"not “{column.kind}”; check the form's data.",
        )
    return indicator.reason
