"""125 portals cost a reader and a second run no more queries than five."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from govportal.editorial.groups import provision_all_groups
from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.provisioning import portals as portal_steps
from govportal.provisioning import provision
from govportal.provisioning.agencies import provision_agencies
from govportal.provisioning.portals import provision_portals
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.models import ArticlePage, HomePage, SectionPage
from govportal.testing import province_plugin
from tests import provinces

MANY = 120
BUDGET = {"home": 20, "section": 14, "article": 12, "legal document": 12, "questions": 14}


@pytest.fixture(autouse=True)
def table_that_does_not_age(monkeypatch):
    """Routes are read again every few seconds; a measurement must not happen to include that."""
    monkeypatch.setattr(routing, "TABLE_SECONDS", 3600)


def add_portals():
    """Make the many portals of the active plugin, with homes, addresses and groups only."""
    provision_agencies()
    provision_portals()
    provision_all_groups(Portal.objects.all())
    routing.forget()
    assert Portal.objects.count() == 5 + MANY


def published(parent, page):
    page.locale, page.first_published_at = parent.locale, timezone.now()
    return parent.add_child(instance=page)


@pytest.fixture
def public_pages(section_of, home_of):
    """Return an address of each type of public page, on the portal of a department."""
    news, documents = section_of("stc", "news"), section_of("stc", "legal_documents")
    article = published(news, ArticlePage(title="Tin", author="A", source="B"))
    document = published(
        documents,
        LegalDocumentPage(
            title="Quy chế", number="1", symbol="QĐ-STC", issuer="Sở Tài chính", signer="A",
            abstract="Quy chế", issued_on=date(2026, 2, 5), document_type="quyet_dinh",
        ),
    )  # fmt: skip
    pages = (home_of("stc"), news, article, document, section_of("stc", "feedback"))
    return {name: page.get_url_parts()[2] for name, page in zip(BUDGET, pages, strict=True)}


def costs(client, host, paths):
    """Return the queries of each warm page."""
    found = {}
    for name, path in paths.items():
        client.get(path, headers={"host": host})
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path, headers={"host": host}).status_code == 200, path
        found[name] = len(queries)
    return found


@pytest.mark.walk
def test_public_pages_cost_the_same_with_125_portals_and_stay_in_budget(client, public_pages):
    few = costs(client, "stc.minhhoa.gov.vn", public_pages)
    province = costs(client, "minhhoa.gov.vn", {"home": "/"})
    with province_plugin(provinces.many_departments(MANY)):
        add_portals()
        assert costs(client, "stc.minhhoa.gov.vn", public_pages) == few
        assert costs(client, "minhhoa.gov.vn", {"home": "/"}) == province
        assert costs(client, "so7.minhhoa.gov.vn", {"home": "/en/"})["home"] <= BUDGET["home"]
    assert {name: count for name, count in few.items() if count > BUDGET[name]} == {}


@pytest.mark.walk
def test_a_second_run_costs_the_same_with_125_portals(provisioned):
    with CaptureQueriesContext(connection) as few:
        list(provision())
    with province_plugin(provinces.many_departments(MANY)):
        list(provision())
        with CaptureQueriesContext(connection) as many:
            assert [change for step in provision() for change in step.changes] == []
    assert len(many) == len(few)


# --- the search index -----------------------------------------------------------------------------


def found_by_search(model, text):
    return {page.pk for page in get_search_backend().search(text, model.objects.all())}


def test_pages_that_provisioning_makes_are_in_the_search_index(provisioned):
    with province_plugin(provinces.many_departments(1)):
        list(provision())
    portal = Portal.objects.get(agency__code="so-0")
    homes = set(portal.homes.values_list("page_id", flat=True))
    assert homes <= found_by_search(HomePage, "portal") | found_by_search(HomePage, "cổng")
    news = SectionPage.objects.get(key="news", path__startswith=portal.homes.first().page.path)
    assert news.pk in found_by_search(Page, news.title)


def test_pages_made_after_provisioning_are_indexed_one_by_one_again(section_of):
    list(provision())
    page = published(
        section_of("stc", "news"), ArticlePage(title="Lúa mới", author="A", source="B")
    )
    assert page.pk in found_by_search(ArticlePage, "Lúa")


def test_interrupted_provisioning_leaves_the_index_as_it_was(provisioned, monkeypatch):
    def fail(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(portal_steps, "_create_site", fail)
    before = found_by_search(HomePage, "cổng")
    with province_plugin(provinces.many_departments(1)):
        provision_agencies()
        with pytest.raises(KeyboardInterrupt):
            provision_portals()
    assert found_by_search(HomePage, "cổng") == before
