"""Password rules of law, whichever form or command sets the password."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from govportal import law
from govportal.security import passwords
from govportal.security.models import AccountState, PasswordHistory
from tests.accounts import PASSWORD, client, confirm, sign_in, staff

pytestmark = pytest.mark.django_db

NEW = "Ruong-Lua-2027!"


@pytest.fixture(autouse=True)
def in_earnest(settings):
    settings.GOVPORTAL_TRIAL = False


@pytest.fixture
def browser():
    # What is tested here comes before the second factor.
    return client()


def change(browser, new=NEW, old=PASSWORD):
    form = {"oldpassword": old, "password1": new, "password2": new}
    return browser.post("/tai-khoan/password/change/", form)


@pytest.mark.parametrize("good", ["Ab1!cdef", "Đồng-Xanh-1", NEW])
def test_lawful_password_is_accepted(good):
    validate_password(good)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("Ab1!cde", "password_too_short"),
        ("ab1!cdef", "password_too_uniform"),
        ("AB1!CDEF", "password_too_uniform"),
        ("Abc!defg", "password_too_uniform"),
        ("Abc1defg", "password_too_uniform"),
        ("Abc1 efg", "password_too_uniform"),
        ("password", "password_too_common"),
    ],
)
def test_unlawful_password_is_refused(bad, code):
    with pytest.raises(ValidationError) as refused:
        validate_password(bad)
    assert code in [error.code for error in refused.value.error_list]


def test_deployment_can_ask_for_more(settings):
    settings.GOVPORTAL_RULES = {"security.password_min_length": 14}
    with pytest.raises(ValidationError):
        validate_password("Ab1!cdefghijk")
    validate_password("Ab1!cdefghijkl")


def test_deployment_can_not_ask_for_less(settings):
    settings.GOVPORTAL_RULES = {"security.password_min_length": 4}
    with pytest.raises(ValidationError):
        validate_password("Ab1!")


def test_last_passwords_can_not_be_used_again():
    user = staff()
    used = [PASSWORD]
    for number in range(law.number("security.password_history") - 1):
        used.append(f"Song-Xanh-{number}!")
        user.set_password(used[-1])
        user.save()
    for former in used:
        with pytest.raises(ValidationError):
            validate_password(former, user)


def test_password_older_than_the_history_is_free_again_and_forgotten():
    user = staff()
    for number in range(law.number("security.password_history")):
        user.set_password(f"Song-Xanh-{number}!")
        user.save()
    validate_password(PASSWORD, user)
    assert user.password_history.count() == law.number("security.password_history")


def test_history_of_one_does_not_bind_another():
    staff()
    other = get_user_model().objects.create_user("binh", password=NEW)
    validate_password(PASSWORD, other)
    assert other.password_history.count() == 1


def test_history_keeps_no_readable_password():
    staff()
    assert PASSWORD not in PasswordHistory.objects.get().password


def test_password_given_by_somebody_else_must_be_changed_first(browser):
    staff(owes_password=True)
    sign_in(browser)
    for path in ("/cms/", "/cms/pages/", "/cms/account/"):
        answer = browser.get(path)
        assert answer.url.startswith("/tai-khoan/password/change/?next=%2Fcms%2F")


def test_own_change_pays_the_duty_and_is_logged(browser):
    user = staff(owes_password=True)
    sign_in(browser)
    assert change(browser).url == "/cms/"
    assert not passwords.must_change(user)
    assert "password/change" not in browser.get("/cms/").url
    row = ModelLogEntry.objects.get(action="govportal.password_changed")
    assert (row.user, row.object_id) == (user, str(user.pk))


def test_own_change_follows_the_rules(browser):
    staff(owes_password=True)
    sign_in(browser)
    answer = change(browser, new=PASSWORD)
    assert answer.context["form"].errors["password1"]
    assert AccountState.objects.get().must_change_password


def test_password_reset_by_its_owner_pays_the_duty(browser, mailoutbox):
    user = staff(owes_password=True, email="an@minhhoa.gov.vn")
    browser.post("/tai-khoan/password/reset/", {"email": user.email})
    link = next(word for word in mailoutbox[0].body.split() if "/reset/key/" in word)
    form = browser.get(link.partition("gov.vn")[2], follow=True)
    browser.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert not passwords.must_change(user)
    assert "_auth_user_id" not in browser.session


def test_too_old_password_must_be_changed(browser):
    user = staff()
    days = law.number("security.password_max_age")
    changed_at = timezone.now() - timedelta(days=days)
    AccountState.objects.filter(user=user).update(password_changed_at=changed_at)
    assert passwords.must_change(user)
    AccountState.objects.filter(user=user).update(password_changed_at=changed_at + timedelta(1))
    assert not passwords.must_change(user)


def test_stricter_age_of_the_province_counts():
    assert law.number("security.password_max_age") == 45


def test_administrator_who_sets_a_password_makes_its_owner_change_it(browser, settings):
    settings.GOVPORTAL_TRIAL = True
    user = staff()
    browser.force_login(staff("quan-tri", is_superuser=True, is_staff=True))
    form = {"username": "an", "email": "an@minhhoa.gov.vn", "first_name": "An", "last_name": "Lê"}
    form |= {"password1": NEW, "password2": NEW, "is_active": "on"}
    answer = browser.post(f"/cms/users/edit/{user.pk}/", form)
    assert answer.status_code == 302, answer.context["form"].errors
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert passwords.must_change(user)


def test_wagtails_account_page_applies_the_rules_and_pays_the_duty(browser, settings):
    settings.GOVPORTAL_TRIAL = True
    user = staff(owes_password=True, email="an@minhhoa.gov.vn", first_name="An", last_name="Lê")
    browser.force_login(user)
    names = {"first_name": "An", "last_name": "Lê", "email": "an@minhhoa.gov.vn"}
    form = {f"name_email-{name}": value for name, value in names.items()}
    form |= {"locale-preferred_language": "vi", "locale-current_time_zone": "Asia/Ho_Chi_Minh"}
    form |= {"theme-theme": "system", "theme-density": "default", "theme-contrast": "system"}
    form |= {"theme-keyboard_shortcuts": "on"}

    def answer(new):
        entered = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
        entered = {f"password-{name}": value for name, value in entered.items()}
        return browser.post("/cms/account/", form | entered)

    assert answer("ngan").status_code == 200
    assert passwords.must_change(user)
    assert answer(NEW).status_code == 302
    assert not passwords.must_change(user)


def test_superuser_made_on_the_command_line_must_change_the_password(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", "--noinput", username="goc", email="", verbosity=0)
    assert passwords.must_change(get_user_model().objects.get(username="goc"))


def test_command_that_changes_passwords_applies_the_rules(monkeypatch):
    user = staff()
    monkeypatch.setattr("getpass.getpass", lambda **kwargs: "ngan")
    with pytest.raises(CommandError):
        call_command("changepassword", "an")
    monkeypatch.setattr("getpass.getpass", lambda **kwargs: NEW)
    call_command("changepassword", "an")
    assert passwords.must_change(user)


def test_account_without_password_owes_none():
    user = get_user_model().objects.create_user("may-chu")
    assert not passwords.must_change(user)


def test_change_ends_the_other_sessions_of_the_account(browser):
    staff()
    other = client()
    sign_in(other)
    sign_in(browser)
    change(browser)
    assert other.get("/cms/").url.startswith("/tai-khoan/login/")


def test_confirming_needs_the_right_password(browser):
    staff()
    sign_in(browser)
    browser.post("/tai-khoan/reauthenticate/", {"password": NEW})
    assert browser.get("/tai-khoan/2fa/totp/activate/").status_code == 302
    confirm(browser)
    assert browser.get("/tai-khoan/2fa/totp/activate/").status_code == 200


def test_production_hashes_with_argon2():
    from govportal.security import settings as ours

    assert "Argon2" in ours.PASSWORD_HASHERS[0]
