"""Pages out of the cache: the same answer, for nobody in particular, gone once it is not true."""

import gzip
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from redis import Redis

from govportal import conf
from govportal.citizens.models import Feedback
from govportal.page_cache import changes, entries, keys, store
from govportal.page_cache.generations import PROVINCE, ProcessGenerations, RedisGenerations
from govportal.page_cache.middleware import PageCacheMiddleware
from govportal.page_cache.store import PageCache
from govportal.portals import routing
from govportal.publishing.sharing import steps
from govportal.search import searched as searched_words
from govportal.search.index import refresh
from govportal.search.searched import SearchedWords
from tests import services
from tests.sharing_world import (
    COMMUNE,
    MAIN_HOST,
    OTHER,
    OTHER_HOST,
    accepted,
    article,
    document,
    path_of,
)  # fmt: skip
from tests.sharing_world import (
    PROVINCE as MAIN,
)

pytestmark = pytest.mark.django_db
ENGLISH_HOST = "en.minhhoa.gov.vn"
DEAD_REDIS = "redis://127.0.0.1:1/0"
CHANGES_WITH = ("ETag", "Cache-Control", "Vary", "Content-Length")


class Clock:
    """A clock that a test moves."""

    def __init__(self, now=1000.0):
        self.now = now

    def __call__(self):
        return self.now


@pytest.fixture
def redis_url():
    url = services.require(services.REDIS)
    Redis.from_url(url).flushdb()
    return url


@pytest.fixture
def redis(redis_url):
    return store.connect_redis(redis_url)


