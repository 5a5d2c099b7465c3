"""What editors are told while they write, and what the explorer and the preview show them."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
import wagtail.admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

import govportal
from govportal.guide import contents as guide
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.models import ArticlePage
from govportal.publishing.writing_advice import LONGEST_TITLE, advice_on
from tests import sharing_world as published
from tests.test_editorial import draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def reader(person, sign_in):
    """Sign an editor of the Department of Finance in who reads English."""
    user = person("stc", "editor")
    UserProfile.objects.create(user=user, preferred_language="en")
    return sign_in(user)


def article(*blocks, title="Tin", summary="Tóm tắt.", source="Sở Tài chính"):
    body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    return ArticlePage(title=title, summary=summary, author="A", source=source, body=body)


def said(*blocks, **values):
    return [str(item) for item in advice_on(article(*blocks, **values))]


# --- advice ---------------------------------------------------------------------------------------


def test_a_page_that_is_well_written_is_left_alone():
    text = '<p>Đọc <a href="https://example.vn/">quyết định về giá đất</a>.</p>'
    assert said(("heading", "Nội dung"), ("paragraph", text)) == []


@pytest.mark.parametrize(
    "words", ["tại đây", "Tại đây.", "TẠI ĐÂY", "xem thêm…", "Click here", "here", "link"]
)
def test_links_that_say_nothing_are_named_with_their_place(words):
    (advice,) = said(
        ("paragraph", "<p>Một.</p>"), ("paragraph", f'<p><a href="https://a.vn/">{words}</a></p>')
    )
    assert advice.startswith("Body, 2 (Paragraph): ")
    assert f"“{words}”" in advice


@pytest.mark.parametrize("words", ["https://example.vn/a?b=1", "www.example.vn"])
def test_bare_addresses_are_remarked_upon(words):
    (advice,) = said(("paragraph", f'<p>Xem <a href="https://example.vn">{words}</a></p>'))
    assert "bare address" in advice


def test_headings_without_text_and_text_that_plays_a_heading_are_remarked_upon():
    found = said(
        ("heading", "Một"), ("heading", "Hai"), ("paragraph", "<p><b>Ba</b></p>"),
        ("paragraph", "<p>Có <b>chữ đậm</b> giữa câu.</p>"), ("heading", "Bốn"),
    )  # fmt: skip
    assert [line.split(":")[0] for line in found] == [
        "Body, 1 (Heading)", "Body, 3 (Paragraph)", "Body, 5 (Heading)",
    ]  # fmt: skip


def test_the_levels_of_a_legal_text_are_checked():
    divisions = [{"kind": kind, "number": "1", "title": ""} for kind in ("chapter", "subsection")]
    body = json.dumps([{"type": "division", "value": value} for value in divisions])
    (advice,) = advice_on(LegalDocumentPage(title="A" * 300, number="1", symbol="B", body=body))
    assert advice.place.startswith("Body, 2")


def test_pictures_without_words_or_photographer_are_remarked_upon(provisioned):
    image = Image.objects.create(title="Lễ hội", file=get_test_image_file())
    picture = {"image": image.pk, "alt_text": "", "decorative": False}
    found = said(("figure", {"image": picture, "caption": "", "author": ""}))
    assert len(found) == 2
    assert all("“Lễ hội”" in line for line in found)
    named = {"image": picture | {"alt_text": "IMG_0012.JPG"}, "caption": "", "author": "B"}
    (advice,) = said(("gallery", {"title": "Ảnh", "pictures": [named]}))
    assert "name of a file" in advice


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"title": "t" * (LONGEST_TITLE + 1)}, "Title"),
        ({"title": "HỌP BÁO THÁNG BẢY"}, "Title"),
        ({"summary": ""}, "Summary"),
        ({"source": " "}, "Source"),
        ({"source": "Sưu tầm"}, "Source"),
        ({"source": "Internet."}, "Source"),
    ],
)
def test_title_summary_and_source_are_looked_at(values, place):
    (advice,) = said(**values)
    assert advice.startswith(f"{place}: ")


@pytest.mark.parametrize("text", ["", "<p", "<!-- x -->", "<a>", "&#0;", "<p>\x00</p>"])
def test_broken_markup_is_no_reason_to_fail(text):
    said(("paragraph", text))


def form(page, paragraph, **values):
    data = {
        "title": page.title, "slug": page.slug, "summary": page.summary, "author": page.author,
        "source": page.source, "source_url": "", "image": "", "go_live_at": "", "expire_at": "",
        "search_description": "", "seo_title": "", "comment_notifications": "",
        "body": streamfield([("paragraph", rich_text(paragraph))]),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
    }  # fmt: skip
    return nested_form_data(data | values)


def test_saving_and_submitting_warn_and_refuse_nothing(section_of, person, reader):
    page = draft(section_of("stc", "news"), person("stc", "reporter"))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    bad = '<p><a href="https://a.vn/">tại đây</a></p>'
    answer = reader.post(edit, form(page, bad), follow=True).content.decode()
    assert "<li>Body, 1 (Paragraph): The link “tại đây” does not say where it leads" in answer
    answer = reader.post(edit, form(page, bad, **{"action-submit": "1"}), follow=True)
    assert "“tại đây” does not say where it leads" in answer.content.decode()
    page.refresh_from_db()
    assert page.workflow_in_progress


def test_what_is_saved_by_itself_is_not_remarked_upon(section_of, person, reader):
    page = draft(section_of("stc", "news"), person("stc", "reporter"))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    bad = '<p><a href="https://a.vn/">tại đây</a></p>'
    answer = reader.post(edit, form(page, bad), headers={"accept": "application/json"})
    assert answer.json()["success"]
    assert "could be better" not in reader.get("/cms/account/").content.decode()
    # The editor has it when it is opened again; checks that can find nothing are not shown.
    assert "data-content-checker-count" not in reader.get(edit).content.decode()
    assert "“tại đây” does not say where it leads" in reader.get(edit).content.decode()


def test_the_editor_tells_what_is_needed_before_a_page_is_submitted(
    section_of, person, reader, provisioned
):
    image = Image.objects.create(
        title="Cầu mới", file=get_test_image_file(), collection=provisioned["stc"].collection
    )
    page = draft(section_of("stc", "news"), person("stc", "reporter"), image=image)
    answer = reader.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "To be mended before it is submitted" in answer
    assert "The image “Cầu mới” has no alternative text." in answer


# --- the explorer ---------------------------------------------------------------------------------


def document(index, number):
    page = LegalDocumentPage(
        title=f"Văn bản {number}", number=str(number), symbol="QĐ-STC", issuer="Sở", signer="A",
        abstract="B", document_type="quyet_dinh", issued_on=date(2026, 2, number),
        effective_on=date(2026, 3, 1), locale=index.locale,
    )  # fmt: skip
    return index.add_child(instance=page)


def test_documents_are_listed_with_number_day_and_effect(section_of, reader):
    index = section_of("stc", "legal_documents")
    documents = [document(index, number) for number in (7, 3)]
    address = reverse("wagtailadmin_explore", args=[index.pk])
    answer = reader.get(address).content.decode()
    for shown in (documents[0].citation, "07/02/2026", "In force", "Number and symbol"):
        assert shown in answer
    ordered = reader.get(f"{address}?ordering=legaldocumentpage__issued_on").content.decode()
    assert ordered.index("Văn bản 3") < ordered.index("Văn bản 7")


def test_a_long_list_of_documents_costs_no_more_queries_than_a_short_one(section_of, reader):
    index = section_of("stc", "legal_documents")
    document(index, 1)
    address = reverse("wagtailadmin_explore", args=[index.pk])

    def cost():
        reader.get(address)
        with CaptureQueriesContext(connection) as queries:
            reader.get(address)
        return len(queries)

    few = cost()
    for number in range(2, 12):
        document(index, number)
    assert cost() == few <= 45


def test_a_long_list_shows_twenty_pages_at_once(section_of, person, home_of, sign_in):
    news, index = section_of("stc", "news"), section_of("stc", "legal_documents")
    sections = home_of("stc").get_children().count()
    for number in range(1, 23):
        published.article(news, f"Tin {number}")
        document(index, number)
    client = sign_in(person("stc", "editor"))
    shown = {}
    for parent in (news, index, home_of("stc")):
        answer = client.get(reverse("wagtailadmin_explore", args=[parent.pk]))
        shown[parent.pk] = len(answer.context["object_list"])
    assert shown == {news.pk: 20, index.pk: 20, home_of("stc").pk: min(sections, 20)}
    everything = client.get("/cms/pages/?q=tin").context["object_list"]
    assert len(everything) == 20


def test_a_page_that_lacks_a_language_can_be_translated_from_the_list(section_of, person, reader):
    news = section_of("stc", "news")
    page = draft(news, person("stc", "reporter"))
    answer = reader.get(reverse("wagtailadmin_explore", args=[news.pk])).content.decode()
    assert reverse("wagtail_localize:submit_page_translation", args=[page.pk]) in answer


def test_articles_are_listed_with_their_author(section_of, person, reader):
    news = section_of("stc", "news")
    draft(news, person("stc", "reporter"), author="Trần Thị Bích")
    answer = reader.get(reverse("wagtailadmin_explore", args=[news.pk])).content.decode()
    assert "Trần Thị Bích" in answer


def test_another_portals_section_stays_closed(section_of, person, reader):
    news = section_of("skhcn", "news")
    draft(news, person("skhcn", "reporter"), title="Bài lạ")
    answer = reader.get(reverse("wagtailadmin_explore", args=[news.pk]), follow=True)
    assert "Bài lạ" not in answer.content.decode()


# --- the preview ----------------------------------------------------------------------------------


def test_a_page_is_previewed_in_its_other_language_and_as_narrow_as_a_telephone(
    section_of, person, reader
):
    page = draft(section_of("stc", "news"), person("stc", "reporter"))
    assert [code for code, _name in page.preview_modes] == [""]
    version = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    version.title = "News in English"
    version.save_revision()
    page = ArticlePage.objects.get(pk=page.pk)
    assert [code for code, _name in page.preview_modes] == ["", "en"]
    assert [size["device_width"] for size in page.preview_sizes] == [360, 768, 1280]
    answer = page.make_preview_request(preview_mode="en")
    text = (
        answer.render().content.decode() if hasattr(answer, "render") else answer.content.decode()
    )
    assert "News in English" in text
    assert 'lang="en"' in text


def test_the_editor_may_frame_a_preview_and_nobody_else(section_of, person, reader):
    page = draft(section_of("stc", "news"), person("stc", "reporter"))
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert reader.post(address, form(page, "<p>Một</p>")).json()["is_valid"]
    answer = reader.get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    public = reader.get(page.get_parent().specific.full_url)
    assert "frame-ancestors 'none'" in public.headers["Content-Security-Policy"]


def test_an_unknown_language_previews_the_page_itself(section_of, person):
    page = draft(section_of("stc", "news"), person("stc", "reporter"), title="Tin gốc")
    answer = page.make_preview_request(preview_mode="lo")
    assert "Tin gốc" in answer.render().content.decode()


# --- help -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [ArticlePage, LegalDocumentPage])
def test_every_field_that_an_author_fills_in_says_what_belongs_there(model):
    handler = model.get_edit_handler()
    form = handler.get_form_class()

    def fields(panel):
        for child in getattr(panel, "children", ()):
            yield from fields(child)
        if hasattr(panel, "field_name"):
            yield panel

    content = handler.children[0]
    without = {
        panel.field_name
        for panel in fields(content)
        if panel.field_name in form.base_fields and panel.field_name != "title"
        and not (panel.help_text or form.base_fields[panel.field_name].help_text)
    }  # fmt: skip
    assert without == set()


# --- autosave -------------------------------------------------------------------------------------


def test_autosave_says_that_what_it_saved_is_a_draft(section_of, person, reader):
    page = draft(section_of("stc", "news"), person("stc", "reporter"))
    answer = reader.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Draft saved, not public" in answer
    assert 'data-w-autosave-interval-value="3000"' in answer


def test_what_our_template_replaces_is_as_it_was():
    """Compare with Wagtail's own; when it has changed, ours has to follow."""
    path = Path(wagtail.admin.__file__).parent / "templates/wagtailadmin/shared"
    ours = Path(govportal.__file__).parent / "templates/wagtailadmin/shared/autosave"
    theirs = (path / "autosave/indicator.html").read_text()
    for mine, own in (
        ("Saving the draft…", "Saving…"), ("Draft saved, not public", "Saved"),
    ):  # fmt: skip
        theirs = theirs.replace(f"translate '{own}'", f"translate '{mine}'")

    def uncommented(text):
        notes = r"{% comment %}.*?{% endcomment %}|{#.*?#}"
        return re.sub(notes, "", text, flags=re.DOTALL).split()

    assert uncommented((ours / "indicator.html").read_text()) == uncommented(theirs)
    summary = (path.parent / "home/account_summary.html").read_text()
    assert summary.count("<li>") == 2
    assert "wagtail_feature_release_editor_guide_link" in summary


# --- the guide ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("page", guide.PAGES, ids=lambda page: page.slug)
def test_every_page_of_the_guide_is_there_in_both_languages(page, language, person, sign_in):
    user = person("stc", "reporter")
    UserProfile.objects.create(user=user, preferred_language=language)
    client = sign_in(user)
    answer = client.get(reverse("govportal_guide_page", args=[page.slug])).content.decode()
    text = answer.split('class="govportal-guide">')[1].split("<nav")[0]
    assert text.count("<h2>") >= 3
    assert bool(re.search("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệ]", text)) == (language == "vi")


def test_the_guide_is_found_in_the_menu_and_begins_with_its_contents(reader):
    answer = reader.get(reverse("govportal_guide")).content.decode()
    assert all(reverse("govportal_guide_page", args=[page.slug]) in answer for page in guide.PAGES)
    home = reader.get("/cms/").content.decode()
    assert home.count("/cms/guide/") >= 2  # in the menu, and beside the name
    assert "guide.wagtail.org" not in home
    assert reader.get("/cms/guide/unknown/").status_code == 404
