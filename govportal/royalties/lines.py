"""The lines of a statement: one a payee, and one a royalty or month, as screens and files show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from govportal.royalties.money import grouped, plain
from govportal.royalties.payments import Payee, PaymentStatement


@dataclass(frozen=True)
class Item:
    """One thing that a payee is paid for, in đồng."""

    title: str
    kind: str
    day: Any
    detail: str
    amount: int


@dataclass
class PayeeLine:
    """What one payee gets, in đồng."""

    payee: Payee
    items: list[Item] = field(default_factory=list)
    royalties: int = 0
    remuneration: int = 0

    @property
    def total(self) -> int:
        """Both together."""
        return self.royalties + self.remuneration


def lines_of(statement: PaymentStatement) -> list[PayeeLine]:
    """Return what each payee gets, in order of names. Two queries, however many payees."""
    found: dict[int, PayeeLine] = {}
    shares = statement.shares.select_related("royalty", "payee").order_by("royalty__published_on")
    for share in shares:
        line = found.setdefault(share.payee_id, PayeeLine(share.payee))
        line.royalties += share.amount
        line.items.append(_royalty_item(share))
    for paid in statement.remunerations.select_related("payee").order_by("month"):
        line = found.setdefault(paid.payee_id, PayeeLine(paid.payee))
        line.remuneration += paid.amount
        line.items.append(
            Item(paid.work, _("remuneration"), paid.month, paid.reference, paid.amount)
        )
    return sorted(found.values(), key=lambda line: (by_name(line.payee.name), line.payee.pk))


def _royalty_item(share: Any) -> Item:
    royalty = share.royalty
    detail = _("%(genre)s: %(coefficient)s × %(unit)s VND, share %(percent)s %%") % {
        "genre": royalty.get_genre_display(),
        "coefficient": plain(royalty.coefficient),
        "unit": grouped(royalty.unit_value),
        "percent": plain(share.percent),
    }
    return Item(royalty.title, _("royalty"), royalty.published_on, detail, share.amount)


def by_name(name: str) -> tuple[str, str]:
    """Sort by the given name, which Vietnamese names have last."""
    return (name.rsplit(maxsplit=1)[-1].casefold() if name.strip() else "", name.casefold())
