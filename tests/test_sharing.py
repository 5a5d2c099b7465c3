"""Items of one portal on another: proposed, accepted, shown with source, gone with their source."""

import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from govportal.information.states import states
from govportal.portals import routing
from govportal.portals.models import Agency
from govportal.publishing.models import SectionPage
from govportal.publishing.sharing import places, steps
from govportal.publishing.sharing.models import SectionSubscription, SharedItem, ShareState
from tests.sharing_world import (
    COMMUNE,
    MAIN_HOST,
    OTHER,
    OTHER_HOST,
    PROVINCE,
    accepted,
    article,
    document,
    path_of,
    provincial_board,
    read,
    record,
)

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/elements/1.1/"}


@pytest.fixture
def editor(person):
    return person(COMMUNE, "editor")


@pytest.fixture
def head(person):
    return person(PROVINCE, "head")


@pytest.fixture
def news(section_of):
    return section_of(PROVINCE, "news")


@pytest.fixture
def notice(section_of):
    return article(section_of(COMMUNE, "news"), "Lịch tiêm chủng ở xã")


@pytest.fixture
def shared(notice, news, editor, head):
    return accepted(notice, news, editor, head)


def follow(portal, section, source, **values):
    return SectionSubscription.objects.create(
        portal=portal, section=section, source=source, **values
    )


# --- proposed, accepted, shown, gone --------------------------------------------------------------


def test_an_accepted_item_is_shown_with_its_source_until_the_source_withdraws_it(
    client, notice, news, editor, head
):
    item = steps.propose(notice, editor, "Cả tỉnh nên biết")
    assert notice.title not in read(client, "/")
    steps.accept(item, head, news)
    for path in ("/", path_of(news)):
        shown = read(client, path)
        assert f'href="{notice.full_url}">{notice.title}</a>' in shown
        assert f">{notice.portal.name}</a>" in shown
    notice.unpublish()
    for path in ("/", path_of(news), "/feeds/atom.xml"):
        assert notice.title not in read(client, path)


def test_an_own_item_names_no_portal(client, news):
    article(news, "Tin của tỉnh")
    assert "Nguồn: <a" not in read(client, path_of(news))
    assert "Tin của tỉnh" in read(client, path_of(news))


