"""Names that are data, and texts that packages leave untranslated, as an editor meets them."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Page
from wagtail.users.models import UserProfile

from govportal.provisioning.stock_names import name_stock_rows


@pytest.fixture
def admin(db, sign_in):
    return sign_in(get_user_model().objects.create_superuser("root", "root@example.gov.vn", "x"))


def text_of(answer):
    html = re.sub(
        r"<(script|style|svg|template)\b.*?</\1>", " ", answer.content.decode(), flags=re.S
    )
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_permissions_of_a_group_are_named_in_vietnamese(admin):
    group = Group.objects.get(name="Ban Biên tập tỉnh")
    page = text_of(admin.get(reverse("wagtailusers_groups:edit", args=[group.pk])))
    assert "Được thêm chuyển hướng" in page
    assert "Được thêm ngôn ngữ" in page
    assert "Được truy cập trang quản trị" in page
    assert "Được tạo bản dịch" in page
    assert "Được xuất bản trang" in page
    assert "Được chọn hình ảnh" in page
    assert re.findall(r"\bCan \w+|\blocale\b| \| ", page) == []


def test_permissions_are_named_in_english_for_who_reads_english(admin):
    group = Group.objects.get(name="Ban Biên tập tỉnh")
    with translation.override("en"):
        url = reverse("wagtailusers_groups:edit", args=[group.pk])
    user = get_user_model().objects.get(username="root")
    UserProfile.objects.create(user=user, preferred_language="en")
    assert "Can add redirect" in text_of(admin.get(url))


def test_agencies_and_addresses_are_told_in_vietnamese(admin):
    agencies = text_of(admin.get(reverse("agencies:index")))
    assert "Phường" in agencies
    assert not re.search(r"\b(ward|department|province)\b", agencies)
    assert "Portal" not in text_of(admin.get(reverse("addresses:index")))


def test_kinds_of_pages_are_written_as_vietnamese_writes_them(admin):
    page = text_of(admin.get(reverse("wagtailadmin_reports:page_types_usage")))
    assert "Chuyên mục" in page
    assert "Chuyên Mục" not in page


def test_a_missing_page_of_the_admin_leads_back_to_it(admin):
    page = text_of(admin.get("/cms/khong-co/"))
    assert "Về trang quản trị" in page
    assert "Wagtail" not in page


def test_the_account_asks_for_the_family_name_first(admin):
    page = admin.get(reverse("wagtailadmin_account")).content.decode()
    assert 0 < page.index("name_email-last_name") < page.index("name_email-first_name")


def test_languages_count_their_pages_in_vietnamese(admin):
    page = text_of(admin.get(reverse("wagtaillocales:index")))
    assert re.search(r"\d+ trang \+ \d+ mục khác|\d+ trang", page)
    assert not re.search(r"\d+ (pages?|others?)\b", page)


@pytest.mark.django_db
def test_models_that_others_leave_unnamed_have_a_name_in_both_languages():
    kind = ContentType.objects.get_for_model(Locale)
    assert kind.name == "ngôn ngữ"
    with translation.override("en"):
        assert kind.name == "language"


def test_what_wagtail_named_in_english_is_renamed_once(provisioned):
    assert Page.objects.get(depth=1).title == "Trang gốc"
    assert Collection.objects.get(depth=1).name == "Bộ sưu tập gốc"
    assert name_stock_rows() == []


def test_a_name_that_people_gave_stays(provisioned):
    Collection.objects.filter(depth=1).update(name="Tất cả")
    Page.objects.filter(depth=2).update(title="Root")
    assert name_stock_rows() == []
    assert Collection.objects.get(depth=1).name == "Tất cả"


@pytest.mark.parametrize("typed", ["Đường đê", "duong de", "DUONG", "đường"])
@pytest.mark.parametrize(
    ("model", "place"),
    [
        (Image, "wagtailimages:index_results"),
        (Image, "wagtailimages_chooser:choose_results"),
        (Document, "wagtaildocs:index_results"),
        (Document, "wagtaildocs_chooser:choose_results"),
    ],
)
def test_images_and_files_are_found_with_and_without_marks(admin, model, place, typed):
    file = get_test_image_file() if model is Image else ContentFile(b"x", "x.txt")
    for title in ("Đường đê sông Hồng", "Chợ phiên"):
        model.objects.create(title=title, file=file)
    page = text_of(admin.get(reverse(place), {"q": typed}))
    assert "Đường đê sông Hồng" in page
    assert "Chợ phiên" not in page


def test_no_migration_follows_from_names(provisioned):
    from django.core.management import call_command

    call_command("makemigrations", "wagtailcore", "wagtail_localize", check=True, dry_run=True)
