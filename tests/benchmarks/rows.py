"""The table of budgets: a figure, what it may be, and whether it is kept."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A figure; one without a budget is only told."""

    where: str
    what: str
    figure: str
    budget: str = ""
    is_kept: bool | None = None

    @property
    def verdict(self) -> str:
        """What the last column says."""
        return {None: "", True: "kept", False: "**not kept**"}[self.is_kept]


def at_most(
    where: str, what: str, figure: float, most: float, shown: str = "{:.2f}", note: str = ""
) -> Row:
    """Return the row of a *figure* that may be *most*; *note* stands behind the figure."""
    text = " ".join(filter(None, (shown.format(figure), note)))
    return Row(where, what, text, f"≤ {shown.format(most)}", figure <= most)


def spread(values: Sequence[float], shown: str = "{:.2f}") -> str:
    """Return the least and the most of *values*, in brackets."""
    return f"({shown.format(min(values))}–{shown.format(max(values))})"


def ratios(values: Sequence[float], references: Sequence[float]) -> list[float]:
    """Return how many references each value is, round by round."""
    return [value / reference for value, reference in zip(values, references, strict=True)]


def middle(values: Iterable[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def table(rows: Iterable[Row]) -> str:
    """Return *rows* as a table in Markdown."""
    lines = ["| where | what | figure | budget | verdict |", "|---|---|---|---|---|"]
    lines += [f"| {r.where} | {r.what} | {r.figure} | {r.budget} | {r.verdict} |" for r in rows]
    return "\n".join(lines)
