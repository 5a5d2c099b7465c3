"""Metadata of every page (Thông tư 24/2011/TT-BTTTT), and how other agencies get them."""

import html
import json
import re
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from oaipmh.client import BaseClient
from oaipmh.metadata import MetadataRegistry, oai_dc_reader
from wagtail.models import Page

from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.publishing.categories import categories
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.harvest.protocol import Provider
from govportal.publishing.harvest.repository import Repository
from govportal.publishing.metadata import audit, checks, freshness
from govportal.publishing.metadata.elements import elements
from govportal.publishing.metadata.values import describe, place_of
from govportal.publishing.models import ArticlePage
from govportal.publishing.records.models import RecordPage

OBLIGATORY = ("title", "creator", "date", "description", "publisher", "identifier")
STC, PROVINCE = "stc.minhhoa.gov.vn", "minhhoa.gov.vn"
OAI = "{http://www.openarchives.org/OAI/2.0/}"

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section_of):
    """Return a function that publishes an article."""

    def publish(code="stc", language="vi", **values):
        section = section_of(code, "news", language)
        texts = {"title": "Khánh thành cầu", "author": "Trần Thị Bình", "source": "Báo Minh Họa"}
        page = ArticlePage(
            **(texts | {"summary": "Cầu mới nối hai bờ sông."} | values), locale=section.locale,
            first_published_at=datetime(2026, 3, 1, 3, tzinfo=UTC),
            last_published_at=datetime(2026, 3, 1, 3, tzinfo=UTC),
        )  # fmt: skip
        return section.add_child(instance=page)

    return publish


@pytest.fixture
def document(section_of):
    index = section_of("stc", "legal_documents")
    page = LegalDocumentPage(
        title="Quy chế", number="1", symbol="QĐ-STC", issuer="Sở Tài chính", signer="A",
        abstract="Ban hành quy chế làm việc.", issued_on=date(2026, 2, 5), field="Tài chính",
        document_type="quyet_dinh", document_class="normative", locale=index.locale,
        first_published_at=timezone.now(),
    )  # fmt: skip
    return index.add_child(instance=page)


def described(page):
    return describe(page, place_of(page))


def head(client, page, host=STC):
    path = page.get_url_parts()[2]
    html = client.get(path, headers={"host": host}).content.decode().partition("</head>")[0]
    return html, dict(re.findall(r'<meta name="DC\.(\w+)" content="([^"]*)">', html))


# --- elements ---------------------------------------------------------------------------------


def test_the_elements_are_those_of_the_circular_and_name_their_article():
    by_level = {}
    for key, element in elements().items():
        by_level.setdefault(element.level, []).append(key)
        assert element.source.startswith("Thông tư 24/2011/TT-BTTTT, Điều 4.")
    assert tuple(by_level["obligatory"]) == OBLIGATORY
    assert by_level["recommended"] == ["language", "source", "contributor", "subject"]
    assert by_level["optional"] == ["coverage", "type", "format", "relation", "rights"]


def test_an_article_fills_them_from_what_it_knows(client, article):
    _html, found = head(client, article(source_url="https://example.vn/bai"))
    assert found == {
        "title": "Khánh thành cầu",
        "creator": "Trần Thị Bình",
        "date": "2026-03-01",
        "description": "Cầu mới nối hai bờ sông.",
        "publisher": "Sở Tài chính",
        "identifier": "http://stc.minhhoa.gov.vn.localhost/tin-tuc/khanh-thanh-cau/",
        "language": "vi",
        "source": "Báo Minh Họa; https://example.vn/bai",
        "subject": "Tin tức",
        "coverage": "Tỉnh Minh Họa",
        "type": "Text",
        "format": "text/html",
    }


def test_a_legal_document_names_its_issuer_day_and_number(client, document):
    html, found = head(client, document)
    assert found["creator"] == "Sở Tài chính"
    assert found["date"] == "2026-02-05"
    assert found["identifier"].startswith("1/2026/QĐ-STC; http://")
    assert found["description"] == "Ban hành quy chế làm việc."
    assert "Tài chính" in found["subject"]
    assert 'typeof="schema:Legislation"' in html
    assert 'property="schema:legislationIdentifier" content="1/2026/QĐ-STC"' in html


