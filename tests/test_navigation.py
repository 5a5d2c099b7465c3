"""Every category can be reached, own sections are approved, Party and Front stand apart."""

import html
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from govportal.portals import routing
from govportal.portals.models import Agency
from govportal.publishing.categories import categories
from govportal.publishing.models import SectionPage
from tests.walks import walk_from_home


@pytest.fixture
def read(client):
    """Return a function that reads a page of a portal by host and path."""

    def get(host, path):
        response = client.get(path, headers={"host": host})
        assert response.status_code == 200, path
        return html.unescape(response.content.decode())

    return get


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("code", ["ubnd", "stc", "xa-dong-xanh"])
def test_every_category_is_reached_from_the_home_page(provisioned, read, code, language):
    wanted, reached = walk_from_home(read, code, language)
    assert set(categories(code)) <= set(wanted)
    assert reached == set(wanted.values())


def test_home_lists_a_section_that_is_not_in_the_menu(provisioned, read, section_of):
    section = section_of("stc", "news")
    section.show_in_menus = False
    section.save()
    page = read("stc.minhhoa.gov.vn", "/")
    menu = re.search(r'<nav class="nav".*?</nav>', page, re.S)[0]
    assert section.get_url_parts()[2] not in menu
    assert f'<li><a href="{section.get_url_parts()[2]}">' in page


def test_lists_of_sections_leave_out_what_is_not_published(provisioned, read, section_of):
    news = section_of("stc", "news")
    for title, live in (("Đã đăng", True), ("Bản nháp", False)):
        news.add_child(instance=SectionPage(title=title, live=live, locale=news.locale))
    page = read("stc.minhhoa.gov.vn", news.get_url_parts()[2])
    assert "Đã đăng" in page
    assert "Bản nháp" not in page


def test_a_section_costs_the_same_however_many_sections_it_holds(provisioned, client, section_of):
    news = section_of("stc", "news")
    path, host = news.get_url_parts()[2], {"host": "stc.minhhoa.gov.vn"}

    def cost():
        client.get(path, headers=host)  # what a change has ended is remembered again
        with CaptureQueriesContext(connection) as queries:
            client.get(path, headers=host)
        return len(queries)

    def add(title):
        news.add_child(instance=SectionPage(title=title, locale=news.locale))

    add("Một")
    cost()
    one = cost()
    for title in ("Hai", "Ba", "Bốn", "Năm"):
        add(title)
    assert cost() == one


# --- the blocs (INFO-38) --------------------------------------------------------------------------


def headed(page):
    """Return the names of portals by the heading of their block."""
    blocks = re.findall(r"<h2[^>]*>([^<]*)</h2>(.*?)</section>", page, re.S)
    return {heading: re.findall(r"<li><a[^>]*>([^<]*)</a>", block) for heading, block in blocks}


def test_portals_of_party_and_front_stand_in_blocks_of_their_own(provisioned, read):
    Agency.objects.filter(code="stc").update(kind="party_body")
    Agency.objects.filter(code="skhcn").update(kind="front_body")
    routing.forget()
    blocks = headed(read("en.minhhoa.gov.vn", "/"))
    assert blocks["Party agencies"] == ["Department of Finance"]
    assert blocks["The Fatherland Front and mass organisations"] == [
        "Department of Science and Technology"
    ]
    assert sorted(blocks["State agencies"]) == ["Bo Song Ward", "Dong Xanh Commune"]


def test_a_portal_of_a_theme_stands_among_no_agencies(provisioned, read):
    Agency.objects.filter(code="stc").update(kind="thematic")
    routing.forget()
    page = read("en.minhhoa.gov.vn", "/")
    agencies, theme = (
        page.partition(f"<h3>{heading}</h3>")[2].partition("</ul>")[0]
        for heading in ("Departments and agencies", "Thematic portals")
    )
    assert "Department of Finance" in theme and "Department of Finance" not in agencies


def test_without_them_there_is_one_block(provisioned, read):
    blocks = headed(read("en.minhhoa.gov.vn", "/"))
    assert len(blocks["Component portals"]) == 4
    assert "Party agencies" not in blocks


def test_two_communes_of_one_name_stand_with_what_is_above_them(provisioned, read):
    for code, superior in (("phuong-bo-song", "stc"), ("xa-dong-xanh", "skhcn")):
        Agency.objects.filter(code=code).update(
            name_vi="Xã Phúc Sơn",
            name_en="Phuc Son Commune",
            parent=Agency.objects.get(code=superior),
        )
    routing.forget()
    beside = re.findall(
        r'Xã Phúc Sơn <span class="s m">([^<]+)</span></a>', read("minhhoa.gov.vn", "/")
    )
    assert beside == ["Sở Khoa học và Công nghệ", "Sở Tài chính"]
    english = read("en.minhhoa.gov.vn", "/")
    assert 'Phuc Son Commune <span class="s m">Department of Finance</span></a>' in english


# --- own sections (INFO-18) -----------------------------------------------------------------------


@pytest.fixture
def own_section(home_of):
    home = home_of("stc")
    return home.add_child(instance=SectionPage(title="Nông thôn mới", locale=home.locale))


def wanted(section):
    """Return what must still be said of the approval of *section*."""
    problems = (getattr(problem, "message_dict", {}) for problem in section.publication_problems())
    return [text for found in problems for text in found.get("approval_reference", [])]


def test_own_section_is_published_with_its_approval_only(own_section):
    with pytest.raises(ValidationError):
        own_section.refuse_incomplete()
    with translation.override("en"):
        assert "Quy chế làm việc của Ủy ban nhân dân tỉnh" in wanted(own_section)[0]
    own_section.approval_reference = "Công văn 12/UBND-VX ngày 5/2/2026"
    assert wanted(own_section) == []


def test_a_category_of_the_law_needs_no_approval(section_of):
    assert wanted(section_of("stc", "news")) == []


def test_only_own_sections_are_asked_for_their_approval(own_section, section_of, person, sign_in):
    client = sign_in(person("stc", "editor"))
    own = client.get(f"/cms/pages/{own_section.pk}/edit/").content.decode()
    assert 'name="approval_reference"' in own
    assert "Quy chế làm việc của Ủy ban nhân dân tỉnh" in html.unescape(own)
    of_law = client.get(f"/cms/pages/{section_of('stc', 'news').pk}/edit/").content.decode()
    assert 'name="approval_reference"' not in of_law
