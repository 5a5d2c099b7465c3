"""Items taken over from the press: what they state, when they may appear and how they go."""

import html
from datetime import timedelta
from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation

from govportal.publishing.models import ArticlePage

pytestmark = pytest.mark.django_db
ORIGINAL = "https://bao.example.vn/cau-moi.html"
LICENSED = {"content.aggregated_news": True, "content.aggregated_news_licence": "12/GP-TTĐT"}


@pytest.fixture
def aggregating(settings):
    """Switch aggregated news on, with a licence."""
    settings.GOVPORTAL_RULES = LICENSED
    return settings


@pytest.fixture
def item(section_of):
    """Return a function that makes a published item taken over from the press."""

    def make(title="Cầu mới", code="stc", **values):
        given = {
            "author": "Lê An", "source": "Báo Bờ Sông", "source_url": ORIGINAL,
            "is_republished": True, "originally_published_at": ago(2), "summary": "Cầu mới.",
            "first_published_at": ago(1),
        }  # fmt: skip
        return section_of(code, "news").add_child(
            instance=ArticlePage(title=title, **given | values)
        )

    return make


def ago(hours):
    return timezone.now() - timedelta(hours=hours)


def problems_of(page):
    with translation.override("en"):
        return [message for error in page.content_problems() for message in error.messages]


def withdraw():
    out = StringIO()
    call_command("govportal", "--language", "en", "withdraw-republished", stdout=out)
    return out.getvalue().splitlines()


def record_removal(page, hours):
    draft = ArticlePage.objects.get(pk=page.pk)
    draft.source_removed_at = ago(hours)
    draft.save_revision()


def is_live(page):
    return ArticlePage.objects.get(pk=page.pk).live


def test_a_republished_item_states_the_original_at_its_end(client, item):
    page = item()
    path, host = page.get_url_parts()[2], {"host": "stc.minhhoa.gov.vn"}
    text = html.unescape(client.get(path, headers=host).content.decode())
    time = timezone.localtime(page.originally_published_at)
    end = text[text.rindex('<p class="s m mt6">') :]
    for words in ("Lê An", "Báo Bờ Sông", f"{time:%H:%M %d/%m/%Y}", f'href="{ORIGINAL}"'):
        assert words in end


def test_what_a_republished_item_lacks_is_named(item):
    assert problems_of(item(source_url="", originally_published_at=None)) == [
        "A republished item needs the address of the original.",
        "A republished item needs the time of its original publication.",
    ]
    future = item("Sớm", originally_published_at=ago(-5))
    assert "lies in the future" in problems_of(future)[0]
    assert problems_of(item("Đủ")) == []
    own = item("Tin của Sở", is_republished=False, source_url="", originally_published_at=None)
    assert problems_of(own) == []


def test_author_and_source_are_required_of_every_article(item):
    page = item(is_republished=False)
    page.author = page.source = ""
    with translation.override("en"), pytest.raises(ValidationError) as error:
        page.refuse_incomplete()
    said = " ".join(error.value.messages)
    assert "Author: " in said
    assert "Source: " in said


def test_the_hour_of_waiting_binds_aggregated_news_alone(item, settings):
    page = item(originally_published_at=ago(0.5))
    assert problems_of(page) == []
    settings.GOVPORTAL_RULES = LICENSED
    assert "may appear from" in problems_of(page)[0]
    page.go_live_at = ago(-1)
    assert problems_of(page) == []
    page.go_live_at, page.originally_published_at = None, ago(1.1)
    assert problems_of(page) == []


def test_a_longer_wait_is_a_rule_and_a_shorter_one_is_not(item, settings):
    page = item(originally_published_at=ago(2))
    settings.GOVPORTAL_RULES = {**LICENSED, "content.republish_after": 3}
    assert problems_of(page)
    settings.GOVPORTAL_RULES = {**LICENSED, "content.republish_after": 0}
    page.originally_published_at = ago(0.5)
    assert problems_of(page)


def test_an_item_may_be_submitted_before_its_hour(aggregating, section_of, person, sign_in):
    client = sign_in(person("stc", "reporter"))
    section = section_of("stc", "news")
    address = reverse("wagtailadmin_pages:add", args=["govportal", "articlepage", section.pk])
    time = timezone.localtime(ago(0.1))
    form = {
        "title": "Cầu mới", "slug": "cau-moi", "summary": "Cầu.", "author": "A", "source": "B",
        "source_url": "", "is_republished": "on", "body-count": "0", "action-submit": "1",
        "originally_published_at": f"{time:%Y-%m-%d %H:%M}",
    }  # fmt: skip
    assert client.post(address, form).status_code == 200
    done = client.post(address, form | {"source_url": ORIGINAL})
    assert done.status_code == 302, done.context["form"].errors


def test_items_whose_source_went_are_withdrawn_in_time_or_named_as_late(item):
    stays, goes, late = item("Còn"), item("Gỡ"), item("Gỡ muộn")
    record_removal(goes, 1)
    record_removal(late, 4)
    said = withdraw()
    assert set(said) == {"Gỡ", "Gỡ muộn (later than the law allows)", "2 items taken off."}
    assert [is_live(page) for page in (stays, goes, late)] == [True, False, False]
    assert withdraw() == ["0 items taken off."]
    assert "not published again" in problems_of(
        ArticlePage.objects.get(pk=goes.pk).get_latest_revision_as_object()
    )[0]  # fmt: skip


def test_a_translation_is_withdrawn_with_its_original(item, section_of):
    original = item()
    english = section_of("stc", "news", "en").add_child(
        instance=ArticlePage(
            title="New bridge", author="A", source="B", is_republished=True,
            translation_key=original.translation_key,
            locale=section_of("stc", "news", "en").locale,
        )
    )  # fmt: skip
    record_removal(original, 1)
    withdraw()
    assert not is_live(english)


def test_the_search_for_removed_sources_costs_the_same_for_many_items(
    item, django_assert_max_num_queries
):
    for number in range(8):
        item(f"Tin {number}")
    with django_assert_max_num_queries(2):
        withdraw()


def test_aggregated_news_is_kept_as_long_as_the_law_wants(
    aggregating, item, section_of, person, sign_in
):
    recent, old = item("Mới"), item("Cũ", first_published_at=ago(91 * 24))
    client = sign_in(person("stc", "head"))
    refused = client.post(reverse("wagtailadmin_pages:delete", args=[recent.pk]), follow=True)
    assert "90" in refused.content.decode()
    section = section_of("stc", "news")
    client.post(reverse("wagtailadmin_pages:delete", args=[section.pk]))
    for page in (recent, section):
        assert type(page).objects.filter(pk=page.pk).exists()
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{many}?id={old.pk}&id={recent.pk}")
    assert ArticlePage.objects.filter(pk__in=[old.pk, recent.pk]).count() == 2
    client.post(reverse("wagtailadmin_pages:delete", args=[old.pk]))
    assert not ArticlePage.objects.filter(pk=old.pk).exists()


def licence_errors():
    return [message for message in run_checks() if message.id == "govportal.E007"]


def test_aggregated_news_needs_the_number_of_its_licence(settings):
    assert licence_errors() == []
    settings.GOVPORTAL_RULES = {"content.aggregated_news": True}
    (error, *_more) = licence_errors()
    assert "số giấy phép" in error.msg
    assert "licence" in error.msg
    settings.GOVPORTAL_RULES = LICENSED
    assert licence_errors() == []
