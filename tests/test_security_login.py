"""Signing in: the one page that does it, the second factor, the lockout, and the log."""

from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import ModelLogEntry

from govportal import law
from govportal.security import audit, lockout
from tests import accounts
from tests.accounts import LOGIN, client, code, confirm, send_code, sign_in, sign_in_fully, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_earnest(settings):
    """Everywhere here the reliefs of a trial are off."""
    settings.GOVPORTAL_TRIAL = False


@pytest.fixture
def browser():
    return client()


def actions(user_id):
    rows = ModelLogEntry.objects.filter(object_id=str(user_id), action__startswith="govportal.")
    return [row.action.removeprefix("govportal.") for row in rows.order_by("pk")]


@pytest.mark.parametrize("path", ["/cms/login/", "/django-admin/login/", "/_util/login/"])
def test_every_other_login_page_leads_to_the_one_with_the_second_factor(browser, path):
    answer = browser.get(f"{path}?next=/cms/pages/")
    assert answer.status_code == 302
    assert answer.url == f"{LOGIN}?next=/cms/pages/"


@pytest.mark.parametrize("path", ["/cms/login/", "/django-admin/login/", "/_util/login/"])
def test_posting_a_password_to_another_login_page_signs_nobody_in(browser, path):
    staff()
    browser.post(path, {"username": "an", "password": accounts.PASSWORD})
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("path", ["", "done/", "complete/", "confirm/MQ/set-password/"])
def test_wagtails_password_reset_leads_to_the_one_of_accounts(browser, path):
    answer = browser.get(f"/cms/password_reset/{path}")
    assert (answer.status_code, answer.url) == (302, reverse("account_reset_password"))


@pytest.mark.parametrize("path", ["/cms/", "/cms/pages/", "/django-admin/auth/user/"])
def test_admin_asks_visitors_to_sign_in_and_remembers_the_way(browser, path):
    answer = browser.get(path, follow=True)
    assert unquote(answer.redirect_chain[-1][0]) == f"{LOGIN}?next={path}"
    assert answer.status_code == 200


def test_nobody_can_sign_up(browser):
    form = {"username": "new", "password1": accounts.PASSWORD, "password2": accounts.PASSWORD}
    answer = browser.post("/tai-khoan/signup/", form)
    assert answer.templates[0].name == "account/signup_closed.html"
    assert not get_user_model().objects.filter(username="new").exists()


def test_password_alone_opens_nothing_for_an_account_with_a_second_factor(browser):
    staff(with_factor=True)
    answer = sign_in(browser)
    assert answer.url == "/tai-khoan/2fa/authenticate/"
    assert browser.get("/cms/").url.startswith(LOGIN)


def test_password_and_code_open_the_admin(browser):
    user = staff(with_factor=True)
    sign_in_fully(browser, user)
    assert browser.get("/cms/").status_code == 200


def test_wrong_code_opens_nothing_and_is_logged(browser):
    user = staff(with_factor=True)
    sign_in(browser)
    browser.post("/tai-khoan/2fa/authenticate/", {"code": "abcdef"})
    assert "_auth_user_id" not in browser.session
    assert "second_factor_failed" in actions(user.pk)


def test_session_that_skipped_the_second_factor_is_ended_at_the_admin(browser):
    user = staff(with_factor=True)
    browser.force_login(user)
    answer = browser.get("/cms/pages/")
    assert answer.url == f"{LOGIN}?next=%2Fcms%2Fpages%2F"
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("path", ["/cms/", "/cms/pages/", "/cms/account/", "/cms/api/main/pages/"])
def test_account_without_second_factor_must_set_one_up_first(browser, path):
    staff()
    sign_in(browser)
    answer = browser.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith("/tai-khoan/2fa/totp/activate/")


def test_superuser_is_no_exception(browser):
    user = staff(is_superuser=True, is_staff=True)
    browser.force_login(user)
    for path in ("/cms/", "/django-admin/"):
        assert browser.get(path).url.startswith("/tai-khoan/2fa/totp/activate/")