def test_a_record_takes_its_day_from_its_kind_and_names_its_subject(section_of):
    section = section_of("stc", "projects")
    kind = "project"
    page = RecordPage(title="Cầu Bờ Sông", kind=kind, author="A", source="B", locale=section.locale)
    section.add_child(instance=page)
    found = described(page)
    assert all(found.text(key) for key in OBLIGATORY)
    assert page.record_type.title.vi in found.text("subject")


def test_every_page_that_provisioning_makes_has_the_obligatory_ones(client, provisioned):
    for page in audit.published_pages(provisioned.values()).specific():
        found = described(page)
        assert [key for key in OBLIGATORY if not found.text(key)] == [], page.url_path
        assert not list(checks.faults(found)), page.url_path


def test_an_english_page_is_described_in_english(client, article, home_of):
    _html, found = head(client, home_of("stc", "en"))
    assert found["language"] == "en"
    assert found["coverage"] == "Minh Hoa Province"
    assert found["publisher"] == home_of("stc", "en").portal.agency.name_en


def test_long_text_is_shortened_and_body_stands_in_for_a_summary(article):
    page = article(summary="", body=[("paragraph", "<p>" + "Nội dung dài. " * 90 + "</p>")])
    text = described(page).text("description")
    assert text.startswith("Nội dung dài.")
    assert len(text) <= elements()["description"].longest


def test_structured_data_needs_no_script(client, article):
    html, _found = head(client, article())
    assert 'typeof="schema:NewsArticle"' in html
    assert '<meta property="schema:headline" content="Khánh thành cầu">' in html
    assert '<meta property="schema:datePublished" content="2026-03-01">' in html
    assert 'typeof="schema:GovernmentOrganization"' in html
    assert "ld+json" not in html and "<script>" not in html


def test_a_form_below_a_page_carries_none(client, section_of):
    path = section_of("stc", "feedback").get_url_parts()[2]
    assert b'name="DC.' in client.get(path, headers={"host": STC}).content
    assert b'name="DC.' not in client.get(f"{path}gui/", headers={"host": STC}).content


# --- what editors write -----------------------------------------------------------------------


def test_editors_texts_count_and_several_are_joined_by_semicolons(client, article):
    page = article(
        metadata={"contributor": "An ;Bình;; ", "title": "Cầu; và đường", "unknown": "x"}
    )
    _html, found = head(client, page)
    assert found["contributor"] == "An; Bình"
    assert found["title"] == "Cầu; và đường"


def test_publication_is_refused_where_an_obligatory_one_is_empty(article):
    page = article(summary="")
    with pytest.raises(ValidationError) as refusal:
        page.refuse_incomplete()
    (message,) = refusal.value.messages
    assert "Mô tả" in message and "Điều 4.1" in message
    page.metadata = {"description": "Cầu mới."}
    page.refuse_incomplete()


@pytest.mark.parametrize(
    ("written", "element"),
    [
        ({"title": "a" * 300}, "title"),
        ({"date": "05/02/2026"}, "date"),
        ({"language": "tiếng Việt"}, "language"),
    ],
)
def test_faulty_texts_are_named(article, written, element):
    assert [key for key, _message in checks.problems(article(metadata=written))] == [element]


def test_editors_are_warned_of_empty_recommended_ones_and_the_wrong_language(article):
    page = article(language="en", summary="Cầu mới nối hai bờ sông đã được khánh thành.")
    found = list(checks.warnings(described(page)))
    assert sum("Điều 4.2" in warning for warning in found) == 2
    assert len(found) == 3
    assert not list(checks.problems(page))


def _sent(page, **fields):
    texts = {"title": page.title, "slug": page.slug, "summary": page.summary, "image": ""}
    texts |= {"author": page.author, "source": page.source, "source_url": "", "body-count": "0"}
    return texts | {"source_changed_on": ""} | fields


