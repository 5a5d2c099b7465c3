"""What a reader gets: structure, languages, addresses, law text, and at what cost."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.images.models import Filter

import govportal
from govportal import plugins
from govportal.portals import routing
from govportal.province import Text
from govportal.publishing import navigation, outline, written_dates
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.models import ArticlePage
from govportal.templatetags import govportal_tags as tags

PACKAGE = Path(govportal.__file__).parent
TEMPLATES = sorted(PACKAGE.glob("templates/**/*.html"))
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)(?![^>]*ld\+json)", re.I)
VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]")
ADDRESSES = {
    "vi": ("minhhoa.gov.vn", "/"),
    "en by host": ("en.minhhoa.gov.vn", "/"),
    "en by path": ("stc.minhhoa.gov.vn", "/en/"),
}


class Elements(HTMLParser):
    """Collects the elements of a page with their attributes, and its visible text."""

    def __init__(self, html):
        super().__init__()
        self.found, self.text, self._open = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self._open.append((tag, dict(attrs).get("lang")))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip():
            self.text.append((data.strip(), next((v for _, v in self._open[::-1] if v), "")))

    def all(self, tag, **wanted):
        return [a for t, a in self.found if t == tag and wanted.items() <= a.items()]


@pytest.fixture
def read(client):
    def get(host, path, status=200):
        response = client.get(path, headers={"host": host})
        assert response.status_code == status, path
        return Elements(response.content.decode())

    return get


@pytest.fixture
def picture(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = ContentFile(b"", name="picture.png")
    Picture.new("RGB", (1200, 800)).save(file, "PNG")
    image = get_image_model().objects.create(title="picture", file=file)
    for spec in ("width-1280|format-png", "fill-768x432|format-png"):
        key = Filter(spec=spec).get_cache_key(image)
        size = {"width": 960, "height": 640}
        image.renditions.create(filter_spec=spec, focal_point_key=key, file=image.file, **size)
    return image


@pytest.fixture
def publish_article(section_of):
    def publish(title="Khánh thành cầu Bờ Sông", code="ubnd", language="vi", **values):
        section = section_of(code, "news", language)
        page = ArticlePage(
            title=title, author="Trần Thị Bình", source="Báo Minh Họa", locale=section.locale,
            first_published_at=timezone.now(), **values,
        )  # fmt: skip
        section.add_child(instance=page)
        return page

    return publish


CLAUSES = [
    {"number": "", "text": "Trong văn bản này:", "points": []},
    {"number": "2", "text": "Khoản hai", "points": [{"label": "đ", "text": "Điểm đ"}]},
]


@pytest.fixture
def publish_document(section_of):
    def publish(number="35", code="ubnd", **values):
        index = section_of(code, "legal_documents")
        article = {"number": 1, "title": "Phạm vi", "clauses": CLAUSES}
        facts = {
            "title": "Ban hành Quy chế", "number": number, "symbol": "QĐ-UBND",
            "document_class": "normative", "document_type": "quyet_dinh", "abstract": "Quy chế",
            "issuer": "Ủy ban nhân dân tỉnh Minh Họa", "signer": "Nguyễn Văn An",
            "issued_on": date(2026, 2, 5), "effective_on": date(2026, 2, 15),
            "decision": [("article", {"number": 1, "title": "", "clauses": []})],
            "regulation_title": "Quy chế mẫu",
            "body": [
                ("division", {"kind": "chapter", "number": "I", "title": "Quy định chung"}),
                ("division", {"kind": "section", "number": "2", "title": "Phạm vi"}),
                ("article", article),
                ("paragraph", "Đoạn không đánh số."),
            ],
            "annexes": [("annex", {"kind": "annex", "title": "Phụ lục I", "text": "Mẫu"})],
        }  # fmt: skip
        page = LegalDocumentPage(locale=index.locale, **(facts | values))
        index.add_child(instance=page)
        return page

    return publish


def path_of(page):
    return page.get_url_parts()[2]


# --- structure --------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_each_page_has_one_heading_landmarks_and_its_language(provisioned, read, address):
    host, home = address
    sections = {a["href"] for a in read(host, home).all("a") if a["href"].startswith(home)}
    for path in sorted(sections):
        page = read(host, path)
        assert len(page.all("h1")) == 1, path
        assert page.all("html")[0]["lang"] == ("vi" if home == "/" and "en." not in host else "en")
        assert len(page.all("main", id="main")) == 1
        assert page.all("header", **{"class": "top"})
        assert page.all("footer", **{"class": "foot"})
        assert page.all("a", href="#main")
        assert all("alt" in image for image in page.all("img"))
        (described,) = page.all("meta", name="description")
        assert described["content"].strip()
        assert not any("role" in a for tag in ("h2", "ul") for a in page.all(tag)), path


def test_identifiers_are_unique_and_links_into_the_page_arrive(provisioned, read, publish_document):
    page = read("minhhoa.gov.vn", path_of(publish_document()))
    ids = [attributes["id"] for _tag, attributes in page.found if "id" in attributes]
    targets = {a["href"][1:] for a in page.all("a") if a.get("href", "").startswith("#")}
    assert len(ids) == len(set(ids))
    assert targets <= set(ids)


def test_nothing_is_loaded_from_another_host(provisioned, read, publish_article, picture):
    article = publish_article(image=picture, source_url="https://example.vn/bai-goc")
    for path in ("/", path_of(article), "/khong-co/"):
        page = read("minhhoa.gov.vn", path, status=404 if path == "/khong-co/" else 200)
        loaded = [a.get("src") for t, a in page.found if t in {"img", "script", "iframe"}]
        loaded += [a["href"] for a in page.all("use")]
        loaded += [a["href"] for a in page.all("link") if a.get("rel") in {"stylesheet", "icon"}]
        assert loaded
        assert all(re.match(r"/(?!/)", address) for address in loaded), loaded


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_script_or_style(template):
    assert not INLINE.search(template.read_text())


def test_every_icon_asked_for_is_drawn():
    sprite = (PACKAGE / "static/govportal/img/icons.svg").read_text()
    drawn = set(re.findall(r'id="i-(\w+)"', sprite))
    texts = "".join(path.read_text() for path in TEMPLATES)
    asked = set(re.findall(r'{% icon "(\w+)"', texts))
    asked |= {
        "folder",
        *tags.SECTION_ICONS.values(),
        *(name for _css, name in tags.EFFECT_BADGES.values()),
    }
    assert asked <= drawn


def test_files_that_the_style_sheet_names_exist():
    folder = PACKAGE / "static/govportal"
    named = re.findall(r"url\(([^)]+)\)", (folder / "portal.css").read_text())
    assert named
    assert all((folder / name).is_file() for name in named)


def test_accent_of_the_portal_is_on_the_page(provisioned, read):
    assert read("bosong.minhhoa.gov.vn", "/").all("html")[0]["data-accent"] == "sen"
    assert "data-accent" not in read("minhhoa.gov.vn", "/").all("html")[0]


# --- addresses and languages --------------------------------------------------------------------


def links_of(page):
    return page.all("link", rel="canonical")[0]["href"], alternates_of(page)


def alternates_of(page):
    links = page.all("link", rel="alternate")
    return {link["hreflang"]: link["href"] for link in links if "hreflang" in link}


def test_canonical_and_alternates_in_the_three_styles(provisioned, read):
    province = {
        "vi": "http://minhhoa.gov.vn.localhost/", "en": "http://en.minhhoa.gov.vn.localhost/"
    }  # fmt: skip
    finance = {
        "vi": "http://stc.minhhoa.gov.vn.localhost/", "en": "http://stc.minhhoa.gov.vn.localhost/en/"
    }  # fmt: skip
    assert links_of(read("minhhoa.gov.vn", "/")) == (province["vi"], province)
    assert links_of(read("en.minhhoa.gov.vn", "/")) == (province["en"], province)
    assert links_of(read("stc.minhhoa.gov.vn", "/en/")) == (finance["en"], finance)


def language_link(page, language):
    header = [a for a in page.all("a") if a.get("hreflang") == language and "lang" in a]
    return header[0]["href"]


def test_language_link_leads_to_the_translation_or_home(provisioned, read, publish_article):
    article = publish_article()
    page = read("minhhoa.gov.vn", path_of(article))
    assert language_link(page, "en") == "http://en.minhhoa.gov.vn.localhost/"
    assert alternates_of(page) == {}
    translated = publish_article(
        "Bridge opened", language="en", translation_key=article.translation_key
    )
    page = read("minhhoa.gov.vn", path_of(article))
    assert language_link(page, "en") == translated.full_url
    assert links_of(page)[1] == {"vi": article.full_url, "en": translated.full_url}


def test_later_pages_of_a_list_have_their_own_canonical_address(provisioned, read, publish_article):
    for number in range(21):
        publish_article(f"Tin {number}")
    page = read("minhhoa.gov.vn", "/tin-tuc/?page=2")
    assert links_of(page) == ("http://minhhoa.gov.vn.localhost/tin-tuc/?page=2", {})
    assert page.all("a", **{"href": "?page=2", "aria-current": "page"})
    assert links_of(read("minhhoa.gov.vn", "/tin-tuc/?page=nhiều"))[0].endswith("/tin-tuc/")


def test_english_page_shows_no_vietnamese(provisioned, read, publish_article, publish_document):
    publish_article()
    publish_document()
    for path in ("/", "/news/", "/legal-documents/", "/missing/"):
        page = read("en.minhhoa.gov.vn", path, status=404 if path == "/missing/" else 200)
        shown = [text for text, language in page.text if language != "vi"]
        assert [text for text in shown if VIETNAMESE.search(text.lower())] == []


def test_vietnamese_page_shows_no_english(provisioned, read, publish_article, publish_document):
    words = {"Home", "Menu", "Contents", "Latest news", "Signed by", "About this portal", "Source:"}
    paths = ["/", "/tin-tuc/", "/van-ban/", path_of(publish_article()), path_of(publish_document())]
    for path in paths:
        page = read("minhhoa.gov.vn", path)
        assert words.isdisjoint(text for text, _language in page.text), path


# --- header and footer ----------------------------------------------------------------------------


def test_menu_marks_the_section_that_holds_the_page(provisioned, read, publish_article):
    page = read("minhhoa.gov.vn", path_of(publish_article()))
    assert page.all("a", **{"href": "/tin-tuc/", "aria-current": "true"})
    assert not page.all("a", **{"href": "/van-ban/", "aria-current": "true"})


def test_menu_leaves_out_unpublished_private_and_untranslated_pages(
    provisioned, read, section_of, home_of
):
    section_of("ubnd", "news").unpublish()
    contact = section_of("ubnd", "contact")
    contact.view_restrictions.create(restriction_type="login")
    hrefs = {a["href"] for a in read("minhhoa.gov.vn", "/").all("a")}
    assert "/gioi-thieu/" in hrefs
    assert hrefs.isdisjoint({"/tin-tuc/", "/lien-he/"})


def test_footer_shows_what_is_known_and_how_to_name_the_source(provisioned, read):
    portal = provisioned["stc"]
    portal.phone, portal.responsible_person_vi = "0221 000 001", "Bà Lê Thị Chi"
    portal.save()
    page = read("stc.minhhoa.gov.vn", "/")
    text = " ".join(data for data, _language in page.text)
    assert "Nguồn: Cổng thông tin điện tử Sở Tài chính (stc.minhhoa.gov.vn)" in text
    assert "Bà Lê Thị Chi" in text
    assert page.all("a", href="tel:0221000001")
    assert not [a for a in page.all("a") if a.get("href", "").startswith("mailto:")]
    assert page.all("a", href="http://minhhoa.gov.vn.localhost/")


def test_history_of_an_ended_province_is_on_every_page(provisioned, read, monkeypatch):
    ended = plugins.province().model_copy(update={"history": Text(vi="Tỉnh cũ", en="Ended")})
    monkeypatch.setattr(plugins, "province", lambda: ended)
    for host, path, notice in [
        ("minhhoa.gov.vn", "/tin-tuc/", "Tỉnh cũ"), ("en.minhhoa.gov.vn", "/", "Ended"),
    ]:  # fmt: skip
        assert notice in [text for text, _language in read(host, path).text]


def test_provincial_home_lists_the_component_portals(provisioned, read):
    hrefs = {a["href"] for a in read("minhhoa.gov.vn", "/").all("a")}
    names = ("stc", "bosong", "dongxanh")
    component = {f"http://{name}.minhhoa.gov.vn.localhost/" for name in names}
    assert component <= hrefs
    english = {a["href"] for a in read("en.minhhoa.gov.vn", "/").all("a")}
    assert "http://stc.minhhoa.gov.vn.localhost/en/" in english


# --- content ----------------------------------------------------------------------------------


def test_article_states_author_and_source_and_shows_its_blocks(
    provisioned, read, publish_article, picture
):
    figure = {"image": picture, "caption": "Cầu mới", "author": "PV"}
    quote = {"text": "Một ngày vui", "attribution": "Bà Chi"}
    article = publish_article(
        image=picture, source_url="https://example.vn/bai",
        body=[("heading", "Ý nghĩa"), ("figure", figure), ("quote", quote)],
    )  # fmt: skip
    page = read("minhhoa.gov.vn", path_of(article))
    text = " ".join(data for data, _language in page.text)
    for expected in ("Trần Thị Bình", "Báo Minh Họa", "Ý nghĩa", "Cầu mới", "Một ngày vui"):
        assert expected in text
    assert page.all("a", href="https://example.vn/bai")
    assert len(page.all("figure")) == 2


def test_empty_section_says_so(provisioned, read, publish_article):
    assert read("bosong.minhhoa.gov.vn", "/tin-tuc/").all("p", **{"class": "empty"})
    publish_article(code="phuong-bo-song")
    assert not read("bosong.minhhoa.gov.vn", "/tin-tuc/").all("p", **{"class": "empty"})


def test_legal_document_gives_each_article_clause_and_point_its_anchor(
    provisioned, read, publish_document
):
    page = read("minhhoa.gov.vn", path_of(publish_document()))
    ids = {attributes["id"] for _tag, attributes in page.found if "id" in attributes}
    assert {
        "qd-dieu-1", "chuong-i", "chuong-i-muc-2", "dieu-1", "dieu-1-khoan-2",
        "dieu-1-khoan-2-diem-dd", "phu-luc-1",
    } <= ids  # fmt: skip
    assert page.all("a", href="#chuong-i-muc-2")
    assert "Đoạn không đánh số." in [text for text, _language in page.text]


def test_letters_with_and_without_stroke_have_different_anchors():
    assert (outline.point_label("d"), outline.point_label("đ")) == ("d", "dd")


def test_relations_are_shown_at_both_documents(provisioned, read, publish_document):
    older, newer = publish_document("35"), publish_document("36")
    LegalDocumentRelation.objects.create(
        document=newer, kind="replaces", citation=older.citation, target=older
    )
    assert read("minhhoa.gov.vn", path_of(newer)).all("a", href=path_of(older))
    assert read("minhhoa.gov.vn", path_of(older)).all("a", href=path_of(newer))


@pytest.mark.parametrize(
    ("effective", "expires", "css_class"),
    [
        (None, None, "b"),
        (timedelta(1), None, "b b-warn"),
        (timedelta(0), None, "b b-ok"),
        (timedelta(-9), timedelta(0), "b b-bad"),
    ],
)
def test_effect_badge_follows_the_day(effective, expires, css_class):
    today = timezone.localdate()
    document = LegalDocumentPage(
        effective_on=today + effective if effective is not None else None,
        expires_on=today + expires if expires is not None else None,
    )
    template = Template("{% load govportal_tags %}{% effect_badge document %}")
    badge = Elements(template.render(Context({"document": document})))
    assert badge.found[0] == ("span", {"class": css_class})
    assert badge.all("use")


@pytest.mark.parametrize(
    ("language", "day", "expected"),
    [
        ("en", date(2026, 11, 21), ("Saturday, 21 November 2026", "21 November 2026")),
        ("vi", date(2026, 11, 21), ("Thứ Bảy, ngày 21 tháng 11 năm 2026", "21/11/2026")),
        ("vi", date(2026, 2, 5), ("Thứ Năm, ngày 05 tháng 02 năm 2026", "05/02/2026")),
        ("vi", date(2026, 7, 15), ("Thứ Tư, ngày 15 tháng 7 năm 2026", "15/7/2026")),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language, day, expected):
    with translation.override(language):
        assert (written_dates.long_date(day), written_dates.short_date(day)) == expected
        assert written_dates.long_date(None) == ""


# --- errors ---------------------------------------------------------------------------------------


def test_unknown_page_keeps_the_header_of_the_portal(provisioned, read):
    page = read("stc.minhhoa.gov.vn", "/en/missing/", status=404)
    assert "Portal of the Department of Finance" in [text for text, _language in page.text]
    assert page.all("a", **{"href": "/en/", "class": "brand"})
    assert page.all("link", rel="canonical") == []


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_need_no_portal_and_no_database(name):
    page = Elements(render_to_string(name))
    assert len(page.all("h1")) == 1


# --- cost -----------------------------------------------------------------------------------------


def queries_of(client, host, path):
    client.get(path, headers={"host": host})
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path, headers={"host": host}).status_code == 200
    return len(queries)


def test_a_warm_page_costs_few_queries(
    provisioned, client, publish_article, publish_document, picture
):
    figure = ("figure", {"image": picture, "caption": "", "author": ""})
    article = publish_article(image=picture, body=[figure, figure])
    document = publish_document()
    publish_article(code="stc", language="en")
    assert queries_of(client, "minhhoa.gov.vn", path_of(article)) <= 12
    assert queries_of(client, "minhhoa.gov.vn", path_of(document)) <= 12
    assert queries_of(client, "minhhoa.gov.vn", "/") <= 20
    assert queries_of(client, "stc.minhhoa.gov.vn", "/en/") <= 20


def test_the_directory_costs_no_query(provisioned, django_assert_num_queries):
    routing.table()
    with django_assert_num_queries(0):
        assert len(navigation.directory("en")["territories"]) == 2
