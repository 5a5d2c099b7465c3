"""The administration's own API, which in Wagtail lists every portal's images and documents."""

from __future__ import annotations

from typing import Any

from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry

ACTIONS = ("choose", "change", "delete")


class OwnCollectionsMixin:
    """Lists what lies in collections where the user may do something."""

    request: Any

    def get_queryset(self) -> Any:
        found: Any = super().get_queryset()  # type: ignore[misc]
        policy = policy_registry.get_by_type(found.model)
        own = policy.instances_user_has_any_permission_for(self.request.user, ACTIONS)
        return found.filter(pk__in=own.order_by().values("pk"))


class OwnImagesViewSet(OwnCollectionsMixin, ImagesAdminAPIViewSet):
    """The images of the user's portals."""


class OwnDocumentsViewSet(OwnCollectionsMixin, DocumentsAdminAPIViewSet):
    """The documents of the user's portals."""


def replace_endpoints(router: WagtailAPIRouter) -> None:
    """Put these in the place of Wagtail's."""
    router.register_endpoint("images", OwnImagesViewSet)
    router.register_endpoint("documents", OwnDocumentsViewSet)
