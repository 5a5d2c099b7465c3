"""Views are counted as sums alone, of people alone, and shown to the portal's own staff."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from govportal import tally as tallies
from govportal.publishing.models import ArticlePage
from govportal.usage.models import DailyViews, Rating
from govportal.usage.report import Figures
from govportal.usage.tally import write

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def tally(settings, monkeypatch):
    settings.GOVPORTAL_COUNT_VIEWS = True
    fresh = tallies.Tally(write)
    monkeypatch.setattr("govportal.usage.middleware.tally", fresh)
    return fresh


@pytest.fixture
def article(section_of):
    page = ArticlePage(title="Tin đọc nhiều", author="A", source="B")
    return section_of("skhcn", "news").add_child(instance=page)


@pytest.fixture
def read(client):
    def get(url, **headers):
        host = url.split("/")[2].partition(":")[0]
        path = "/" + url.split("/", 3)[3]
        headers = {"HTTP_USER_AGENT": BROWSER, "HTTP_HOST": host} | headers
        return client.get(path, **headers)

    return get


def views_of(page):
    return list(DailyViews.objects.filter(page=page).values_list("day", "views"))


def test_views_of_people_are_added_up_by_page_and_day(article, read, tally, section_of):
    for _time in range(3):
        assert read(article.full_url).status_code == 200
    tally.flush()
    read(article.full_url)
    tally.flush()
    row = DailyViews.objects.get(page=article)
    assert (row.day, row.views) == (timezone.localdate(), 4)
    assert (row.portal.code, row.language) == ("skhcn", "vi")
    assert row.section_id == section_of("skhcn", "news").pk


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"HTTP_USER_AGENT": "curl/8.1"},
        {"HTTP_USER_AGENT": ""},
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
    ],
)
def test_programs_and_fetching_ahead_are_not_counted(article, read, tally, headers):
    assert read(article.full_url, **headers).status_code == 200
    tally.flush()
    assert views_of(article) == []


def test_only_pages_that_were_shown_are_counted(article, read, tally):
    read(f"{article.full_url}khong-co/")
    read(article.full_url.replace("/tin-doc-nhieu/", "/khac/"))
    article.unpublish()
    read(article.full_url)
    tally.flush()
    assert not DailyViews.objects.exists()


def test_an_answer_of_the_cache_is_counted_without_asking_the_database(article, tally, rf):
    from django.http import HttpResponse

    from govportal.usage.middleware import HEADER, ViewsMiddleware

    answer = HttpResponse("<p>", headers={HEADER: str(article.pk)})
    middleware = ViewsMiddleware(lambda request: answer)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for _time in range(5):
            middleware(rf.get("/", headers={"user-agent": BROWSER}))
    assert len(asked) == 0
    tally.flush()
    assert [views for _day, views in views_of(article)] == [5]


def test_enough_views_are_written_at_once(article, tally, monkeypatch):
    monkeypatch.setattr(tallies, "FLUSH_COUNT", 3)
    for _time in range(3):
        tally.add((article.pk, timezone.localdate()))
    assert [views for _day, views in views_of(article)] == [3]


def test_views_are_written_after_a_while(article, tally, monkeypatch):
    monkeypatch.setattr(tallies, "FLUSH_SECONDS", 0)
    tally.add((article.pk, timezone.localdate()))
    assert [views for _day, views in views_of(article)] == [1]


def test_queries_of_writing_do_not_grow_with_the_pages(article, section_of, tally, home_of):
    def queries(pages):
        for page in pages:
            tally.add((page.pk, timezone.localdate()))
        with CaptureQueriesContext(connection) as asked:
            tally.flush()
        return len(asked)

    many = [article, home_of("skhcn"), home_of("ubnd", "en"), section_of("ubnd", "news")]
    queries(many)  # reads what the process keeps of the addresses
    assert queries(many) == queries(many[:1])


def test_a_database_that_refuses_loses_no_view_and_breaks_no_answer(
    article, read, tally, monkeypatch, caplog
):
    def refuse(views):
        raise DatabaseError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr(tally, "write", refuse)
        broken.setattr(tallies, "FLUSH_COUNT", 1)
        assert read(article.full_url).status_code == 200
    assert "could not be written" in caplog.text
    tally.flush()
    assert [views for _day, views in views_of(article)] == [1]


def test_views_of_a_page_that_is_gone_hold_no_others_up(article, tally, home_of):
    home = home_of("skhcn")
    tally.add((2**31 - 1, timezone.localdate()))
    tally.add((home.pk, timezone.localdate()))
    tally.flush()
    assert [views for _day, views in views_of(home)] == [1]


def test_the_views_of_a_deleted_page_stay_with_its_section(article, tally, section_of):
    tally.add((article.pk, timezone.localdate()))
    tally.flush()
    article.delete()
    row = DailyViews.objects.get()
    assert (row.page_id, row.section_id, row.views) == (None, section_of("skhcn", "news").pk, 1)


def test_nothing_kept_tells_of_a_person():
    names = {field.name for field in [*DailyViews._meta.fields, *Rating._meta.fields]}
    sums = {"id", "portal", "page", "section", "language", "day", "views", "value", "count"}
    assert names == sums


def test_reading_sets_no_cookie(article, read, tally):
    response = read(article.full_url)
    assert response.cookies == {}


# --- Old days ------------------------------------------------------------------------------------


def add_views(page, day, views, portal, section=None):
    DailyViews.objects.create(
        portal=portal, page=page, section=section or page, language="vi", day=day, views=views
    )


def test_old_days_become_months_with_the_same_totals(article, home_of, portal_of_code):
    portal, section = portal_of_code("skhcn"), article.get_parent()
    for day, views in ((1, 2), (15, 3), (31, 4)):
        add_views(article, date(2020, 1, day), views, portal, section)
    add_views(article, date(2020, 2, 1), 5, portal, section)
    add_views(article, timezone.localdate(), 7, portal, section)
    for _time in range(2):
        call_command("govportal", "sum-up-use")
        old = DailyViews.objects.filter(page=None).order_by("day")
        assert list(old.values_list("day", "views", "section")) == [
            (date(2020, 1, 1), 9, section.pk),
            (date(2020, 2, 1), 5, section.pk),
        ]
        assert views_of(article) == [(timezone.localdate(), 7)]


def test_the_deployment_says_how_long_days_are_kept(article, portal_of_code, settings):
    day = timezone.localdate() - timedelta(days=120)
    add_views(article, day, 1, portal_of_code("skhcn"))
    call_command("govportal", "sum-up-use")
    assert views_of(article) == [(day, 1)]
    settings.GOVPORTAL_RULES = {"usage.keep_months": 1}
    call_command("govportal", "sum-up-use")
    assert views_of(article) == []


# --- The report ----------------------------------------------------------------------------------


@pytest.fixture
def figures(article, home_of, portal_of_code):
    add_views(article, timezone.localdate(), 40, portal_of_code("skhcn"), article.get_parent())
    add_views(home_of("ubnd"), timezone.localdate(), 977, portal_of_code("ubnd"))


def ask(client, **query):
    return client.get(reverse("govportal_usage"), query)


def lines_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


@pytest.mark.parametrize("role", ["reporter", "editor", "head", "administrator"])
def test_staff_see_the_figures_of_their_own_portal_alone(figures, person, sign_in, role):
    client = sign_in(person("skhcn", role))
    for by in ("section", "page", "day", "month"):
        page = ask(client, by=by).content.decode()
        assert "<td>40</td>" in page
        assert "977" not in page
        assert [line[3] for line in lines_of(ask(client, by=by, format="csv"))] == ["40"]
    refused = ask(client, portal="ubnd").content.decode()
    assert "977" not in refused


def test_those_without_a_portal_have_no_report(figures, sign_in, django_user_model):
    user = django_user_model.objects.create_user("guest", "g@example.gov.vn", "x")
    assert ask(sign_in(user)).status_code in (302, 403)


def test_sections_pages_and_days_are_told_apart(figures, person, sign_in, article):
    client = sign_in(person("skhcn", "editor"))
    labels = {
        by: lines_of(ask(client, by=by, format="csv"))[0][1]
        for by in ("section", "page", "day", "month")
    }
    today = timezone.localdate()
    assert labels == {
        "section": article.get_parent().title, "page": article.title,
        "day": f"{today:%d/%m/%Y}", "month": f"{today:%m/%Y}",
    }  # fmt: skip


def test_figures_are_grouped_and_agencies_named_where_there_are_several(
    figures, article, portal_of_code, person, sign_in, django_user_model
):
    yesterday = timezone.localdate() - timedelta(days=1)
    add_views(article, yesterday, 1500, portal_of_code("skhcn"))
    own = ask(sign_in(person("skhcn", "editor")), by="page").content.decode()
    assert "<td>1.540</td>" in own
    assert "Cơ quan</th>" not in own
    client = sign_in(django_user_model.objects.create_superuser("root", "r@example.vn", "x"))
    assert "Cơ quan</th>" in ask(client, by="page").content.decode()
    assert "Cơ quan</th>" not in ask(client, by="day").content.decode()


def test_days_are_read_and_shown_as_vietnamese_write_them(figures, person, sign_in):
    client = sign_in(person("skhcn", "editor"))
    page = ask(client).content.decode()
    assert f'value="{timezone.localdate():%d/%m/%Y}"' in page
    assert "date-time-chooser.js" in page
    form = ask(client, first="05/11/2026", last="2026-11-30").context["form"]
    assert form.cleaned_data["first"] == date(2026, 11, 5)
    assert "31/12/2026" in ask(client, first="11/25/2026").content.decode()


def test_the_spreadsheet_has_the_same_figures_and_no_formula(figures, person, sign_in, article):
    article.title = "=1+1"
    article.save()
    response = ask(sign_in(person("skhcn", "editor")), by="page", format="xlsx")
    _head, row = load_workbook(io.BytesIO(response.content)).active.values
    assert row[1:4] == ("'=1+1", article.pk, 40)


def test_days_out_of_order_are_refused_in_words(figures, person, sign_in):
    client = sign_in(person("skhcn", "editor"))
    page = ask(client, first="2026-02-02", last="2026-01-01")
    assert page.status_code == 200
    assert "last" in page.context["form"].errors
    assert ask(client, first="x", by="y", p="-1").status_code == 200


def test_satisfaction_is_the_average_of_the_ratings():
    assert Figures().satisfaction is None
    assert Figures(ratings={"yes": 1, "partly": 2, "no": 1}).satisfaction == 50
    assert Figures(ratings={"yes": 3, "partly": 0, "no": 1}).satisfaction == 75