@pytest.mark.parametrize("end", ["withdraw", "delete", "expire", "restrict", "decline"])
def test_whatever_ends_the_sharing_ends_it_at_once(client, shared, notice, editor, head, end):
    assert notice.title in read(client, "/")
    if end == "withdraw":
        steps.withdraw(shared, editor)
    elif end == "delete":
        notice.delete()
    elif end == "expire":
        Page.objects.filter(pk=notice.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    elif end == "restrict":
        PageViewRestriction.objects.create(page=notice, restriction_type="login")
    else:
        steps.decline(shared, head, "Đã hết thời hạn")
    assert notice.title not in read(client, "/")


def test_a_page_published_again_is_shown_again_and_marked_for_the_board(client, shared, notice):
    assert not shared.is_changed
    notice.unpublish()
    notice.live, notice.last_published_at = True, timezone.now()
    notice.save()
    assert notice.title in read(client, "/")
    assert SharedItem.objects.get(pk=shared.pk).is_changed


def test_what_was_withdrawn_comes_back_by_a_new_decision_alone(
    client, shared, notice, news, editor, head
):
    steps.withdraw(shared, editor)
    again = steps.propose(notice, editor)
    assert again.pk == shared.pk
    assert notice.title not in read(client, "/")
    steps.accept(again, head, news)
    assert notice.title in read(client, "/")


def test_a_page_moved_to_another_portal_is_no_longer_shared(client, shared, notice, section_of):
    notice.move(section_of(OTHER, "news"), pos="last-child")
    assert SharedItem.objects.get(pk=shared.pk).state == ShareState.WITHDRAWN
    assert notice.title not in read(client, "/")


def test_a_section_moved_within_its_portal_keeps_what_is_shared(shared, notice, section_of):
    notice.move(section_of(COMMUNE, "directives"), pos="last-child")
    assert SharedItem.objects.get(pk=shared.pk).state == ShareState.ACCEPTED


def test_own_and_shared_items_stand_by_date_on_numbered_pages(client, news, section_of, shared):
    for number in range(25):
        article(news, f"Tin tỉnh {number:02}", hours_ago=2 + number)
    first = read(client, path_of(news))
    assert first.index("Lịch tiêm chủng") < first.index("Tin tỉnh 00")
    second = read(client, path_of(news) + "?page=2")
    assert "Tin tỉnh 24" in second
    assert "Tin tỉnh 18" in first + second
    assert sum(f"Tin tỉnh {n:02}" in first for n in range(25)) == 19


def test_documents_and_records_are_shared_too(client, section_of, editor, head):
    index, notices = section_of(PROVINCE, "legal_documents"), section_of(PROVINCE, "notices")
    decision = document(section_of(COMMUNE, "legal_documents"), "Quyết định của xã")
    announced = record(section_of(COMMUNE, "notices"), "Thông báo của xã")
    accepted(decision, index, editor, head)
    accepted(announced, notices, editor, head)
    for title, paths in (
        (decision.title, ["/", path_of(index)]),
        (announced.title, [path_of(notices)]),
    ):
        for path in paths:
            shown = read(client, path)
            assert title in shown
            assert f">{decision.portal.name}</a>" in shown
    data = client.get(f"{path_of(notices)}?format=json", headers={"host": MAIN_HOST})
    assert announced.title not in b"".join(data).decode()


def test_feeds_name_the_source_of_what_is_shared(client, shared, notice, news):
    article(news, "Tin của tỉnh", hours_ago=9)
    tree = ET.fromstring(read(client, "/feeds/atom.xml"))
    foreign, own = tree.findall("a:entry", ATOM)
    sources = [source.text for source in foreign.findall("dc:source", ATOM)]
    assert sources == [notice.source, notice.portal.name]
    assert foreign.find("a:link", ATOM).get("href") == notice.full_url
    assert foreign.find("dc:publisher", ATOM).text == notice.portal.name
    assert len(own.findall("dc:source", ATOM)) == 1


def test_each_language_shows_what_is_written_in_it(client, shared, notice, section_of, head):
    english = article(section_of(COMMUNE, "news", "en"), "Vaccination in the commune")
    home = read(client, "/", f"en.{MAIN_HOST}")
    assert notice.title not in home
    assert english.title not in home
    item = steps.propose(english, shared.proposed_by)
    with pytest.raises(steps.SharingRefusedError):
        steps.accept(item, head, shared.section)
    steps.accept(item, head, section_of(PROVINCE, "news", "en"))
    assert english.title in read(client, "/", f"en.{MAIN_HOST}")
    assert english.title not in read(client, "/")


def test_what_is_shared_does_not_count_as_the_receivers_own(news, notice, editor, head):
    portal = news.portal

    def counted():
        found = states([portal])[portal.pk]
        return [(category.spec.key, len(category.holding.published)) for category in found]

    before = counted()
    accepted(notice, news, editor, head)
    assert counted() == before


# --- bad input ------------------------------------------------------------------------------------


def test_a_page_that_not_everybody_reads_is_not_proposed(section_of, editor, news):
    section = section_of(COMMUNE, "news")
    draft = article(section, "Nháp", live=False)
    private = article(section, "Nội bộ")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    for page in (draft, private, section):
        with pytest.raises(steps.SharingRefusedError):
            steps.propose(page, editor)
    assert not SharedItem.objects.exists()


def test_a_page_is_proposed_once(notice, editor, person):
    steps.propose(notice, editor)
    with pytest.raises(steps.SharingRefusedError):
        steps.propose(notice, person(COMMUNE, "head"))


def test_a_declined_page_may_be_proposed_again_with_a_clean_record(notice, editor, head):
    item = steps.propose(notice, editor)
    steps.decline(item, head, "Trùng với tin của tỉnh")
    again = steps.propose(notice, editor, "Đã sửa")
    assert (again.state, again.reason, again.decided_by) == (ShareState.PROPOSED, "", None)


def test_nothing_is_declined_without_a_reason(notice, editor, head):
    item = steps.propose(notice, editor)
    with pytest.raises(steps.SharingRefusedError):
        steps.decline(item, head, "  \n")
    assert SharedItem.objects.get().state == ShareState.PROPOSED


def test_the_section_must_be_the_receivers_and_hold_the_same_kind(notice, editor, head, section_of):
    item = steps.propose(notice, editor)
    wrong = [
        section_of(OTHER, "news"), section_of(PROVINCE, "legal_documents"),
        section_of(PROVINCE, "notices"), section_of(PROVINCE, "feedback"),
    ]  # fmt: skip
    for section in wrong:
        with pytest.raises(steps.SharingRefusedError):
            steps.accept(item, head, section)
    assert SharedItem.objects.get().state == ShareState.PROPOSED


def test_the_same_category_is_offered_first(notice, news):
    found = places.places_for(notice, news.portal)
    assert places.usual_place(notice, found).section.pk == news.pk


def test_a_decision_on_what_somebody_else_decided_meanwhile_is_refused(notice, news, editor, head):
    item = steps.propose(notice, editor)
    stale = SharedItem.objects.get(pk=item.pk)
    steps.decline(item, head, "Không thuộc phạm vi")
    with pytest.raises(steps.SharingRefusedError):
        steps.accept(stale, head, news)
    moved = SharedItem.objects.get(pk=item.pk)
    with pytest.raises(steps.SharingRefusedError):
        steps.withdraw(moved, editor)
    assert SharedItem.objects.get().state == ShareState.DECLINED


@pytest.mark.parametrize("end", ["unpublish", "delete"])
def test_a_page_that_is_gone_is_not_accepted(notice, news, editor, head, end):
    item = steps.propose(notice, editor)
    getattr(notice, end)()
    item.refresh_from_db()
    with pytest.raises(steps.SharingRefusedError):
        steps.accept(item, head, news)
    assert str(SharedItem.objects.get()) == notice.title


def test_without_a_provincial_portal_nothing_is_proposed(notice, editor):
    above = Agency.objects.create(code="bo", kind="ministry", name="Bộ")
    Agency.objects.filter(code=PROVINCE).update(parent=above)
    routing.forget()
    with pytest.raises(steps.SharingRefusedError):
        steps.propose(notice, editor)


def test_a_section_that_is_deleted_leaves_the_decision_to_be_taken_again(
    client, notice, editor, head, news, home_of
):
    section = home_of(PROVINCE).add_child(instance=SectionPage(title="Tin xã", locale=news.locale))
    item = accepted(notice, section, editor, head)
    assert notice.title in read(client, "/")
    section.delete()
    item.refresh_from_db()
    assert notice.title not in read(client, "/")
    steps.accept(item, head, news)
    assert notice.title in read(client, "/")


# --- who decides ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "may"),
    [("reporter", False), ("editor", True), ("deputy_head", True), ("head", True),
     ("administrator", False)],
)  # fmt: skip
def test_editors_and_their_superiors_propose_for_their_portal(notice, person, role, may):
    if may:
        assert steps.propose(notice, person(COMMUNE, role)).source == notice.portal
        return
    with pytest.raises(PermissionDenied):
        steps.propose(notice, person(COMMUNE, role))


