"""Readers rate a page without being known, and without a way to do harm."""

import pytest
from django.utils import timezone

from govportal.publishing.models import ArticlePage
from govportal.usage import ratings
from govportal.usage.models import Rating

HOST = "minhhoa.gov.vn"


@pytest.fixture
def article(section_of):
    page = ArticlePage(title="Tin được đánh giá", author="A", source="B")
    return section_of("ubnd", "news").add_child(instance=page)


@pytest.fixture
def rate(client):
    def post(page, value="yes", **headers):
        headers = {"HTTP_HOST": HOST, "HTTP_SEC_FETCH_SITE": "same-origin"} | headers
        headers = {name: text for name, text in headers.items() if text is not None}
        return client.post("/danh-gia/", {"page": page, "value": value}, **headers)

    return post


def sums(page):
    rows = Rating.objects.filter(page=page).order_by("value")
    return list(rows.values_list("value", "count"))


def test_a_reader_rates_and_is_thanked(article, rate, client):
    for value in ("yes", "yes", "no"):
        response = rate(article.pk, value)
        assert response.status_code == 303
    assert sums(article) == [("no", 1), ("yes", 2)]
    row = Rating.objects.filter(page=article).first()
    assert (row.day, row.language, row.portal.code) == (timezone.localdate(), "vi", "ubnd")
    thanks = client.get(response["Location"], HTTP_HOST=HOST)
    assert thanks.status_code == 200
    assert article.get_url().rsplit("/", 2)[1] in thanks.content.decode()
    assert response.cookies == thanks.cookies == {}


def test_the_page_offers_the_form_without_a_token(article, client):
    page = client.get("/" + article.full_url.split("/", 3)[3], HTTP_HOST=HOST).content.decode()
    assert 'action="/danh-gia/"' in page
    assert f'name="page" value="{article.pk}"' in page
    assert "csrfmiddlewaretoken" not in page


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, False),
        ({"HTTP_SEC_FETCH_SITE": "none"}, False),
        ({"HTTP_SEC_FETCH_SITE": None}, False),
        ({"HTTP_SEC_FETCH_SITE": None, "HTTP_ORIGIN": f"http://{HOST}"}, True),
        ({"HTTP_SEC_FETCH_SITE": None, "HTTP_ORIGIN": "http://elsewhere.example"}, False),
        ({"HTTP_SEC_FETCH_SITE": None, "HTTP_ORIGIN": "null"}, False),
        ({"HTTP_SEC_FETCH_SITE": None, "HTTP_ORIGIN": "http://[broken"}, False),
    ],
)
def test_only_the_portals_own_pages_may_send(article, rate, headers, is_taken):
    assert rate(article.pk, **headers).status_code == (303 if is_taken else 403)
    assert bool(sums(article)) == is_taken


@pytest.mark.parametrize("page", ["", "x", "-1", "9" * 30, "٣", "2147483648", "0"])
def test_what_is_no_page_is_refused_in_words(article, rate, page):
    response = rate(page)
    assert response.status_code == 400
    assert "<h1>" in response.content.decode()
    assert not Rating.objects.exists()


def test_an_unknown_rating_is_refused(article, rate):
    assert rate(article.pk, "best").status_code == 400


def test_a_page_of_another_portal_or_a_draft_is_not_rated(article, rate, home_of):
    assert rate(home_of("skhcn").pk).status_code == 400
    article.unpublish()
    assert rate(article.pk).status_code == 400
    assert not Rating.objects.exists()


def test_one_address_cannot_flood_a_page_nor_the_portal(article, rate, home_of, monkeypatch):
    for _time in range(ratings.RATINGS_OF_PAGE_AN_HOUR):
        assert rate(article.pk).status_code == 303
    assert rate(article.pk).status_code == 429
    assert sums(article) == [("yes", ratings.RATINGS_OF_PAGE_AN_HOUR)]
    assert rate(home_of("ubnd").pk).status_code == 303
    monkeypatch.setattr(ratings, "RATINGS_AN_HOUR", 1)
    assert rate(home_of("ubnd").pk).status_code == 429
    assert rate(article.pk, REMOTE_ADDR="10.0.0.9").status_code == 303


def test_asking_without_rating_says_how(client, db, provisioned):
    response = client.get("/danh-gia/", HTTP_HOST=HOST)
    assert (response.status_code, response["Allow"]) == (405, "POST")
    for query in ("", "?page=x", "?page=https://elsewhere.example"):
        page = client.get(f"/danh-gia/cam-on/{query}", HTTP_HOST=HOST)
        assert page.status_code == 200
        assert 'href="https://elsewhere' not in page.content.decode()


def test_the_english_portal_thanks_in_english_below_its_own_address(client, home_of, provisioned):
    home = home_of("ubnd", "en")
    path = "/" + home.full_url.split("/", 3)[3]
    host = home.full_url.split("/")[2].partition(":")[0]
    response = client.post(
        f"{path}danh-gia/", {"page": home.pk, "value": "yes"},
        HTTP_HOST=host, HTTP_SEC_FETCH_SITE="same-origin",
    )  # fmt: skip
    assert response["Location"].startswith(f"{path}danh-gia/cam-on/")
    page = client.get(response["Location"], HTTP_HOST=host).content.decode()
    assert "Thank you for your rating" in page
    assert Rating.objects.get().language == "en"
