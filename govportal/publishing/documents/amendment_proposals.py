"""Proposals read from an amending document, matched with documents of the portal and accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from govportal.portals import routing
from govportal.portals.tree import is_original, subtree
from govportal.publishing.documents.amending import base_of
from govportal.publishing.documents.amendments import Amendment
from govportal.publishing.regulations.addressing import named
from govportal.publishing.regulations.instructions import Proposal, Unread, instructions_in
from govportal.publishing.regulations.statements import CITED


@dataclass(frozen=True)
class Offer:
    """A proposal with the document that it names, and whether the draft has it already."""

    number: int
    proposal: Proposal
    target: Any
    is_recorded: bool

    @property
    def row(self) -> Amendment:
        """The amendment that accepting it adds."""
        change = self.proposal.change
        return Amendment(
            target=self.target, provision=change.provision, action=change.action.value,
            text=change.text, words_from=change.words_from, words_to=change.words_to,
            by_clause=change.source.clause,
        )  # fmt: skip


def offers_of(draft: Any) -> tuple[list[Offer], list[Unread]]:
    """Return what the text of *draft* orders: offers, and clauses that could not be read."""
    cited = CITED.search(f"{draft.title}\n{draft.abstract}")
    found = instructions_in(base_of(draft), cited["citation"] if cited else "")
    proposals = [item for item in found if isinstance(item, Proposal)]
    targets = _documents(draft, {item.citation for item in proposals})
    recorded = {_content(row) for row in draft.amendments.all()}
    offers = []
    for number, proposal in enumerate(proposals):
        offer = Offer(number, proposal, targets.get(proposal.citation), False)
        offers.append(Offer(number, proposal, offer.target, _content(offer.row) in recorded))
    return offers, [item for item in found if isinstance(item, Unread)]


def accept(draft: Any, offers: Iterable[Offer], user: Any) -> int:
    """Add *offers* to a new draft of the document by *user*; return how many were added.

    Nothing is published: the draft takes the way of every draft.
    """
    rows = [offer.row for offer in offers if not offer.is_recorded]
    start = max((row.sort_order or 0 for row in draft.amendments.all()), default=-1) + 1
    for number, row in enumerate(rows, start=start):
        row.sort_order = number
        draft.amendments.add(row)
    if rows:
        draft.save_revision(user=user, clean=False, log_action=True)
    return len(rows)


def place_of(change: Any, language: str) -> str:
    """Return in words what *change* is made to; nothing for the whole text."""
    return named(change.provision, language) if change.provision else ""


def _content(row: Amendment) -> tuple[Any, ...]:
    return (row.action, row.provision, row.text, row.words_from, row.words_to)


def _documents(draft: Any, citations: Iterable[str]) -> dict[str, Any]:
    """Return the documents of the portal by the citations that name them, the newest of each."""
    home = routing.table().home_of(draft.path)
    numbers = {citation.split("/")[0] for citation in citations if citation}
    if home is None or not numbers:
        return {}
    model = type(draft)
    pages = model.objects.filter(is_original(), path__range=subtree(home.path), number__in=numbers)
    pages = pages.exclude(pk=draft.pk).defer("body", "decision", "annexes")
    return {page.citation: page for page in pages.order_by("issued_on", "pk")}
