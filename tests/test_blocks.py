"""The blocks of legal texts and of articles."""

import html
import json
import unicodedata

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks.base import BlockField
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from govportal.publishing.blocks import LawBlocks
from govportal.publishing.legacy_text import encoding_of
from govportal.publishing.models import ArticlePage

SENT = {
    "body-count": "1",
    "body-0-type": "article",
    "body-0-order": "0",
    "body-0-deleted": "",
    "body-0-id": "b7a1c0de-0000-4000-8000-000000000001",
    "body-0-value-suffix": "",
    "body-0-value-title": "Phạm vi",
    "body-0-value-clauses-count": "0",
}
STORED = {
    "type": "article",
    "id": SENT["body-0-id"],
    "value": {"number": 1, "title": "Phạm vi", "clauses": []},
}


def is_changed_by(number):
    block = LawBlocks()
    sent = block.value_from_datadict({**SENT, "body-0-value-number": number}, {}, "body")
    return BlockField(block=block).has_changed(block.to_python([STORED]), sent)


def test_article_sent_as_it_is_stored_is_no_change():
    assert not is_changed_by("1")


def test_another_number_is_a_change():
    assert is_changed_by("2")
    assert is_changed_by("")
    assert is_changed_by("một")


# --- media (INFO-36), alternative text, composed letters and old encodings (INFO-37) --------------

WORDS = "<p>Tiếng nói</p>"


@pytest.fixture
def collection(provisioned):
    return provisioned["stc"].collection


@pytest.fixture
def picture(collection):
    return Image.objects.create(
        title="Cầu Bờ Sông", file=get_test_image_file(), collection=collection
    )


@pytest.fixture
def file_of(collection):
    """Return a function that makes a document of the portal with a name."""

    def make(name):
        file = ContentFile(b"x", name=name)
        return Document.objects.create(title=name, file=file, collection=collection)

    return make


@pytest.fixture
def article(section_of):
    """Return a function that puts an article with a body into the news of stc."""

    def make(*body, **values):
        page = ArticlePage(
            title="Cầu mới", author="Lê An", source="Sở", summary="Cầu mới thông xe.",
            body=[{"type": kind, "value": value} for kind, value in body], **values,
        )  # fmt: skip
        return section_of("stc", "news").add_child(instance=page)

    return make


def problems_of(page):
    with translation.override("en"):
        return [message for error in page.content_problems() for message in error.messages]


def shown(client, page):
    path = page.get_url_parts()[2]
    return client.get(path, headers={"host": "stc.minhhoa.gov.vn"}).content.decode()


def described(picture, alt="Cây cầu thép", decorative=False):
    return {"image": picture.pk, "alt_text": alt, "decorative": decorative}


@pytest.mark.django_db
def test_every_kind_of_medium_is_shown_with_what_stands_for_it(client, article, picture, file_of):
    film, captions, sound = file_of("phim.mp4"), file_of("phim.vtt"), file_of("noi.mp3")
    page = article(
        ("video", {"title": "Lễ khánh thành", "file": film.pk, "captions": captions.pk,
                   "transcript": WORDS, "poster": picture.pk}),
        ("audio", {"title": "Phỏng vấn", "file": sound.pk, "transcript": WORDS}),
        ("infographic", {"image": described(picture), "caption": "", "description": WORDS}),
        ("gallery", {"title": "Ảnh lễ", "pictures": [
            {"image": described(picture), "caption": "Cầu", "author": "An"}]}),
        ("table", {"caption": "Số liệu", "columns": [
            {"type": "row_heading", "heading": "Năm"}, {"type": "number", "heading": "Lượt xe"}],
            "rows": [{"values": ["2025", "123456.5"]}]}),
    )  # fmt: skip
    assert problems_of(page) == []
    text = shown(client, page)
    assert f'<track kind="captions" src="{captions.url}" srclang="vi"' in text
    assert "<video controls" in text
    assert "<audio controls" in text
    assert "autoplay" not in text
    assert text.count("Tiếng nói") == 3
    assert "<caption>Số liệu</caption>" in text
    assert '<th scope="col">Năm</th>' in text
    assert '<th scope="row">2025</th><td class="num">123.456,5</td>' in text
    assert text.count('alt="Cây cầu thép"') == 2
    assert "style=" not in text


@pytest.mark.django_db
def test_media_without_words_are_refused_each_by_name(article, picture, file_of):
    page = article(
        ("video", {"title": "Lễ", "file": file_of("phim.pdf").pk, "captions": None,
                   "transcript": "", "poster": None}),
        ("audio", {"title": "Nói", "file": file_of("noi.mp3").pk,
                   "transcript": "<p><b> </b></p>"}),
        ("infographic", {"image": described(picture), "caption": "", "description": ""}),
        ("table", {"caption": "", "columns": [{"type": "text", "heading": ""}],
                   "rows": [{"values": ["x"]}]}),
    )  # fmt: skip
    found = "\n".join(problems_of(page))
    for words in (
        "body, 1: Film: Film: “phim.pdf” is not of the right type",
        "body, 1: Film: Captions: ",
        "body, 1: Film: Transcript: ",
        "body, 2: Sound: Transcript: ",
        "Infographic “Cầu Bờ Sông”: Everything the drawing says, in words: ",
        "body, 4: Table: Give the table a caption",
        "body, 4: Table: Give every column of the table a heading",
    ):
        assert words in found


