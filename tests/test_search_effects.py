"""The search knows the effect of documents on any day, without a job in the night (DOC-03)."""

from datetime import date, timedelta
from itertools import count

import pytest
from django.utils import timezone

from govportal.publishing.documents.kinds import Effect
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.search.finding import find
from govportal.search.index import index_all
from govportal.search.models import EntryEffect
from govportal.search.query import SearchQuery
from tests import legal_documents

TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Return what makes that which follows a transaction happen."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def publish(section_of, committed):
    """Return a function that publishes a legal document about its title."""
    numbers = count(700)

    def make(title, code="ubnd", **values):
        index, number = section_of(code, "legal_documents"), str(next(numbers))
        values = {"slug": f"vb-{number}", "number": number, "issued_on": date(2020, 1, 1)} | values
        with committed():
            return legal_documents.publish(index, title=title, abstract=title, **values)

    return make


def titles(effect, on=None, text="trăng vàng"):
    query = SearchQuery(text, effect=effect, on=on or TODAY())
    return {hit.title for hit in find(query).hits}


def counted(on=None):
    facets = find(SearchQuery("trăng vàng", on=on or TODAY())).facets
    return dict(next(facet.values for facet in facets if facet.name == "effect"))


def test_effect_changes_with_the_days_and_nothing_is_indexed_again(publish):
    publish("Trăng vàng sắp tới", effective_on=TODAY() + 5 * DAY, expires_on=TODAY() + 9 * DAY)
    publish("Trăng vàng đã lâu", effective_on=date(2020, 2, 1))
    publish("Trăng vàng không rõ")
    assert counted() == {"pending": 1, "in_force": 1, "unknown": 1}
    assert counted(TODAY() + 5 * DAY) == {"in_force": 2, "unknown": 1}
    assert counted(TODAY() + 9 * DAY) == {"in_force": 1, "expired": 1, "unknown": 1}
    for days, effect in ((0, "pending"), (4, "pending"), (5, "in_force"), (9, "expired")):
        assert "Trăng vàng sắp tới" in titles(effect, TODAY() + days * DAY)
    assert titles("pending", TODAY() + 5 * DAY) == titles("gì đó") == set()
    assert titles("in_force", text="") >= {"Trăng vàng đã lâu"}
    assert titles("in_force", text='"trăng vàng"') == {"Trăng vàng đã lâu"}


def test_search_agrees_with_the_document_on_every_day_of_its_life(publish):
    target = publish(
        "Trăng vàng đổi thay", effective_on=TODAY() - 20 * DAY, expires_on=TODAY() + 60 * DAY
    )
    acting = publish("Việc khác", effective_on=TODAY() + 10 * DAY)
    for kind, days, until in (("suspends", 3, 6), ("amends", 10, None), ("abolishes", 40, None)):
        LegalDocumentRelation.objects.create(
            document=acting, target=target, kind=kind, effective_on=TODAY() + days * DAY,
            until=None if until is None else TODAY() + until * DAY, citation="",
        )  # fmt: skip
    index_all(anew=True)
    target = LegalDocumentPage.objects.get(pk=target.pk)
    for days in range(70):
        day = TODAY() + days * DAY
        assert counted(day) == {target.effect_on(day).value: 1}, day


def test_act_of_another_document_reaches_the_search_and_goes_with_it(publish, committed):
    target = publish("Trăng vàng cũ", effective_on=date(2020, 2, 1))
    acting = publish("Văn bản thay thế", effective_on=date(2021, 2, 1))
    assert titles("in_force") == {"Trăng vàng cũ"}
    acting.relations.add(
        LegalDocumentRelation(kind="replaces", target=target, citation=target.citation)
    )
    with committed():
        acting.save_revision().publish()
    assert titles("expired") == {"Trăng vàng cũ"}
    with committed():
        acting.unpublish()
    assert titles("in_force") == {"Trăng vàng cũ"}
    with committed():
        LegalDocumentPage.objects.get(pk=acting.pk).save_revision().publish()
    assert titles("expired") == {"Trăng vàng cũ"}
    acting = LegalDocumentPage.objects.get(pk=acting.pk)
    acting.relations.clear()
    with committed():
        acting.save_revision().publish()
    assert titles("in_force") == {"Trăng vàng cũ"}


def test_document_published_after_the_one_that_ends_it_is_found_as_ended(publish, committed):
    acting = publish("Văn bản thay thế", effective_on=date(2021, 2, 1))
    acting.relations.add(
        LegalDocumentRelation(kind="replaces", citation="799/2020/QĐ-UBND", issuer="")
    )
    with committed():
        acting.save_revision().publish()
    late = publish("Trăng vàng muộn", number="799", effective_on=date(2020, 2, 1))
    with committed():
        late.save_revision().publish()
    assert late.relations.model.objects.get(document=acting).target_id == late.pk
    assert titles("expired") == {"Trăng vàng muộn"}


def test_timed_command_forgets_effects_that_are_over(publish):
    publish("Trăng vàng", effective_on=TODAY() + 5 * DAY)
    over = EntryEffect.objects.get(effect=Effect.PENDING)
    over.until = TODAY() - DAY
    over.save()
    assert index_all() == 1
    assert index_all() == 0
    assert counted() == {"pending": 1}


def test_results_show_badge_and_choices_of_effect(publish, client):
    publish("Trăng vàng hết", effective_on=date(2020, 2, 1), expires_on=date(2021, 2, 1))
    publish("Trăng vàng còn", effective_on=date(2020, 2, 1))
    address = "/tim-kiem/?q=trang+vang"
    page = client.get(address, headers={"host": "minhhoa.gov.vn"}).content.decode()
    for effect in (Effect.EXPIRED, Effect.IN_FORCE):
        assert f"{effect.label}</span>" in page
        assert f"&amp;hieu-luc={effect.value}" in page
    only = client.get(f"{address}&hieu-luc=expired", headers={"host": "minhhoa.gov.vn"})
    assert only.content.decode().count('<p class="k">') == 1
