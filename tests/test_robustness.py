"""Thousands of broken requests at every public address: an answer each time, never a failure."""

import random
import re
from itertools import chain, product
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import RoutePattern
from wagtail.models import Page

from govportal.portals import routing
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.models import ArticlePage
from tests.legal_documents import article, clause, publish
from tests.many_records import add_records

pytestmark = pytest.mark.django_db
MAIN, FINANCE = "minhhoa.gov.vn", "stc.minhhoa.gov.vn"
FEWEST = 2_000
SEED = 20261129
LONG = "a" * 10_000
QUERIES = [
    f"q={LONG}", f"{LONG}=1", "q=%00", "q=%01%02%1f%7f", "q=%", "q=%zz", "q=%ff%fe", "q=%c0%af",
    "q=%ed%a0%80", "q='%20OR%201=1--", "q=%22%20NEAR(a%20b)%20OR%20*", "q=a:b%20AND%20NOT%20(",
    "q=%F0%9F%92%A9%E2%80%AE", "page=-1", "page=abc", "page=0", f"page={10**30}",
    f"page={'9' * 5000}", "page=%00", "page=1&page=2", "khong-co=1&sort=khong-co", "sort=-",
    "format=exe", "format=%00", "format=csv&sort=budget&q=%00", "format=json&state=%00",
    "state=%27&specialism=%00", "year=abc&issuer=%00&effect=x", f"year={10**30}",
    "since=2026-02-31", "ngay=0000-00-00", "den=%ff&tu=%00", "verb=%00&metadataPrefix=oai_dc",
    "verb=ListRecords&metadataPrefix=oai_dc&from=9999-99-99",
    "verb=ListRecords&resumptionToken=%ff", "&&&===", "a[]=1&a[b][c]=2", ";", "?",
    "lang=%00", "lang=../../etc",
    "&".join(f"k{number}=1" for number in range(1_100)),
]  # fmt: skip
SUFFIXES = [
    "%", "%zz", "%ff", "%c0%af", "%ed%a0%80", "%00", "%0a%0d", "..", "../" * 20, "%2e%2e%2f" * 5,
    LONG, "/".join("ab" * 300), "'%20OR%201=1", "dieu-0/", "dieu-99999999999999999999/",
    "dieu-%d9%a3/", "so-sanh/", "akn.xml", "docx", ".git/config", "wp-login.php", "%E2%80%AE/",
    "?" * 50, "x.json", "1/2/3/",
]  # fmt: skip
METHODS = ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "HEAD", "PROPFIND", "X" * 50]
KNOWN_HOSTS = ["stc.minhhoa.gov.vn:443", "stc.minhhoa.gov.vn.", "stc.minhhoa.gov.vn.:8000",
               "STC.MinhHoa.Gov.VN", "www.stc.minhhoa.gov.vn"]  # fmt: skip
BROKEN_HOSTS = [
    "", ".", ":", ":80", "stc.minhhoa.gov.vn..", "stc.minhhoa.gov.vn:abc", "stc.minhhoa.gov.vn:1:2",
    "[::1]", "[", "stc.minhhoa.gov.vn/x", "a b", "<script>", "\xff", "x" * 10_000, "localhost",
    "stc.minhhoa.gov.vn@evil.example", "stc_minhhoa.gov.vn", "%00",
]  # fmt: skip
Request = tuple[str, str, str]
"""Method, host, and path with query."""


def routes(patterns, before=""):
    """Yield every address of the URL configuration whose form is a route, filled in."""
    for found in patterns:
        if not isinstance(found.pattern, RoutePattern):
            continue
        route = before + str(found.pattern)
        if hasattr(found, "url_patterns"):
            yield from routes(found.url_patterns, route)
        else:
            yield "/" + re.sub(r"<[^>]+>", "1", route)


@pytest.fixture
def addresses(section_of):
    """Return host and path of every public route, and of a page of every type and language."""
    for language in ("vi", "en"):
        news = section_of("stc", "news", language)
        news.add_child(instance=ArticlePage(title="A", author="A", source="B", locale=news.locale))
    add_records(section_of("stc", "projects"), 3)
    publish(section_of("stc", "legal_documents"), body=[article(1, "Một", clause("Nội dung"))])
    outside = settings.GOVPORTAL_PATHS_WITHOUT_PORTAL
    public = [path for path in routes(get_resolver().url_patterns) if not path.startswith(outside)]
    pages = {}
    for page in Page.objects.live().filter(depth__gt=1):
        home = routing.table().home_of(page.path)
        if home and home.portal.code == "stc":
            pages.setdefault((page.content_type_id, home.language), page)
    found = [path for page in pages.values() if (path := page.specific.get_url_parts()[2])]
    assert len(found) >= 10, "a page of each type in each language"
    return [*((MAIN, path) for path in public), *((FINANCE, path) for path in found)]