@pytest.mark.parametrize("code", [PROVINCE, OTHER])
def test_nobody_proposes_another_portals_page(notice, person, code):
    with pytest.raises(PermissionDenied):
        steps.propose(notice, person(code, "head"))


def test_the_provincial_portal_proposes_nothing(news, head):
    with pytest.raises(PermissionDenied):
        steps.propose(article(news, "Tin của tỉnh"), head)


@pytest.mark.parametrize(
    ("role", "may"),
    [("reporter", False), ("editor", False), ("deputy_head", True), ("head", True),
     ("administrator", False)],
)  # fmt: skip
def test_the_board_of_the_receiving_portal_decides(notice, news, editor, person, role, may):
    item, user = steps.propose(notice, editor), person(PROVINCE, role)
    if may:
        steps.accept(item, user, news)
        assert item.decided_by == user
        return
    with pytest.raises(PermissionDenied):
        steps.accept(item, user, news)


def test_the_provincial_board_decides_too(notice, news, editor):
    board = provincial_board()
    item = accepted(notice, news, editor, board)
    assert item.decided_by == board


def test_nobody_accepts_his_own_proposal(notice, news, person):
    both = person(COMMUNE, "head")
    both.groups.add(*person(PROVINCE, "head").groups.all())
    item = steps.propose(notice, both)
    with pytest.raises(PermissionDenied):
        steps.accept(item, both, news)
    assert SharedItem.objects.get().state == ShareState.PROPOSED


# --- what is told and kept ------------------------------------------------------------------------


def test_the_board_is_told_of_a_proposal_and_the_proposer_of_the_decision(
    notice, editor, head, person
):
    person(PROVINCE, "editor")
    person(OTHER, "head")
    item = steps.propose(notice, editor, "Xin cho đăng")
    assert [message.to for message in mail.outbox] == [[head.email]]
    assert "Xin cho đăng" in mail.outbox[0].body
    assert f"/sharing/{item.pk}/" in mail.outbox[0].body
    mail.outbox.clear()
    steps.decline(item, head, "Trùng với tin của tỉnh")
    (message,) = mail.outbox
    assert message.to == [editor.email]
    assert "Trùng với tin của tỉnh" in message.body
    assert notice.title in message.subject


