"""The administration as an editor sees it in Vietnamese, at a desk and on a telephone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PLACES = {
    "dashboard": "/cms/",
    "pages": "/cms/pages/",
    "questions": "/cms/feedback/",
    "approvals": "/cms/reports/workflow/",
    "statutory reports": "/cms/statutory-reports/",
    "categories": "/cms/categories/",
}

OWN_PLACES = ("/cms/categories/stc/", "/cms/categories/stc/leaders/")
STANDARD = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 360])
def test_editor_finds_every_place_without_complaints(width, installation, signed_in):
    page = signed_in("bientapvien", width)
    for place in PLACES.values():
        answer = page.goto(installation.url("minhhoa.gov.vn", place))
        assert answer.status == 200
        expect(page.locator("main#main h1, main#main h2").first).to_be_attached()
        assert page.locator("html").get_attribute("lang") == "vi"
        assert page.title().endswith("Quản trị cổng thông tin điện tử")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator(".govportal-trial")).to_be_visible()


@pytest.mark.parametrize("place", OWN_PLACES)
def test_own_places_have_no_barrier_that_a_checker_finds(place, installation, signed_in):
    page = signed_in("bientapvien", bypass_csp=True)
    assert page.goto(installation.url("minhhoa.gov.vn", place)).status == 200
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        result = Axe().run(page, context="main", options=STANDARD)
        assert not result.violations_count, result.generate_report()


@pytest.mark.parametrize("width", [1280, 360])
def test_trial_notice_covers_nothing_that_is_pressed(width, installation, signed_in):
    page = signed_in("bientapvien", width)
    page.goto(installation.url("minhhoa.gov.vn", "/cms/feedback/"))
    page.wait_for_load_state("networkidle")
    for control in page.locator("header button:visible, header input:visible").all():
        control.click(trial=True)


def test_address_of_a_new_page_keeps_every_letter_of_its_title(installation, signed_in):
    page = signed_in("phongvien")
    section = installation.page_number("/stc/chi-dao-dieu-hanh/")
    page.goto(
        installation.url("minhhoa.gov.vn", f"/cms/pages/add/govportal/articlepage/{section}/")
    )
    page.focus("#id_title")
    page.keyboard.type("Đề án điện tử: bước 1")
    expect(page.locator("#id_slug")).to_have_value("de-an-dien-tu-buoc-1")


def test_form_sent_while_its_draft_is_stored_makes_one_page(installation, signed_in):
    page = signed_in("phongvien")
    section = installation.page_number("/stc/chi-dao-dieu-hanh/")
    way = f"/cms/pages/add/govportal/articlepage/{section}/"
    on_the_way = []
    page.route(f"**{way}", lambda route: hold(route, on_the_way))
    page.goto(installation.url("minhhoa.gov.vn", way))
    for name, text in {"title": "Đắp đê", "author": "A", "source": "B"}.items():
        page.fill(f"#id_{name}", text)
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_title("Chèn khối").first.click()
        page.get_by_role("option", name="Đoạn văn").click()
        page.locator("#panel-child-noi_dung-body-content [contenteditable=true]").click()
        # As slowly as people: what is typed in the first two seconds is no change to Wagtail.
        page.keyboard.type("Đắp đê trước mùa lũ.", delay=150)
    page.click("footer .action-save")
    on_the_way.pop().continue_()
    page.wait_for_url("**/edit/")
    expect(page.locator("header")).to_contain_text("Đắp đê")
    assert on_the_way == []


def hold(route, on_the_way):
    """Let nothing but a question through at once."""
    if route.request.method == "GET":
        route.continue_()
    else:
        on_the_way.append(route)
