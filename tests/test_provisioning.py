"""Provisioning brings the database in line with the plugin, again and again, and loses nothing."""

from types import SimpleNamespace

import pytest
from wagtail.models import Collection, Page, Site

from govportal import Text, hookimpl, plugins
from govportal.portals.models import Agency, Portal, PortalEndpoint
from govportal.provisioning import ProvisioningError, provision
from govportal.provisioning import portals as portal_steps
from govportal.publishing.models import SectionPage
from govportal.testing import province_plugin
from tests.province_app import govportal_hooks


class Changed:
    """The test province with some agencies changed."""

    def __init__(self, change):
        self.change = change

    def plugin(self):
        answers = {
            name: getattr(govportal_hooks, name) for name in ("province", "domain_scheme", "rules")
        }
        agencies = hookimpl(lambda: self.change(list(govportal_hooks.agencies())))
        return SimpleNamespace(**answers, agencies=agencies)


def changes_of(steps):
    return [change for step in steps for change in step.changes]


def counts():
    return [
        model.objects.count() for model in (Agency, Portal, PortalEndpoint, Page, Site, Collection)
    ]


def test_every_agency_has_a_portal_with_a_home_per_language(provisioned):
    assert set(provisioned) == {agency.code for agency in plugins.agencies()}
    for portal in provisioned.values():
        assert portal.homes.count() == 2
        assert portal.endpoints.filter(is_canonical=True).count() == 2


def test_names_follow_the_kind_of_agency(provisioned):
    ward = provisioned["phuong-bo-song"]
    assert ward.name_vi == "Cổng thông tin điện tử phường Bờ Sông"
    assert ward.name_en == "Bo Song Ward Portal"
    assert ward.authority_name_vi == "Ủy ban nhân dân phường Bờ Sông"
    assert provisioned["stc"].authority_name_vi == "Ủy ban nhân dân tỉnh Minh Họa"


def test_decision_may_name_the_components(provisioned):
    def site(name):
        spec = next(agency for agency in plugins.agencies() if agency.code == name)
        return portal_steps.portal_names(spec)["name"]

    province = plugins.province()
    system = province.systems[0].model_copy(
        update={"component_name": Text(vi="Trang thông tin điện tử {name}")}
    )
    renamed = province.model_copy(update={"systems": (system,)})
    answer = SimpleNamespace(province=hookimpl(lambda: renamed))
    with province_plugin(answer, govportal_hooks):
        assert site("phuong-bo-song").vi == "Trang thông tin điện tử phường Bờ Sông"
        assert site("phuong-bo-song").en == "Bo Song Ward Portal"
        assert site("ubnd").vi == "Cổng thông tin điện tử tỉnh Minh Họa"


def test_second_run_changes_nothing(provisioned):
    before = counts()
    assert changes_of(provision()) == []
    assert counts() == before


def test_second_run_costs_the_same_however_many_sections_exist(
    provisioned, django_assert_max_num_queries
):
    with django_assert_max_num_queries(60):
        list(provision())


def test_dry_run_reports_and_saves_nothing(provisioned):
    before = counts()
    renamed = Changed(lambda found: [a for a in found if a.code != "stc"] + [
        next(a for a in found if a.code == "stc").model_copy(update={"code": "stc2", "label": "",
                                                                    "abbreviation": "STC2"})
    ])  # fmt: skip
    with province_plugin(renamed.plugin()):
        changes = changes_of(provision(dry_run=True))
    assert any("stc2" in change for change in changes)
    assert counts() == before


def test_agency_gone_from_the_plugin_is_kept(provisioned):
    without = Changed(lambda found: [agency for agency in found if agency.code != "stc"])
    with province_plugin(without.plugin()):
        assert changes_of(provision()) == []
    assert Portal.objects.filter(agency__code="stc").exists()


def test_changed_abbreviation_moves_the_portal_and_keeps_the_old_address(provisioned):
    def change(found):
        return [
            agency.model_copy(update={"abbreviation": "SOTC"}) if agency.code == "stc" else agency
            for agency in found
        ]

    with province_plugin(Changed(change).plugin()):
        list(provision())
    rows = PortalEndpoint.objects.filter(portal=provisioned["stc"], locale__language_code="vi")
    assert {row.hostname: row.is_canonical for row in rows} == {
        "stc.minhhoa.gov.vn": False,
        "sotc.minhhoa.gov.vn": True,
    }


def test_content_and_contact_data_survive_a_run(provisioned, section_of):
    portal = provisioned["stc"]
    portal.phone = "0123"
    portal.save()
    section = section_of("stc", "news")
    section.title = "Tin của Sở"
    section.save()
    list(provision())
    portal.refresh_from_db()
    assert portal.phone == "0123"
    assert SectionPage.objects.get(pk=section.pk).title == "Tin của Sở"


def test_interrupted_run_completes_when_run_again(provisioned, monkeypatch):
    def add(found):
        new = [
            found[1].model_copy(update={"code": code, "abbreviation": code.upper()})
            for code in ("so-a", "so-b", "so-c")
        ]
        return found + new

    create, done = portal_steps._create_portal, []

    def create_then_fail(spec, *rest):
        if len(done) == 1:
            raise KeyboardInterrupt
        done.append(spec.code)
        return create(spec, *rest)

    with province_plugin(Changed(add).plugin()):
        monkeypatch.setattr(portal_steps, "_create_portal", create_then_fail)
        with pytest.raises(KeyboardInterrupt):
            list(provision())
        assert Portal.objects.filter(agency__code__in=done).count() == 1
        monkeypatch.setattr(portal_steps, "_create_portal", create)
        list(provision())
        assert Portal.objects.filter(agency__code__startswith="so-").count() == 3
        assert changes_of(provision()) == []


def test_two_agencies_with_one_address_are_refused_before_anything_is_changed(provisioned):
    def clash(found):
        return [*found, found[1].model_copy(update={"code": "stc-moi"})]

    before = counts()
    with province_plugin(Changed(clash).plugin()), pytest.raises(ProvisioningError) as error:
        list(provision())
    assert "stc.minhhoa.gov.vn: 2 cơ quan" in str(error.value)
    assert "2 agencies would share" in str(error.value)
    assert counts() == before


def test_welcome_page_of_wagtail_is_gone(provisioned):
    assert not Page.objects.filter(slug="home", depth=2).exists()
