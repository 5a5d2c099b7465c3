"""The read API: who may ask, what is told, what never is, and what is written down of it."""

import json
import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageViewRestriction

from govportal.exchange import journal, keys
from govportal.exchange.models import ApiAccess, ApiConsumer, ApiKey
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.models import ArticlePage
from govportal.publishing.records.models import RecordPage
from tests.provinces import many_departments
from tests.record_samples import Samples, place_of

pytestmark = pytest.mark.django_db
HOST = "minhhoa.gov.vn"


@pytest.fixture
def consumer(provisioned):
    """Return a function that registers a system under an agreement."""

    def register(**changes):
        today = timezone.localdate()
        facts = {
            "name": "Kho dữ liệu", "organisation": "Bộ Nội vụ", "contact": "024 1234",
            "purpose": "Tổng hợp", "agreement_number": "01/TT", "signed_on": today,
            "valid_from": today,
        }  # fmt: skip
        portals = changes.pop("portals", ())
        made = ApiConsumer.objects.create(**facts | changes)
        made.portals.set(portals)
        return made

    return register


@pytest.fixture
def ask(client):
    """Return a function that asks the API with a key."""

    def read(path, key="", host=HOST, method="get", **headers):
        if key:
            headers["authorization"] = f"Bearer {key}"
        address = path if path.startswith("/") else f"/api/v1/{path}"
        return getattr(client, method)(address, headers={"host": host, **headers})

    return read


@pytest.fixture
def key(consumer):
    """Return the key of a system whose agreement is about everything."""
    return keys.issue(consumer())[1]


def publish(section, title, model=ArticlePage, **values):
    moment = timezone.now() - timedelta(hours=1)
    facts = {"first_published_at": moment, "last_published_at": moment, "locale": section.locale}
    attributed = {} if model is LegalDocumentPage else {"author": "Lê An", "source": "Báo"}
    return section.add_child(instance=model(title=title, **facts | attributed | values))


def decide(index, title, **values):
    facts = {
        "number": str(index.get_children_count() + 1), "symbol": "QĐ-UBND", "issuer": "UBND tỉnh",
        "document_type": "quyet_dinh", "signer": "A", "abstract": title,
        "issued_on": date(2026, 2, 5),
    }  # fmt: skip
    return publish(index, title, LegalDocumentPage, **facts | values)


def titles(answer):
    assert answer.status_code == 200, answer.content
    return [item["title"] for item in answer.json()["items"]]


def refusal(answer):
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["title"] and told["detail"] and told["type"].endswith(f"#{told['code']}")
    return answer.status_code, told["code"]


# --- keys -----------------------------------------------------------------------------------------


def test_without_a_key_nothing_is_told(ask):
    answer = ask("portals")
    assert refusal(answer) == (401, "key_missing")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_key_opens_and_its_use_is_noted(ask, consumer):
    made, secret = keys.issue(consumer())
    assert ask("portals", secret).status_code == 200
    made.refresh_from_db()
    assert made.last_used_at is not None


def test_the_secret_is_kept_nowhere(consumer):
    made, secret = keys.issue(consumer())
    made.refresh_from_db()
    assert secret not in " ".join(str(value) for value in vars(made).values())
    assert all(secret not in json.dumps(entry.data) for entry in ModelLogEntry.objects.all())


@pytest.mark.parametrize(
    "change", [lambda key: key[:-1] + "!", lambda key: key[:-1] + ("A" if key[-1] != "A" else "B"),
               lambda key: "x", lambda key: "gvp_" + "0" * 12 + key[16:]]
)  # fmt: skip
def test_a_wrong_key_is_unknown(ask, key, change):
    assert refusal(ask("portals", change(key))) == (401, "key_unknown")


def test_expired_and_revoked_keys_are_told_apart(ask, consumer):
    owner = consumer()
    old, expired = keys.issue(owner)
    ApiKey.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    made, revoked = keys.issue(owner)
    keys.revoke(made)
    assert refusal(ask("portals", expired)) == (401, "key_expired")
    assert refusal(ask("portals", revoked)) == (401, "key_revoked")


