"""Signing in where the second factor is asked for, and what becomes of an idle session."""

import base64
import hmac
import re
import time

import pytest
from playwright.sync_api import expect

HOST = "minhhoa.gov.vn"
NEW_PASSWORD = "Song-Xanh-2026!"
TYPED = "Viết sau khi phiên làm việc đã hết"
AGE_SESSIONS = """
from django.contrib.sessions.models import Session
from govportal.security.sessions import LAST_USED
for row in Session.objects.all():
    data = row.get_decoded()
    if LAST_USED in data:
        data[LAST_USED] -= 3600
        row.session_data = Session.get_session_store_class()().encode(data)
        row.save()
"""

pytestmark = pytest.mark.browser


def totp(secret):
    """Return what an authenticator app shows for *secret* now (RFC 6238)."""
    counter = int(time.time()) // 30
    digest = hmac.digest(base64.b32decode(secret), counter.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def send(page, **fields):
    """Fill the form of an account page in and send it."""
    for name, value in fields.items():
        page.fill(f"main [name={name}]", value)
    page.click("main form button[type=submit]:not(.b2)")


def send_code(page, secret):
    """Send what the authenticator app shows, and once more if that changed on the way."""
    shown = totp(secret)
    with page.expect_response(lambda response: response.request.method == "POST") as answered:
        send(page, code=shown)
    if answered.value.status == 200 and totp(secret) != shown:
        send(page, code=totp(secret))


def is_saved(response):
    """Return whether *response* is what the editor gets for a page that has been saved."""
    is_edit = response.request.method == "POST" and response.url.endswith("/edit/")
    return is_edit and response.status in (200, 302)


def enrol(page, installation, username):
    """Sign in for the first time and do what the account owes; return the recovery codes."""
    page.goto(installation.url(HOST, "/cms/"))
    send(page, login=username, password=installation.passwords[username])
    page.goto(installation.url(HOST, "/cms/pages/"))  # there is no way around
    old = installation.passwords[username]
    send(page, oldpassword=old, password1=NEW_PASSWORD, password2=NEW_PASSWORD)
    send(page, password=NEW_PASSWORD)
    secret = page.inner_text("#authenticator_secret")
    send_code(page, secret)
    page.wait_for_selector(".account-codes li")
    codes = page.locator(".account-codes li").all_inner_texts()
    page.goto(installation.url(HOST, "/cms/"))
    send(page)  # accepts the terms of use
    return codes


@pytest.mark.parametrize("path", ["/cms/login/", "/django-admin/login/", "/cms/", "/django-admin/"])
def test_every_way_in_leads_to_the_one_login(path, guarded_installation, open_page):
    page = open_page()
    page.goto(guarded_installation.url(HOST, path))
    assert "/tai-khoan/login/" in page.url
    expect(page.locator("main [name=login]")).to_be_visible()


def test_first_sign_in_sets_both_factors_and_typing_outlives_the_session(
    guarded_installation, open_page
):
    page = open_page()
    codes = enrol(page, guarded_installation, "phongvien")
    section = guarded_installation.page_number("/stc/tin-tuc/")
    page.goto(guarded_installation.url(HOST, f"/cms/pages/add/govportal/articlepage/{section}/"))
    page.wait_for_selector("body.ready")
    for name, text in {"title": "Viết trước", "author": "Lê Đức", "source": "Báo"}.items():
        page.focus(f"[name={name}]")
        page.keyboard.type(text)
    expect(page.locator("[name=slug]")).to_have_value("viet-truoc")
    page.keyboard.press("Control+s")
    expect(page).to_have_url(re.compile("/edit/$"), timeout=15_000)
    edit_url = page.url

    guarded_installation.shell(AGE_SESSIONS)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator(".govportal-session[data-kind=ended]")).to_be_visible()
    page.fill("#id_title", TYPED)

    with page.context.expect_page() as opened:
        page.click(".govportal-session a")
    tab = opened.value
    send(tab, login="phongvien", password=NEW_PASSWORD)
    send(tab, code=codes[0])
    tab.wait_for_url("**/cms/**")

    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator(".govportal-session[data-kind=back]")).to_be_visible()
    page.focus("#id_title")
    with page.expect_response(is_saved):
        page.keyboard.press("Control+s")
    tab.goto(edit_url)
    expect(tab.locator("#id_title")).to_have_value(TYPED)
