"""The staff of one portal see and change nothing of another's."""

import json
import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Page, Site

from govportal.editorial.groups import PROVINCIAL_GRANTS, provision_all_groups
from govportal.portals.models import Agency, Portal, PortalEndpoint, PortalHome
from govportal.publishing.models import ArticlePage, HomePage, SectionPage

SECRET = "Zzkinxq"  # in all that the other portal has
ROLES = ("reporter", "editor", "deputy_head", "head", "administrator")


@pytest.fixture
def foreign(provisioned, home_of, person):
    """Return what another portal has, each thing named so that it is recognised."""
    portal = provisioned["skhcn"]
    author = person("skhcn", "reporter", f"{SECRET}-author")
    home = home_of("skhcn")
    section = home.add_child(instance=SectionPage(title=f"{SECRET} mục"))
    live = section.add_child(instance=ArticlePage(title=f"{SECRET} đăng", author="A", source="B"))
    draft = section.add_child(
        instance=ArticlePage(title=f"{SECRET} nháp", author="A", source="B", live=False,
                             owner=author, locked=True, locked_by=author)
    )  # fmt: skip
    draft.save_revision(user=author, log_action=True)
    draft.get_workflow().start(draft, author)
    image = Image.objects.create(
        title=f"{SECRET} ảnh", file=get_test_image_file(f"{SECRET}.png"),
        collection=portal.collection,
    )  # fmt: skip
    document = Document.objects.create(
        title=f"{SECRET} tệp", file=ContentFile(b"x", f"{SECRET}.txt"),
        collection=portal.collection,
    )  # fmt: skip
    return {
        "portal": portal, "home": home, "section": section, "live": live, "draft": draft,
        "image": image, "document": document,
    }  # fmt: skip


LISTINGS = {
    "wagtailadmin_home": "",
    "wagtailadmin_explore_root": "",
    "wagtailadmin_pages:search": "q",
    "wagtailadmin_choose_page": "",
    "wagtailadmin_choose_page_search": "q",
    "wagtailimages:index": "q",
    "wagtailimages_chooser:choose": "",
    "wagtailimages_chooser:choose_results": "q",
    "wagtaildocs:index": "q",
    "wagtaildocs_chooser:choose": "",
    "wagtaildocs_chooser:choose_results": "q",
    "wagtailadmin_reports:locked_pages": "",
    "wagtailadmin_reports:workflow": "",
    "wagtailadmin_reports:workflow_tasks": "",
    "wagtailadmin_reports:site_history": "",
    "wagtailadmin_reports:aging_pages": "",
    "wagtailadmin_reports:page_types_usage": "",
    "wagtail_localize:translations_report": "",
    "wagtailusers_users:index": "",
    "wagtailusers_groups:index": "",
    "wagtailsites:index": "",
    "wagtaillocales:index": "",
    "wagtailredirects:index": "",
    "wagtailadmin_workflows:index": "",
    "wagtailadmin_workflows:task_index": "",
    "wagtailadmin_collections:index": "",
    "portals:index": "q",
    "addresses:index": "q",
    "agencies:index": "q",
    "wagtailadmin_api:pages:listing": "search",
}


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize("role", ["head", "administrator"])
def test_no_listing_shows_another_portals_things(foreign, person, sign_in, name, role):
    client = sign_in(person("stc", role))
    portal = foreign["portal"]
    portal.name = f"{SECRET} cổng"
    portal.save()
    for query in ({}, {LISTINGS[name]: SECRET[:6]} if LISTINGS[name] else {}):
        answer = client.get(reverse(name), query)
        assert answer.status_code in (200, 302, 403)
        shown = answer.content.decode().replace(f'value="{SECRET[:6]}"', "")
        assert SECRET not in shown


