"""Rows of queries that are there already become the objects that Django would make of them."""

import pytest
from django.db import connection

from govportal.publishing.documents.children import with_presence
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.models import HomePage
from govportal.publishing.ready_queries import read
from tests.amending import document


@pytest.fixture
def sql_of():
    """Return a function that gives the SQL of a query of Django, and its values."""
    return lambda rows: rows.query.sql_with_params()


def test_objects_are_those_that_django_makes(provisioned, sql_of):
    rows = HomePage.objects.order_by("pk")
    found = read(HomePage, *sql_of(rows))
    assert found == list(rows)
    for page, expected in zip(found, rows, strict=True):
        names = [field.attname for field in HomePage._meta.concrete_fields]
        assert [getattr(page, name) for name in names] == [
            getattr(expected, name) for name in names
        ]
        assert page._state.db == connection.alias and not page._state.adding


def test_what_was_not_read_is_read_where_it_is_asked_for(
    home_of, sql_of, django_assert_num_queries
):
    home = home_of("stc")
    rows = HomePage.objects.filter(pk=home.pk).order_by()
    [page] = read(HomePage, *sql_of(rows.only("title")))
    with django_assert_num_queries(0):
        assert page.title == home.title
    with django_assert_num_queries(1):
        assert page.slug == home.slug


def test_a_column_that_is_no_field_becomes_an_attribute(section_of, sql_of):
    made = document(section_of("stc", "legal_documents"), "base")
    rows = with_presence(LegalDocumentPage.objects.filter(pk=made.pk).order_by())
    [page] = read(LegalDocumentPage, *sql_of(rows))
    assert not page.has_attachments and not page.has_acts


def test_nothing_found_is_no_object(provisioned, sql_of):
    rows = HomePage.objects.filter(title="x").order_by()
    assert read(HomePage, *sql_of(rows)) == []