@pytest.fixture
def edit(person, sign_in):
    """Return a function that sends the form of an article and returns what is then in it."""
    client = sign_in(person("stc", "editor"))

    def send(page, status=302, **fields):
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        answer = client.post(address, _sent(page, **fields))
        assert answer.status_code == status, answer.context and answer.context["form"].errors
        latest = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
        return latest, client.get(address).content.decode()

    return send


def test_a_change_marks_written_metadata_until_somebody_confirms_them(article, edit):
    page, kept = article(), {"metadata-description": "Cầu đã xong."}
    page, shown = edit(page, **kept)
    assert page.metadata == {"description": "Cầu đã xong."}
    assert not freshness.is_stale(page) and str(checks.STALE) not in shown
    page, shown = edit(page, **kept)
    assert not freshness.is_stale(page)
    page, shown = edit(page, **kept, summary="Cầu bị hỏng.")
    assert freshness.is_stale(page) and str(checks.STALE) in html.unescape(shown)
    page, shown = edit(page, **kept, metadata_is_checked="on")
    assert not freshness.is_stale(page) and str(checks.STALE) not in html.unescape(shown)


def test_automatic_metadata_are_never_outrun(article, edit):
    page, _shown = edit(article(), metadata_is_checked="on")
    page, _shown = edit(page, summary="Cầu bị hỏng.")
    assert not freshness.is_stale(page)


def test_a_draft_may_lack_metadata_and_a_page_sent_for_approval_may_not(article, edit):
    page = article()
    page, shown = edit(page, summary="")
    assert "Điều 4.1" in html.unescape(shown)
    edit(page, 200, summary="", **{"action-submit": "1"})
    edit(page, summary="", **{"metadata-description": "Cầu mới.", "action-submit": "1"})


def test_a_new_page_is_checked_before_it_has_an_address(section_of, person, sign_in):
    client, section = sign_in(person("stc", "reporter")), section_of("stc", "news")
    address = reverse("wagtailadmin_pages:add", args=["govportal", "articlepage", section.pk])
    assert client.get(address).status_code == 200
    page = ArticlePage(title="Tin mới", slug="tin-moi", author="A", source="B")
    refused = client.post(address, _sent(page) | {"action-submit": "1"})
    assert refused.status_code == 200 and not ArticlePage.objects.exists()
    assert client.post(address, _sent(page)).status_code == 302
    page.summary, page.slug = "Một tin.", "tin-khac"
    assert client.post(address, _sent(page) | {"action-submit": "1"}).status_code == 302


def test_a_copy_and_a_translation_begin_with_metadata_of_their_own(article, section_of):
    page = article(metadata={"title": "Cầu"})
    section = section_of("stc", "news", "en")
    assert section.translation_key == section_of("stc", "news").translation_key
    assert page.copy_for_translation(section.locale).metadata == {}
    assert page.copy(update_attrs={"slug": "ban-sao"}).metadata == {}


# --- the audit ----------------------------------------------------------------------------------


def run(*arguments, status=0):
    out = StringIO()
    if status:
        with pytest.raises(SystemExit) as end:
            call_command("govportal", *arguments, stdout=out)
        assert end.value.code == status
    else:
        call_command("govportal", *arguments, stdout=out)
    return out.getvalue()


def test_the_audit_names_page_element_and_whether_the_law_wants_it(article, provisioned):
    stale = article(title="Cũ", metadata={"title": "Cũ"})
    bare = article(title="Trống", summary="")
    article(code="skhcn", title="Khác", summary="")
    found = json.loads(run("metadata", "--portal", "stc", "--format", "json", status=1))
    assert {(row["page_id"], row["element"], row["portal"]) for row in found} == {
        (stale.pk, "", "stc"), (bare.pk, "description", "stc"),
    }  # fmt: skip
    assert all(row["is_required"] for row in found)
    assert {row.page_id for row in audit.audit([provisioned["stc"]]) if row.is_required} == {
        stale.pk, bare.pk,
    }  # fmt: skip
    text = run("metadata", status=1)
    assert "skhcn" in text and bare.full_url in text