OBJECTS = {
    "wagtailadmin_explore": "section",
    "wagtailadmin_choose_page_child": "section",
    "wagtailadmin_pages:edit": "draft",
    "wagtailadmin_pages:view_draft": "draft",
    "wagtailadmin_pages:history": "draft",
    "wagtailadmin_pages:workflow_history": "draft",
    "wagtailadmin_pages:usage": "draft",
    "wagtailadmin_pages:delete": "draft",
    "wagtailadmin_pages:unpublish": "live",
    "wagtailadmin_pages:move": "draft",
    "wagtailadmin_pages:copy": "live",
    "wagtailadmin_pages:add_subpage": "section",
    "wagtailadmin_pages:set_privacy": "draft",
    "wagtail_localize:submit_page_translation": "live",
    "wagtailimages:edit": "image",
    "wagtailimages:delete": "image",
    "wagtailimages:image_usage": "image",
    "wagtailimages_chooser:chosen": "image",
    "wagtaildocs:edit": "document",
    "wagtaildocs:delete": "document",
    "wagtaildocs:document_usage": "document",
    "wagtaildocs_chooser:chosen": "document",
    "portals:edit": "portal",
    "portals:history": "portal",
    "portals:usage": "portal",
    "portals:delete": "portal",
}


@pytest.mark.parametrize("name", OBJECTS)
def test_no_address_opens_another_portals_thing(foreign, person, sign_in, name):
    client = sign_in(person("stc", "administrator"))
    answer = client.get(reverse(name, args=[foreign[OBJECTS[name]].pk]))
    assert answer.status_code in (302, 403, 404) or SECRET not in answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_nothing_of_another_portal_can_be_changed(foreign, person, sign_in, role):
    client = sign_in(person("stc", role))
    data = {"title": "khác", "name": "khác", "phone": "khác", "slug": "khac"}
    for name in ("wagtailadmin_pages:edit", "wagtailimages:edit", "wagtaildocs:edit",
                 "wagtailimages:delete", "wagtaildocs:delete", "portals:edit",
                 "wagtailadmin_pages:delete", "wagtailadmin_pages:unpublish",
                 "wagtail_localize:submit_page_translation"):  # fmt: skip
        client.post(reverse(name, args=[foreign[OBJECTS[name]].pk]), data)
    for thing in foreign.values():
        before = (getattr(thing, "title", ""), getattr(thing, "phone", ""))
        thing.refresh_from_db()
        assert (getattr(thing, "title", ""), getattr(thing, "phone", "")) == before
    assert foreign["live"].live
    assert foreign["live"].get_translations().count() == 0


def test_the_page_chooser_shows_ones_own_pages(home_of, person, sign_in):
    client = sign_in(person("stc", "reporter"))
    home = home_of("stc")
    shown = client.get(reverse("wagtailadmin_choose_page_child", args=[home.pk])).content.decode()
    assert json.loads(shown)["html"].count(home.get_children().first().title)


def test_an_administrator_changes_the_contact_of_the_own_portal_only(provisioned, person, sign_in):
    client = sign_in(person("stc", "administrator"))
    own = provisioned["stc"]
    name = own.name
    data = {
        "responsible_person_vi": "Bà Trần Thị B", "responsible_person_en": "Ms Tran Thi B",
        "address_vi": "1 Lê Lợi", "address_en": "1 Le Loi", "phone": "024", "email": "a@b.gov.vn",
        "name": "Tên khác", "name_vi": "Tên khác",
    }  # fmt: skip
    answer = client.post(reverse("portals:edit", args=[own.pk]), data)
    assert answer.status_code == 302
    own.refresh_from_db()
    assert (own.responsible_person_vi, own.address_en, own.name) == (
        "Bà Trần Thị B", "1 Le Loi", name,
    )  # fmt: skip


@pytest.mark.parametrize("role", ["reporter", "editor", "deputy_head", "head"])
def test_others_do_not_change_the_contact(provisioned, person, sign_in, role):
    client = sign_in(person("stc", role))
    client.post(reverse("portals:edit", args=[provisioned["stc"].pk]), {"phone": "1"})
    provisioned["stc"].refresh_from_db()
    assert provisioned["stc"].phone == ""


@pytest.fixture
def provincial(db):
    """Return a member of the provincial board and one of technical administration."""
    users = []
    for grant in PROVINCIAL_GRANTS:
        user = get_user_model().objects.create_user(f"tinh{len(users)}")
        user.groups.add(Group.objects.get(name=grant.name.vi))
        users.append(user)
    return users


def test_the_provincial_board_sees_and_changes_every_portal(foreign, provincial, sign_in):
    client = sign_in(provincial[0])
    for name in ("wagtailadmin_pages:edit", "portals:edit", "wagtaildocs:edit"):
        answer = client.get(reverse(name, args=[foreign[OBJECTS[name]].pk]))
        assert answer.status_code == 200
    for name in ("portals:index", "addresses:index", "agencies:index"):
        assert client.get(reverse(name)).status_code == 200


