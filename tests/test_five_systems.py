"""The four real provinces with their five systems answer at the addresses their rules give."""

import html
import re

import pytest

import govportal_bac_giang.govportal_hooks as bac_giang
import govportal_ben_tre.govportal_hooks as ben_tre
import govportal_dong_thap.govportal_hooks as dong_thap
import govportal_hung_yen.govportal_hooks as hung_yen
from govportal import plugins
from govportal.portals.models import Portal
from govportal.provisioning import provision
from govportal.publishing.categories import categories
from govportal.testing import province_plugin
from tests import provinces
from tests.walks import walk_from_home

pytestmark = pytest.mark.walk

# Agency: its name in both languages as the page shows it, its address in both languages.
HUNG_YEN = {
    "ubnd": ("tỉnh Hưng Yên", "Hung Yen", "hungyen.gov.vn/", "en.hungyen.gov.vn/"),
    "skhcn": (
        "Sở Khoa học và Công nghệ", "Department of Science and Technology",
        "skhcn.hungyen.gov.vn/", "skhcn.hungyen.gov.vn/en/",
    ),
    "xa-tan-hung": (
        "xã Tân Hưng", "Tan Hung Commune", "tanhung.hungyen.gov.vn/", "tanhung.hungyen.gov.vn/en/"
    ),
}  # fmt: skip
DONG_THAP = {
    "ubnd": ("tỉnh Đồng Tháp", "Dong Thap", "dongthap.gov.vn/", "dongthap.gov.vn/trang-english/"),
    "stc": (
        "Sở Tài chính", "Department of Finance", "stc.dongthap.gov.vn/", "stc.dongthap.gov.vn/en/"
    ),
    "xa-hung-thanh": (
        "xã Hưng Thạnh", "Hung Thanh Commune",
        "hungthanh.dongthap.gov.vn/", "hungthanh.dongthap.gov.vn/en/",
    ),
}  # fmt: skip
BAC_GIANG = {
    "ubnd": ("tỉnh Bắc Giang", "Bac Giang", "bacgiang.gov.vn/", "bacgiang.gov.vn/en/"),
    "stc": (
        "Sở Tài chính", "Department of Finance", "stc.bacgiang.gov.vn/", "stc.bacgiang.gov.vn/en/"
    ),
    "thanh-pho-bac-giang": (
        "thành phố Bắc Giang", "Bac Giang City",
        "tpbacgiang.bacgiang.gov.vn/", "tpbacgiang.bacgiang.gov.vn/en/",
    ),
    "huyen-tan-yen": (
        "huyện Tân Yên", "Tan Yen District",
        "tanyen.bacgiang.gov.vn/", "tanyen.bacgiang.gov.vn/en/",
    ),
    "thi-tran-nha-nam": (
        "thị trấn Nhã Nam", "Nha Nam Township",
        "nhanam.tanyen.bacgiang.gov.vn/", "nhanam.tanyen.bacgiang.gov.vn/en/",
    ),
}  # fmt: skip
BEN_TRE = {
    "ubnd": ("tỉnh Bến Tre", "Ben Tre", "bentre.gov.vn/", "bentre.gov.vn/en/"),
    "stc": ("Sở Tài chính", "Department of Finance", "stc.bentre.gov.vn/", "stc.bentre.gov.vn/en/"),
    "huyen-ba-tri": (
        "huyện Ba Tri", "Ba Tri District", "batri.bentre.gov.vn/", "batri.bentre.gov.vn/en/"
    ),
    "xa-tan-hung": (
        "xã Tân Hưng", "Tan Hung Commune",
        "tanhung.batri.bentre.gov.vn/", "tanhung.batri.bentre.gov.vn/en/",
    ),
    "chuyen-doi-so": (
        "Chuyển đổi số tỉnh Bến Tre", "Ben Tre Province Digital Transformation Portal",
        "chuyendoiso.bentre.gov.vn/", "chuyendoiso.bentre.gov.vn/en/",
    ),
}  # fmt: skip


@pytest.fixture(
    params=[
        (hung_yen, HUNG_YEN),
        (dong_thap, DONG_THAP),
        (bac_giang, BAC_GIANG),
        (ben_tre, BEN_TRE),
    ],
    ids=lambda param: param[0].__package__,
)
def places(request, db):
    """Put some agencies of a real province in place of the invented one; return what to expect."""
    hooks, expected = request.param
    provinces.remove_all()
    with province_plugin(provinces.only(expected, hooks)):
        list(provision())
        yield expected


def read(client, address, status=200):
    host, _slash, path = address.partition("/")
    response = client.get(f"/{path}", headers={"host": f"{host}.localhost:8000"})
    assert response.status_code == status, address
    return html.unescape(response.content.decode())


def links(page):
    canonical = re.findall(r'<link rel="canonical" href="([^"]+)"', page)
    alternates = re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)"', page)
    return canonical, dict(alternates)


def test_portals_of_a_real_system_answer_by_its_rules(client, places):
    each_portal_answers_in_both_languages_at_the_address_of_its_rule(client, places)
    unknown_hosts_of_the_province_get_404(client)
    a_province_that_ended_says_so_on_every_portal(client, places)
    each_portal_belongs_to_a_system_with_its_own_decision()
    every_category_of_the_law_is_reached_from_the_home_page(client, places)


def each_portal_answers_in_both_languages_at_the_address_of_its_rule(client, places):
    for name_vi, name_en, vi, en in places.values():
        both = {"vi": address_of(vi), "en": address_of(en)}
        for language, name, address in (("vi", name_vi, vi), ("en", name_en, en)):
            page = read(client, address)
            assert f'<html lang="{language}"' in page, address
            assert name in re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)[1], address
            assert links(page) == ([both[language]], both)


def address_of(place):
    host, _slash, path = place.partition("/")
    return f"http://{host}.localhost/{path}"


def unknown_hosts_of_the_province_get_404(client):
    base = plugins.domain_scheme().base
    for host in (f"khong-co.{base}", f"a.b.c.{base}", "stc.minhhoa.gov.vn"):
        read(client, f"{host}/", status=404)


def a_province_that_ended_says_so_on_every_portal(client, places):
    history = plugins.province().history
    merged = plugins.province().code in {"bac-giang", "ben-tre"}
    assert (history is not None) == merged
    for _vi, _en, vi, en in places.values():
        page_vi, page_en = read(client, vi), read(client, en)
        assert merged == ("ngày 01/7/2025" in page_vi) == ("On 1 July 2025" in page_en)
        assert merged == ('<span class="d">' not in page_vi)


def each_portal_belongs_to_a_system_with_its_own_decision():
    systems = {system.key: system for system in plugins.province().systems}
    used = set(Portal.objects.values_list("system", flat=True))
    assert used == set(systems)
    assert all(system.decision for system in systems.values())
    assert Portal.objects.filter(system="chuyen_doi_so").count() == (len(systems) - 1)


def every_category_of_the_law_is_reached_from_the_home_page(client, places):
    def get(host, path):
        return read(client, f"{host}{path}")

    for code in places:
        addresses, reached = walk_from_home(get, code, "vi")
        assert set(categories(code)) <= set(addresses), code
        assert reached == set(addresses.values()), code
