"""The groups of users of each portal and of the province, and what each may do.

What the groups may do is data, below. Provisioning brings the database exactly in line with it:
a permission that is missing is given, one that is not in the data is taken away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from govportal.editorial.delegations import WRITING_ROLES, delegated_pages
from govportal.facts import Text
from govportal.portals.membership import PortalGroup
from govportal.portals.models import Portal, PortalHome

WAGTAIL_STOCK_GROUPS = ("Moderators", "Editors")


@dataclass(frozen=True)
class Grant:
    """What a group may do: on pages, on files, and by Django's permissions on models."""

    name: Text
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


ADMIN = ("wagtailadmin.access_admin",)
WRITER = (*ADMIN, "wagtail_localize.submit_translation")
BOARD_PAGES = ("add", "change", "publish", "lock", "unlock", "bulk_delete")

PORTAL_GRANTS: dict[str, Grant] = {
    "reporter": Grant(
        Text(vi="phóng viên", en="reporter"), ("add",), ("add", "choose"), WRITER
    ),
    "editor": Grant(
        Text(vi="biên tập viên", en="editor"),
        ("add", "change"), ("add", "change", "choose"), WRITER,
    ),
    "deputy_head": Grant(
        Text(vi="phó trưởng ban biên tập", en="deputy head of the Editorial Board"),
        ("add", "change", "publish"), ("add", "change", "choose"), WRITER,
    ),
    "head": Grant(
        Text(vi="trưởng ban biên tập", en="head of the Editorial Board"),
        BOARD_PAGES, ("add", "change", "choose"), WRITER,
    ),
    "administrator": Grant(
        Text(vi="quản trị cổng", en="portal administrator"),
        ("add", "change", "lock", "unlock"), ("add", "change", "choose"), WRITER,
    ),
}  # fmt: skip

PROVINCIAL_GRANTS: tuple[Grant, ...] = (
    Grant(
        Text(vi="Ban Biên tập tỉnh", en="Provincial Editorial Board"),
        BOARD_PAGES,
        ("add", "change", "choose"),
        (
            *WRITER,
            "govportal.view_agency",
            "govportal.change_portal",
            "govportal.view_portalendpoint",
            "govportal.change_portalendpoint",
            "govportal.view_province_payments",
            "wagtailredirects.add_redirect",
            "wagtailredirects.change_redirect",
            "wagtailredirects.delete_redirect",
        ),
    ),
    Grant(
        Text(vi="Quản trị kỹ thuật", en="Technical administration"),
        models=(
            *ADMIN,
            "auth.add_user",
            "auth.change_user",
            "auth.delete_user",
            "auth.add_group",
            "auth.change_group",
            "auth.delete_group",
            "wagtailcore.add_workflow",
            "wagtailcore.change_workflow",
            "wagtailcore.add_task",
            "wagtailcore.change_task",
            "wagtailcore.change_site",
            "wagtailcore.change_locale",
            "govportal.add_portalendpoint",
            "govportal.change_portalendpoint",
            "govportal.delete_portalendpoint",
            "govportal.view_portalendpoint",
            "govportal.view_agency",
            "govportal.add_apiconsumer",
            "govportal.change_apiconsumer",
            "govportal.view_apiconsumer",
            "govportal.add_apikey",
            "govportal.delete_apikey",
            "govportal.view_apikey",
            "govportal.view_apiaccess",
            "govportal.view_connectioncheck",
        ),
    ),
)
"""The provincial board works on every portal's content, technical administration on none's
(ROLE-05)."""


@transaction.atomic
def provision_all_groups(portals: Iterable[Portal]) -> list[str]:
    """Bring the five groups of each of *portals* in line; return a line for each changed portal.

    The number of queries does not grow with the number of portals.
    """
    portals = list(portals)
    changed = _make_portal_groups(portals)
    wanted = _Wanted()
    homes: dict[int, list[int]] = {}
    for portal_id, page_id in PortalHome.objects.values_list("portal_id", "page_id"):
        homes.setdefault(portal_id, []).append(page_id)
    collections = {portal.pk: portal.collection_id for portal in portals}
    delegated = delegated_pages(portals)
    for row in PortalGroup.objects.filter(portal__in=portals):
        pages = homes.get(row.portal_id, [])
        if row.role in WRITING_ROLES:
            pages = pages + delegated.get(row.portal_id, [])
        wanted.add(row.group_id, PORTAL_GRANTS[row.role], pages, collections[row.portal_id])
    return _summaries(changed | wanted.apply())


@transaction.atomic
def provision_provincial_groups() -> list[str]:
    """Bring the groups that serve the whole province in line; return what changed."""
    changes = _remove_stock_groups()
    wanted = _Wanted()
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    names = [grant.name.vi for grant in PROVINCIAL_GRANTS]
    known = {group.name: group for group in Group.objects.filter(name__in=names)}
    for grant, name in zip(PROVINCIAL_GRANTS, names, strict=True):
        group = known.get(name) or Group.objects.create(name=name)
        changes += [] if name in known else [_("Group made: %(name)s") % {"name": name}]
        wanted.add(group.pk, grant, [root.pk], collection.pk)
    touched = Group.objects.filter(pk__in=wanted.apply()).order_by("name")
    in_line = _("Permissions brought in line: %(name)s")
    return changes + [in_line % {"name": name} for name in touched.values_list("name", flat=True)]