def test_homes_are_made_by_provisioning_only(provincial, sign_in):
    root = Page.get_first_root_node()
    answer = sign_in(provincial[0]).get(
        reverse("wagtailadmin_pages:add", args=["govportal", "homepage", root.pk])
    )
    assert answer.status_code in (302, 403)


def test_technical_administration_touches_no_content(foreign, provincial, sign_in):
    client = sign_in(provincial[1])
    for name in ("wagtailadmin_pages:edit", "wagtailimages:edit", "portals:edit"):
        answer = client.get(reverse(name, args=[foreign[OBJECTS[name]].pk]))
        assert answer.status_code in (302, 403)
    for name in ("wagtailusers_users:index", "wagtailsites:index", "addresses:index"):
        assert client.get(reverse(name)).status_code == 200


def test_a_forbidden_address_is_refused_with_its_article(provisioned, provincial, sign_in):
    endpoint = PortalEndpoint.objects.get(portal=provisioned["stc"], locale__language_code="vi")
    client = sign_in(provincial[1])
    data = {
        "portal": endpoint.portal_id, "locale": endpoint.locale_id, "path_prefix": "",
        "hostname": "tuy-tien.minhhoa.gov.vn", "is_canonical": "on",
    }  # fmt: skip
    answer = client.post(reverse("addresses:edit", args=[endpoint.pk]), data)
    assert answer.status_code == 200
    assert "Điều 4.3" in answer.content.decode()
    before = endpoint.hostname
    endpoint.refresh_from_db()
    assert endpoint.hostname == before


def test_an_address_without_portal_is_an_error_of_the_form(provincial, sign_in):
    answer = sign_in(provincial[1]).post(reverse("addresses:add"), {"hostname": "x"})
    assert answer.status_code == 200
    assert "portal" in answer.context["form"].errors


def test_agencies_are_looked_up_but_not_changed(provincial, sign_in):
    agency = Agency.objects.first()
    client = sign_in(provincial[0])
    assert client.get(reverse("agencies:inspect", args=[agency.pk])).status_code == 200
    assert client.get(reverse("agencies:edit", args=[agency.pk])).status_code in (302, 403)


def test_what_staff_see_in_the_explorer_costs_the_same_with_more_portals(
    provisioned, home_of, person, sign_in, django_assert_max_num_queries
):
    client = sign_in(person("stc", "head"))
    addresses = [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[home_of("stc").pk]),
        reverse("wagtailadmin_pages:edit", args=[home_of("stc").get_children().first().pk]),
        reverse("wagtailadmin_choose_page"),
    ]
    before = [_queries(client, address) for address in addresses]
    _twenty_more_portals(provisioned["stc"])
    assert [_queries(client, address) for address in addresses] == before


def _queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def _twenty_more_portals(pattern):
    root = Page.get_first_root_node()
    locale = pattern.homes.first().locale
    made = []
    for number in range(20):
        home = root.add_child(instance=HomePage(title=f"P{number}", locale=locale))
        home.add_child(instance=SectionPage(title="Mục", locale=locale))
        site = Site.objects.create(hostname=f"p{number}.minhhoa.gov.vn", root_page=home)
        agency = Agency.objects.create(code=f"p{number}", kind="department", name=f"P{number}")
        collection = Collection.get_first_root_node().add_child(name=f"P{number}")
        portal = Portal.objects.create(
            agency=agency, site=site, collection=collection, name=f"P{number}",
            authority_name="P",
        )  # fmt: skip
        PortalHome.objects.create(portal=portal, locale=locale, page=home)
        made.append(portal)
    provision_all_groups(made)


def test_dashboard_counts_own_pages_only(provisioned, home_of, person, sign_in):
    homes = [home_of("stc", language) for language in ("vi", "en")]
    own = sum(home.get_descendants(inclusive=True).count() for home in homes)
    answer = sign_in(person("stc", "editor")).get(reverse("wagtailadmin_home"))
    shown = re.search(r'href="/cms/pages/\d+/">\s*(\d+) ', answer.content.decode())
    assert shown is not None
    assert int(shown[1]) == own