def test_no_key_outlives_the_rule(consumer, settings):
    settings.GOVPORTAL_RULES = {"exchange.key_lifetime": 10}
    assert keys.issue(consumer())[0].expires_at <= timezone.now() + timedelta(days=10)
    for days in (-1, 99):
        with pytest.raises(ValidationError):
            keys.issue(consumer(name=str(days)), expires_at=timezone.now() + timedelta(days=days))


def test_issue_and_revocation_are_in_the_audit_log(consumer):
    owner = consumer()
    made, _secret = keys.issue(owner)
    keys.revoke(made)
    keys.revoke(made)
    actions = ModelLogEntry.objects.filter(object_id=str(owner.pk)).values_list("action", flat=True)
    assert sorted(actions) == ["govportal.api_key_made", "govportal.api_key_revoked"]


@pytest.mark.parametrize("query", ["?key={}", "?access_token={}", "?q={}", "?portal=x&{}=1"])
def test_a_key_in_the_address_is_refused_and_not_written_down(ask, key, query):
    assert refusal(ask("portals" + query.format(key), key)) == (401, "key_in_url")
    row = ApiAccess.objects.get()
    assert key not in row.path + row.query
    assert row.query.count("***") == 1


# --- agreements -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [{"is_active": False}, {"valid_to": date(2026, 1, 1)}, {"valid_from": date(2999, 1, 1)}],
    ids=lambda change: next(iter(change)),
)
def test_nothing_is_told_while_the_agreement_is_not_in_force(ask, consumer, change):
    secret = keys.issue(consumer(**change))[1]
    assert refusal(ask("portals", secret)) == (403, "agreement_not_in_force")


def test_an_agreement_about_one_portal_shows_that_portal_alone(
    ask, consumer, provisioned, section_of
):
    mine = publish(section_of("stc", "news"), "Của sở")
    other = publish(section_of("skhcn", "news"), "Sở khác")
    secret = keys.issue(consumer(portals=[provisioned["stc"]]))[1]
    assert [item["code"] for item in ask("portals", secret).json()["items"]] == ["stc"]
    assert titles(ask("articles", secret)) == ["Của sở"]
    assert ask(f"articles/{mine.pk}", secret).status_code == 200
    assert refusal(ask(f"articles/{other.pk}", secret)) == (404, "not_found")
    assert refusal(ask("articles?portal=skhcn", secret)) == (403, "outside_agreement")
    sections = ask("sections?limit=100", secret).json()["items"]
    assert {item["portal"]["code"] for item in sections} == {"stc"}


@pytest.mark.parametrize(
    ("content", "paths"),
    [
        ("articles", ["articles", "articles/1"]),
        ("documents", ["documents", "documents/1", "documents/1/articles/dieu-1"]),
        ("records", ["records?kind=project", "records/1"]),
    ],
)
def test_kinds_of_content_that_the_agreement_leaves_out_are_refused(ask, consumer, content, paths):
    secret = keys.issue(consumer(**{f"reads_{content}": False}))[1]
    for path in paths:
        assert refusal(ask(path, secret)) == (403, "outside_agreement")


# --- log ------------------------------------------------------------------------------------------


def test_every_request_is_logged_refused_ones_too(ask, consumer, section_of):
    owner = consumer()
    made, secret = keys.issue(owner)
    publish(section_of("stc", "news"), "Tin")
    ask("articles?portal=stc", secret)
    ask("articles")
    ask("khong-co", secret)
    ask("articles", secret, method="post")
    ask("openapi.json")
    rows = list(ApiAccess.objects.order_by("pk"))
    assert [(row.method, row.path, row.status) for row in rows] == [
        ("GET", "/api/v1/articles", 200), ("GET", "/api/v1/articles", 401),
        ("GET", "/api/v1/khong-co", 404), ("POST", "/api/v1/articles", 405),
        ("GET", "/api/v1/openapi.json", 200),
    ]  # fmt: skip
    first = rows[0]
    assert (first.consumer, first.prefix, first.items) == (owner, made.prefix, 1)
    assert (first.query, first.address) == ("portal=stc", "127.0.0.1")
    assert first.size > 100
    assert rows[1].problem == "key_missing"


