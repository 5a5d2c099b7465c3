"""A commune's article goes from its reporter to the province's portal, returned once on the way.

With ``GOVPORTAL_SCREENS=folder`` the steps are kept there as pictures: those of the editor's guide.
"""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from govportal.trial.pictures import drawing
from tests.browser.screens import PHONE, keep

COMMUNE, MAIN = "dongxanh.minhhoa.gov.vn", "minhhoa.gov.vn"
TITLE = "Xã Đồng Xanh nạo vét kênh Bến Lúa trước mùa mưa"
SUMMARY = "Hơn hai kilômét kênh được nạo vét trong tháng này."
CORRECTED = "2,4 km kênh được nạo vét, xong trước ngày 30 tháng 11."
TEXT = "Ủy ban nhân dân xã cùng bà con ba ấp nạo vét kênh để thoát nước nhanh hơn."
ALT = "Kênh Bến Lúa chảy qua ruộng lúa, cạnh một ngôi nhà"
REASON = "Ghi rõ chiều dài kênh và ngày hoàn thành."
NOTE = "Kính đề nghị đăng để các xã cùng tham khảo."
OTHERS = re.compile("Sở Tài chính|Sở Khoa học|Bờ Sông|Finance|Bo Song", re.IGNORECASE)
SCREENS = re.compile("/cms/(?!sprite|jsi18n|phien)")
PEOPLE = {
    "xa.phongvien": ("xa-dong-xanh", "reporter", "Nguyễn Thị", "Lan"),
    "xa.bientap": ("xa-dong-xanh", "editor", "Trần Văn", "Hòa"),
    "xa.truongban": ("xa-dong-xanh", "head", "Lê Thị", "Mai"),
    "tinh.truongban": ("ubnd", "head", "Phạm Quốc", "Việt"),
}
HIRE = """
from django.contrib.auth import get_user_model
from govportal.portals.membership import PortalGroup
from govportal.trial.accounts import random_password
for username, (portal, role, family, given) in {people!r}.items():
    password = random_password()
    person = get_user_model().objects.create_user(
        username, f"{{username}}@example.vn", password, last_name=family, first_name=given)
    person.groups.add(PortalGroup.objects.get(portal__agency__code=portal, role=role).group)
    print(username, password)
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def staff(installation):
    """Give a commune, where no other module publishes, and the province people of their own."""
    printed = installation.shell(HIRE.format(people=PEOPLE)).splitlines()
    installation.passwords.update(line.split() for line in printed if line.count(" ") == 1)


class Colleague:
    """Somebody at work in the admin."""

    def __init__(self, page, installation):
        self.page = page
        self.address = installation.url(MAIN, "/cms/")
        self.read, self.told = 0, []
        self.page.route(SCREENS, self._read)

    def _read(self, route):
        """Note which names of other portals an answer holds, before the browser has it."""
        asked = route.request
        if asked.method != "GET":
            return route.continue_()
        where = urlsplit(asked.url)  # only the browser knows where .localhost is
        way = where._replace(netloc=f"127.0.0.1:{where.port}").geturl()
        headers = {**asked.all_headers(), "host": where.netloc}
        answer = route.fetch(url=way, headers=headers, max_redirects=0)
        self.read += 1
        self.told += [(asked.url, name) for name in set(OTHERS.findall(answer.text()))]
        return route.fulfill(response=answer)

    def go(self, way):
        self.page.goto(self.address + way)

    def work(self, kind):
        """Open "Việc của tôi"; return the line of the article, which is there as *kind*."""
        self.go("my-work/")
        lines = self.page.locator(".govportal-work tbody tr")
        line = lines.filter(has_text=TITLE)
        expect(line).to_contain_text(kind)
        number = self.page.locator("nav a[href$='/my-work/']").first
        expect(number).to_have_text(f"Việc của tôi ({lines.count()})")
        return line

    def has_no_work(self):
        """See that nothing of the article waits any more."""
        self.go("my-work/")
        expect(self.page.locator("main h1, main h2").first).to_be_attached()
        expect(self.page.locator("main").get_by_text(TITLE)).to_have_count(0)

    def choose(self, action):
        """Press *action* among those that the editor's foot offers."""
        self.page.click("footer [data-w-dropdown-target=toggle]")
        self.page.locator(action).locator("visible=true").first.click()

    def leave(self):
        """Wait until the editor has closed: what was pressed has been done."""
        self.page.wait_for_url(lambda url: "/edit/" not in url and "/add/" not in url)


@pytest.fixture
def colleague(staff, installation, signed_in):
    return lambda username: Colleague(signed_in(username, reduced_motion="reduce"), installation)


def open_form(reporter):
    """Go from the top of the page tree to the form of a new article."""
    page = reporter.page
    reporter.go("pages/")
    expect(page.locator("main tbody tr")).to_have_count(2)  # the commune's two home pages
    for way in (
        "Xem trang con của “Cổng thông tin điện tử xã Đồng Xanh”", "Thêm trang con vào “Tin tức”",
    ):  # fmt: skip
        page.get_by_role("link", name=way, exact=True).click()
    page.get_by_role("link", name="Tin, bài", exact=True).click()


