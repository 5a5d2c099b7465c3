"""Advertisements: off by default, approved, marked, closable, and off when their target fails."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ModelLogEntry

from govportal import hookimpl, plugins
from govportal.operations.links.asking import Finding
from govportal.operations.links.checking import _record
from govportal.operations.links.gathering import gather
from govportal.operations.links.models import LinkAddress
from govportal.page_cache import store
from govportal.page_cache.generations import ProcessGenerations
from govportal.page_cache.store import PageCache
from govportal.portal_systems import Advertising, AdvertisingCategory
from govportal.province import Text
from govportal.publishing.advertising.models import Advertisement
from govportal.testing import province_plugin
from tests.province_app import govportal_hooks
from tests.sharing_world import COMMUNE, OTHER, OTHER_HOST
from tests.test_public_pages import Elements

TODAY = timezone.localdate
APPROVED = {
    "approval_reference": "12/UBND-KT", "approver": "Ủy ban nhân dân tỉnh",
    "justification": "Sản phẩm OCOP của tỉnh",
}  # fmt: skip


@pytest.fixture
def allowed(settings):
    """Let the deployment's rule allow advertising on all portals."""
    settings.GOVPORTAL_RULES = {"advertising.is_allowed": True}


@pytest.fixture
def image_of(provisioned):
    """Return a function that makes an image of a portal."""

    def make(code=OTHER):
        return Image.objects.create(
            title="Bưởi", file=get_test_image_file("buoi.png"),
            collection=provisioned[code].collection,
        )  # fmt: skip

    return make


@pytest.fixture
def advertise(provisioned, image_of):
    """Return a function that makes an approved advertisement of a portal, shown today."""

    def make(code=OTHER, **values):
        return Advertisement.objects.create(
            **{
                "portal": provisioned[code], "image": image_of(code), "text": "Bưởi da xanh",
                "alt": "Quả bưởi", "target": "https://buoi.example.vn/", "is_live": True,
                "ends_on": TODAY() + timedelta(days=9), "approved_on": TODAY(), **APPROVED,
            }
            | values
        )  # fmt: skip

    return make


@pytest.fixture
def read(client):
    """Return a function that reads a page of the portal."""

    def get(path="/", host=OTHER_HOST):
        return Elements(client.get(path, headers={"host": host}).content.decode())

    return get


def queries(client, path):
    client.get(path, headers={"host": OTHER_HOST})
    with CaptureQueriesContext(connection) as captured:
        client.get(path, headers={"host": OTHER_HOST})
    return [query["sql"] for query in captured]


# --- what the public sees -------------------------------------------------------------------------


def test_nothing_is_shown_nor_asked_of_the_database_where_it_is_not_allowed(
    client, advertise, section_of
):
    advertise()
    for path in ("/", section_of(OTHER, "news").get_url_parts()[2]):
        assert not [sql for sql in queries(client, path) if "advertisement" in sql]
        assert "buoi.example.vn" not in client.get(path, headers={"host": OTHER_HOST}).text


def test_it_stands_below_the_content_with_label_close_and_report(
    allowed, advertise, read, client, section_of
):
    advertise()
    for path in ("/", section_of(OTHER, "news").get_url_parts()[2]):
        page, html = read(path), client.get(path, headers={"host": OTHER_HOST}).text
        (area,) = page.all("aside")
        assert area["aria-label"] == "Quảng cáo"
        (link,) = page.all("a", href="https://buoi.example.vn/")
        assert set(link["rel"].split()) == {"sponsored", "nofollow", "noopener"}
        before, _start, inside = html.partition("<aside")
        inside, _end, after = inside.partition("</aside>")
        assert "<h1" in before and "<h1" not in after
        label, _start, content = inside.partition("<details open>")
        assert ">Quảng cáo</b>" in label  # it stays when the rest is closed
        closable, _end, below = content.partition("</details>")
        assert closable.startswith("<summary>") and "buoi.example.vn" in closable
        assert "gui/?trang=" in below


def test_no_request_goes_to_a_third_party(allowed, advertise, client):
    advertise()
    area = client.get("/", headers={"host": OTHER_HOST}).text.split("<aside")[1]
    area = area.split("</aside>")[0]
    assert 'src="/media/' in area and 'src="http' not in area
    assert "<iframe" not in area and "<script" not in area


@pytest.mark.parametrize(
    ("days", "values"),
    [
        ({"starts_on": 1}, {}),
        ({"starts_on": -9, "ends_on": -1}, {}),
        ({}, {"is_live": False}),
        ({}, {"language": "en"}),
        ({}, {"code": COMMUNE}),
    ],
)
def test_it_is_shown_on_its_days_portal_and_language_alone(allowed, advertise, read, days, values):
    advertise(**values, **{name: TODAY() + timedelta(days=day) for name, day in days.items()})
    assert not read().all("aside")


def test_more_advertisements_cost_no_more_queries(client, allowed, advertise):
    advertise()
    one = len(queries(client, "/"))
    advertise(), advertise()
    assert len(queries(client, "/")) == one <= 20


def test_a_change_ends_the_stored_pages_of_its_portal_alone(
    allowed, advertise, provisioned, monkeypatch, django_capture_on_commit_callbacks
):
    cache = PageCache(ProcessGenerations())
    monkeypatch.setattr(store, "of_process", lambda: cache)
    own, other = provisioned[OTHER].pk, provisioned[COMMUNE].pk
    before = cache.generations.current(own), cache.generations.current(other)
    with django_capture_on_commit_callbacks(execute=True):
        advertise()
    assert cache.generations.current(own) != before[0]
    assert cache.generations.current(other) == before[1]