@pytest.mark.django_db
def test_image_without_alternative_text_is_refused_by_name(article, picture):
    page = article(
        ("figure", {"image": described(picture, alt=""), "caption": "", "author": ""}),
        image=picture,
    )
    lead, figure = problems_of(page)
    assert lead.startswith("The image “Cầu Bờ Sông” has no alternative text.")
    assert "“Cầu Bờ Sông”" in figure
    assert "decorative" in figure


@pytest.mark.django_db
def test_decorative_and_described_images_are_allowed(article, picture):
    picture.description = "Cây cầu thép qua sông"
    picture.save()
    decorative = described(picture, alt="", decorative=True)
    page = article(("figure", {"image": decorative, "caption": "", "author": ""}), image=picture)
    assert problems_of(page) == []


@pytest.mark.django_db
def test_everything_is_stored_in_composed_letters(article, picture, provisioned):
    loose = unicodedata.normalize("NFD", "Đường Bờ Sông")
    page = article(("paragraph", f"<p>{loose}</p>"), ("quote", {"text": loose}))
    page.title = page.summary = loose
    page.save_revision(clean=False)
    content = page.get_latest_revision().content
    assert unicodedata.is_normalized("NFC", content["title"] + content["summary"])
    assert unicodedata.is_normalized("NFC", str(json.loads(content["body"])))
    page.save()
    stored = ArticlePage.objects.get(pk=page.pk)
    assert stored.title == "Đường Bờ Sông"
    assert stored.body[1].value["text"] == "Đường Bờ Sông"
    picture.description = loose
    picture.save()
    assert Image.objects.get(pk=picture.pk).description == "Đường Bờ Sông"
    portal = provisioned["stc"]
    portal.address_vi = loose
    portal.save()
    assert type(portal).objects.get(pk=portal.pk).address_vi == "Đường Bờ Sông"


TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc"
READABLE = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc",
    "HOÀ BÌNH, THUỶ ĐIỆN, UỶ BAN NHÂN DÂN",
    "Toà nhà, khoẻ, thuý, quý, hoà giải, oà khóc, khuỷu tay, ngoằn ngoèo, quều quào",
    "Ông Müller và bà Noël dùng Windows® ở Curaçao; São Paulo, Malmö, Düsseldorf",
    "Bụi PM2.5: 50 µg/m³; ½ lít, ¼ giờ; «trích dẫn», §5, © 2026 UBND tỉnh, 37°C ± 1",
    "The naïve façade of the café in Besançon, août 2026, coöperation",
    "https://example.vn/t%C3%AA?q=®Þnh lan@örn.se",
    "",
)  # fmt: skip


@pytest.mark.parametrize("text", READABLE)
def test_ordinary_text_is_no_old_encoding(text):
    assert encoding_of(text) == ""


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(TCVN3, "TCVN3"), ("QuyÕt ®Þnh", "TCVN3"), (VNI, "VNI"), ("Quyeát ñònh", "VNI"),
     (f"<p>{READABLE[0]}</p><p>{TCVN3}</p>", "TCVN3")],
)  # fmt: skip
def test_old_encodings_are_recognised(text, encoding):
    assert encoding_of(text) == encoding


@given(st.lists(st.sampled_from(sorted(set(" ".join(READABLE[:3]).split()))), max_size=40))
def test_vietnamese_words_in_any_order_are_no_old_encoding(words):
    assert encoding_of(" ".join(words)) == ""


@pytest.mark.django_db
def test_text_in_an_old_encoding_is_named_with_its_field_and_remedy(article):
    page = article(("paragraph", f"<p>{VNI}</p>"))
    page.summary = TCVN3
    summary, body = problems_of(page)
    assert summary.startswith("summary: “Céng hßa")
    assert "TCVN3" in summary
    assert "Convert it to Unicode" in summary
    assert body.startswith("body: ")
    assert "VNI" in body


@pytest.mark.django_db
def test_submission_names_the_problems_and_a_draft_is_kept(section_of, person, sign_in, picture):
    client = sign_in(person("stc", "reporter"))
    section = section_of("stc", "news")
    address = reverse("wagtailadmin_pages:add", args=["govportal", "articlepage", section.pk])
    form = {
        "title": "Cầu mới", "slug": "cau-moi", "summary": TCVN3, "author": "A", "source": "B",
        "image": picture.pk, "body-count": "0",
    }  # fmt: skip
    refused = client.post(address, form | {"action-submit": "1"})
    assert refused.status_code == 200
    said = html.unescape(refused.content.decode())
    assert "TCVN3" in said
    assert "“Cầu Bờ Sông”" in said
    assert client.post(address, form).status_code == 302
    assert ArticlePage.objects.get().title == "Cầu mới"