def test_the_prefix_that_a_wrong_key_claims_is_logged(ask, key):
    ask("portals", key[:-1] + ("A" if key[-1] != "A" else "B"))
    row = ApiAccess.objects.get()
    assert (row.consumer, row.prefix) == (None, key.split("_")[1])


def test_the_log_takes_what_no_database_holds(ask, key):
    assert ask("khong%00co?portal=%00&language=vi", key).status_code == 404
    assert "\0" not in ApiAccess.objects.get().path


@pytest.mark.parametrize(("rules", "kept"), [({}, 365), ({"exchange.keep_access_log": 1}, 90)])
def test_the_log_is_kept_as_long_as_the_rules_say(settings, rules, kept):
    settings.GOVPORTAL_RULES = rules
    for days in (kept - 1, kept + 1):
        row = ApiAccess.objects.create(method="GET", path="/", status=200)
        ApiAccess.objects.filter(pk=row.pk).update(at=timezone.now() - timedelta(days=days))
    assert journal.purge() == 1
    assert journal.purge() == 0


# --- how often ------------------------------------------------------------------------------------


def test_a_key_that_asks_too_often_is_told_to_wait(ask, consumer, settings):
    settings.GOVPORTAL_RULES = {"exchange.requests_per_minute": 3}
    secret = keys.issue(consumer())[1]
    answers = [ask("portals", secret) for _number in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert answers[0]["RateLimit-Policy"] == '"requests";q=3;w=60'
    assert [answer["RateLimit"].split(";")[1] for answer in answers] == ["r=2", "r=1", "r=0"]
    refused = ask("portals", secret)
    assert refusal(refused) == (429, "too_many_requests")
    assert 0 < int(refused["Retry-After"]) <= 60
    assert ApiAccess.objects.filter(status=429).count() == 1
    assert ask("portals", keys.issue(consumer(name="Khác"))[1]).status_code == 200


def test_an_agreement_may_allow_fewer_requests_and_never_more(ask, consumer, settings):
    settings.GOVPORTAL_RULES = {"exchange.requests_per_minute": 2}
    slow = keys.issue(consumer(requests_per_minute=1))[1]
    assert [ask("portals", slow).status_code for _number in range(2)] == [200, 429]
    assert consumer(name="Nhanh", requests_per_minute=99).rate == 2


def test_guessing_keys_from_one_address_is_stopped(ask, settings, provisioned):
    settings.GOVPORTAL_RULES = {"exchange.requests_per_minute": 2}
    codes = [ask("portals", f"gvp_{number}").status_code for number in range(3)]
    assert codes == [401, 401, 429]


def test_a_new_minute_counts_anew(ask, consumer, settings, monkeypatch):
    settings.GOVPORTAL_RULES = {"exchange.requests_per_minute": 1}
    secret = keys.issue(consumer())[1]
    moment = 1_800_000_000.0
    monkeypatch.setattr("govportal.exchange.meter.time.time", lambda: moment)
    assert [ask("portals", secret).status_code for _number in range(2)] == [200, 429]
    moment += 60
    assert ask("portals", secret).status_code == 200


# --- what is told ---------------------------------------------------------------------------------


def test_an_article_tells_portal_language_source_wording_times_and_address(ask, key, section_of):
    page = publish(section_of("stc", "news"), "Giá lúa", summary="Tăng", source_url="https://a.vn/")
    told = ask("articles", key).json()["items"][0]
    assert told["url"] == page.full_url
    assert told["portal"] == {"code": "stc", "name": page.portal.name}
    assert (told["language"], told["section"]) == ("vi", "news")
    assert (told["author"], told["source"], told["source_url"]) == ("Lê An", "Báo", "https://a.vn/")
    assert told["published_at"] and told["changed_at"]
    assert told["attribution"] and all(page.portal.name in wording or "stc." in wording
                                       for wording in told["attribution"])  # fmt: skip


def test_the_text_of_an_article_is_told_with_the_article_alone(ask, key, section_of):
    body = [("paragraph", "<p>Lúa <b>tốt</b></p>")]
    page = publish(section_of("stc", "news"), "Giá lúa", body=body)
    assert "text" not in ask("articles", key).json()["items"][0]
    assert ask(f"articles/{page.pk}", key).json()["text"].split() == ["Lúa", "tốt"]


@pytest.fixture
def regulation(section_of):
    """Return a published document with articles, and a draft that replaces it."""
    index = section_of("ubnd", "legal_documents")
    points = [{"label": "a", "text": "điểm a"}]
    clauses = [{"number": "1", "text": "Khoản một", "points": points}]
    body = [
        ("division", {"kind": "chapter", "number": "I", "title": "Chung"}),
        ("article", {"number": 1, "suffix": "", "title": "Phạm vi", "clauses": clauses}),
        ("paragraph", "Ngoài điều"),
    ]
    page = decide(index, "Quy chế", document_class="normative", body=body,
                  effective_on=date(2026, 3, 1), preamble="Căn cứ Luật")  # fmt: skip
    draft = decide(index, "Thay thế", live=False)
    for newer in (draft, decide(index, "Sửa đổi")):
        LegalDocumentRelation.objects.create(
            document=newer, kind="replaces", target=page, citation=page.citation
        )
    return page


def test_a_document_is_told_by_facts_effect_relations_and_articles(ask, key, regulation):
    told = ask(f"documents/{regulation.pk}", key).json()
    assert (told["citation"], told["issued_on"]) == ("1/2026/QĐ-UBND", "2026-02-05")
    assert told["effect"]["state"] == "in_force"
    assert told["effect"]["effective_on"] == "2026-03-01"
    article = told["articles"][0]
    assert (article["number"], article["title"]) == (1, "Phạm vi")
    assert article["clauses"][0]["points"][0]["text"] == "điểm a"
    assert article["divisions"][0]["title"] == "Chung"
    assert article["url"] == f"{regulation.full_url}#{article['anchor']}"
    assert (told["paragraphs"], told["preamble"]) == (["Ngoài điều"], ["Căn cứ Luật"])
    one = ask(f"documents/{regulation.pk}/articles/{article['anchor']}", key).json()
    assert one == article
    assert refusal(ask(f"documents/{regulation.pk}/articles/dieu-9", key)) == (404, "not_found")


def test_documents_name_published_relatives_that_count_alone(ask, key, regulation, section_of):
    told = ask(f"documents/{regulation.pk}", key).json()
    assert [newer["citation"] for newer in told["affected_by"]] == ["3/QĐ-UBND"]
    newer = next(item for item in ask("documents", key).json()["items"] if item["relations"])
    assert newer["relations"][0]["id"] == regulation.pk
    foreign = decide(section_of("stc", "legal_documents"), "Của sở", number="77")
    LegalDocumentRelation.objects.create(
        document=foreign, kind="abolishes", target=regulation, citation="1/QĐ-UBND",
        effective_on=date(2026, 3, 1),
    )  # fmt: skip
    told = ask(f"documents/{regulation.pk}", key).json()
    assert [newer["citation"] for newer in told["affected_by"]] == ["3/QĐ-UBND"]
    regulation.unpublish()
    newer = next(item for item in ask("documents", key).json()["items"] if item["relations"])
    assert newer["relations"][0]["id"] is None


def test_documents_are_found_by_type_class_and_day(ask, key, section_of):
    index = section_of("ubnd", "legal_documents")
    decide(index, "Cũ", issued_on=date(2020, 1, 1), document_type="chi_thi")
    decide(index, "Mới", document_class="normative")
    assert titles(ask("documents?type=chi_thi", key)) == ["Cũ"]
    assert titles(ask("documents?document_class=normative", key)) == ["Mới"]
    assert titles(ask("documents?issued_from=2026-02-05&issued_to=2026-02-05", key)) == ["Mới"]
    assert titles(ask("documents?issued_to=2020-01-01", key)) == ["Cũ"]


@pytest.fixture
def project(section_of, provisioned):
    """Return a published record with every field filled."""
    code, section_key = place_of("project")
    section = section_of(code, section_key)
    samples = Samples(provisioned[code], section_of(code, "legal_documents"))
    details = [("project", samples.record("project"))]
    return publish(section, "Cầu", RecordPage, kind="project", details=details)


def test_a_record_is_told_with_its_public_fields(ask, key, project):
    told = ask("records?kind=project", key).json()["items"][0]
    assert (told["title"], told["kind"], told["source"]) == ("Cầu", "project", "Báo")
    assert told["fields"]
    assert ask(f"records/{project.pk}", key).json() == told
    described = {kind["key"]: kind for kind in ask("record-kinds", key).json()["items"]}
    known = {field["key"] for field in described["project"]["fields"]}
    assert set(told["fields"]) <= known


def test_lists_are_narrowed_by_portal_section_language_and_change(ask, key, section_of):
    publish(section_of("stc", "news"), "Một")
    publish(section_of("skhcn", "news"), "Hai")
    publish(section_of("skhcn", "legal_dissemination"), "Ba")
    publish(section_of("stc", "news", "en"), "Rice")
    later = publish(section_of("stc", "news"), "Sau")
    ArticlePage.objects.filter(pk=later.pk).update(last_published_at=timezone.now())
    assert set(titles(ask("articles?portal=skhcn", key))) == {"Hai", "Ba"}
    assert set(titles(ask("articles?section=news", key))) == {"Một", "Hai", "Rice", "Sau"}
    assert titles(ask("articles?language=en", key)) == ["Rice"]
    since = (timezone.now() - timedelta(minutes=1)).isoformat().replace("+", "%2B")
    assert titles(ask(f"articles?since={since}", key)) == ["Sau"]
    assert len(titles(ask(f"articles?since={timezone.localdate() - timedelta(2)}", key))) == 5
    assert len(titles(ask("sections?section=news", key))) == 10


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("articles?portal=khong-co", "portal"),
        ("articles?language=fr", "language"),
        ("articles?since=hom-qua", "since"),
        ("articles?limit=0", "limit"),
        ("articles?limit=101", "limit"),
        ("articles?cursor=abc", "cursor"),
        ("articles?cursor=MjAyNi0wMS0wMSA5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "cursor"),
        ("documents?type=sach", "type"),
        ("documents?issued_from=31/12/2026", "issued_from"),
        ("records", "kind"),
        ("records?kind=sach", "kind"),
    ],
)
def test_a_wrong_parameter_is_named(ask, key, path, parameter):
    answer = ask(path, key)
    assert refusal(answer) == (400, "parameter_wrong")
    assert [error["parameter"] for error in answer.json()["errors"]] == [parameter]
    assert answer.json()["errors"][0]["reason"]


