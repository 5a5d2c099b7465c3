"""Counts royalties. Amounts are whole đồng.

The royalty of an item is rounded half up, once. Authors' parts are cut from it so that they add up
to it to the đồng: each is the difference between two rounded sums of shares.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)


def royalty(
    coefficient: Decimal, unit_value: int, translation_percent: int | None = None,
    addition_percent: int = 0,
) -> int:  # fmt: skip
    """Return the royalty of an item in đồng.

    *translation_percent* is what a translator gets of the genre's royalty, *addition_percent* what
    is added for works for children or ethnic minorities.
    """
    whole = coefficient * unit_value
    whole *= Decimal(translation_percent if translation_percent is not None else 100) / HUNDRED
    return _rounded(whole * (100 + addition_percent) / HUNDRED)


def parts(total: int, percents: Iterable[Decimal]) -> list[int]:
    """Return what each share of *total* comes to; shares of 100 per cent add up to *total*."""
    shared, given, found = Decimal(0), 0, []
    for percent in percents:
        shared += percent
        upto = _rounded(total * shared / HUNDRED)
        found.append(upto - given)
        given = upto
    return found


def equal_percents(count: int) -> list[Decimal]:
    """Return *count* shares as equal as two decimals allow, which add up to 100."""
    each = (HUNDRED / count).quantize(Decimal("0.01"))
    return [HUNDRED - each * (count - 1), *[each] * (count - 1)]


def _rounded(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