def test_script_in_an_open_page_is_told_instead_of_redirected(browser):
    browser.force_login(staff())
    answer = browser.get("/cms/pages/", headers={"accept": "application/json"})
    assert answer.status_code == 403
    assert "error" in answer.json()


def test_setting_up_the_second_factor_opens_the_admin(browser, monkeypatch):
    # Within a test nothing is committed; in earnest the callback runs before the answer.
    monkeypatch.setattr(transaction, "on_commit", lambda function, **kwargs: function())
    user = staff()
    sign_in(browser)
    confirm(browser)
    page = browser.get("/tai-khoan/2fa/totp/activate/")
    assert "<svg" in page.content.decode()
    secret = page.context["form"].secret
    answer = send_code(browser, "/tai-khoan/2fa/totp/activate/", secret)
    assert answer.url == "/tai-khoan/2fa/recovery-codes/"
    assert browser.get("/cms/").status_code == 200
    assert "second_factor_added" in actions(user.pk)


def test_second_factor_is_kept_encrypted():
    user = staff(with_factor=True)
    row = Authenticator.objects.get(user=user)
    assert user.totp_secret not in str(row.data)
    assert row.wrap().validate_code(code(user.totp_secret))


def test_second_factor_can_not_be_given_up(browser):
    user = staff(with_factor=True)
    sign_in_fully(browser, user)
    confirm(browser)
    answer = browser.post("/tai-khoan/2fa/totp/deactivate/")
    assert answer.status_code == 200
    assert Authenticator.objects.filter(user=user).exists()


def test_recovery_code_signs_in_when_the_device_is_lost(browser):
    user = staff(with_factor=True)
    sign_in_fully(browser, user)
    confirm(browser)
    browser.post("/tai-khoan/2fa/recovery-codes/generate/")
    codes = browser.get("/tai-khoan/2fa/recovery-codes/").context["unused_codes"]
    other = client()
    sign_in(other)
    other.post("/tai-khoan/2fa/authenticate/", {"code": codes[0]})
    assert other.get("/cms/").status_code == 200


def test_trial_asks_for_no_second_factor_and_says_so(browser, settings):
    settings.GOVPORTAL_TRIAL = True
    browser.force_login(staff(owes_password=True))
    answer = browser.get("/cms/")
    assert answer.status_code == 200
    assert "govportal-trial" in answer.content.decode()


def test_account_without_right_to_the_admin_gets_a_page_and_no_endless_redirect(browser):
    user = staff(with_factor=True)
    sign_in_fully(browser, user)
    user.user_permissions.clear()
    answer = browser.get("/cms/", follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0].startswith(LOGIN)


def test_failures_in_a_row_lock_out_and_the_page_says_what_to_do(browser):
    user = staff()
    limit = law.number("security.lockout_failures")
    answers = [sign_in(browser, password="wrong") for _ in range(limit)]
    assert [answer.status_code for answer in answers] == [200] * (limit - 1) + [429]
    assert gettext("What you can do") in answers[-1].content.decode()
    assert sorted(actions(user.pk)) == ["locked_out"] + ["sign_in_failed"] * limit


def test_right_password_does_not_open_a_locked_account(browser):
    staff()
    for _ in range(law.number("security.lockout_failures")):
        sign_in(browser, password="wrong")
    for _ in range(3):
        assert sign_in(browser).status_code == 429
    assert "_auth_user_id" not in browser.session


def test_lockout_of_one_leaves_colleagues_at_the_same_address_alone(browser):
    staff()
    staff("binh", with_factor=True)
    for _ in range(law.number("security.lockout_failures")):
        sign_in(browser, password="wrong")
    assert sign_in(client(), "binh").status_code == 302


def test_lockout_lasts_as_long_as_the_law_says():
    hours = law.number("security.lockout_period")
    assert lockout.cool_off().total_seconds() == hours * 3600