@pytest.mark.parametrize("path", ["articles/0", "articles/99999999999999999999", "articles/x"])
def test_what_does_not_exist_is_not_found(ask, key, path):
    assert refusal(ask(path, key)) == (404, "not_found")


# --- what never is --------------------------------------------------------------------------------


def test_drafts_withdrawn_private_and_placeholder_pages_are_never_told(ask, key, section_of):
    news = section_of("stc", "news")
    shown = publish(news, "Công khai")
    hidden = [publish(news, "Nháp", live=False), publish(news, "Gỡ"), publish(news, "Riêng")]
    hidden[1].unpublish()
    PageViewRestriction.objects.create(page=hidden[2], restriction_type="login")
    section = section_of("skhcn", "news")
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    hidden.append(publish(section, "Trong mục riêng"))
    hidden.append(shown.create_alias(parent=section_of("stc", "news", "en")))
    assert titles(ask("articles", key)) == ["Công khai"]
    for page in hidden:
        assert refusal(ask(f"articles/{page.pk}", key)) == (404, "not_found")
    assert "skhcn" not in str(ask("sections?section=news&language=vi", key).json())


def test_changes_of_a_published_page_wait_for_their_approval(ask, key, section_of):
    page = publish(section_of("stc", "news"), "Như đã duyệt")
    page.title = "Chưa duyệt"
    page.save_revision()
    assert titles(ask("articles", key)) == ["Như đã duyệt"]


