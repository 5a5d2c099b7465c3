"""Whether the holder of a seat has a post that the province's regulation asks for (ROLE-03)."""

from __future__ import annotations

from collections.abc import Iterator

from govportal.boards.seats import BoardSeat
from govportal.folding import fold
from govportal.portal_systems import PostRule
from govportal.portals.models import Portal
from govportal.publishing.attribution import system_of_portal


def rules_for(portal: Portal, seat: str) -> Iterator[PostRule]:
    """Yield the rules of the regulation on who may hold *seat* on the board of *portal*."""
    system = system_of_portal(portal)
    kind = "provincial" if portal.agency.parent_id is None else "component"
    for rule in system.board.posts if system and system.board else ():
        if rule.seat == seat and rule.portals in (kind, "all"):
            yield rule


def broken_rule(seat: BoardSeat) -> PostRule | None:
    """Return the rule that the post of *seat*'s holder breaks, None where it breaks none."""
    post = fold(" ".join(seat.post.split()))
    return next(
        (
            rule
            for rule in rules_for(seat.portal, seat.role)
            if not any(post.startswith(fold(wanted)) for wanted in rule.posts)
        ),
        None,
    )
