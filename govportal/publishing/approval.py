"""Who may make a page public: never one of those who wrote it (FLOW-01, FLOW-02).

Wagtail asks a page's permission tester wherever something is published: in the editor, in bulk
actions, when a workflow ends and when a revision is scheduled. So the rule stands here.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from wagtail.models import Page, PagePermissionTester, Revision

from govportal import law
from govportal.publishing.approval_memory import kept
from govportal.publishing.categories import section_spec

TESTER = "_known_permissions"


def is_separation_required() -> bool:
    """Return whether the law keeps authors from approving their own work."""
    return bool(law.value("content.author_is_not_approver"))


def authors_of(page: Page) -> set[int]:
    """Return the ids of all who have a part in what would become public.

    These are the page's owner, whoever asked for its approval and whoever edited it since it was
    last published.
    """
    pending = Q(pk=page.latest_revision_id)
    pending |= Q(pk__gt=page.live_revision_id or 0)
    editors = page.revisions.filter(pending).order_by().values_list("user_id", flat=True)
    requesters = page.workflow_states.active().order_by()
    people = editors.union(requesters.values_list("requested_by_id", flat=True))
    return {person for person in (page.owner_id, *people) if person is not None}


def is_author(user: Any, page: Page) -> bool:
    """Return whether *user* may not approve *page* because of a part in writing it."""
    return is_separation_required() and user.pk in kept(page, "authors", lambda: authors_of(page))


def answerable_for(revision: Revision) -> Any:
    """Return whose permission counts when a program publishes *revision* without naming anyone.

    It is the revision's author, who may not publish. A revision that was approved for a later
    time needs nobody's permission again, nor does one that no person made.
    """
    return None if revision.approved_go_live_at else revision.user


def is_wanted_by_law(page: Page) -> bool:
    """Return whether *page* is the section of a category that its portal must have."""
    spec = section_spec(page)
    return spec is not None and spec.is_mandatory


class PortalPagePermissionTester(PagePermissionTester):
    """Wagtail's permissions on a page, less the publication of one's own work."""

    def can_publish(self) -> bool:
        return bool(super().can_publish()) and not is_author(self.user, self.page)

    def can_publish_subpage(self) -> bool:
        """Refuse to create and publish in one go: the page would be one's own."""
        return not is_separation_required() and bool(super().can_publish_subpage())

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Keep the section of a category that the law wants; moving it is deleting it, too."""
        if not self.user.is_active or self._is_public_to_a_writer():
            return False
        if is_wanted_by_law(self.page):
            return False
        if self.user.is_superuser or not self.page.is_leaf():
            return bool(super().can_delete(ignore_bulk))
        # Wagtail asks the database what lies below a leaf, for each button anew.
        is_own = "add" in self.permissions and self.page.owner_id == self.user.pk
        return is_own or "change" in self.permissions

    def _is_public_to_a_writer(self) -> bool:
        # Wagtail answers the same, and asks the database twice for each row of the explorer.
        may_publish = self.user.is_superuser or "publish" in self.permissions
        return bool(self.page.live) and not may_publish

    def can_submit_for_moderation(self) -> bool:
        """Ask first what is known: whether the page waits for an approval already."""
        return not self.page.workflow_in_progress and bool(super().can_submit_for_moderation())

    def can_unpublish(self) -> bool:
        return bool(super().can_unpublish()) and not is_wanted_by_law(self.page)

    def can_unschedule(self) -> bool:
        """Let an author with the right to publish withdraw what is to appear later."""
        return bool(super().can_publish())


def tester_of(user: Any, page: Page) -> PortalPagePermissionTester:
    """Return what *user* may do with *page*; a row of the explorer asks ten times.

    It holds for the person at hand, whose rights are read once, where the page stands now.
    """
    path, known = page.__dict__.get(TESTER, (None, None))
    if known is None or known.user is not user or known.page is not page or path != page.path:
        known = PortalPagePermissionTester(user, page)
        page.__dict__[TESTER] = (page.path, known)
    return known
