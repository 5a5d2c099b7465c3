"""How the public pages come to readers: every width, both languages, with and without scripts."""

import pytest

from tests.browser.barriers import Barriers, bring_checker

STC, MAIN = "stc.minhhoa.gov.vn", "minhhoa.gov.vn"
ARTICLE_VI = "/tin-tuc/mau-cong-thong-tin-dien-tu-bat-dau-chay-thu/"
ARTICLE_EN = "/en/news/sample-the-portal-starts-its-trial-run/"
WEEK_VI = "/chi-dao-dieu-hanh/lich-lam-viec-cua-lanh-dao/mau-lich-lam-viec-tuan-nay/"
PROFILE_EN = (
    "/about/organisation-functions-and-duties/sample-people-s-committee-of-minh-hoa-province/"
)
PAGES = {
    "province-vi": (MAIN, "/"),
    "province-en": (f"en.{MAIN}", "/"),
    "home-vi": (STC, "/"),
    "home-en": (STC, "/en/"),
    "section-vi": (STC, "/tin-tuc/"),
    "section-en": (STC, "/en/news/"),
    "article-vi": (STC, ARTICLE_VI),
    "article-en": (STC, ARTICLE_EN),
    "documents-vi": (STC, "/van-ban/"),
    "documents-en": (STC, "/en/legal-documents/"),
    "document-vi": (STC, "/van-ban/van-ban-mau/"),
    "found-vi": (STC, "/van-ban/?q=quyet&loai=quyet_dinh"),
    "amended-vi": (STC, "/van-ban/quy-dinh-mau/"),
    "consolidated-vi": (STC, "/van-ban/quy-dinh-mau/hop-nhat/"),
    "part-vi": (STC, "/van-ban/van-ban-mau/dieu-1/"),
    "part-en": (STC, "/en/legal-documents/rules-in-english/dieu-1/"),
    "comparison-vi": (STC, "/van-ban/van-ban-mau/so-sanh/?voi=12/QĐ-MAU"),
    "missing-part-vi": (STC, "/van-ban/van-ban-mau/dieu-99/"),
    "gone-vi": (STC, "/van-ban/van-ban-da-rut/"),
    "register-vi": (MAIN, "/cong-khai-thong-tin/"),
    "register-en": (f"en.{MAIN}", "/public-disclosure/"),
    "records-vi": (MAIN, "/du-an-dau-tu/"),
    "narrowed-vi": (MAIN, "/du-an-dau-tu/?q=duong"),
    "record-vi": (MAIN, "/thong-tin-thong-ke/mau-dan-so-va-lao-dong/"),
    "profile-en": (f"en.{MAIN}", PROFILE_EN),
    "week-vi": (MAIN, WEEK_VI),
    "questions-vi": (STC, "/hoi-dap/"),
    "questions-en": (STC, "/en/questions-and-answers/"),
    "ask-vi": (STC, "/hoi-dap/gui/"),
    "ask-en": (STC, "/en/questions-and-answers/gui/"),
    "status-vi": (STC, "/hoi-dap/tra-cuu/"),
    "status-en": (STC, "/en/questions-and-answers/tra-cuu/"),
    "api-vi": (MAIN, "/api/v1/"),
    "api-en": (f"en.{MAIN}", "/api/v1/"),
    "search-vi": (STC, "/tim-kiem/"),
    "results-vi": (MAIN, "/tim-kiem/?q=mau&pham-vi=tinh"),
    "results-en": (STC, "/en/tim-kiem/?q=sample"),
    "nothing-vi": (STC, "/tim-kiem/?q=khongcogi"),
    "map-vi": (STC, "/so-do-cong/"),
    "map-en": (STC, "/en/so-do-cong/"),
    "channels-vi": (MAIN, "/kenh/"),
    "missing-vi": (STC, "/khong-co/"),
    "missing-en": (STC, "/en/not-there/"),
}
WIDTHS = (360, 768, 1280)
LOOK = """() => ({
  overflow: document.documentElement.scrollWidth - innerWidth,
  headings: document.querySelectorAll("h1").length,
  language: document.documentElement.lang,
  fonts: [...document.fonts].filter((font) => font.status === "loaded").length,
  inline: document.querySelectorAll("[style], style, script:not([src])").length,
})"""
RING = """() => {
  const style = getComputedStyle(document.activeElement);
  const box = document.activeElement.getBoundingClientRect();
  return {
    to: document.activeElement.getAttribute("href"),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.left >= 0 && box.top >= 0 && box.width > 40,
  };
}"""

MORE_DOCUMENTS = """
from wagtail.models import Locale
from govportal.publishing.models import LegalDocumentIndexPage, LegalDocumentPage
sample = LegalDocumentPage.objects.get(url_path="/stc/van-ban/van-ban-mau/")
for slug, number in (("van-ban-khac", "12"), ("van-ban-da-rut", "13")):
    names = {"slug": slug, "number": number, "symbol": "QĐ-MAU", "title": f"Văn bản {number}"}
    copy = sample.copy(update_attrs=names, copy_revisions=False)
LegalDocumentPage.objects.get(slug="van-ban-da-rut").unpublish()
changed = LegalDocumentPage.objects.get(slug="van-ban-khac")
changed.body = [("article", {"number": 1, "title": "Phạm vi", "clauses": [
    {"number": "1", "text": "Theo điểm a khoản 1 Điều 1 Quyết định số 12/QĐ-MAU.", "points": []}]}),
    ("article", {"number": 90, "title": "Điều thêm", "clauses": []})]
changed.save()
english = LegalDocumentIndexPage.objects.get(url_path="/stc-en/legal-documents/")
sample.copy(to=english, copy_revisions=False, update_attrs={
    "slug": "rules-in-english", "locale": english.locale, "number": "14"})
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def more_documents(installation):
    """Publish a second document to compare the sample with, and withdraw a third."""
    installation.shell(MORE_DOCUMENTS)


@pytest.fixture(scope="module")
def barriers():
    """Return what finds barriers on the pages of this module."""
    return Barriers()


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_every_width_and_has_no_barrier(name, installation, open_page, barriers):
    page = open_page(WIDTHS[0])
    bring_checker(page)
    answer = page.goto(installation.url(*PAGES[name]))
    assert answer.status == {"missing": 404, "gone": 410}.get(name.partition("-")[0], 200)
    page.keyboard.press("Tab")
    assert page.evaluate(RING) == {"to": "#main", "ring": True, "seen": True}
    page.evaluate("document.activeElement.blur()")  # the skip link lies over others while focused
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.fonts.ready")
        look = page.evaluate(LOOK)
        assert look.pop("fonts") > 0
        assert look == {"overflow": 0, "headings": 1, "language": name[-2:], "inline": 0}, width
        assert not barriers.of_colours(page), width
        if width != 768:  # nothing shows there that neither a telephone nor a desk shows
            assert not barriers.of_structure(page), width


def test_pages_work_without_scripts(installation, open_page):
    page = open_page(360, java_script_enabled=False)
    page.goto(installation.url(STC))
    page.click(".menu summary")
    page.click(".menu a[href='/van-ban/']")
    page.click("main a[href='/van-ban/van-ban-mau/']")
    page.click(".toc a[href='#dieu-2']")
    page.click("header a[hreflang=en]")
    assert page.url == installation.url(STC, "/en/")
    page.goto(installation.url(STC, "/hoi-dap/gui/"))
    page.fill("[name=subject]", "Giờ làm việc")
    page.click("main form button[type=submit]")
    page.wait_for_selector(".sum")
    assert page.input_value("[name=subject]") == "Giờ làm việc"
