"""People without a mouse, without Vietnamese, or in an emergency get to what they came for."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import Barriers, bring_checker

MAIN, STC, WARD = "minhhoa.gov.vn", "stc.minhhoa.gov.vn", "bosong.minhhoa.gov.vn"
VIETNAMESE = re.compile("[ăâđêôơưà-ãè-ýạ-ỹ]", re.IGNORECASE)
FOCUS = """(wanted) => {
  const element = document.activeElement, box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return {
    isLost: element === document.body,
    isWanted: element.matches(wanted),
    isSeen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      && box.width > 0 && box.left >= 0 && box.bottom > 0 && box.top < innerHeight,
    what: element.outerHTML.slice(0, 200),
  };
}"""
VOICE = """speechSynthesis.getVoices = () => [{ lang: "vi-VN", name: "Voice" }];
speechSynthesis.speak = () => {};
window.SpeechSynthesisUtterance = class {};"""  # a server's browser has no voice of its own
DECISION = """
from datetime import date
from wagtail.models import Page
from govportal.publishing.models import LegalDocumentPage
sample = LegalDocumentPage.objects.get(url_path="/stc/van-ban/van-ban-mau/")
documents = Page.objects.get(url_path="/phuong-bo-song/van-ban/")
page = sample.copy(to=documents, copy_revisions=False, update_attrs={
    "slug": "35-2023-qd-ubnd", "number": "35/2023", "symbol": "QĐ-UBND",
    "title": "Quyết định ban hành Quy chế", "issued_on": date(2023, 8, 24)})
page.body = [("article", {"number": number, "title": f"Nội dung {number}", "clauses": [
    {"number": "1", "text": "Điều khoản mẫu.", "points": []}]}) for number in range(1, 11)]
page.save_revision().publish()
"""
NOTICES = """
from datetime import timedelta
from django.utils import timezone
from govportal.publishing.models import HomePage
home, now = HomePage.objects.get(url_path="/stc/"), timezone.now()
home.alarm_text, home.alarm_url = "Lũ ở mức báo động 2", "https://example.com/"
home.alarm_since, home.alarm_until = now - timedelta(hours=1), now + timedelta(hours=1)
home.mourning_from = home.mourning_until = timezone.localdate()
home.save_revision().publish()
"""
CALM = """
from govportal.publishing.models import HomePage
home = HomePage.objects.get(url_path="/stc/")
home.alarm_text, home.mourning_from, home.mourning_until = "", None, None
home.save_revision().publish()
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def decision(installation):
    """Publish a decision with ten articles, where no other test publishes this number."""
    installation.shell(DECISION)


@pytest.fixture
def notices(installation):
    """Put an emergency and mourning on the home page of a department, for this test."""
    installation.shell(NOTICES)
    yield
    installation.shell(CALM)


def tab_to(page, wanted, limit=90):
    """Press Tab until the focus is on *wanted*; all that has the focus on the way shows it."""
    for _step in range(limit):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS, wanted)
        assert focus["isSeen"] or focus["isLost"], focus["what"]
        if focus["isWanted"]:
            return
    pytest.fail(f"The keyboard does not reach {wanted}; last: {focus['what']}")


def test_keyboard_goes_through_the_whole_page_and_out_of_it(installation, open_page):
    page = open_page(reduced_motion="reduce")
    page.goto(installation.url(STC, "/van-ban/?loai=quyet_dinh"))
    order = [
        "a.skip[href='#main']", "[accesskey='1']", "[accesskey='3']", "header a[hreflang=en]",
        "details.pop > summary", "a.brand", "header input[type=search]", "header nav a",
        "main input[name=q]", "main form summary", "main select[name=loai]",
        "main a[href='/van-ban/van-ban-mau/']", "footer a", "body",
    ]  # fmt: skip
    for wanted in order:
        tab_to(page, wanted)
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUS, "footer a, footer a *")["isWanted"]