def test_forged_address_does_not_evade_the_lockout(browser):
    staff()
    for number in range(law.number("security.lockout_failures")):
        answer = sign_in(browser, password="wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    assert answer.status_code == 429


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
    ],
)
def test_only_our_own_proxies_are_believed(rf, settings, proxies, forwarded, expected):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert lockout.client_ip(request) == expected


def test_unknown_account_gets_the_same_answer_as_a_wrong_password(browser):
    staff()
    known = sign_in(browser, password="wrong")
    unknown = sign_in(browser, username="nobody", password="wrong")
    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].errors == unknown.context["form"].errors


def test_typed_name_of_an_unknown_account_is_not_kept_in_the_log(browser):
    sign_in(browser, username="Mat-khau-go-nham1!", password="wrong")
    row = ModelLogEntry.objects.get(action="govportal.sign_in_failed")
    assert row.object_id == "0"
    assert "nham1" not in f"{row.label} {row.data}"


def test_log_keeps_who_and_from_where(browser):
    user = staff(with_factor=True)
    sign_in_fully(browser, user)
    browser.post("/cms/logout/")
    assert actions(user.pk) == ["signed_in", "signed_out"]
    row = ModelLogEntry.objects.get(action="govportal.signed_in")
    assert (row.user, row.data["ip"]) == (user, "127.0.0.1")


def test_wagtails_report_shows_sign_ins(browser, settings):
    settings.GOVPORTAL_TRIAL = True
    sign_in(browser, username="nobody", password="wrong")
    browser.force_login(staff(is_superuser=True))
    answer = browser.get("/cms/reports/site-history/")
    assert answer.status_code == 200
    assert str(audit.ACTIONS["govportal.sign_in_failed"][1]) in answer.content.decode()


def test_portal_staff_do_not_see_sign_ins_of_others():
    stranger = staff("binh")
    ModelLogEntry.objects.log_action(staff(), "govportal.signed_in")
    assert not ModelLogEntry.objects.viewable_by_user(stranger).exists()


def test_reset_mail_reaches_only_known_addresses(browser, mailoutbox):
    staff(email="an@minhhoa.gov.vn")
    for address in ("an@minhhoa.gov.vn", "ai-do@minhhoa.gov.vn"):
        answer = browser.post("/tai-khoan/password/reset/", {"email": address})
        assert answer.url == "/tai-khoan/password/reset/done/"
    assert [mail.to for mail in mailoutbox] == [["an@minhhoa.gov.vn"]]
    assert "/tai-khoan/password/reset/key/" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("host", "query", "expected"),
    [
        ("minhhoa.gov.vn", "", '<html lang="vi">'),
        ("en.minhhoa.gov.vn", "", '<html lang="en">'),
        ("minhhoa.gov.vn", "?lang=en", '<html lang="en">'),
        ("minhhoa.gov.vn", "?lang=xx", '<html lang="vi">'),
    ],
)
def test_sign_in_page_speaks_the_language_of_the_host_or_the_one_asked_for(
    browser, host, query, expected
):
    assert expected in browser.get(LOGIN + query, HTTP_HOST=host).content.decode()


def test_chosen_language_is_kept_and_the_way_on_is_not_lost(browser):
    page = browser.get(f"{LOGIN}?next=/cms/pages/&lang=en").content.decode()
    assert 'name="next" value="/cms/pages/"' in page
    assert '<html lang="en">' in browser.get("/tai-khoan/password/reset/").content.decode()


@pytest.mark.parametrize("path", ["login/", "signup/", "password/reset/", "inactive/"])
def test_account_pages_need_no_inline_code(browser, path):
    page = browser.get(f"/tai-khoan/{path}").content.decode()
    assert "<style" not in page
    assert "style=" not in page
    assert "<script" not in page


def test_locked_out_attempts_are_kept_in_the_database(browser):
    staff()
    sign_in(browser, password="wrong")
    assert AccessAttempt.objects.get().failures_since_start == 1


@pytest.mark.parametrize("path", ["/cms/", LOGIN, "/"])
def test_unknown_host_is_refused(path):
    assert client().get(path, HTTP_HOST="evil.example.com").status_code == 404
