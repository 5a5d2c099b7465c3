"""Who may import documents, and see what became of the files: staff of the list's portal."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy, register_permission_policy

from govportal.portals import routing
from govportal.publishing.documents.batches import DocumentImport
from govportal.publishing.documents.notes import WRITTEN_IN


def may_import(user: Any, index: Any) -> bool:
    """Return whether *user* may put drafts into *index*, a Vietnamese list of documents."""
    home = routing.table().home_of(index.path)
    if home is None or home.language != WRITTEN_IN:
        return False
    return bool(index.permissions_for_user(user).can_add_subpage())


def visible_to(user: Any) -> QuerySet[DocumentImport]:
    """Return the imports of the portals where *user* may add documents."""
    return DocumentImport.objects.filter(portal__in=_portals_of_writer(user))


def _portals_of_writer(user: Any) -> set[int]:
    grants = page_permission_policy.get_cached_permissions_for_user(user)
    trees = [grant.page.path for grant in grants if grant.permission.codename == "add_page"]
    return {
        home.portal.pk
        for home in routing.table().homes
        if user.is_superuser or any(home.path.startswith(tree) for tree in trees)
    }


class DocumentImportPolicy(ModelPermissionPolicy):
    """Shows an import to those who may add documents to its portal; nobody edits one."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and visible_to(user).exists()

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        """Return the imports that *user* may see."""
        return visible_to(user) if "view" in actions else DocumentImport.objects.none()

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Model
    ) -> bool:
        found = self.instances_user_has_any_permission_for(user, actions)
        return bool(found.filter(pk=instance.pk).exists())

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)


def register_policy() -> None:
    """Register the policy, before Wagtail makes one of its own."""
    register_permission_policy(DocumentImport, DocumentImportPolicy(DocumentImport))