def test_the_audit_is_content_with_a_new_installation(provisioned):
    run("metadata")
    with pytest.raises(CommandError):
        run("metadata", "--portal", "no-such")


def test_the_law_wants_home_news_and_documents_described(home_of, section_of, article, document):
    pages = [home_of("stc"), section_of("stc", "news"), article(), document]
    keys = {page.path: page.key for page in pages if getattr(page, "key", "")}
    keys |= {section_of("stc", "legal_documents").path: "legal_documents"}
    specs = categories("stc")
    assert all(audit.is_required(page, keys, specs) for page in pages)
    assert not audit.is_required(section_of("stc", "feedback"), {}, specs)


def test_the_audit_costs_the_same_with_more_pages(article, provisioned):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            list(audit.audit(Portal.objects.select_related("agency")))
        return len(queries)

    article()
    cost()  # the first fills what the process remembers
    few = cost()
    for number in range(5):
        article(title=f"Tin {number}", code="skhcn")
    assert cost() == few


# --- harvesting -----------------------------------------------------------------------------------


class Harvester(BaseClient):
    """The library's client, that asks Django's test client instead of the network."""

    def __init__(self, client, host, method="get", prefix=""):
        registry = MetadataRegistry()
        registry.registerReader("oai_dc", oai_dc_reader)
        super().__init__(registry)
        self.client, self.host, self.method, self.path = client, host, method, f"{prefix}/oai"

    def makeRequest(self, **arguments):
        answer = getattr(self.client, self.method)(
            self.path, arguments, headers={"host": self.host}
        )
        assert answer.status_code == 200
        return answer.content


def ask(client, host=STC, **arguments):
    answer = client.get("/oai", arguments, headers={"host": host})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/xml")
    return ElementTree.parse(BytesIO(answer.content)).getroot()


def fault(client, **arguments):
    found = ask(client, **arguments).find(f"{OAI}error")
    return found is not None and found.get("code")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_harvester_reads_what_the_portal_is_and_holds(client, article, provisioned, method):
    page = article()
    harvester = Harvester(client, STC, method)
    about = harvester.identify()
    assert about.repositoryName() == provisioned["stc"].name_vi
    assert about.baseURL() == "http://stc.minhhoa.gov.vn.localhost/oai"
    assert about.deletedRecord() == "no" and about.adminEmails()
    assert [row[0] for row in harvester.listMetadataFormats()] == ["oai_dc"]
    assert [row[0] for row in harvester.listSets()] == ["stc"]
    header, metadata, _about = harvester.getRecord(
        metadataPrefix="oai_dc", identifier=f"oai:minhhoa.gov.vn:{page.pk}"
    )
    assert header.setSpec() == ["stc"]
    assert header.datestamp() == datetime(2026, 3, 1, 3, tzinfo=UTC).replace(tzinfo=None)
    assert metadata["title"] == ["Khánh thành cầu"]
    assert metadata["subject"] == ["Tin tức"]
    assert metadata["identifier"] == [page.full_url]


def test_each_portal_answers_for_itself_and_the_province_for_all(client, article, provisioned):
    mine, other = article(), article(code="skhcn")
    own = {h.identifier() for h in Harvester(client, STC).listIdentifiers(metadataPrefix="oai_dc")}
    everything = Harvester(client, PROVINCE)
    assert {row[0] for row in everything.listSets()} == set(provisioned)
    found = {h.identifier() for h in everything.listIdentifiers(metadataPrefix="oai_dc")}
    assert f"oai:minhhoa.gov.vn:{mine.pk}" in own and own < found
    assert f"oai:minhhoa.gov.vn:{other.pk}" in found - own
    narrowed = everything.listIdentifiers(metadataPrefix="oai_dc", set="stc")
    assert {header.identifier() for header in narrowed} == own


