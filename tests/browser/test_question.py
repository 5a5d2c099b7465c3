"""A citizen's question, from a telephone in a ward to the published answer of a department."""

import pytest
from playwright.sync_api import expect

WARD = "bosong.minhhoa.gov.vn"
SUBJECT = "Thuế hộ kinh doanh của tôi"
NAME = "Trần Thị Ánh Nguyệt"
EMAIL = "anhnguyet@example.vn"
BODY = f"Tôi là {NAME}, thư điện tử {EMAIL}. Hộ kinh doanh nộp hồ sơ miễn thuế ở đâu?"
ANSWER = "Hộ kinh doanh nộp hồ sơ tại bộ phận một cửa của phường."
PUBLIC_BODY = "Hộ kinh doanh nộp hồ sơ miễn thuế ở đâu?"

pytestmark = pytest.mark.browser


def type_in(page, name, text, delay=0):
    """Fill a field in by the keyboard alone."""
    page.locator(f"[name={name}]").focus()
    page.keyboard.type(text, delay=delay)


def open_question(person, installation, subject=SUBJECT):
    """Find the question in the list and open it."""
    person.goto(installation.url("minhhoa.gov.vn", "/cms/feedback/"))
    person.click(f"main a:has-text('{subject}')")


def take(person, step, **fields):
    """Take a step with the question that is open."""
    person.click(f"main a[href$='/{step}/']")
    for name, value in fields.items():
        person.fill(f"[name={name}]", value)
    person.click("main form button[type=submit]")


def test_empty_form_says_what_is_missing_and_loses_nothing(installation, open_page):
    page = open_page(360)
    page.goto(installation.url(WARD, "/hoi-dap/gui/"))
    for consent in page.locator("[name^=consent]").all():
        expect(consent).not_to_be_checked()
    type_in(page, "body", BODY)
    page.keyboard.press("Tab")
    page.focus("main form button[type=submit]")
    page.keyboard.press("Enter")

    summary = page.locator(".sum")
    expect(summary).to_be_visible()
    page.wait_for_load_state("load")  # a page still arriving moves what a link has led to
    page.evaluate("() => document.fonts.ready.then(() => true)")  # and so does its font
    expect(page.locator("[name=body]")).to_have_value(BODY)
    for link in summary.locator("a").all():
        link.press("Enter")
        target = page.locator(link.get_attribute("href"))
        expect(target).to_be_in_viewport()
    assert summary.locator("a").count() >= 4
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_question_is_answered_elsewhere_approved_and_published(installation, open_page, signed_in):
    citizen = open_page(360)
    citizen.goto(installation.url(WARD, "/hoi-dap/gui/"))
    type_in(citizen, "subject", SUBJECT)
    type_in(citizen, "body", BODY, delay=40)  # slower than a program would
    type_in(citizen, "sender_name", NAME)
    type_in(citizen, "sender_email", EMAIL)
    for name in ("consent_answering", "consent_sharing"):
        citizen.focus(f"[name={name}]")
        citizen.keyboard.press("Space")
    citizen.focus("main form button[type=submit]")
    citizen.keyboard.press("Enter")
    citizen.wait_for_url("**/da-nhan/")
    code = citizen.inner_text("section[aria-labelledby=code] .lead").strip()

    editor = signed_in("bientapvien")
    open_question(editor, installation)
    expect(editor.locator("main a[href$='/approve/']")).to_have_count(0)
    editor.click("main a[href$='/assign/']")
    editor.select_option("[name=agency]", label="Sở Tài chính")
    editor.click("main form button[type=submit]")

    reporter, deputy = signed_in("phongvien"), signed_in("phoban")
    open_question(reporter, installation)
    take(reporter, "answer", answer=ANSWER)
    assert status(citizen, installation, code) != "Đã trả lời"
    open_question(deputy, installation)
    take(deputy, "approve")
    assert status(citizen, installation, code) == "Đã trả lời"
    expect(citizen.locator("section.ans")).to_contain_text(ANSWER)

    open_question(deputy, installation)
    deputy.click("main a[href$='/publish/']")
    deputy.click("main form button[type=submit]")  # as it was asked: it names the sender
    expect(deputy.locator("main .error-message").first).to_be_visible()
    deputy.fill("[name=public_body]", PUBLIC_BODY)
    deputy.click("main form button[type=submit]")
    deputy.wait_for_url(lambda url: not url.endswith("/publish/"))

    citizen.goto(installation.url(WARD, "/hoi-dap/"))
    citizen.click(f"main a:has-text('{SUBJECT}')")
    expect(citizen.locator("main")).to_contain_text(PUBLIC_BODY)
    expect(citizen.locator("main")).to_contain_text(ANSWER)
    for private in (NAME, "Ánh Nguyệt", EMAIL, code):
        assert private not in citizen.content()


def status(citizen, installation, code):
    """Look the question up by its code; return its state in words."""
    citizen.goto(installation.url(WARD, "/hoi-dap/tra-cuu/"))
    citizen.fill("[name=code]", code.lower())
    citizen.click("main form button[type=submit]")
    return citizen.inner_text("section[aria-labelledby=state] dd >> nth=0")
