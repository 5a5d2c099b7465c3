"""Pictures of public pages: sizes and formats for every screen, made ahead, read at no cost."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.images import get_image_model

from govportal.publishing import picture_making, pictures
from govportal.publishing.models import ArticlePage

HOST = "minhhoa.gov.vn"


@pytest.fixture
def image_of(db, settings, tmp_path):
    """Return a function that stores a drawing of a size in a format."""
    settings.MEDIA_ROOT = tmp_path

    def make(width=500, height=400, name="anh.jpg", form="JPEG"):
        file = ContentFile(b"", name=name)
        Drawing.new("RGB", (width, height), "teal").save(file, form)
        return get_image_model().objects.create(title=name, description="Ảnh", file=file)

    return make


@pytest.fixture
def publish(section_of, django_capture_on_commit_callbacks):
    """Return a function that publishes an article of the province with pictures."""

    def make(image, *figures, title="Cầu mới"):
        for item in figures:
            item.contextual_alt_text, item.decorative = "Cầu", False
        body = [("figure", {"image": item, "caption": "", "author": ""}) for item in figures]
        section = section_of("ubnd", "news")
        page = ArticlePage(
            title=title, summary="Cầu mới thông xe.", author="Lê An", source="Sở", body=body,
            image=image, locale=section.locale, first_published_at=timezone.now(),
        )  # fmt: skip
        section.add_child(instance=page)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        return page

    return make


def shown(client, path):
    with CaptureQueriesContext(connection) as queries:
        text = client.get(path, headers={"host": HOST}).content.decode()
    return re.findall(r"<picture>.*?</picture>", text), len(queries)


def test_a_published_picture_comes_in_three_formats_and_its_widths(client, image_of, publish):
    page = publish(image_of(500, 400))
    (picture,), _count = shown(client, page.get_url_parts()[2])
    sources = re.findall(r'<source sizes="[^"]+" srcset="([^"]+)" type="image/(\w+)">', picture)
    assert [form for _srcset, form in sources] == ["avif", "webp"]
    widths = [re.findall(r" (\d+)w", srcset) for srcset, _form in sources]
    assert widths == [["500", "384"], ["500", "384"]]  # none is blown up
    img = picture[picture.index("<img") :]
    assert 'width="500"' in img
    assert 'height="400"' in img
    assert re.search(r'src="[^"]+\.jpe?g"', img)
    assert 'alt="Ảnh"' in img
    assert "loading" not in img  # it stands at the head of the page


def test_pictures_below_the_fold_wait_until_the_reader_comes_near(client, image_of, publish):
    page = publish(None, image_of())
    (figure,), _count = shown(client, page.get_url_parts()[2])
    (lead,), _count = shown(client, publish(image_of(name="b.jpg")) and "/")
    assert 'loading="lazy"' in figure
    assert 'loading="lazy"' in lead


def test_a_view_makes_only_the_plain_picture(client, image_of, publish):
    image = image_of()
    page = publish(image)
    image.renditions.all().delete()
    (picture,), _count = shown(client, page.get_url_parts()[2])
    assert "<source" not in picture
    assert [item.filter_spec for item in image.renditions.all()] == ["width-768|format-jpeg"]


def test_more_pictures_cost_no_more_queries(client, image_of, publish):
    one = publish(image_of(name="1.jpg"), image_of(name="2.jpg"), title="Một")
    many = publish(
        image_of(name="3.jpg"), *(image_of(name=f"{n}.jpg") for n in range(4, 8)), title="Nhiều"
    )
    for page in (one, many, one):
        shown(client, page.get_url_parts()[2])
    found = [shown(client, page.get_url_parts()[2]) for page in (one, many)]
    assert [len(pictures_shown) for pictures_shown, _count in found] == [2, 5]
    assert found[0][1] == found[1][1]


def test_a_changed_image_is_made_anew_on_the_pages_that_show_it(
    client, image_of, publish, django_capture_on_commit_callbacks
):
    image = image_of(800, 800)
    publish(image)
    before = set(image.renditions.values_list("pk", flat=True))
    image.focal_point_x = image.focal_point_y = 100
    image.focal_point_width = image.focal_point_height = 50
    with django_capture_on_commit_callbacks(execute=True):
        image.save()
    (lead,), _count = shown(client, "/")
    made = image.renditions.exclude(pk__in=before)
    assert made.filter(filter_spec="fill-768x432|format-avif").get().url in lead


def test_a_file_that_is_gone_stops_neither_publication_nor_the_other_pictures(
    client, image_of, publish, caplog
):
    gone, there = image_of(name="mat.jpg"), image_of(name="con.jpg")
    gone.file.storage.delete(gone.file.name)
    page = publish(gone, there)
    assert page.live
    assert "mat.jpg" in caplog.text
    assert there.renditions.filter(filter_spec="width-384|format-avif").exists()
    assert len(shown(client, page.get_url_parts()[2])[0]) == 2


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("anh.jpg", ("avif", "webp", "jpeg")),
        ("hinh.PNG", ("avif", "webp", "png")),
        ("dong.gif", ("",)),
        ("anh.webp", ("avif", "webp", "jpeg")),
    ],
)
@pytest.mark.pure
def test_a_drawing_keeps_its_sharp_format_and_a_moving_picture_moves(name, forms):
    image = get_image_model()(width=300, height=200, file=name, collection_id=1)
    assert pictures.formats_of(image) == forms
    assert len(pictures.filters_of(image, ["body"])) == len(forms)


def test_what_takes_too_long_at_publication_is_made_by_the_command(
    client, image_of, publish, monkeypatch
):
    monkeypatch.setattr(picture_making, "SECONDS_AT_PUBLICATION", -1.0)
    page = publish(image_of(500, 400))
    path = page.get_url_parts()[2]
    (picture,), _count = shown(client, path)
    assert "<source" not in picture
    out = StringIO()
    ArticlePage.objects.update(last_published_at=timezone.now() - timedelta(days=2))
    call_command("govportal", "--language", "en", "make-pictures", "--recent", stdout=out)
    assert out.getvalue() == "pages with new pictures: 0\n"
    out = StringIO()
    call_command("govportal", "--language", "en", "make-pictures", stdout=out)
    assert out.getvalue() == "pages with new pictures: 1\n"
    (picture,), _count = shown(client, path)
    assert picture.count("<source") == 2
    call_command("govportal", "--language", "en", "make-pictures", stdout=out)
    assert out.getvalue().endswith("pages with new pictures: 0\n")


def test_no_decoder_is_loaded_for_pictures_that_portals_do_not_take():
    """Willow would load libheif for HEIC into every process."""
    formats = set(Drawing.registered_extensions().values())
    assert "HEIF" not in formats and {"AVIF", "WEBP", "JPEG", "PNG", "GIF"} <= formats