def test_the_api_answers_at_the_provincial_portal_alone(ask, key):
    assert ask("portals", key, host="stc.minhhoa.gov.vn").status_code == 404
    assert not ApiAccess.objects.exists()


# --- long lists -----------------------------------------------------------------------------------


def read_all(ask, key, between=lambda: None):
    found, address = [], "/api/v1/articles?limit=2"
    while address:
        told = ask(address, key).json()
        found += [item["title"] for item in told["items"]]
        address = told["next"]
        if address:
            split = urlsplit(address)
            address = f"{split.path}?{split.query}"
            between()
    return found


def test_parts_are_complete_also_when_times_are_equal(ask, key, section_of):
    moment = timezone.now()
    for number in range(5):
        publish(section_of("stc", "news"), str(number), last_published_at=moment)
    assert sorted(read_all(ask, key)) == list("01234")


def test_parts_are_complete_while_pages_come_go_and_change(ask, key, section_of):
    news = section_of("stc", "news")
    pages = [publish(news, str(number)) for number in range(6)]
    changes = iter(
        [
            pages[0].unpublish,  # already read: nothing after it may be skipped
            lambda: [
                ArticlePage.objects.filter(pk=pages[4].pk).update(last_published_at=timezone.now()),
                publish(news, "mới", last_published_at=timezone.now()),
            ],
        ]
    )

    def change():
        next(changes, bool)()

    found = read_all(ask, key, between=change)
    assert set(found) >= {"1", "2", "3", "4", "5", "mới"}


