"""What kinds of work there are: what each is called, and the verb on its button."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Kind:
    """A kind of work as people read it."""

    label: Promise
    verb: Promise


OTHER = Kind(_("Other work"), pgettext_lazy("button", "Open"))

KINDS: dict[str, Kind] = {
    "approve": Kind(_("Pages to approve"), pgettext_lazy("button", "Review")),
    "returned": Kind(_("Returned to you"), pgettext_lazy("button", "Edit")),
    "question": Kind(_("Questions from citizens"), pgettext_lazy("button", "Answer")),
    "information_request": Kind(_("Requests for information"), pgettext_lazy("button", "Answer")),
    "information_answer": Kind(_("Information received"), pgettext_lazy("button", "Review")),
    "contribution": Kind(_("Contributions received"), pgettext_lazy("button", "Review")),
    "correction": Kind(_("Corrections"), pgettext_lazy("button", "Handle")),
    "review_due": Kind(_("Pages to review"), pgettext_lazy("button", "Review")),
    "plan_topic": Kind(_("Content plan"), pgettext_lazy("button", "Open")),
    "royalties": Kind(_("Royalties"), pgettext_lazy("button", "Complete")),
    "royalty_statement": Kind(_("Royalties"), pgettext_lazy("button", "Review")),
    "account_review_due": Kind(_("Accounts to review"), pgettext_lazy("button", "Review")),
    "support": Kind(_("Requests for help"), pgettext_lazy("button", "Handle")),
    "sharing": Kind(_("Proposals from component portals"), pgettext_lazy("button", "Decide")),
    "translation": Kind(_("Translations"), pgettext_lazy("button", "Translate")),
    "report": Kind(_("Reports due"), pgettext_lazy("button", "Draw up")),
    "notice": Kind(_("Notices that end"), pgettext_lazy("button", "Edit")),
    "advertisement": Kind(_("Advertisements that end"), pgettext_lazy("button", "Edit")),
    "category": Kind(_("Categories of information"), pgettext_lazy("button", "Complete")),
    "links": Kind(_("Links that lead nowhere"), pgettext_lazy("button", "Correct")),
    "pictures": Kind(_("Images without description"), pgettext_lazy("button", "Describe")),
    "contact": Kind(_("Contact of the portal"), pgettext_lazy("button", "Complete")),
}
"""By the key that rooms announce. What is not named here is shown as other work."""

FAULTS = frozenset({"category", "links", "pictures", "contact"})
"""What tells of something wrong with a portal, rather than of what somebody handed on."""
PRIVATE = frozenset({"question"})
"""What has a citizen's words for a title, which no mail repeats."""


def kind_of(key: str) -> Kind:
    """Return the kind with *key*."""
    return KINDS.get(key, OTHER)
