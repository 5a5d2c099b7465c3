"""Which rooms hear of what others store, and which put right what other packages say.

Importing this module also registers what announces itself: checks, and what waits for people.
"""

from __future__ import annotations

from govportal import checks, province_checks  # noqa: F401
from govportal.accounts import notices, terms
from govportal.boards import listening as boards
from govportal.editorial import (
    content_log,
    delegations,
    notifications,
    waiting_sources,  # noqa: F401
)
from govportal.information import answers
from govportal.intake import checks as intake_checks  # noqa: F401
from govportal.languages import drafts
from govportal.my_work import waiting  # noqa: F401
from govportal.operations import garbage
from govportal.page_cache import changes
from govportal.portals import routing
from govportal.publishing import approval_memory, composition, picture_making, portal_memory
from govportal.publishing.former_addresses import remembering
from govportal.publishing.listed import keeping as lists
from govportal.publishing.sharing import moves
from govportal.royalties import proposals
from govportal.search import index as search_index
from govportal.security import listening as security
from govportal.upstream import (
    folded_titles,
    frozen_texts,
    labels,
    model_names,
    people_names,
    site_roots,
    unexpected_requests,
    vietnamese_lists,
)
from govportal.usage.measurement import checks as measurement_checks  # noqa: F401

LISTENING = (
    routing, composition, approval_memory, picture_making, portal_memory, moves,
    lists,  # after what a move ends
    drafts, security, boards, notices, terms, notifications, content_log, delegations, answers,
    remembering, search_index, proposals, changes, garbage,
)  # fmt: skip
"""In the order in which they hear of a change."""
UPSTREAM = (
    model_names.name_models, labels.label_fields, frozen_texts.let_wait, vietnamese_lists.connect,
    folded_titles.fold_titles, people_names.name_people, unexpected_requests.refuse_unexpected,
    site_roots.read_at_once,
)  # fmt: skip


def connect_rooms() -> None:
    """Let every room hear what it follows; a second time changes nothing."""
    for room in LISTENING:
        room.connect()
    for put_right in UPSTREAM:
        put_right()