def broken_requests(addresses):
    """Yield each address with each broken query, and many with ends, methods and hosts."""
    for (host, path), query in product(addresses, QUERIES):
        yield "GET", host, f"{path}?{query}"
    for (host, path), suffix in product(addresses[::4], SUFFIXES):
        yield "GET", host, path.rstrip("/") + "/" + suffix
    for (host, path), method in product(addresses[::3], METHODS):
        yield method, host, path
    for host, (_host, path) in product([*KNOWN_HOSTS, *BROKEN_HOSTS], addresses[::10]):
        yield "GET", host, path


def mixed_requests(addresses, count):
    """Yield *count* requests with several things broken at once, the same in each run."""
    chance = random.Random(SEED)
    for _number in range(count):
        path = chance.choice(addresses)[1].rstrip("/") + "/" + chance.choice(SUFFIXES)
        noise = quote(bytes(chance.randrange(256) for _place in range(chance.randrange(20))))
        query = "&".join([*chance.sample(QUERIES, 2), f"q={noise}"])
        yield (
            chance.choice([*METHODS, "GET"]), chance.choice([FINANCE, *KNOWN_HOSTS]),
            f"{path}?{query}",
        )  # fmt: skip


def ask(client, request):
    method, host, address = request
    path, _mark, query = address.partition("?")
    try:
        answer = client.generic(method, path, QUERY_STRING=query, headers={"host": host})
    except Exception as error:
        raise AssertionError(f"{method} {host[:80]!r} {address[:200]!r}: {error!r}") from error
    answer.text_of_it = answer.getvalue() if answer.streaming else answer.content
    return answer


def language_wanted(request):
    _method, host, address = request
    endpoint = routing.table().match(host, address.partition("?")[0])
    return endpoint.language if endpoint else "vi"


def complaints(request, answer):
    """Return what is wrong with *answer*, nothing for a proper one."""
    if answer.status_code >= 500:
        return f"{answer.status_code}"
    is_page = answer.get("Content-Type", "").startswith("text/html")
    if answer.status_code < 400 or not is_page or request[0] == "HEAD":
        return ""
    wanted = f'<html lang="{language_wanted(request)}"'.encode()
    return "" if wanted in answer.text_of_it else f"{answer.status_code} without {wanted!r}"


@pytest.mark.slow
def test_thousands_of_broken_requests_are_all_answered(addresses):
    client, wrong, count = Client(enforce_csrf_checks=True), [], 0
    for request in chain(broken_requests(addresses), mixed_requests(addresses, 150)):
        count += 1
        if complaint := complaints(request, ask(client, request)):
            wrong.append((complaint, request[0], request[1][:60], request[2][:160]))
    assert wrong == []
    assert count >= FEWEST


@pytest.mark.parametrize("host", KNOWN_HOSTS)
def test_host_with_port_dot_or_capitals_is_the_same_host(provisioned, host):
    answer = Client().get("/", headers={"host": host})
    assert answer.status_code == 200
    assert 'rel="canonical" href="http://stc.minhhoa.gov.vn.localhost/"' in answer.content.decode()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
@pytest.mark.parametrize(("prefix", "language"), [("", "vi"), ("/en", "en")])
def test_a_page_that_is_only_read_says_so_in_its_language(provisioned, method, prefix, language):
    client = Client()
    for path in (f"{prefix}/", f"{prefix}/sitemap.xml", f"{prefix}/llms.txt"):
        answer = client.generic(method, path, headers={"host": FINANCE})
        assert answer.status_code == 405
        assert "GET" in answer["Allow"]
        assert f'<html lang="{language}"' in answer.content.decode()


def test_the_browsers_language_changes_no_answer(section_of):
    path = section_of("stc", "news").get_url_parts()[2]
    for address in (path, "/khong-co/", "/llms.txt", "/catalog.jsonld"):
        answers = {
            Client().get(address, headers={"host": FINANCE, "accept-language": code}).content
            for code in ("vi", "en", "fr;q=0.5, *", "")
        }
        assert len(answers) == 1, address


def test_withdrawn_document_is_gone_and_names_its_successor(section_of):
    index = section_of("stc", "legal_documents")
    old = publish(index, body=[article(1, "Một", clause("Cũ"))], title="Cũ", number="1")
    new = publish(index, body=[article(1, "Một", clause("Mới"))], title="Mới", number="2")
    LegalDocumentRelation.objects.create(
        document=new, kind="replaces", citation=old.citation, target=old
    )
    path = old.get_url_parts()[2]
    old.unpublish()
    answer = Client().get(path, headers={"host": FINANCE})
    assert answer.status_code == 410
    assert '<html lang="vi"' in answer.content.decode()
    assert new.get_url_parts()[2] in answer.content.decode()
