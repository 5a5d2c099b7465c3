"""Sharing in the admin: who is offered what, who decides where, and nothing for anybody else."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from govportal.publishing.sharing import steps
from govportal.publishing.sharing.models import SectionSubscription, SharedItem, ShareState
from tests.sharing_world import (
    COMMUNE,
    OTHER,
    PROVINCE,
    accepted,
    article,
    document,
    provincial_board,
)

pytestmark = pytest.mark.django_db
SECRET = "Zzkinxq"
ROLES = ("reporter", "editor", "deputy_head", "head", "administrator")
EDITORS, BOARD = {"editor", "deputy_head", "head"}, {"deputy_head", "head"}


@pytest.fixture
def notice(section_of):
    return article(section_of(COMMUNE, "news"), f"{SECRET} lịch tiêm chủng")


@pytest.fixture
def item(notice, person):
    return steps.propose(notice, person(COMMUNE, "editor", "nguoi-de-xuat"), f"{SECRET} ghi chú")


@pytest.fixture
def news(section_of):
    return section_of(PROVINCE, "news")


def url(name, *arguments):
    return reverse(f"sharing:{name}", args=arguments)


def seen(item):
    """Return what the form of a step sends back unseen."""
    return SharedItem.objects.get(pk=item.pk).version


# --- the journey through the screens --------------------------------------------------------------


def test_an_editor_proposes_from_the_page_and_the_board_accepts(notice, news, person, sign_in):
    client = sign_in(person(COMMUNE, "editor"))
    way = url("propose", notice.pk)
    assert way in client.get(reverse("wagtailadmin_pages:edit", args=[notice.pk])).content.decode()
    assert client.get(way).status_code == 200
    answer = client.post(way, {"note": "Xin đăng"})
    item = SharedItem.objects.get()
    assert answer.url == url("detail", item.pk)
    assert notice.title in client.get(url("offered")).content.decode()

    client = sign_in(person(PROVINCE, "head"))
    assert url("detail", item.pk) in client.get("/cms/").content.decode()
    shown = client.get(url("detail", item.pk)).content.decode()
    assert "Xin đăng" in shown
    assert notice.full_url in shown
    form = client.get(url("step", item.pk, "accept")).context["form"]
    assert form["section"].initial == news.pk
    data = {"section": news.pk, "seen": form["seen"].initial}
    assert client.post(url("step", item.pk, "accept"), data).url == url("detail", item.pk)
    item.refresh_from_db()
    assert (item.state, item.section_id) == (ShareState.ACCEPTED, news.pk)
    assert url("detail", item.pk) not in client.get("/cms/").content.decode()
    assert client.get(url("received"), {"state": "proposed"}).context["object_list"].count() == 0


def test_declining_asks_for_a_reason_that_the_proposer_reads(item, person, sign_in):
    client = sign_in(person(PROVINCE, "deputy_head"))
    way = url("step", item.pk, "decline")
    answer = client.post(way, {"reason": " ", "seen": seen(item)})
    assert "reason" in answer.context["form"].errors
    client.post(way, {"reason": "Trùng với tin của tỉnh", "seen": seen(item)})
    client = sign_in(get_user_model().objects.get(username="nguoi-de-xuat"))
    for address in (url("offered"), url("detail", item.pk)):
        assert "Trùng với tin của tỉnh" in client.get(address).content.decode()


def test_the_source_withdraws(item, person, sign_in):
    client = sign_in(person(COMMUNE, "editor"))
    client.post(url("step", item.pk, "withdraw"), {"seen": seen(item)})
    item.refresh_from_db()
    assert item.state == ShareState.WITHDRAWN
    assert client.get(url("step", item.pk, "withdraw")).url == url("detail", item.pk)


def test_a_decision_on_what_changed_since_it_was_read_is_refused_in_the_form(
    item, news, person, sign_in
):
    client = sign_in(person(PROVINCE, "head"))
    read = seen(item)
    steps.accept(item, person(PROVINCE, "deputy_head"), news)
    answer = client.post(url("step", item.pk, "decline"), {"reason": "Cũ", "seen": read})
    assert answer.context["form"].non_field_errors()
    assert answer.context["form"]["reason"].value() == "Cũ"
    item.refresh_from_db()
    assert item.state == ShareState.ACCEPTED


def test_a_foreign_section_is_no_choice(item, section_of, person, sign_in):
    client = sign_in(person(PROVINCE, "head"))
    data = {"section": section_of(OTHER, "news").pk, "seen": seen(item)}
    answer = client.post(url("step", item.pk, "accept"), data)
    assert "section" in answer.context["form"].errors


def test_what_cannot_be_proposed_is_said_on_the_way(notice, item, section_of, person, sign_in):
    client = sign_in(person(COMMUNE, "editor"))
    assert client.get(url("propose", notice.pk)).url == url("detail", item.pk)
    answer = client.post(url("propose", notice.pk), {"note": "lần nữa"})
    assert answer.context["form"].non_field_errors()
    draft = article(section_of(COMMUNE, "news"), "Nháp", live=False)
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    answer = client.get(url("propose", draft.pk), follow=True)
    assert answer.redirect_chain[-1][0] == edit
    assert list(answer.context["messages"])
    assert url("propose", draft.pk) not in client.get(edit).content.decode()


def test_a_page_taken_off_meanwhile_is_shown_so_and_cannot_be_accepted(
    item, notice, person, sign_in
):
    client = sign_in(person(PROVINCE, "head"))
    notice.unpublish()
    shown = client.get(url("detail", item.pk)).content.decode()
    assert url("step", item.pk, "accept") not in shown
    assert client.get(url("step", item.pk, "accept")).url == url("detail", item.pk)
    notice.delete()
    assert client.get(url("detail", item.pk)).status_code == 200
    assert client.get(url("received")).status_code == 200


def test_the_proposer_is_told_that_another_decides(notice, person, sign_in):
    both = person(COMMUNE, "head")
    both.groups.add(*person(PROVINCE, "head").groups.all())
    item = steps.propose(notice, both)
    client = sign_in(both)
    assert client.get(url("detail", item.pk)).context["is_own"]
    assert client.post(url("step", item.pk, "accept"), {}).status_code in (302, 403)
    item.refresh_from_db()
    assert item.state == ShareState.PROPOSED


# --- roles, own and other portals -----------------------------------------------------------------


def passes(answer):
    """Return whether the admin shows the page; refusals lead to the dashboard."""
    return answer.status_code == 200


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("code", [PROVINCE, COMMUNE, OTHER])
def test_only_the_two_portals_see_a_proposal(item, notice, person, sign_in, code, role):
    client = sign_in(person(code, role))
    is_editor = role in EDITORS
    is_receiver, is_source = code == PROVINCE and is_editor, code == COMMUNE and is_editor
    expected = {
        url("received"): is_receiver,
        url("received_results"): is_receiver,
        url("offered"): code != PROVINCE and is_editor,
        url("detail", item.pk): is_receiver or is_source,
        url("step", item.pk, "accept"): code == PROVINCE and role in BOARD,
        url("step", item.pk, "decline"): code == PROVINCE and role in BOARD,
        url("step", item.pk, "withdraw"): is_source,
    }
    assert {address: passes(client.get(address)) for address in expected} == expected
    search = client.get(url("offered"), {"q": SECRET})
    found = [found.pk for found in search.context["object_list"]] if passes(search) else []
    assert found == ([item.pk] if is_source else [])
    for step in ("accept", "decline", "withdraw"):
        if not expected[url("step", item.pk, step)]:
            client.post(url("step", item.pk, step), {"reason": "x", "seen": seen(item)})
    item.refresh_from_db()
    assert item.state == ShareState.PROPOSED


@pytest.mark.parametrize("role", ROLES)
def test_nobody_proposes_from_another_portal(notice, person, sign_in, role):
    client = sign_in(person(OTHER, role))
    client.post(url("propose", notice.pk), {"note": ""})
    assert not passes(client.get(url("propose", notice.pk)))
    assert not SharedItem.objects.exists()


def test_the_provincial_board_decides_and_technical_administration_does_not(item, sign_in):
    client = sign_in(provincial_board())
    assert passes(client.get(url("received")))
    assert passes(client.get(url("step", item.pk, "accept")))
    admin = get_user_model().objects.create_superuser("quan-tri", "q@example.gov.vn", "x")
    client = sign_in(admin)
    for address in (url("received"), url("offered"), url("detail", item.pk)):
        assert not passes(client.get(address))


def test_no_screen_of_wagtail_shows_a_proposal_to_others(item, news, person, sign_in):
    accepted_by = person(PROVINCE, "head", f"{SECRET}-head")
    steps.accept(item, accepted_by, news)
    client = sign_in(person(OTHER, "head"))
    names = ("wagtailadmin_home", "wagtailadmin_reports:site_history", "wagtailadmin_pages:search")
    for name in names:
        assert SECRET not in client.get(reverse(name)).content.decode()


# --- sections that are followed -------------------------------------------------------------------


@pytest.fixture
def followed(section_of, news):
    target = section_of(COMMUNE, "news")
    return SectionSubscription.objects.create(
        portal=target.portal, section=target, source=news, limit=3
    )


def choice(source, section, **values):
    return {"source": source.pk, "section": section.pk, "limit": 5, "is_active": "on"} | values


@pytest.mark.parametrize("role", ROLES)
def test_administrator_and_head_choose_for_their_portal(news, section_of, person, sign_in, role):
    client = sign_in(person(COMMUNE, role))
    target = section_of(COMMUNE, "news")
    client.post(reverse("subscriptions:add"), choice(news, target))
    chosen = SectionSubscription.objects.values_list("portal", "section", "source", "limit")
    may = role in ("head", "administrator")
    assert list(chosen) == ([(target.portal.pk, target.pk, news.pk, 5)] if may else [])
    assert passes(client.get(reverse("subscriptions:index"))) == may


def test_a_choice_that_cannot_work_is_refused_in_the_form(news, section_of, person, sign_in):
    client = sign_in(person(COMMUNE, "administrator"))
    own = section_of(COMMUNE, "news")
    wrong = {
        "source": [
            choice(section_of(PROVINCE, "legal_documents"), own),
            choice(section_of(PROVINCE, "news", "en"), own),
            choice(section_of(OTHER, "news"), own),
        ],
        "section": [choice(news, section_of(OTHER, "news"))],
        "limit": [choice(news, own, limit=0), choice(news, own, limit=1000)],
    }
    for field, choices in wrong.items():
        for data in choices:
            answer = client.post(reverse("subscriptions:add"), data)
            assert field in answer.context["form"].errors
    assert not SectionSubscription.objects.exists()


def test_the_same_section_is_followed_once(followed, person, sign_in):
    client = sign_in(person(COMMUNE, "administrator"))
    data = choice(followed.source, followed.section)
    assert client.post(reverse("subscriptions:add"), data).context["form"].errors
    assert SectionSubscription.objects.count() == 1


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("code", [PROVINCE, OTHER])
def test_no_other_portal_sees_or_changes_what_is_followed(followed, person, sign_in, code, role):
    client = sign_in(person(code, role))
    listed = client.get(reverse("subscriptions:index"))
    assert not passes(listed) or followed.section.portal.name not in listed.content.decode()
    for name in ("edit", "delete", "history", "usage"):
        address = reverse(f"subscriptions:{name}", args=[followed.pk])
        assert not passes(client.get(address))
        client.post(address, choice(followed.source, followed.section, limit=9))
    followed.refresh_from_db()
    assert followed.limit == 3


def test_an_administrator_changes_and_ends_what_the_own_portal_follows(followed, person, sign_in):
    client = sign_in(person(COMMUNE, "administrator"))
    data = choice(followed.source, followed.section, limit=9)
    client.post(reverse("subscriptions:edit", args=[followed.pk]), data)
    followed.refresh_from_db()
    assert followed.limit == 9
    assert passes(client.get(reverse("subscriptions:history", args=[followed.pk])))
    client.post(reverse("subscriptions:delete", args=[followed.pk]))
    assert not SectionSubscription.objects.exists()


# --- cost -----------------------------------------------------------------------------------------


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_lists_cost_the_same_for_more_proposals_of_more_portals(
    item, news, section_of, person, sign_in
):
    head = person(PROVINCE, "head")
    received, offered = sign_in(head), person(COMMUNE, "head")
    steps.accept(item, head, news)
    before = queries(received, url("received")), queries(sign_in(offered), url("offered"))
    for code in (OTHER, "skhcn", "phuong-bo-song", COMMUNE):
        proposer = offered if code == COMMUNE else person(code, "head")
        for number in range(2):
            page = article(section_of(code, "news"), f"Tin {number} của {code}")
            accepted(page, news, proposer, head)
            paper = document(section_of(code, "legal_documents"), f"Văn bản {number} của {code}")
            steps.propose(paper, proposer)
    received = sign_in(head)
    after = queries(received, url("received")), queries(sign_in(offered), url("offered"))
    assert after == before
