"""Idle sessions end, pings don't keep them, typing does, and the open page can still be saved."""

import pytest
from django.urls import resolve, reverse
from wagtail.models import ModelLogEntry

from govportal import law
from govportal.security import sessions
from tests.accounts import client, staff

pytestmark = pytest.mark.django_db

STATUS = "/cms/phien/"


class Clock:
    """Stands in for the clock of the session guard."""

    def __init__(self):
        self.seconds = 1_800_000_000

    def forward(self, *, minutes=0, seconds=0):
        self.seconds += minutes * 60 + seconds


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(sessions, "_now", lambda: made.seconds)
    return made


@pytest.fixture
def limit():
    return law.number("security.session_idle")


@pytest.fixture
def browser(clock):
    made = client()
    made.force_login(staff())
    return made


def is_signed_in(browser):
    return browser.get(STATUS).json()["auth"]


def test_unused_session_ends_when_the_law_says_and_is_logged(browser, clock, limit):
    clock.forward(minutes=limit, seconds=-1)
    assert is_signed_in(browser)
    clock.forward(seconds=1)
    assert browser.get("/cms/").url.startswith("/tai-khoan/login/")
    assert ModelLogEntry.objects.filter(action="govportal.session_ended").count() == 1


def test_use_prolongs_the_session(browser, clock, limit):
    for _ in range(3):
        clock.forward(minutes=limit - 1)
        assert browser.get("/cms/").status_code == 200


@pytest.mark.parametrize("path", [STATUS, "/cms/jsi18n/", "/cms/sprite/"])
def test_what_a_page_asks_by_itself_does_not_prolong(browser, clock, limit, path):
    clock.forward(minutes=limit - 1)
    browser.get(path)
    clock.forward(minutes=1)
    assert not is_signed_in(browser)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("wagtailadmin_editing_sessions:ping", ["wagtailcore", "page", "1", "1"]),
        ("wagtailadmin_editing_sessions:release", ["1"]),
        ("wagtailadmin_pages:preview_on_edit", ["1"]),
        ("wagtailadmin_pages:preview_on_add", ["wagtailcore", "page", "1"]),
    ],
)
def test_pings_and_previews_are_passive(rf, name, arguments):
    request = rf.post(reverse(name, args=arguments))
    request.resolver_match = resolve(request.path)
    assert sessions._is_passive(request)


def test_autosave_is_use(rf):
    request = rf.post(reverse("wagtailadmin_pages:edit", args=[1]))
    request.resolver_match = resolve(request.path)
    assert not sessions._is_passive(request)


def test_names_of_passive_views_exist_in_this_wagtail():
    for name in sessions.PASSIVE:
        arguments = {"ping": ["wagtailcore", "page", "1", "1"], "release": ["1"]}
        assert reverse(name, args=arguments.get(name.rpartition(":")[2], []))


def test_editor_can_stay(browser, clock, limit):
    clock.forward(minutes=limit - 1)
    assert browser.post(STATUS).json()["auth"]
    clock.forward(minutes=limit - 1)
    assert is_signed_in(browser)


def test_status_tells_visitors_nothing():
    assert client().get(STATUS).json() == {"auth": False}


def test_status_counts_down_and_is_never_cached(browser, clock, limit):
    clock.forward(minutes=1)
    answer = browser.get(STATUS)
    assert answer.json()["seconds_left"] == (limit - 1) * 60
    assert "no-store" in answer.headers["Cache-Control"]


def test_token_of_the_status_lets_the_open_page_be_saved_after_a_new_sign_in(clock):
    strict = client(enforce_csrf_checks=True)
    user = staff()
    strict.force_login(user)
    old = strict.get(STATUS).json()
    strict.cookies.clear()
    clock.forward(minutes=1)
    strict.force_login(user)
    new = strict.get(STATUS).json()
    assert new["user"] == old["user"]
    assert new["since"] != old["since"]
    data = {"csrfmiddlewaretoken": old["csrf"]}
    assert strict.post("/cms/dismissibles/", data).status_code == 403
    assert strict.post("/cms/logout/", {"csrfmiddlewaretoken": new["csrf"]}).status_code == 302


def test_session_is_not_written_at_every_click(browser, clock, django_assert_num_queries):
    clock.forward(minutes=2)
    browser.get("/cms/")
    last = browser.session[sessions.LAST_USED]
    clock.forward(seconds=sessions.WRITE_INTERVAL - 1)
    browser.get("/cms/")
    assert browser.session[sessions.LAST_USED] == last


def test_admin_pages_carry_the_guard_in_the_editors_language(browser):
    page = browser.get("/cms/").content.decode()
    assert "govportal/admin/session.js" in page
    assert f'data-status="{STATUS}"' in page
    assert "govportal-trial" in page


def test_visitors_get_no_session_and_pages_do_not_vary_by_cookie(home_of):
    answer = client().get("/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