# --- cost -----------------------------------------------------------------------------------------

COSTED = ("portals", "sections", "articles", "documents", "records?kind=project")


@pytest.mark.parametrize("path", COSTED)
def test_queries_do_not_grow_with_items(ask, key, section_of, project, path):
    def add(number):
        publish(section_of("stc", "news"), f"Tin {number}")
        older = decide(section_of("ubnd", "legal_documents"), f"Văn bản {number}")
        newer = decide(section_of("ubnd", "legal_documents"), f"Văn bản mới {number}")
        LegalDocumentRelation.objects.create(document=newer, kind="amends", target=older)
        details = project.details
        publish(project.get_parent().specific, f"Cầu {number}", RecordPage, kind="project",
                details=details)  # fmt: skip

    add(0)
    ask(path, key)
    with CaptureQueriesContext(connection) as few:
        ask(path, key)
    for number in range(1, 5):
        add(number)
    with CaptureQueriesContext(connection) as many:
        assert ask(path, key).status_code == 200
    assert len(many) == len(few) < 20


def test_queries_do_not_grow_with_portals(ask, key, section_of):
    from govportal.provisioning import provision
    from govportal.testing import province_plugin

    publish(section_of("stc", "news"), "Tin")
    ask("articles?section=news", key)
    with CaptureQueriesContext(connection) as few:
        ask("articles?section=news", key)
    with province_plugin(many_departments(5)):
        list(provision())
        ask("articles?section=news", key)
        with CaptureQueriesContext(connection) as many:
            assert titles(ask("articles?section=news", key)) == ["Tin"]
    assert len(many) == len(few)