def test_drafts_restricted_pages_and_placeholders_are_not_handed_out(client, article, section_of):
    draft = article(title="Nháp", live=False)
    closed = article(title="Riêng")
    closed.view_restrictions.create(restriction_type="login")
    found = {h.identifier().rpartition(":")[2] for h in
             Harvester(client, STC).listIdentifiers(metadataPrefix="oai_dc")}  # fmt: skip
    assert not found & {str(draft.pk), str(closed.pk)}
    for page in (draft, closed):
        assert client.get(f"/metadata/{page.pk}.json", headers={"host": STC}).status_code == 404


def test_harvesters_ask_for_what_changed_in_a_time(client, article):
    page = article()
    harvester = Harvester(client, STC)
    day = datetime(2026, 3, 1, tzinfo=UTC).replace(tzinfo=None)
    changed = harvester.listIdentifiers(metadataPrefix="oai_dc", from_=day, until=timezone.now()
                                        .replace(tzinfo=None, microsecond=0))  # fmt: skip
    assert str(page.pk) in {header.identifier().rpartition(":")[2] for header in changed}
    wanted = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}
    earlier = ask(client, **wanted, until="2026-03-01T02:59:59Z").iter(f"{OAI}identifier")
    assert f"oai:minhhoa.gov.vn:{page.pk}" not in {row.text for row in earlier}
    exactly = {"from": "2026-03-01T03:00:00Z", "until": "2026-03-01T03:00:00Z"}
    (only,) = ask(client, **wanted, **exactly).iter(f"{OAI}identifier")
    assert only.text.endswith(f":{page.pk}")


def test_long_lists_come_in_parts_and_lose_nothing(article, portal_of_code):
    for number in range(5):
        article(title=f"Tin {number}")
    provider = Provider(Repository(portal_of_code("stc")), size=3)
    arguments, found, parts = {"verb": ["ListRecords"], "metadataPrefix": ["oai_dc"]}, [], 0
    while arguments:
        root = ElementTree.fromstring(provider.answer(arguments))
        found += [row.text for row in root.iter(f"{OAI}identifier")]
        token, parts = root.find(f".//{OAI}resumptionToken"), parts + 1
        if parts == 1:  # what is withdrawn meanwhile moves nothing else out of sight
            gone = int(found[0].rpartition(":")[2])
            Page.objects.filter(pk=gone).update(live=False)
        text = token is not None and token.text
        arguments = {"verb": ["ListRecords"], "resumptionToken": [text]} if text else None
    assert token is not None and token.text is None  # the protocol's mark of the last part
    wanted = set(Repository(portal_of_code("stc")).pages().values_list("pk", flat=True))
    assert len(found) == len(set(found)) and parts > 2
    assert wanted <= {int(identifier.rpartition(":")[2]) for identifier in found}


LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "GetMetadata", "identifier": "x", "metadataPrefix": "oai_dc"}, "badVerb"),
        ({"verb": "Identify", "x": "y"}, "badArgument"),
        ({"verb": ["Identify", "Identify"]}, "badArgument"),
        ({"verb": "Identify\x00"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        (LIST | {"from_": "2026-01-01"}, "badArgument"),
        (LIST | {"from": "yesterday"}, "badArgument"),
        (LIST | {"from": "2026-13-01"}, "badArgument"),
        (LIST | {"from": "2026-01-01", "until": "2026-01-01T00:00:00Z"}, "badArgument"),
        (LIST | {"from": "2026-02-01", "until": "2026-01-01"}, "badArgument"),
        (LIST | {"until": "1999-01-01"}, "noRecordsMatch"),
        (LIST | {"from": "9999-12-31", "until": "9999-12-31"}, "noRecordsMatch"),
        (LIST | {"set": "skhcn"}, "noRecordsMatch"),
        (LIST | {"metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListIdentifiers", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        (LIST | {"resumptionToken": "x"}, "badArgument"),
        ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "cursor%3D1"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "metadataPrefix%3Doai_dc%26cursor%3D-1"},
         "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "metadataPrefix%3Doai_dc%26x%3D1%26cursor%3D1"},
         "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken":
          "metadataPrefix%3Doai_dc%26from_%3Dx%26cursor%3D1"}, "badResumptionToken"),
        ({"verb": "ListSets", "resumptionToken": "metadataPrefix%3Doai_dc%26cursor%3D1"},
         "badResumptionToken"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "x"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc",
          "identifier": "oai:minhhoa.gov.vn:999999999999999999"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "oai:x:1"}, "idDoesNotExist"),
    ],
)  # fmt: skip
def test_faulty_requests_get_the_answer_of_the_protocol(client, provisioned, arguments, code):
    assert fault(client, **arguments) == code


