"""Every address of the administration, posted to for another portal's things: nothing changes.

Whoever has every role posts to every address, as in ``tests/test_isolation_matrix.py``, and each
role to those where the answer was no refusal.
"""

from collections import defaultdict
from itertools import pairwise

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.db.models import Q
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Comment, Page, Revision, Site

from govportal.portals.membership import PortalRole
from govportal.portals.models import Agency, Portal
from govportal.portals.tree import subtree
from tests.test_isolation import SECRET, foreign  # noqa: F401
from tests.test_isolation_matrix import (
    WHOLE,
    addresses,
    things_of,
    told,
    urls_of,
    with_every_role_of,
)

DATA = {
    "title": "khác", "name": "khác", "slug": "khac", "comment": "khác", "reason": "khác",
    "note": "khác", "agree": "on", "confirm": "on", "action-publish": "1", "action": "approve",
}  # fmt: skip
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
REFUSED = {404, 405}

pytestmark = pytest.mark.walk


class ForeignRows:
    """Every row of a portal, and every row that points at one of them."""

    def __init__(self, portal: Portal) -> None:
        groups = Group.objects.filter(portal_group__portal=portal)
        pages = Q()
        for home in portal.homes.select_related("page"):
            pages |= Q(path__range=subtree(home.page.path))
        own = {
            Portal: Portal.objects.filter(pk=portal.pk),
            Agency: Agency.objects.filter(pk=portal.agency_id),
            Site: Site.objects.filter(pk=portal.site_id),
            Collection: Collection.objects.filter(pk=portal.collection_id),
            Group: groups,
            User: User.objects.filter(groups__in=groups),
            Page: Page.objects.filter(pages),
            Image: Image.objects.filter(collection=portal.collection),
            Document: Document.objects.filter(collection=portal.collection),
        }
        self.keys = {model: list(rows.values_list("pk", flat=True)) for model, rows in own.items()}
        texts = [str(key) for key in self.keys[Page]]
        self.keys[Revision] = list(
            Revision.page_revisions.filter(object_id__in=texts).values_list("pk", flat=True)
        )

    def read(self) -> dict[str, list[tuple]]:
        """Return the rows as they are now, by table."""
        found = defaultdict(list)
        for model in apps.get_models(include_auto_created=True):
            points = Q(pk__in=self.keys.get(model, []))
            for field in model._meta.concrete_fields:
                points |= Q(**{f"{field.name}__in": self._keys_of(field.related_model)})
            rows = model._base_manager.filter(points).order_by("pk").values_list()
            found[model._meta.label] = list(rows)
        return {label: rows for label, rows in found.items() if rows}

    def _keys_of(self, model) -> list[int]:
        base = Page if isinstance(model, type) and issubclass(model, Page) else model
        return self.keys.get(base, [])


class Walk:
    """Posts to addresses, each time in the same world, and notes what goes wrong."""

    def __init__(self, client, portal: Portal) -> None:
        self.client, self.rows = client, ForeignRows(portal)
        self.before = self.rows.read()
        self.failed: list[tuple] = []
        self.answered: list[str] = []
        self.has_written = False

    def note(self, execute, sql, parameters, many, context):
        """Notice what is written besides the session."""
        self.has_written |= sql.startswith(WRITES) and "django_session" not in sql
        return execute(sql, parameters, many, context)

    def post(self, url: str) -> None:
        """Post to *url* and take back whatever that did."""
        self.has_written = False
        with transaction.atomic():
            with connection.execute_wrapper(self.note):
                answer = self.client.post(url, DATA)
            is_changed = self.has_written and self.rows.read() != self.before
            transaction.set_rollback(True)
        if answer.status_code >= 500 or SECRET in told(answer) or is_changed:
            self.failed.append((url, answer.status_code, is_changed))
        if answer.status_code not in REFUSED and answer.headers.get("Location") != "/cms/":
            self.answered.append(url)


def walk(client, user, foreign, urls):  # noqa: F811
    """Let *user* post to *urls*; return those that did more than refuse."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.raise_request_exception = False
    walked = Walk(client, foreign["portal"])
    for url in urls:
        walked.post(url)
    assert walked.failed == []
    return walked.answered


def test_a_change_of_another_portal_would_be_noticed(foreign, person):  # noqa: F811
    rows = ForeignRows(foreign["portal"])
    seen = [rows.read()]
    foreign["draft"].owner.groups.clear()
    seen.append(rows.read())
    Image.objects.filter(pk=foreign["image"].pk).update(title="khác")
    seen.append(rows.read())
    Comment.objects.create(
        page=foreign["live"], user=person("stc", "editor"), text="x", contentpath="title"
    )
    seen.append(rows.read())
    assert all(before != after for before, after in pairwise(seen))


def test_no_address_changes_or_tells_of_another_portal(
    foreign,  # noqa: F811
    person,
    sign_in,
):
    roles = [person("stc", role) for role in PortalRole.values]
    client, urls = sign_in(roles[0]), urls_of(addresses(), things_of(foreign))
    answered = walk(client, with_every_role_of(roles), foreign, urls)
    for user in roles:
        walk(client, user, foreign, urls if WHOLE else answered)
    assert len(urls) > 1600
    assert len(answered) > 20