def upload_image(page, picture):
    """Choose a lead image that is not on the portal yet."""
    page.get_by_role("button", name="Chọn hình ảnh").first.click()
    dialogue = page.locator(".modal-dialog")
    dialogue.get_by_role("tab", name="Tải lên").click()
    dialogue.locator("input[type=file]").set_input_files(
        {"name": "kenh-ben-lua.png", "mimeType": "image/png", "buffer": picture}
    )
    dialogue.get_by_label("Tiêu đề").fill("Kênh Bến Lúa")
    dialogue.get_by_label("Mô tả").fill(ALT)
    dialogue.get_by_role("button", name="Tải lên").click()
    expect(dialogue).to_have_count(0)
    expect(page.locator("#panel-child-noi_dung-image-content img")).to_be_visible()


def write(page):
    """Fill in all that an article needs."""
    page.fill("#id_title", TITLE)
    page.fill("#id_summary", SUMMARY)
    upload_image(page, drawing("landscape").read())
    page.get_by_title("Chèn khối").first.click()
    page.get_by_role("option", name="Đoạn văn").click()
    page.locator("#panel-child-noi_dung-body-content [contenteditable=true]").click()
    page.keyboard.type(TEXT)
    # The editor of rich text hands on what was typed a quarter of a second later.
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile(re.escape(TEXT)))
    page.fill("#id_author", "Nguyễn Thị Lan")
    page.fill("#id_source", "Ủy ban nhân dân xã Đồng Xanh")


def give_back(editor):
    """Ask for changes: only with a reason."""
    page = editor.page
    line = editor.work("Trang chờ phê duyệt")
    expect(line).to_contain_text("Nguyễn Thị Lan")
    keep(page, "work")
    keep(page, "work-phone", PHONE)
    line.locator("th a").click()
    editor.choose("[data-workflow-action-name=reject]")
    page.fill(".modal-dialog textarea", REASON)
    keep(page, "return")
    page.click(".modal-dialog button[type=submit]")
    editor.leave()


def approve(person):
    """Confirm each point and approve."""
    page = person.page
    person.work("Trang chờ phê duyệt").locator("th a").click()
    person.choose("[data-workflow-action-name=approve]")
    boxes = page.locator(".modal-dialog input[type=checkbox]")
    expect(boxes.first).to_be_visible()
    for box in boxes.all():
        box.check()
    keep(page, "approve")
    page.click(".modal-dialog button[type=submit]")
    person.leave()


def propose(editor):
    """Offer the article that is public to the province, from the list of the news."""
    page = editor.page
    editor.go("pages/search/")
    page.fill("main input[name=q], header input[name=q]", TITLE)
    page.get_by_role("link", name=TITLE, exact=True).click()
    page.get_by_role("button", name="Thao tác").first.click()
    page.get_by_role("link", name="Đề xuất lên cổng tỉnh").locator("visible=true").click()
    page.fill("[name=note]", NOTE)
    keep(page, "propose")
    page.get_by_role("button", name="Đề xuất", exact=True).click()
    expect(page.locator("main")).to_contain_text(NOTE)


def accept(province):
    """Show the proposal among the province's news."""
    page = province.page
    line = province.work("Đề xuất từ cổng thành phần")
    expect(line).to_contain_text("Đơn vị đề xuất: Xã Đồng Xanh")
    line.locator("th a").click()
    expect(page.locator("main")).to_contain_text(NOTE)
    keep(page, "proposal")
    page.get_by_role("link", name="Chấp nhận và hiển thị").click()
    page.get_by_role("button", name="Chấp nhận và hiển thị").click()
    page.wait_for_url(lambda url: not url.endswith("/accept/"))


def test_article_of_a_commune_reaches_its_portal_and_the_provinces(
    colleague, installation, open_page
):
    reporter, editor = colleague("xa.phongvien"), colleague("xa.bientap")
    open_form(reporter)
    write(reporter.page)
    keep(reporter.page, "write")
    reporter.choose("[name=action-submit]")
    reporter.leave()

    give_back(editor)
    line = reporter.work("Trang bị yêu cầu chỉnh sửa")
    expect(line).to_contain_text(REASON)
    keep(reporter.page, "returned")
    line.locator("th a").click()
    reporter.page.fill("#id_summary", CORRECTED)
    reporter.choose("[name=action-submit], [name=action-restart-workflow]")
    reporter.leave()
    reporter.has_no_work()

    approve(editor)
    public, head = open_page(reduced_motion="reduce"), colleague("xa.truongban")
    approve(head)
    head.has_no_work()
    public.goto(installation.url(COMMUNE, "/tin-tuc/"))
    public.get_by_role("link", name=TITLE).first.click()
    for text in (TITLE, CORRECTED, TEXT):
        expect(public.locator("main")).to_contain_text(text)
    expect(public.get_by_alt_text(ALT).first).to_be_visible()
    keep(public, "commune")

    propose(editor)
    province = colleague("tinh.truongban")
    accept(province)
    province.has_no_work()
    public.goto(installation.url(MAIN, "/tin-tuc/"))
    expect(public.get_by_role("link", name=TITLE).first).to_be_visible()
    keep(public, "province")
    public.get_by_role("link", name=TITLE).first.click()
    public.wait_for_url(f"**{COMMUNE}**")
    for person in (reporter, editor, head):
        assert person.read > 3
        assert person.told == []