# --- approval -------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", [*APPROVED, "approved_on"])
def test_without_approval_and_reason_nothing_goes_live(allowed, advertise, missing):
    empty = None if missing == "approved_on" else ""
    draft = advertise(**{missing: empty, "is_live": False})
    draft.is_live = True
    with pytest.raises(ValidationError) as error:
        draft.full_clean()
    assert missing in error.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()  # not by a program either


def test_where_it_is_not_allowed_nothing_goes_live(advertise):
    with pytest.raises(ValidationError) as error:
        advertise().full_clean()
    assert "is_live" in error.value.message_dict


def test_the_kind_must_be_one_that_the_regulation_names(allowed, advertise):
    category = AdvertisingCategory(key="products", label=Text(vi="Sản phẩm của tỉnh"))
    facts = Advertising(is_allowed=True, categories=(category,), source="Điều 8")
    province = plugins.province()
    systems = [s.model_copy(update={"advertising": facts}) for s in province.systems]
    named = province.model_copy(update={"systems": tuple(systems)})
    with province_plugin(SimpleNamespace(province=hookimpl(lambda: named)), govportal_hooks):
        for wrong in ("", "games"):
            with pytest.raises(ValidationError) as error:
                advertise(category=wrong).full_clean()
            assert "category" in error.value.message_dict
        advertise(category="products").full_clean()


def test_days_are_in_order_and_targets_are_web_addresses(allowed, advertise):
    for wrong in ({"ends_on": TODAY() - timedelta(days=1)}, {"target": "ftp://a.vn/"}):
        with pytest.raises(ValidationError) as error:
            advertise(**wrong).full_clean()
        assert set(error.value.message_dict) == set(wrong)


# --- in the admin ---------------------------------------------------------------------------------


def form(advertisement, **values):
    names = ("text", "alt", "target", "justification", "approval_reference", "approver")
    return {
        "portal": advertisement.portal_id, "language": "vi", "image": advertisement.image_id,
        "approved_on": TODAY().isoformat(), "starts_on": TODAY().isoformat(),
        "ends_on": advertisement.ends_on.isoformat(), "category": "",
        **{name: getattr(advertisement, name) for name in names}, **values,
    }  # fmt: skip


def test_where_it_is_not_allowed_the_admin_has_no_advertisements(person, sign_in, provisioned):
    client = sign_in(person(OTHER, "head"))
    assert reverse("advertisements:index") not in client.get(reverse("wagtailadmin_home")).text
    assert client.get(reverse("advertisements:index")).status_code in (302, 403)


def test_the_board_shows_it_an_editor_prepares_it(allowed, advertise, person, sign_in):
    draft = advertise(is_live=False, pause_reason="x", paused_at=timezone.now())
    address = reverse("advertisements:edit", args=[draft.pk])
    client = sign_in(person(OTHER, "editor"))
    assert "is_live" in client.post(address, form(draft, is_live="on")).context["form"].errors
    assert client.post(address, form(draft, text="Bưởi ngon")).status_code == 302
    client = sign_in(person(OTHER, "head"))
    assert client.post(address, form(draft, is_live="on")).status_code == 302
    draft.refresh_from_db()
    assert (draft.is_live, draft.paused_at, draft.pause_reason) == (True, None, "")


@pytest.mark.parametrize("role", ["editor", "head"])
def test_staff_reach_those_of_their_own_portal_only(
    allowed, advertise, person, sign_in, image_of, role
):
    own, foreign = advertise(), advertise(COMMUNE, text="Của xã khác", is_live=False)
    client = sign_in(person(OTHER, role))
    listed = client.get(reverse("advertisements:index"))
    assert "Bưởi da xanh" in listed.text and "Của xã khác" not in listed.text
    for view in ("edit", "delete", "history", "usage"):
        answer = client.get(reverse(f"advertisements:{view}", args=[foreign.pk]))
        assert answer.status_code in (302, 403, 404)
    for data in ({"portal": foreign.portal_id}, {"image": foreign.image_id}):
        answer = client.post(reverse("advertisements:add"), form(own, **data))
        assert set(data) <= set(answer.context["form"].errors)
    assert Advertisement.objects.count() == 2


def test_others_have_no_advertisements(allowed, advertise, person, sign_in):
    address = reverse("advertisements:edit", args=[advertise().pk])
    for role in ("reporter", "administrator"):
        assert sign_in(person(OTHER, role)).get(address).status_code in (302, 403)


# --- the target -----------------------------------------------------------------------------------


def test_a_failing_target_pauses_it_and_tells_the_board(allowed, advertise, person, read):
    advertisement, board = advertise(), person(OTHER, "head")
    person(COMMUNE, "head")
    gather(0)
    row = LinkAddress.objects.get(address="https://buoi.example.vn/")
    _record([(row, Finding("works", 200))])
    assert read().all("aside")
    _record([(row, Finding("status", 404))])
    assert not read().all("aside")
    advertisement.refresh_from_db()
    assert not advertisement.is_live and advertisement.paused_at and advertisement.pause_reason
    (letter,) = mail.outbox
    assert letter.to == [board.email] and "https://buoi.example.vn/" in letter.body
    assert ModelLogEntry.objects.filter(action="govportal.pause_advertisement").exists()