@pytest.fixture
def cached(settings, django_capture_on_commit_callbacks):
    """Switch the cache of a single process on."""
    settings.GOVPORTAL_PAGE_CACHE = "process"
    store._made.cache_clear()
    yield store.of_process()
    store._made.cache_clear()


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    """Return a context in which what waits for the commit is done at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def process(db):
    """Return a function that makes what another process would be: a cache, and its handler."""

    def start(redis, clock=None):
        clock = clock or Clock()
        cache = PageCache(RedisGenerations(redis, clock), redis)
        handler = BaseHandler()
        handler.load_middleware()
        return PageCacheMiddleware(handler.get_response, cache)

    return start


def ask(middleware, path="/", host=MAIN_HOST, method="get", **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    request = getattr(RequestFactory(), method)(path, headers={"host": host} | headers)
    return middleware(request)


def read(client, path="/", host=MAIN_HOST, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, headers={"host": host} | headers)


def hits(cache):
    return len(cache._near)


# --- the same answer ------------------------------------------------------------------------------


def test_a_stored_page_is_the_page_with_all_its_headers(client, cached, django_assert_num_queries):
    first = read(client)
    with django_assert_num_queries(0):
        again = read(client)
    store.of_process().generations.bump([])
    anew = read(Client())
    assert again.content == first.content == anew.content
    assert dict(again.items()) == dict(first.items()) == dict(anew.items())
    assert "Content-Security-Policy" in again
    assert again["Content-Language"] == "vi"
    assert again["Cache-Control"] == "public, max-age=0, s-maxage=60"


def test_cache_changes_nothing_but_headers_of_caching(client, settings):
    plain = read(client)
    settings.GOVPORTAL_PAGE_CACHE = "process"
    store._made.cache_clear()
    stored = Client()
    read(stored)
    answer = read(stored)
    assert answer.content == plain.content
    without = {name: value for name, value in answer.items() if name not in CHANGES_WITH}
    assert without == {name: value for name, value in plain.items() if name not in CHANGES_WITH}


def test_conditional_compressed_and_head_requests(client, cached):
    whole = read(client)
    packed = read(client, accept_encoding="br, gzip;q=0.8")
    assert gzip.decompress(packed.content) == whole.content
    assert packed["Content-Encoding"] == "gzip"
    assert packed["ETag"] != whole["ETag"]
    assert packed["Vary"] == whole["Vary"] == "Accept-Encoding"
    for tags in (whole["ETag"], f"W/{whole['ETag']}", f'"x", {whole["ETag"]}', "*"):
        answer = read(client, if_none_match=tags)
        assert (answer.status_code, answer.content) == (304, b"")
        assert {"ETag", "Vary", "Cache-Control"} <= set(dict(answer.items()))
    assert read(client, if_none_match=packed["ETag"]).status_code == 200
    head = client.head("/", headers={"host": MAIN_HOST})
    assert (head.content, head["Content-Length"]) == (b"", str(len(whole.content)))
    assert head["ETag"] == whole["ETag"]


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [("gzip", True), ("br,gzip ; q=0.5", True), ("gzip;q=0", False), ("gzip;q=0.0", False),
     ("", False), ("x-gzip", False), ("identity", False)],
)  # fmt: skip
def test_what_a_browser_accepts(accepted, expected):
    assert entries.accepts_gzip(accepted) is expected


def test_a_head_request_stores_nothing(client, cached):
    assert client.head("/", headers={"host": MAIN_HOST}).status_code == 200
    assert hits(cached) == 0


# --- for nobody in particular ---------------------------------------------------------------------


def test_languages_and_portals_stay_apart(client, cached):
    bodies = {
        host: [read(client, path, host).content.decode() for _again in range(2)]
        for host, path in ((MAIN_HOST, "/"), (ENGLISH_HOST, "/"), (OTHER_HOST, "/"))
    }
    english_by_path = read(client, "/en/", OTHER_HOST).content.decode()
    assert len({body for pair in bodies.values() for body in pair} | {english_by_path}) == 4
    assert 'lang="en"' in bodies[ENGLISH_HOST][1]
    assert 'lang="en"' in english_by_path


@pytest.mark.parametrize("host", ["nowhere.vn", "www.minhhoa.gov.vn", "minhhoa.gov.vn:81", "A.vn"])
def test_pages_at_other_names_are_not_stored(client, cached, host):
    read(client, "/", host)
    assert hits(cached) == 0


def test_order_and_tracking_parameters_make_no_page_of_their_own():
    plain = keys.plain_query
    assert plain("b=2&a=1&utm_source=x&fbclid=y") == plain("a=1&gclid=z&b=2") == "a=1&b=2"
    assert plain("page=2") != plain("page=3")
    assert plain("a=1&a=2") != plain("a=2&a=1")
    assert plain("q=" + "a" * 300) is None
    assert plain("&".join(f"a{i}=1" for i in range(30))) is None
    assert plain("q=\u00c4\u0091") is None


def test_nothing_of_a_tracking_parameter_is_stored(client, cached, section_of):
    for number in range(30):
        article(section_of(MAIN, "news"), f"Tin {number}")
    path = path_of(section_of(MAIN, "news"))
    first = read(client, f"{path}?utm_source=bi-mat&page=2")
    again = read(client, f"{path}?page=2&fbclid=khac")
    assert first.content == again.content
    assert b"bi-mat" not in first.content


def test_who_is_signed_in_or_sends_a_form_is_answered_anew(client, cached, settings, person):
    read(client)
    request = RequestFactory().get("/", headers={"host": MAIN_HOST})
    assert keys.key_of(request) is not None
    for name in (settings.SESSION_COOKIE_NAME, "messages"):
        request = RequestFactory().get("/", headers={"host": MAIN_HOST, "cookie": f"{name}=1"})
        assert keys.key_of(request) is None
    request = RequestFactory().get("/", headers={"host": MAIN_HOST, "cookie": "_pk_id=1"})
    assert keys.key_of(request) is not None
    assert keys.key_of(RequestFactory().post("/", headers={"host": MAIN_HOST})) is None
    assert keys.key_of(RequestFactory().get("/", headers={"authorization": "Bearer x"})) is None
    assert keys.key_of(RequestFactory().get("/cms/", headers={"host": MAIN_HOST})) is None
    assert keys.key_of(RequestFactory().get("/tai-khoan/login/")) is None


def test_forms_and_what_is_for_one_person_are_not_stored(client, cached, section_of):
    page = section_of(MAIN, "feedback")
    for name in ("ask", "status", "receipt"):
        answer = read(client, path_of(page) + page.reverse_subpage(name))
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
    assert hits(cached) == 0


def test_answers_with_keys_are_not_stored(client, cached):
    assert read(client, "/api/v1/portals").status_code in {200, 401, 404}
    assert read(client, "/khong-co/").status_code == 404
    assert hits(cached) == 0


@pytest.mark.parametrize(
    "headers",
    [{"Cache-Control": "private"}, {"Cache-Control": "public, max-age=0"},
     {"Cache-Control": "max-age=5, No-Store"}, {"Vary": "Cookie"},
     {"Content-Type": "application/pdf"}, {"Vary": "Accept-Language"},
     {"Content-Encoding": "br"}],
)  # fmt: skip
def test_what_is_not_for_everybody_is_not_stored(headers):
    assert not entries.is_for_everybody(HttpResponse("x", headers=headers))


def test_what_sets_a_cookie_is_not_stored():
    response = HttpResponse("x")
    assert entries.is_for_everybody(response)
    response.set_cookie("a", "b")
    assert not entries.is_for_everybody(response)


# --- gone once it is not true ---------------------------------------------------------------------


def test_a_published_page_shows_at_once(client, cached, section_of, committing):
    news = section_of(MAIN, "news")
    assert "Tin vừa đăng" not in read(client).content.decode()
    with committing():
        page = article(news, "Tin vừa đăng")
    assert "Tin vừa đăng" in read(client).content.decode()
    with committing():
        page.unpublish()
    assert "Tin vừa đăng" not in read(client).content.decode()


def test_a_draft_ends_no_stored_page(client, cached, section_of, committing):
    page = article(section_of(MAIN, "news"), "Tin")
    before = cached.generations.current(PROVINCE)
    with committing():
        page.title = "Tin sửa"
        page.save_revision()
    assert cached.generations.current(PROVINCE) == before


def test_nothing_is_forgotten_before_the_commit(client, cached, section_of):
    before = cached.generations.current(PROVINCE)
    article(section_of(MAIN, "news"), "Tin")
    assert cached.generations.current(PROVINCE) == before


def test_another_portal_keeps_its_pages(client, cached, section_of, provisioned, committing):
    kept, ended = provisioned[OTHER].pk, provisioned[COMMUNE].pk
    before = {scope: cached.generations.current(scope) for scope in (kept, ended, PROVINCE)}
    with committing():
        article(section_of(COMMUNE, "news"), "Tin của xã")
    after = {scope: cached.generations.current(scope) for scope in before}
    assert after[kept] == before[kept]
    assert after[ended] != before[ended]
    assert after[PROVINCE] != before[PROVINCE]


def test_a_legal_document_may_change_pages_of_every_portal(
    cached, section_of, provisioned, committing
):
    before = cached.generations.current(provisioned[OTHER].pk)
    with committing():
        document(section_of(COMMUNE, "legal_documents"), "Quyết định")
    assert cached.generations.current(provisioned[OTHER].pk) != before


def test_a_shared_page_that_is_withdrawn_vanishes_from_the_home_of_the_province(
    client, cached, section_of, person, committing
):
    editor, head = person(COMMUNE, "editor"), person(MAIN, "head")
    notice = article(section_of(COMMUNE, "news"), "Lịch tiêm chủng ở xã")
    with committing():
        item = accepted(notice, section_of(MAIN, "news"), editor, head)
    assert notice.title in read(client).content.decode()
    with committing():
        steps.withdraw(item, editor)
    assert notice.title not in read(client).content.decode()


def test_a_page_shown_by_a_follower_ends_the_pages_of_the_follower(
    cached, section_of, provisioned, committing
):
    source, section = section_of(MAIN, "news"), section_of(OTHER, "news")
    provisioned[OTHER].subscriptions.create(section=section, source=source)
    before = cached.generations.current(provisioned[OTHER].pk)
    with committing():
        article(source, "Tin của tỉnh")
    assert cached.generations.current(provisioned[OTHER].pk) != before


def test_a_changed_portal_shows_at_once_everywhere(client, cached, provisioned, committing):
    read(client, host=OTHER_HOST)
    with committing():
        provisioned[OTHER].phone = "0123 000 111"
        provisioned[OTHER].save()
    assert "0123 000 111" in read(client, host=OTHER_HOST).content.decode()


def test_an_answer_to_a_citizen_is_noticed_and_a_new_question_is_not(
    cached, provisioned, committing
):
    portal = provisioned[OTHER]
    before = cached.generations.current(portal.pk)
    with committing():
        question = Feedback.objects.create(
            portal=portal, agency=portal.agency, receipt="x", language="vi", subject="Hỏi",
            body="?", reply_by="code", due_on=date(2026, 12, 1),
        )  # fmt: skip
    assert cached.generations.current(portal.pk) == before
    with committing():
        question.published_at = timezone.now()
        question.save()
    assert cached.generations.current(portal.pk) != before


def test_what_is_published_while_a_page_is_made_is_not_hidden_by_it(process, redis):
    world = process(redis)
    inner = world.get_response

    def slow(request):
        response = inner(request)
        RedisGenerations(redis).bump([PROVINCE])  # another process publishes meanwhile
        return response

    world.get_response = slow
    assert ask(world).status_code == 200
    assert hits(world.cache) == 0


def test_pages_end_with_the_day():
    noon = datetime(2026, 3, 1, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    late = datetime(2026, 3, 1, 23, 59, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert entries.expiry(noon.timestamp()) - noon.timestamp() == 300
    assert entries.expiry(late.timestamp()) - late.timestamp() == 60


def test_a_view_may_shorten_the_time():
    response = HttpResponse("[]", headers={"Cache-Control": "public, max-age=60"})
    noon = datetime(2026, 3, 1, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")).timestamp()
    entry = entries.entry_of(response, PROVINCE, "0.0", noon)
    assert entry.expires == noon + 60
    assert entry.headers["Cache-Control"] == "public, max-age=60"


def test_an_old_page_is_made_anew(client, cached):
    read(client)
    clock = Clock()
    cached.clock = clock
    (key,) = cached._near
    clock.now = cached._near[key].expires - 1
    assert cached.find(key)
    clock.now += 1
    assert cached.find(key) is None


# --- several processes, and Redis -----------------------------------------------------------------


def test_processes_share_pages_and_see_changes_within_a_second(
    process, redis, section_of, django_assert_num_queries
):
    clock = Clock()
    here, there = process(redis, clock), process(redis, clock)
    first = ask(here)
    ask(there, "/khong-co/")  # reads the addresses
    with django_assert_num_queries(0):
        assert ask(there).content == first.content
    article(section_of(MAIN, "news"), "Tin mới nhất")
    here.cache.generations.bump([PROVINCE])
    assert "Tin mới nhất" in ask(here).content.decode()
    assert "Tin mới nhất" not in ask(there).content.decode()
    clock.now += 1
    assert "Tin mới nhất" in ask(there).content.decode()


def test_addresses_are_read_again_when_another_process_changed_them(process, redis, provisioned):
    clock = Clock()
    there = process(redis, clock)
    ask(there, host=OTHER_HOST)
    type(provisioned[OTHER]).objects.filter(pk=provisioned[OTHER].pk).update(phone="0999 123")
    RedisGenerations(redis).bump([changes.EVERYTHING])
    clock.now += 1
    assert "0999 123" in ask(there, host=OTHER_HOST).content.decode()


def test_without_redis_known_pages_are_sent_for_half_a_minute_then_made_anew(
    process, redis, redis_url, caplog, django_assert_num_queries
):
    clock = Clock()
    world = process(redis, clock)
    first = ask(world)
    away = store.connect_redis(DEAD_REDIS)
    world.cache._redis = world.cache.generations._redis = away
    clock.now += 29
    with django_assert_num_queries(0):
        assert ask(world).content == first.content
    clock.now += 2
    assert ask(world).content == first.content
    assert ask(world, "/", OTHER_HOST).status_code == 200
    assert hits(world.cache) == 1  # nothing more was stored
    assert len([r for r in caplog.records if "does without Redis" in r.message]) == 1
    assert world.cache.generations.current(PROVINCE) is None


def test_a_change_made_while_redis_is_away_is_told_when_it_is_back(redis):
    clock = Clock()
    here, there = RedisGenerations(redis, clock), RedisGenerations(redis, clock)
    before = there.fresh(PROVINCE)
    here._redis = store.connect_redis(DEAD_REDIS)
    here.bump([PROVINCE])
    assert here.current(PROVINCE) is None
    here._redis = redis
    clock.now += 1
    assert here.current(PROVINCE) == there.current(PROVINCE) != before


def test_an_emptied_redis_brings_no_old_page_back(redis):
    world = RedisGenerations(redis)
    seen = {world.fresh(PROVINCE)}
    redis.flushdb()
    seen.add(world.fresh(PROVINCE))
    world.bump([changes.EVERYTHING])
    seen.add(world.fresh(PROVINCE))
    assert len(seen) == 3


def test_damaged_data_in_redis_are_passed_over(process, redis):
    first = ask(process(redis))
    (name,) = redis.keys("govportal:page-cache:page:*")
    redis.set(name, b"rubbish")
    assert ask(process(redis)).content == first.content


def test_queries_do_not_fill_redis(process, redis):
    world = process(redis)
    ask(world, "/?page=1")
    assert hits(world.cache) == 1
    assert redis.keys("govportal:page-cache:page:*") == []


def test_memory_is_bounded():
    cache = PageCache(ProcessGenerations(), limit=50_000)
    entry = entries.entry_of(HttpResponse("x" * 3000), PROVINCE, "0.0", timezone.now().timestamp())
    for number in range(100):
        cache.keep(keys.Key("https", MAIN_HOST, f"/{number}", ""), entry)
    assert cache._size == hits(cache) * entry.size <= 50_000
    huge = entries.entry_of(HttpResponse("x" * 9000), PROVINCE, "0.0", timezone.now().timestamp())
    cache.keep(keys.Key("https", MAIN_HOST, "/huge", ""), huge)
    assert cache.find(keys.Key("https", MAIN_HOST, "/huge", "")) is None
    assert cache.find(keys.Key("https", MAIN_HOST, "/99", "")) is entry


def test_a_page_of_the_whole_province_ends_with_any_change(cached, provisioned):
    portal = provisioned[OTHER]
    made = []

    def search(request):
        made.append(request)
        response = HttpResponse("found")
        response.shows_whole_province = True
        return response

    world = PageCacheMiddleware(search, cached)
    for _again in range(2):
        ask(world, "/?q=a", OTHER_HOST)
    assert len(made) == 1
    cached.generations.bump([portal.pk + 1000])
    ask(world, "/?q=a", OTHER_HOST)
    assert len(made) == 2


# --- settings -------------------------------------------------------------------------------------


def test_where_pages_are_kept(monkeypatch):
    monkeypatch.delenv("GOVPORTAL_PAGE_CACHE", raising=False)
    assert conf.page_cache("redis://r", is_production=True) == "redis"
    assert conf.page_cache("redis://r", is_production=False) == "off"
    assert conf.page_cache("", is_production=False) == "off"
    monkeypatch.setenv("GOVPORTAL_PAGE_CACHE", "redis")
    with pytest.raises(ImproperlyConfigured):
        conf.page_cache("", is_production=False)
    monkeypatch.setenv("GOVPORTAL_PAGE_CACHE", "yes")
    with pytest.raises(ImproperlyConfigured):
        conf.page_cache("redis://r", is_production=True)


def test_without_the_setting_pages_are_made_anew(client, section_of):
    read(client)
    article(section_of(MAIN, "news"), "Tin mới nhất")
    answer = read(client)
    assert "Tin mới nhất" in answer.content.decode()
    assert "s-maxage" not in answer.get("Cache-Control", "")
    assert routing.table().knows(MAIN_HOST)


def searched(text="cau treo", **query):
    return f"/tim-kiem/?{urlencode({'q': text, **query})}"


@pytest.mark.parametrize("scope", [{}, {"pham-vi": "tinh"}])
def test_a_search_is_stored_until_something_else_is_found(
    scope, client, cached, committing, section_of, django_assert_num_queries
):
    address = searched(**scope)
    assert "Cầu treo" not in read(client, address).content.decode()
    with committing():
        article(section_of(MAIN, "news"), "Cầu treo mới")
    first = read(client, address)
    assert "treo</mark> mới" in first.content.decode()
    with django_assert_num_queries(0):
        assert read(client, address).content == first.content


def test_a_search_of_the_province_ends_with_news_of_any_portal(
    client, cached, committing, section_of
):
    read(client, searched(**{"pham-vi": "tinh"}))
    with committing():
        article(section_of(OTHER, "news"), "Cầu treo mới")
    assert "treo</mark> mới" in read(client, searched(**{"pham-vi": "tinh"})).content.decode()


def test_a_search_ends_when_a_page_is_indexed_after_it_was_published(
    client, cached, committing, section_of, monkeypatch
):
    with monkeypatch.context() as slow:
        slow.setattr("govportal.search.index._refresh_waiting", lambda: None)
        with committing():
            page = article(section_of(MAIN, "news"), "Cầu treo mới")
    assert "treo</mark> mới" not in read(client, searched()).content.decode()
    with committing():
        refresh([page.pk])
    assert "treo</mark> mới" in read(client, searched()).content.decode()


def test_a_search_that_the_cache_answers_is_counted(client, cached, settings, provisioned):
    settings.GOVPORTAL_COUNT_VIEWS = True
    for _time in range(2):
        read(client, searched(), user_agent="Mozilla/5.0 Firefox/140.0")
    searched_words.tally.flush()
    assert list(SearchedWords.objects.values_list("words", "count")) == [("cau treo", 2)]


UNSEEN = {
    "Absence", "Approval", "ContentEvent", "PageReview", "SectionDelegation", "Takedown",
    "AccountState", "ApiAccess", "ApiConsumer", "ApiKey", "ConnectionCheck", "ConsentRecord",
    "DocumentImport", "DocumentImportFile", "DocumentWords", "FeedbackEvent", "FormerAddress",
    "FoundLink", "LinkAddress", "ReadPage",
    "PasswordHistory", "PortalGroup", "PortalTaskState", "RoleApprovalTask",
    "DailyViews", "Measurement", "Rating",
    "SearchEntry", "SearchText", "SearchedWords", "TitleWord",
    "EntryEffect", "EntryFile", "FileText",
    # Saved with the page they belong to, which says so.
    "DocumentRecordDetails", "LegalDocumentAttachment", "ListedPage",
    # What only staff see.
    "AccountReview", "Assignment", "BoardSeat", "BoardTeam", "ContentPlan", "Contribution",
    "ContributionFile", "DigestChoice", "GenreCeiling", "GoverningDocument", "Handover",
    "InformationRequest", "Payee", "PaymentStatement", "PlanTopic",
    "PortalGovernance", "RateDecision", "Remuneration", "RequestFile", "Royalty", "RoyaltyBudget",
    "RoyaltyShare", "SectionTask", "SupportTicket", "TeamMember", "TermsAcceptance",
    "TrainingRecord",
}  # fmt: skip


def test_every_model_is_known_to_change_pages_or_not_to():
    """A new model the public sees belongs in ``page_cache.changes``, another in the list above."""
    told = {*changes.EVERYWHERE, *changes.OF_ONE_PORTAL}
    of_pages = {m for m in apps.get_models() if issubclass(m, changes.Page)}
    ours = set(apps.get_app_config("govportal").get_models())
    assert {m.__name__ for m in ours - told - of_pages} == UNSEEN
