"""A unit keeps a section of another portal up to date; approval stays there (FLOW-05)."""

import pytest
from django.urls import reverse
from wagtail.models import GroupPagePermission

from govportal.editorial.delegations import SectionDelegation
from govportal.editorial.groups import provision_all_groups
from govportal.portals.membership import PortalGroup
from govportal.publishing.models import SectionPage
from tests.approving import approved, state_of, submitted

ROLES = ("reporter", "editor", "deputy_head", "head", "administrator")


@pytest.fixture
def section(section_of):
    return section_of("ubnd", "news")


@pytest.fixture
def delegated(section, provisioned):
    """Return the news of the province's portal, in which the Department of Finance writes."""
    delegation = SectionDelegation(section=section, unit=provisioned["stc"], basis="12/QĐ-UBND")
    delegation.full_clean()
    delegation.save()
    return delegation


def rights(user, page):
    tester = type(user).objects.get(pk=user.pk)
    found = page.permissions_for_user(tester)
    return found.can_add_subpage(), found.can_edit(), found.can_publish()


def test_the_units_writers_write_there_and_nowhere_else(delegated, section, home_of, person):
    assert rights(person("stc", "reporter"), section) == (True, False, False)
    assert rights(person("stc", "editor"), section) == (True, True, False)
    for role in ("deputy_head", "head", "administrator"):
        assert rights(person("stc", role), section) == (False, False, False)
    assert rights(person("skhcn", "editor"), section) == (False, False, False)
    assert rights(person("stc", "editor", "x"), home_of("ubnd")) == (False, False, False)


def test_the_versions_in_other_languages_are_delegated_too(delegated, section_of, person):
    assert rights(person("stc", "editor"), section_of("ubnd", "news", "en"))[1]


def test_the_portal_approves_what_the_unit_writes(delegated, section, person):
    page = submitted(section, person("stc", "reporter"))
    assert state_of(page).portal.code == "ubnd"
    assert not page.permissions_for_user(person("stc", "head")).can_publish()
    page = approved(page, person("ubnd", "editor"), person("ubnd", "deputy_head"))
    assert page.live


def test_provisioning_keeps_the_rights_and_the_end_takes_them(
    delegated, section, provisioned, person
):
    assert provision_all_groups(provisioned.values()) == []
    delegated.delete()
    assert rights(person("stc", "editor"), section) == (False, False, False)
    group = PortalGroup.objects.get(portal=provisioned["stc"], role="editor").group
    homes = set(provisioned["stc"].homes.values_list("page", flat=True))
    rows = GroupPagePermission.objects.filter(group=group)
    assert set(rows.values_list("page", flat=True)) == homes


def test_an_administrator_delegates_sections_of_the_own_portal_alone(
    section, section_of, provisioned, person, sign_in
):
    client = sign_in(person("ubnd", "administrator"))
    form = {"section": section.pk, "unit": provisioned["stc"].pk, "basis": "12/QĐ-UBND"}
    answer = client.post(reverse("delegations:add"), form)
    assert answer.status_code == 302, answer.context["form"].errors
    assert SectionDelegation.objects.get().portal.code == "ubnd"
    foreign = {**form, "section": section_of("skhcn", "news").pk}
    assert client.post(reverse("delegations:add"), foreign).context["form"].errors
    assert SectionDelegation.objects.count() == 1


@pytest.mark.parametrize(("kind", "field"), [("home", "section"), ("own", "unit")])
def test_the_home_and_the_own_people_need_no_delegation(section, home_of, provisioned, kind, field):
    page = home_of("ubnd") if kind == "home" else section
    unit = provisioned["stc" if kind == "home" else "ubnd"]
    found = SectionDelegation(section=page, unit=unit, basis="x")
    with pytest.raises(Exception, match=field) as refused:
        found.full_clean()
    assert refused.value.message_dict.keys() >= {field}


@pytest.mark.parametrize("role", ROLES)
def test_delegations_of_another_portal_are_not_seen(delegated, section, person, sign_in, role):
    client = sign_in(person("skhcn", role))
    listed = client.get(reverse("delegations:index"))
    assert b"12/Q\xc4\x90-UBND" not in listed.content
    for name in ("edit", "delete", "history", "usage"):
        answer = client.get(reverse(f"delegations:{name}", args=[delegated.pk]))
        assert answer.status_code in (302, 403), name
    client.post(reverse("delegations:delete", args=[delegated.pk]))
    assert SectionDelegation.objects.exists()


def test_the_unit_sees_of_the_other_portal_its_section_only(
    delegated, section, section_of, person, sign_in
):
    client = sign_in(person("stc", "reporter"))
    assert client.get(reverse("wagtailadmin_explore", args=[section.pk])).status_code == 200
    other = section_of("ubnd", "news").get_siblings(inclusive=False).type(SectionPage).first()
    assert client.get(reverse("wagtailadmin_explore", args=[other.pk])).status_code in (302, 403)
