"""Not even the names of other portals stand in the lists from which staff choose."""

import pytest
from django.urls import reverse

from tests.sharing_world import article, provincial_board

pytestmark = pytest.mark.django_db
SECRET = "Zzkinxq"
ROLES = ("reporter", "editor", "deputy_head", "head", "administrator")


@pytest.fixture
def renamed(provisioned):
    """Give another portal, its site and its agency a name that is recognised."""
    portal = provisioned["skhcn"]
    portal.name = portal.site.site_name = portal.agency.name = f"{SECRET} khác"
    for row in (portal, portal.site, portal.agency):
        row.save()
    return portal


@pytest.fixture
def page(section_of):
    return article(section_of("stc", "news"), "Tin của sở")


def shown(client, name, *arguments):
    """Return the screen *name* as text."""
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_lists_of_pages_are_narrowed_by_own_sites_alone(renamed, page, person, sign_in, role):
    client = sign_in(person("stc", role))
    names = ("wagtailadmin_explore_root", "wagtailadmin_pages:search")
    for name in names:
        assert SECRET not in shown(client, name)
    listed = shown(client, "wagtailadmin_explore", page.get_parent().pk)
    assert SECRET not in listed
    assert 'name="site"' in listed
    assert shown(client, "wagtailadmin_explore_root").count('name="site"') == 1


def test_the_provincial_board_narrows_by_every_site(renamed, sign_in):
    assert SECRET in shown(sign_in(provincial_board()), "wagtailadmin_explore_root")


def agencies(client, page):
    """Return the agencies that the editor offers as responsible for *page*."""
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    return set(form.fields["owner_agency"].queryset.values_list("code", flat=True))


def test_a_component_portal_answers_with_its_own_agencies(renamed, page, person, sign_in):
    client = sign_in(person("stc", "editor"))
    assert agencies(client, page) == {"stc"}
    section = page.get_parent()
    way = reverse("wagtailadmin_pages:add", args=["govportal", "articlepage", section.pk])
    assert SECRET not in client.get(way).content.decode()
    unit = renamed.agency
    unit.parent = page.portal.agency
    unit.save()
    assert agencies(client, page) == {"stc", "skhcn"}


def test_an_agency_that_was_chosen_before_stays(renamed, page, person, sign_in):
    page.owner_agency = renamed.agency
    page.save()
    page.save_revision()
    assert agencies(sign_in(person("stc", "editor")), page) == {"stc", "skhcn"}


def test_any_agency_answers_on_the_portal_of_the_province(section_of, person, sign_in, provisioned):
    page = article(section_of("ubnd", "news"), "Tin của tỉnh")
    assert agencies(sign_in(person("ubnd", "editor")), page) == set(provisioned)


def test_a_unit_that_writes_for_another_answers_itself(page, person, sign_in):
    both = person("stc", "editor")
    both.groups.add(*person("phuong-bo-song", "reporter").groups.all())
    assert agencies(sign_in(both), page) == {"stc", "phuong-bo-song"}