def test_skip_link_leads_past_the_header(installation, open_page):
    page = open_page(reduced_motion="reduce")
    page.goto(installation.url(STC, "/tin-tuc/"))
    tab_to(page, "a.skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    tab_to(page, "main a", limit=1)


def test_suggestions_follow_the_arrows_and_let_go(installation, open_page):
    page = open_page(reduced_motion="reduce")
    page.goto(installation.url(WARD))
    field, options = page.locator("main input[type=search]"), page.locator("[role=option]")
    tab_to(page, "main input[type=search]")
    page.keyboard.type("quyet dinh")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.get_attribute("id")
    expect(field).to_have_attribute("aria-activedescendant", chosen)
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(field).to_be_focused()
    page.keyboard.type(" 35")
    expect(options.first).to_be_visible()
    expect(options.first).to_contain_text("Quyết định")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/van-ban/**")


def test_display_is_set_by_keyboard_and_kept(installation, open_page):
    page = open_page(reduced_motion="reduce")
    page.add_init_script(VOICE)
    page.goto(installation.url(STC, "/tin-tuc/"))
    menu, root = page.locator("details.pop"), page.locator("html")
    before = page.evaluate("getComputedStyle(document.body).fontSize")
    tab_to(page, "details.pop > summary")
    page.keyboard.press("Enter")
    tab_to(page, "[data-set=size][value=largest]")
    page.keyboard.press("Space")
    tab_to(page, "[data-set=theme][value=contrast]")
    page.keyboard.press("Space")
    tab_to(page, "[data-read]")
    page.keyboard.press("Space")
    expect(page.locator("[data-read]")).to_have_attribute("aria-pressed", "true")
    tab_to(page, "a.brand", limit=1)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
    page.reload()
    expect(root).to_have_attribute("data-theme", "contrast")
    expect(root).to_have_attribute("data-size", "largest")
    expect(page.locator("[data-set=size][value=largest]")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("getComputedStyle(document.body).fontSize") != before
    page.set_viewport_size({"width": 360, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    tab_to(page, "details.pop > summary")
    page.keyboard.press("Enter")
    tab_to(page, "[data-set=theme][value=contrast]")  # nothing of the menu is beyond the edge


def test_emergency_and_mourning_are_seen_and_read(notices, installation, open_page):
    page, barriers = open_page(360), Barriers()
    bring_checker(page)
    page.goto(installation.url(STC, "/van-ban/"))
    notice = page.get_by_role("complementary", name="Tin khẩn")
    expect(notice).to_contain_text("Lũ ở mức báo động 2")
    expect(notice.get_by_role("link")).to_have_attribute("href", "https://example.com/")
    assert notice.bounding_box()["y"] < 100
    expect(page.locator("html[data-mourning]")).to_have_count(1)
    assert not barriers.of_colours(page)
    assert not barriers.of_structure(page)


def test_who_reads_only_english_finds_how_to_reach_a_department(installation, open_page):
    page = open_page(360)
    page.goto(installation.url(f"en.{MAIN}"))
    for name in ("Department of Finance", "Contact"):
        link = page.locator("main").get_by_role("link", name=name).first
        assert not VIETNAMESE.search(link.inner_text())
        link.click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url == installation.url(STC, "/en/contact/")
    expect(page.locator("main")).to_contain_text("Department of Finance")
    expect(page.locator("main")).to_contain_text("lienhe@coquan.example")
    assert not VIETNAMESE.search(page.locator("main").inner_text())


def test_who_types_a_number_without_marks_reads_article_nine_by_keyboard(installation, open_page):
    page = open_page(reduced_motion="reduce")
    page.goto(installation.url(WARD, "/tin-tuc/"))
    tab_to(page, "header input[type=search]")
    page.keyboard.type("quyet dinh 35 2023")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/**")
    found = page.locator("main .doc a, main .ls a").first
    assert found.get_attribute("href").endswith("/van-ban/35-2023-qd-ubnd/")
    tab_to(page, "main a[href$='/van-ban/35-2023-qd-ubnd/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/35-2023-qd-ubnd/")
    tab_to(page, "a[href$='dieu-9/']", limit=150)
    page.keyboard.press("Enter")
    page.wait_for_url("**/dieu-9/")
    expect(page.locator("h1")).to_contain_text("Điều 9. Nội dung 9")