# --- answers as HTTP wants them -------------------------------------------------------------------


def test_what_has_not_changed_is_not_sent_again(ask, key, section_of):
    page = publish(section_of("stc", "news"), "Tin")
    etag = ask("articles", key)["ETag"]
    again = ask("articles", key, **{"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    page.unpublish()
    assert ask("articles", key, **{"if-none-match": etag}).status_code == 200


def test_one_item_says_when_it_changed(ask, key, section_of):
    page = publish(section_of("stc", "news"), "Tin")
    assert ask(f"articles/{page.pk}", key)["Last-Modified"].endswith("GMT")


def test_head_is_answered_as_get(ask, key):
    answer = ask("portals", key, method="head")
    assert answer.status_code == 200
    assert answer["ETag"] == ask("portals", key)["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_written(ask, key, method):
    answer = ask("articles", key, method=method)
    assert refusal(answer) == (405, "method_not_allowed")
    assert answer["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("query", "headers", "language"),
    [
        ("", {}, "vi"),
        ("?lang=en", {}, "en"),
        ("", {"accept-language": "en-GB,en;q=0.9,vi;q=0.5"}, "en"),
        ("?lang=vi", {"accept-language": "en"}, "vi"),
        ("?lang=fr", {"accept-language": "fr, vi;q=0.5"}, "vi"),
    ],
)
def test_messages_are_in_the_language_of_the_reader(ask, provisioned, query, headers, language):
    answer = ask("portals" + query, **headers)
    assert answer["Content-Language"] == language
    assert ("No key was sent" in answer.json()["title"]) == (language == "en")


# --- the description ------------------------------------------------------------------------------


def described(ask):
    return ask("openapi.json?lang=en").json()


def test_the_description_is_complete_and_leads_nowhere_astray(ask, provisioned):
    told = described(ask)
    assert told["openapi"].startswith("3.1")
    assert told["info"]["title"] and told["info"]["description"]
    names = [operation["get"]["operationId"] for operation in told["paths"].values()]
    assert len(set(names)) == len(names)
    for path, operations in told["paths"].items():
        assert list(operations) == ["get"]
        operation = operations["get"]
        assert operation["summary"]
        assert operation["security"] == [{"KeyAuth": []}]
        assert set(operation["responses"]) == {"200", "400", "401", "403", "404", "429"}
        inside = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
        assert inside == {part[1:-1] for part in path.split("/") if part.startswith("{")}
    for reference in references(told):
        found = told
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
    assert told["components"]["securitySchemes"]["KeyAuth"]["scheme"] == "bearer"


def references(node):
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_refusals_are_described_as_problems(ask, provisioned):
    for operations in described(ask)["paths"].values():
        content = operations["get"]["responses"]["401"]["content"]
        assert list(content) == ["application/problem+json"]


def test_every_parameter_of_the_query_is_explained(ask, provisioned):
    for operations in described(ask)["paths"].values():
        for parameter in operations["get"]["parameters"]:
            assert parameter["in"] == "path" or parameter["description"], parameter


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_for_developers_names_every_address_and_refusal(ask, provisioned, language):
    shown = ask(f"/api/v1/?lang={language}").content.decode()
    assert f'<html lang="{language}"' in shown
    assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", shown)
    for path in described(ask)["paths"]:
        assert f"GET {path}" in shown
    for code in ("key_in_url", "too_many_requests"):
        assert f'id="{code}"' in shown


def test_the_reference_names_every_address_and_refusal(ask, provisioned):
    from pathlib import Path

    from govportal.exchange.problems import PROBLEMS

    page = (Path(__file__).parent.parent / "docs" / "reference" / "api.md").read_text("utf-8")
    named = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `GET ")}
    assert named == {f"GET {path}" for path in described(ask)["paths"]}
    assert {code for code in PROBLEMS if f"`{code}`" not in page} == set()