def test_a_huge_cursor_is_past_the_end(client, provisioned):
    token = f"metadataPrefix%3Doai_dc%26cursor%3D{'9' * 40}"
    assert not fault(client, verb="ListRecords", resumptionToken=token)


def test_characters_that_xml_has_not_do_not_break_an_answer(client, article):
    page = article(title="Cầu\x0b mới")
    found = Harvester(client, STC).getRecord(
        metadataPrefix="oai_dc", identifier=f"oai:minhhoa.gov.vn:{page.pk}"
    )
    assert "mới" in found[1]["title"][0]


def test_harvesting_costs_the_same_with_more_records(client, article, provisioned):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            ask(client, PROVINCE, **LIST)
        return len(queries)

    article()
    cost()  # the first fills what the process remembers
    few = cost()
    for number in range(5):
        article(title=f"Tin {number}", code="skhcn")
    assert cost() == few


def test_harvesting_may_be_cached_and_changes_nothing(client, provisioned):
    answer = client.get("/oai?verb=Identify", headers={"host": STC})
    assert set(answer["Cache-Control"].split(", ")) == {"max-age=300", "public"}
    assert not answer.cookies
    assert client.put("/oai", headers={"host": STC}).status_code == 405
    assert client.get("/oai", headers={"host": "unknown.example"}).status_code == 404


def test_the_metadata_of_one_page_are_given_as_json(client, article):
    page = article()
    html, found = head(client, page)
    (address,) = re.findall(
        r'<link rel="describedby" type="application/json" href="([^"]+)">', html
    )
    answer = client.get(address, headers={"host": STC}).json()
    assert answer["url"] == page.full_url and answer["portal"] == "stc"
    assert {key: "; ".join(values) for key, values in answer["metadata"].items()} == found
    assert client.get(address, headers={"host": "skhcn.minhhoa.gov.vn"}).status_code == 404
    assert client.get(address, headers={"host": PROVINCE}).status_code == 200
    assert client.get(f"/metadata/{'9' * 30}.json", headers={"host": STC}).status_code == 404


# --- names and attribution ----------------------------------------------------------------------


@pytest.mark.parametrize(("language", "prefix"), [("vi", ""), ("en", "/en")])
def test_official_names_are_data_that_header_title_and_harvest_use(
    client, provisioned, language, prefix
):
    Portal.objects.filter(pk=provisioned["stc"].pk).update(
        name_vi="Cổng TTĐT Sở Mẫu", name_en="Sample Portal"
    )
    routing.forget()
    name = {"vi": "Cổng TTĐT Sở Mẫu", "en": "Sample Portal"}[language]
    page = client.get(f"{prefix}/", headers={"host": STC}).content.decode()
    assert f"<title>{name}</title>" in page
    assert f'<span class="n">{name}</span>' in page
    assert Harvester(client, STC).identify().repositoryName() == "Cổng TTĐT Sở Mẫu"


def test_every_page_and_each_article_say_how_to_name_the_source(client, article, provisioned):
    host, page = f"({STC})", article()
    for published in audit.published_pages([provisioned["stc"]]).filter(locale=page.locale):
        path = published.specific.get_url_parts()[2]
        html = client.get(path, headers={"host": STC}).content.decode()
        assert "“Nguồn: " in html.partition("<footer")[2] and host in html, path
    shown = client.get(page.get_url_parts()[2], headers={"host": STC}).content.decode()
    assert "“Nguồn: " in shown.partition("<footer")[0]