def test_without_a_board_of_its_own_the_provincial_board_is_told(notice, editor):
    board = provincial_board()
    steps.propose(notice, editor)
    assert [message.to for message in mail.outbox] == [[board.email]]


def test_a_mail_server_that_fails_loses_nothing(notice, editor, head, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    steps.propose(notice, editor)
    assert SharedItem.objects.get().state == ShareState.PROPOSED


def test_the_pages_history_shows_each_step(shared, notice, editor, head):
    steps.decline(shared, head, "Đã cũ")
    steps.propose(notice, editor)
    steps.withdraw(SharedItem.objects.get(), editor)
    entries = PageLogEntry.objects.filter(page=notice.pk, action__startswith="govportal.share_")
    shown = [str(entry.message) for entry in entries.order_by("pk")]
    kinds = [entry.action.rpartition("_")[2] for entry in entries.order_by("pk")]
    assert kinds == ["propose", "accept", "decline", "propose", "withdraw"]
    assert "Đã cũ" in shown[2]
    assert all(shared.receiver.name in text for text in shown)


# --- sections that are followed -------------------------------------------------------------------


def test_a_component_portal_shows_the_newest_items_of_a_section_it_follows(
    client, news, section_of
):
    target = section_of(OTHER, "news")
    for number in range(4):
        article(news, f"Tin tỉnh {number}", hours_ago=1 + number)
    assert "Tin tỉnh 0" not in read(client, "/", OTHER_HOST)
    followed = follow(target.portal, target, news, limit=2)
    for path in ("/", path_of(target)):
        shown = read(client, path, OTHER_HOST)
        assert [f"Tin tỉnh {n}" in shown for n in range(4)] == [True, True, False, False]
        assert f">{news.portal.name}</a>" in shown
    assert "Tin tỉnh 0" in read(client, "/feeds/atom.xml", OTHER_HOST)
    followed.is_active = False
    followed.save()
    assert "Tin tỉnh 0" not in read(client, "/", OTHER_HOST)


def test_private_and_withdrawn_items_of_a_followed_section_give_way(client, news, section_of):
    target = section_of(OTHER, "news")
    follow(target.portal, target, news, limit=1)
    private, withdrawn = article(news, "Nội bộ"), article(news, "Đã gỡ")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    withdrawn.unpublish()
    article(news, "Tin cũ hơn", hours_ago=5)
    shown = read(client, "/", OTHER_HOST)
    assert "Tin cũ hơn" in shown
    assert "Nội bộ" not in shown
    assert "Đã gỡ" not in shown


def test_nothing_is_followed_by_itself(client, news):
    article(news, "Tin của tỉnh")
    assert not SectionSubscription.objects.exists()
    assert "Tin của tỉnh" not in read(client, "/", OTHER_HOST)


# --- cost -----------------------------------------------------------------------------------------


def test_readers_pay_the_same_for_many_shared_items_of_many_portals(
    client, news, section_of, person, head
):
    accepted(article(section_of(COMMUNE, "news"), "Một"), news, person(COMMUNE, "head"), head)
    paths = ["/", path_of(news), "/feeds/atom.xml"]
    before = [queries(client, path) for path in paths]
    for code in (OTHER, "skhcn", "phuong-bo-song"):
        proposer = person(code, "head")
        for number in range(3):
            page = article(section_of(code, "news"), f"Tin {number} của {code}")
            accepted(page, news, proposer, head)
    assert [queries(client, path) for path in paths] == before


def test_what_is_followed_costs_one_query(client, news, section_of):
    target = section_of(OTHER, "news")
    article(news, "Tin", hours_ago=1)
    follow(target.portal, target, news)
    before = queries(client, path_of(target), OTHER_HOST)
    follow(target.portal, target, section_of(PROVINCE, "directives"))
    follow(target.portal, target, section_of(PROVINCE, "legal_dissemination"))
    assert queries(client, path_of(target), OTHER_HOST) == before


def queries(client: Client, path, host=MAIN_HOST):
    client.get(path, headers={"host": host})
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path, headers={"host": host}).status_code == 200
    return len(captured)