def _summaries(changed: set[int]) -> list[str]:
    """Return one line for each portal with the roles whose groups are *changed*."""
    roles: dict[str, list[str]] = {}
    rows = PortalGroup.objects.filter(group__in=changed).order_by("portal_id", "pk")
    for code, role in rows.values_list("portal__agency__code", "role"):
        roles.setdefault(code, []).append(PORTAL_GRANTS[role].name.vi)
    return [
        ngettext(
            "portal %(code)s: %(count)d group made or changed (%(groups)s)",
            "portal %(code)s: %(count)d groups made or changed (%(groups)s)",
            len(names),
        )
        % {"code": code, "count": len(names), "groups": ", ".join(names)}
        for code, names in roles.items()
    ]


def _make_portal_groups(portals: list[Portal]) -> set[int]:
    """Make the groups that *portals* lack and rename the others; return the ids of both."""
    models.prefetch_related_objects(
        portals, "agency"
    )  # at once, where the caller has not read them
    codes = {portal.pk: portal.agency.code for portal in portals}
    names = {
        (portal_id, role): f"{code}: {grant.name.vi}"
        for portal_id, code in codes.items()
        for role, grant in PORTAL_GRANTS.items()
    }
    rows = PortalGroup.objects.filter(portal__in=codes).select_related("group")
    there = {(row.portal_id, row.role): row.group for row in rows}
    changed = set()
    for key, name in names.items():
        group = there.get(key)
        if group is None:
            group = Group.objects.get_or_create(name=name)[0]
            PortalGroup.objects.create(portal_id=key[0], role=key[1], group=group)
            changed.add(group.pk)
        elif group.name != name:
            group.name = name
            group.save(update_fields=["name"])
            changed.add(group.pk)
    return changed


def _remove_stock_groups() -> list[str]:
    # Wagtail's own groups may publish on every portal without approval.
    unused = Group.objects.filter(name__in=WAGTAIL_STOCK_GROUPS, user=None, portal_group=None)
    names = list(unused.values_list("name", flat=True))
    Group.objects.filter(name__in=names).delete()
    return [_("Unused group removed: %(name)s") % {"name": name} for name in names]


class _Wanted:
    """The permissions that groups are to have, gathered first and compared at once."""

    def __init__(self) -> None:
        rows = Permission.objects.values_list("content_type__app_label", "codename", "pk")
        self._ids = {f"{app}.{codename}": pk for app, codename, pk in rows}
        self._groups: set[int] = set()
        self._rows: dict[type[models.Model], set[tuple[int, ...]]] = {
            GroupPagePermission: set(),
            GroupCollectionPermission: set(),
            Group.permissions.through: set(),
        }

    def add(self, group: int, grant: Grant, pages: Iterable[int], collection: int) -> None:
        """Want *grant* for *group* on the trees under *pages* and in *collection*."""
        self._groups.add(group)
        self._rows[GroupPagePermission] |= {
            (group, self._ids[f"wagtailcore.{action}_page"], page)
            for action in grant.pages
            for page in pages
        }
        self._rows[GroupCollectionPermission] |= {
            (group, self._ids[f"{app}.{action}_{kind}"], collection)
            for action in grant.files
            for app, kind in (("wagtailimages", "image"), ("wagtaildocs", "document"))
        }
        self._rows[Group.permissions.through] |= {(group, self._ids[n]) for n in grant.models}

    def apply(self) -> set[int]:
        """Give what is missing, take what is not wanted; return the ids of changed groups."""
        touched: set[int] = set()
        for model, wanted in self._rows.items():
            touched |= _align(model, wanted, self._groups)
        return touched


FIELDS: dict[type[models.Model], tuple[str, ...]] = {
    GroupPagePermission: ("group_id", "permission_id", "page_id"),
    GroupCollectionPermission: ("group_id", "permission_id", "collection_id"),
    Group.permissions.through: ("group_id", "permission_id"),
}


def _align(model: Any, wanted: set[tuple[int, ...]], groups: set[int]) -> set[int]:
    fields = FIELDS[model]
    rows = model.objects.filter(group_id__in=groups).values_list(*fields, "pk")
    there = {row[:-1]: row[-1] for row in rows}
    missing, unwanted = wanted - there.keys(), there.keys() - wanted
    model.objects.bulk_create(
        [model(**dict(zip(fields, key, strict=True))) for key in sorted(missing)]
    )
    if unwanted:
        model.objects.filter(pk__in=[there[key] for key in unwanted]).delete()
    return {key[0] for key in missing | unwanted}
