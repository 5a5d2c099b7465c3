"""The administration's own API: in Wagtail it lists every portal's images and documents.

Its list of pages, of which the explorer's menu is made, asks six questions for each page there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Left
from wagtail.admin.api.serializers import (
    AdminPageSerializer,
    PageChildrenField,
    get_model_listing_url,
)
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.serializers import PageParentField
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from govportal.portals.tree import subtree

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


class KnownParentField(PageParentField):
    """The parent of a page, asked for once where a list holds its siblings."""

    def get_attribute(self, instance: Page) -> Page | None:
        known = self.context.setdefault("parents", {})
        path = instance.path[: -Page.steplen]
        if path not in known:
            known[path] = super().get_attribute(instance)
        return known[path]  # type: ignore[no-any-return]


class CountedChildrenField(PageChildrenField):
    """How many pages the user sees below a page, counted at once for all of a list."""

    def to_representation(self, page: Page) -> dict[str, Any]:
        if "children" not in self.context:
            shown = self.root.instance  # type: ignore[attr-defined]
            self.context["children"] = self._count([shown] if isinstance(shown, Page) else shown)
        url = get_model_listing_url(self.context, Page)
        count = self.context["children"].get(page.path, 0)
        return {"count": count, "listing_url": f"{url}?child_of={page.pk}"}

    def _count(self, pages: Iterable[Page]) -> dict[str, int]:
        below = Q(pk=None)
        for page in pages:
            below |= Q(path__range=subtree(page.path), depth=page.depth + 1)
        children = self.context["base_queryset"].filter(below).order_by()
        parents = children.annotate(above=Left("path", F("depth") * Page.steplen - Page.steplen))
        return dict(parents.values_list("above").annotate(Count("pk")))


class OwnPageSerializer(AdminPageSerializer):
    """A page as the explorer's menu shows it, in a number of queries that no list lengthens."""

    parent = KnownParentField(read_only=True)
    children = CountedChildrenField(read_only=True)


class OwnPagesViewSet(PagesAdminAPIViewSet):
    """The pages that the user may explore."""

    base_serializer_class = OwnPageSerializer

    def filter_queryset(self, queryset: Any) -> Any:
        """Return what is asked for, with what each line shows; a filter of Wagtail drops that."""
        pages: Any = super().filter_queryset(queryset)
        if not isinstance(pages, QuerySet):  # the results of a search
            return pages
        pages = pages.prefetch_related("locale").prefetch_workflow_states()
        return pages.annotate_approved_schedule()


def replace_endpoints(router: WagtailAPIRouter) -> None:
    """Put these in the place of Wagtail's."""
    router.register_endpoint("pages", OwnPagesViewSet)
    router.register_endpoint("images", OwnImagesViewSet)
    router.register_endpoint("documents", OwnDocumentsViewSet)
