"""Fixtures of the suite. Every test starts from one small, fully provisioned province."""

import gc
import os

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from govportal.citizens.pages import FeedbackPage
from govportal.portals import routing
from govportal.portals.membership import PortalGroup
from govportal.portals.models import Portal
from govportal.publishing import portal_memory
from govportal.publishing.models import LegalDocumentIndexPage, SectionPage
from govportal.search import searched
from govportal.search.index import forget_waiting
from tests import prepared_database

LANGUAGE = "vi"
SECTION_PAGES = (SectionPage, LegalDocumentIndexPage, FeedbackPage)

# How long an example takes says more of the machine than of the code. Developers look for new
# examples each time; what decides whether a change is good is the same each time.
hypothesis_settings.register_profile(
    "govportal", deadline=None, derandomize=bool(os.environ.get("CI"))
)
hypothesis_settings.load_profile("govportal")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with the modules that take long, so that no worker is left with one at the end."""
    long = ("browser", "slow", "walk")
    heavy = {item.path for item in items if any(map(item.get_closest_marker, long))}
    items.sort(key=lambda item: item.path not in heavy)


def pytest_collection_finish():
    """Look for garbage more seldom: the applications alone are a million objects to go through."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker, tmp_path_factory):
    """Provision the invented province once, after the migrations; return a copy's path, if any."""
    from govportal.provisioning import provision

    options, copy = request.config.option, tmp_path_factory.mktemp("copy") / "of-the-suite.sqlite3"
    with django_db_blocker.unblock():
        is_kept = prepared_database.is_wanted(options)
        if not (is_kept and prepared_database.restore(options)):
            request.getfixturevalue("django_db_setup")
            if not connection.introspection.table_names():  # none of the tests chosen asks for it
                return None
            list(provision())
            if is_kept:
                prepared_database.keep()
        if connection.vendor != "sqlite":
            return None
        prepared_database.write(copy)
    return copy


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    """Let no test see what another left in the process, nor count what time alone reads again."""
    monkeypatch.setattr(routing, "TABLE_SECONDS", 3600)
    monkeypatch.setattr(portal_memory, "SECONDS", 3600.0)
    routing.forget()
    portal_memory.forget()
    forget_waiting()
    searched.tally.forget()
    cache.clear()
    with translation.override(LANGUAGE):
        yield
    routing.forget()


@pytest.fixture
def provisioned(db):
    """Return the five portals by the code of their agency."""
    return {portal.code: portal for portal in Portal.objects.select_related("agency", "site")}


@pytest.fixture
def portal_of_code(provisioned):
    """Return a function from an agency's code to its portal."""
    return provisioned.__getitem__


@pytest.fixture
def home_of(provisioned):
    """Return a function from an agency's code and a language to the home page."""

    def find(code, language="vi"):
        row = provisioned[code].homes.select_related("page").get(locale__language_code=language)
        return row.page.specific

    return find


@pytest.fixture
def section_of(home_of):
    """Return a function from an agency's code, a section key and a language to the section."""

    def find(code, key, language="vi"):
        below = home_of(code, language).get_descendants()
        found = (model.objects.filter(pk__in=below, key=key) for model in SECTION_PAGES)
        return next(page for pages in found for page in pages)

    return find


@pytest.fixture
def person(provisioned):
    """Return a function that makes a member of a portal in a role."""

    def make(code, role, name=""):
        name = name or f"{role}-{code}"
        user = get_user_model().objects.create_user(name, f"{name}@example.gov.vn", "x")
        user.groups.add(PortalGroup.objects.get(portal=provisioned[code], role=role).group)
        return user

    return make


@pytest.fixture
def sign_in(client, settings):
    """Return a function that signs a user in and returns the client."""
    settings.GOVPORTAL_TRIAL = True  # what an account owes is tested with security
    client.defaults["HTTP_HOST"] = "minhhoa.gov.vn"

    def enter(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter
