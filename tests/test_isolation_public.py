"""What is public, feeds and API tell nobody of drafts and private pages, whoever is signed in."""

import pytest
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from wagtail.models import PageViewRestriction

from govportal.portals.membership import PortalGroup, PortalRole
from tests.sharing_world import article, document
from tests.test_api import consumer, key  # noqa: F401
from tests.test_isolation_matrix import told

HIDDEN = "Qqvstm"  # in all that nobody else may read
LOOKED_FOR = "nạo vét kênh"
MAIN, HOST = "minhhoa.gov.vn", "skhcn.minhhoa.gov.vn"
WORDS = {
    "section": ["tin-tuc", "van-ban"], "form": ["atom", "rss"], "anchor": ["dieu-1"],
    "start": [0, 1], "restriction_id": [1], "page_view_restriction_id": [1], "path": ["x"],
}  # fmt: skip
QUERIES = [
    f"/tim-kiem/?q={LOOKED_FOR}", f"/tim-kiem/goi-y/?q={LOOKED_FOR}", "/", "/tin-tuc/",
    "/van-ban/", f"/van-ban/?q={LOOKED_FOR}", "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    "/api/v1/records?kind=notice", "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc",
]  # fmt: skip

pytestmark = pytest.mark.walk


@pytest.fixture
def hidden(section_of, provisioned):
    """Return pages of another portal that are not public: each in its way."""
    news, documents = section_of("skhcn", "news"), section_of("skhcn", "legal_documents")
    draft = article(news, f"{HIDDEN} {LOOKED_FOR} nháp", live=False)
    private = article(news, f"{HIDDEN} {LOOKED_FOR} nội bộ")
    restriction = PageViewRestriction.objects.create(page=private, restriction_type="groups")
    own = PortalGroup.objects.filter(portal=provisioned["skhcn"])
    restriction.groups.set(group.group for group in own)
    withdrawn = article(news, f"{HIDDEN} {LOOKED_FOR} đã gỡ")
    withdrawn.unpublish()
    decision = document(documents, f"{HIDDEN} {LOOKED_FOR}", live=False)
    changed = article(news, f"Công khai {LOOKED_FOR}")
    changed.title = f"{HIDDEN} {LOOKED_FOR} chưa duyệt"
    changed.save_revision()
    return [draft, private, withdrawn, decision, changed]


def addresses(pages, resolver=None, spaces=()):
    """Yield every address outside the administration that has a name, filled in with *pages*."""
    numbers = {"item": [p.pk for p in pages], "page_id": [p.pk for p in pages], **WORDS}
    for found in (resolver or get_resolver()).url_patterns:
        if isinstance(found, URLResolver):
            if str(found.pattern) != "cms/":
                inner = (*spaces, found.namespace) if found.namespace else spaces
                yield from addresses(pages, found, inner)
        elif found.name:
            yield from _filled(":".join((*spaces, found.name)), found.pattern.converters, numbers)


def _filled(name, parts, numbers):
    ways = [{}]
    for part in parts:
        ways = [{**way, part: value} for way in ways for value in numbers.get(part, ["x"])]
    for way in ways:
        try:
            yield reverse(name, kwargs=way or None)
        except NoReverseMatch:
            return


@pytest.mark.parametrize("role", ["", *PortalRole.values])
def test_no_public_address_tells_of_what_is_not_public(
    hidden,
    key,  # noqa: F811
    person,
    sign_in,
    client,
    role,
):
    if role:
        sign_in(person("stc", role))
    client.raise_request_exception = False
    way = {page.get_url_parts()[2] for page in hidden}
    formats = {f"{address}{name}" for address in way for name in ("akoma-ntoso.xml", "van-ban.txt")}
    urls = {*addresses(hidden), *QUERIES, *way, *formats}
    failed = []
    for url in sorted(url for url in urls if not url.startswith("/cms/")):
        is_exchange = url.startswith(("/api/", "/feeds/chinh-phu"))
        headers = {"host": MAIN if is_exchange else HOST}
        if is_exchange:
            headers["authorization"] = f"Bearer {key}"
        answer = client.get(url, headers=headers)
        if answer.status_code >= 500 or HIDDEN in told(answer):
            failed.append((url, answer.status_code))
    assert failed == []
    assert len(urls) > 60
    listed = client.get(
        "/api/v1/articles", headers={"host": MAIN, "authorization": f"Bearer {key}"}
    )
    assert f"Công khai {LOOKED_FOR}" in listed.json()["items"][0]["title"]
