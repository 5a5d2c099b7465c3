"""Provisioning brings the database in line with the plugin, again and again, and loses nothing."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Collection, Page, PageLogEntry, Site
from wagtail.search.backends import get_search_backend

from govportal import SectionSpec, Text, hookimpl, plugins
from govportal.portals.models import Agency, Portal, PortalEndpoint
from govportal.provisioning import ProvisioningError, provision
from govportal.provisioning import portals as portal_steps
from govportal.provisioning.new_pages import NewPages
from govportal.provisioning.sections import parents_first
from govportal.publishing.models import SectionPage
from govportal.testing import province_plugin
from tests import provinces
from tests.province_app import govportal_hooks


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
    renamed = provinces.with_agencies(lambda found: [a for a in found if a.code != "stc"] + [
        next(a for a in found if a.code == "stc").model_copy(update={"code": "stc2", "label": "",
                                                                    "abbreviation": "STC2"})
    ])  # fmt: skip
    with province_plugin(renamed):
        changes = changes_of(provision(dry_run=True))
    assert any("stc2" in change for change in changes)
    assert counts() == before


def test_agency_gone_from_the_plugin_is_kept(provisioned):
    without = provinces.with_agencies(
        lambda found: [agency for agency in found if agency.code != "stc"]
    )
    with province_plugin(without):
        assert changes_of(provision()) == []
    assert Portal.objects.filter(agency__code="stc").exists()


def test_changed_abbreviation_moves_the_portal_and_keeps_the_old_address(provisioned):
    def change(found):
        return [
            agency.model_copy(update={"abbreviation": "SOTC"}) if agency.code == "stc" else agency
            for agency in found
        ]

    with province_plugin(provinces.with_agencies(change)):
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

    with province_plugin(provinces.with_agencies(add)):
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
    with province_plugin(provinces.with_agencies(clash)), pytest.raises(ProvisioningError) as error:
        list(provision())
    assert "stc.minhhoa.gov.vn: 2 cơ quan" in str(error.value)
    assert "2 agencies would share" in str(error.value)
    assert counts() == before


def test_welcome_page_of_wagtail_is_gone(provisioned):
    assert not Page.objects.filter(slug="home", depth=2).exists()


# --- sections -------------------------------------------------------------------------------------


def spec(key, parent="", **facts):
    title = Text(vi=f"Chuyên mục {key}", en=f"Section {key}")
    return SectionSpec(key=key, title=title, parent=parent, source="Điều 1", **facts)


def asking_for(*sections):
    """Let the invented province ask for *sections* too."""
    return province_plugin(
        SimpleNamespace(sections=hookimpl(lambda agency: list(sections))), govportal_hooks
    )


def placed(*sections):
    return [(section.key, parent) for section, parent in parents_first(sections)]


def test_parents_come_first_whatever_the_order():
    found = placed(spec("leaf", "twig"), spec("twig", "root"), spec("root", kind="group"))
    assert found == [("root", ""), ("twig", "root"), ("leaf", "twig")]


@pytest.mark.parametrize(
    "sections",
    [
        [spec("lost", "nowhere")],
        [spec("lost", "lost")],
        [spec("feedback", kind="feedback"), spec("lost", "feedback")],
    ],
    ids=["unknown parent", "its own parent", "parent that holds no sections"],
)
def test_a_section_without_a_place_stands_on_the_home_page(sections):
    assert ("lost", "") in placed(*sections)


def test_sections_within_each_other_are_all_placed():
    assert placed(spec("a", "b"), spec("b", "a")) == [("a", ""), ("b", "a")]


def test_new_sections_stand_within_their_parents_in_each_language(provisioned, section_of):
    with asking_for(spec("inner", "outer"), spec("outer", "news")):
        changes = changes_of(provision())
        assert changes_of(provision()) == []
    assert len(changes) == len(provisioned)
    assert all("outer, inner" in change for change in changes)
    for language in ("vi", "en"):
        outer, inner = (section_of("stc", key, language) for key in ("outer", "inner"))
        assert outer.get_parent().specific == section_of("stc", "news", language)
        assert inner.get_parent().specific == outer
        assert inner.url_path == f"{outer.url_path}{inner.slug}/"
    assert inner.title == "Section inner"
    assert inner.translation_key == section_of("stc", "inner", "vi").translation_key


def test_the_tree_is_sound_afterwards_and_pages_can_be_added(provisioned, section_of):
    with asking_for(spec("inner", "outer"), spec("outer", "news"), spec("top", kind="group")):
        list(provision())
    assert Page.find_problems() == ([], [], [], [], [])
    paths = dict(Page.objects.values_list("path", "numchild"))
    Page.fix_tree()
    assert dict(Page.objects.values_list("path", "numchild")) == paths
    for key in ("news", "outer", "inner"):
        section = section_of("stc", key)
        section.add_child(instance=SectionPage(title="Thêm", locale=section.locale))
    assert Page.find_problems() == ([], [], [], [], [])


def values(page):
    own = {
        "id",
        "page_ptr_id",
        "path",
        "translation_key",
        "url_path",
        "title",
        "draft_title",
        "slug",
    }
    return {f.attname: getattr(page, f.attname) for f in page._meta.concrete_fields
            if f.attname not in own}  # fmt: skip


def test_pages_made_together_are_as_those_added_one_by_one(provisioned, home_of):
    home = home_of("stc")
    single, together = (
        SectionPage(title=title, slug=title.lower(), key="k", locale=home.locale)
        for title in ("Mot", "Hai")
    )
    home.add_child(instance=single)
    home.refresh_from_db()
    pages = NewPages()
    pages.add(together, home.pk)
    pages.save()
    single, together = (SectionPage.objects.get(pk=page.pk) for page in (single, together))
    assert values(together) == values(single)
    assert together.draft_title == "Hai"
    assert together.path == Page(path=single.path)._inc_path()
    assert home_of("stc").numchild == home.numchild + 1
    logs = [PageLogEntry.objects.get(page=page) for page in (single, together)]
    for name in ("action", "content_type", "data", "user", "uuid", "content_changed", "deleted"):
        assert getattr(logs[0], name) == getattr(logs[1], name), name
    assert [log.label for log in logs] == ["Mot", "Hai"]
    assert together in get_search_backend().search("Hai", SectionPage.objects.all())


def test_a_slug_that_an_editors_page_has_gets_a_number(provisioned, home_of, section_of):
    home = home_of("stc")
    home.add_child(instance=SectionPage(title="A", slug="chuyen-muc-x", locale=home.locale))
    with asking_for(spec("x")):
        list(provision())
    assert section_of("stc", "x").slug == "chuyen-muc-x-2"
    assert section_of("skhcn", "x").slug == "chuyen-muc-x"


def test_a_section_that_was_moved_is_found_where_it_is(provisioned, section_of):
    contact, news = section_of("stc", "contact"), section_of("stc", "news")
    contact.move(news, pos="last-child")
    assert changes_of(provision()) == []
    assert section_of("stc", "contact").get_parent().pk == news.pk


def test_a_section_is_restored_in_the_language_that_lacks_it(provisioned, section_of):
    english = section_of("stc", "contact", "en")
    english.delete()
    assert len(changes_of(provision())) == 1
    restored = section_of("stc", "contact", "en")
    assert restored.translation_key == section_of("stc", "contact").translation_key


def test_a_retired_category_keeps_its_page(provisioned, section_of):
    with asking_for(spec("old")):
        list(provision())
    with asking_for(spec("old", valid_to=date(2020, 1, 1)), spec("fresh", "old")):
        assert len(changes_of(provision())) == len(provisioned)
    assert section_of("stc", "old").live
    assert section_of("stc", "fresh").get_parent().pk == section_of("stc", "news").get_parent().pk


def test_a_portal_with_many_new_sections_has_one_line_in_the_report(provisioned):
    with asking_for(*(spec(f"s{number}") for number in range(40))):
        changes = changes_of(provision(dry_run=True))
    assert len(changes) == len(provisioned)
    assert all("40" in change and len(change) < 200 for change in changes)


def test_thirty_new_sections_a_portal_take_few_queries(provisioned):
    with asking_for(*(spec(f"s{number}", f"s{number // 4}") for number in range(30))):
        before = Page.objects.count()
        with CaptureQueriesContext(connection) as queries:
            list(provision())
    assert Page.objects.count() == before + 30 * 2 * len(provisioned)
    assert len(queries) < 150


def test_a_copy_of_a_section_is_an_editors_own_and_stays_so(
    provisioned, section_of, person, sign_in
):
    section = section_of("stc", "directives")
    section.save_revision()
    data = {
        "new_title": "Bản sao", "new_slug": "ban-sao", "copy_subpages": "on",
        "new_parent_page": section.get_parent().pk,
    }  # fmt: skip
    address = reverse("wagtailadmin_pages:copy", args=[section.pk])
    assert sign_in(person("stc", "editor")).post(address, data).status_code == 302
    copy = SectionPage.objects.get(slug="ban-sao")
    assert not copy.key
    copy.get_latest_revision_as_object().save()
    copied = SectionPage.objects.descendant_of(copy, inclusive=True)
    assert copied.count() == section.get_descendants().count() + 1
    assert not copied.exclude(key="").exists()
    assert section_of("stc", "directives") == section


def test_a_copy_in_another_language_stands_for_the_same_category(provisioned, section_of):
    english = section_of("stc", "news", "en")
    locale = english.locale
    english.delete()
    assert section_of("stc", "news").copy_for_translation(locale).key == "news"


def test_groups_are_reported_a_portal_a_line(provisioned):
    codes = sorted(provisioned)
    Group.objects.filter(portal_group__isnull=False).delete()
    lines = [line for line in changes_of(provision()) if "phóng viên" in line]
    assert [sum(code in line for line in lines) >= 1 for code in codes] == [True] * len(codes)
    assert len(lines) == len(codes)
