"""Editors put pages on top of their own portal's search results, and of no other's (FUNC-05)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from govportal.publishing.models import ArticlePage
from govportal.search.promoted import MOST_SHOWN, PromotedResult

HOSTS = {"stc": "stc.minhhoa.gov.vn", "ubnd": "minhhoa.gov.vn"}
LABEL = 'id="promoted"'


@pytest.fixture
def publish(section_of, django_capture_on_commit_callbacks):
    """Return a function that publishes an article."""

    def make(title, code="stc", language="vi"):
        section = section_of(code, "news", language)
        page = ArticlePage(title=title, author="A", source="B", locale=section.locale,
                           first_published_at=timezone.now())  # fmt: skip
        with django_capture_on_commit_callbacks(execute=True):
            return section.add_child(instance=page)

    return make


@pytest.fixture
def promote(person, sign_in):
    """Return a function that puts a page on top as an editor of a portal does."""
    editors = {}

    def make(words, page, code="stc"):
        if code not in editors:
            editors[code] = person(code, "deputy_head")
        data = {"words": words, "page": page.pk}
        return sign_in(editors[code]).post(reverse("promoted_results:add"), data)

    return make


@pytest.fixture
def shown(client):
    """Return a function: what stands on top of the results, and what below."""

    def ask(words, code="stc", **query):
        answer = client.get("/tim-kiem/", {"q": words, **query}, headers={"host": HOSTS[code]})
        return [[row.url for row in answer.context[name]] for name in ("promoted", "rows")]

    return ask


def path_of(page):
    return page.get_url_parts()[2]


def test_page_stands_on_top_for_its_words_in_any_typing(publish, promote, shown, client):
    page, other = publish("Tra cứu quy hoạch"), publish("Giá đất tăng")
    assert promote("Giá  đất", page).status_code == 302
    for typed in ("giá đất", "GIA DAT", "gia\u0301 đất", '"giá đất"'):
        top, below = shown(typed)
        assert top == [path_of(page)] and path_of(other) in below
    whole = shown("gia dat", **{"pham-vi": "tinh"})
    assert whole[0] == [path_of(page)]
    assert shown("gia dat nay")[0] == shown("gia dat", trang="2")[0] == []
    assert shown("gia dat", code="ubnd")[0] == []
    answer = client.get("/tim-kiem/?q=gia+dat", headers={"host": HOSTS["stc"]})
    assert LABEL in answer.content.decode()


def test_page_on_top_is_not_repeated_and_stands_even_where_nothing_is_found(
    publish, promote, shown
):
    page = publish("Vằng vặc trăng")
    promote("vằng vặc", page)
    promote("khuya khoắt", page)
    assert shown("vang vac") == [[path_of(page)], []]
    assert shown("khuya khoat") == [[path_of(page)], []]


def test_withdrawn_page_and_other_language_are_not_on_top(
    publish, promote, shown, django_capture_on_commit_callbacks
):
    page, english = publish("Tra cứu quy hoạch"), publish("Planning", language="en")
    promote("quy hoach", page)
    promote("quy hoach", english)
    assert shown("quy hoach")[0] == [path_of(page)]
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert shown("quy hoach")[0] == []


def test_form_refuses_what_can_not_stand_on_top(publish, promote):
    own, foreign = publish("Bài một"), publish("Bài lạ", code="ubnd")
    draft = publish("Bài nháp")
    draft.unpublish()
    for words, page, field in (("?!", own, "words"), ("a", foreign, "page"), ("a", draft, "page")):
        answer = promote(words, page)
        assert answer.status_code == 200 and field in answer.context["form"].errors
    assert not PromotedResult.objects.exists()
    for number in range(MOST_SHOWN):
        assert promote("bai viet", publish(f"Bài {number}")).status_code == 302
    assert "words" in promote("Bài viết", own).context["form"].errors
    first = PromotedResult.objects.first()
    assert "page" in promote("bài viết", first.page).context["form"].errors


ACTIONS = ("edit", "delete", "history", "usage")


def test_no_one_sees_or_changes_what_is_on_top_elsewhere(publish, provisioned, person, sign_in):
    page = publish("Tra cứu quy hoạch", code="ubnd")
    row = PromotedResult.objects.create(
        words="Zzkinxq", key="zzkinxq", page=page, portal=provisioned["ubnd"], language="vi"
    )
    log(row, "wagtail.create")
    for code, role in (("stc", "editor"), ("stc", "administrator"), ("ubnd", "reporter")):
        client = sign_in(person(code, role))
        answers = [client.get(reverse("promoted_results:index"), {"q": "Zz"} if n else {})
                   for n in range(2)]  # fmt: skip
        for action in ACTIONS:
            address = reverse(f"promoted_results:{action}", args=[row.pk])
            answers += [client.get(address), client.post(address, {"words": "x", "page": page.pk})]
        answers.append(client.get(reverse("wagtailadmin_reports:site_history")))
        for answer in answers:
            text = answer.content.decode().replace('value="Zz"', "")
            assert answer.status_code in (200, 302, 403, 405) and "Zzkinxq" not in text
    row.refresh_from_db()
    assert row.words == "Zzkinxq"


def test_editor_changes_and_takes_away_what_is_on_top(publish, promote, person, sign_in):
    page = publish("Tra cứu quy hoạch")
    promote("quy hoach", page)
    [row] = PromotedResult.objects.all()
    client = sign_in(person("stc", "head"))
    assert "quy hoach" in client.get(reverse("promoted_results:index")).content.decode()
    edit = reverse("promoted_results:edit", args=[row.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, {"words": "sổ đỏ", "page": page.pk}).status_code == 302
    assert PromotedResult.objects.get().key == "so do"
    client.post(reverse("promoted_results:delete", args=[row.pk]))
    assert not PromotedResult.objects.exists()


def test_results_with_pages_on_top_cost_few_queries(publish, provisioned, shown):
    for number in range(4):
        page = publish(f"Tin cầu {number}")
    PromotedResult.objects.create(
        words="tin cầu", key="tin cau", page=page, portal=provisioned["stc"], language="vi"
    )
    shown("tin cau")
    with CaptureQueriesContext(connection) as queries:
        assert shown("tin cau")[0]
    # On PostgreSQL the test's own transaction makes savepoints of transactions.
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 12, asked
