"""The board's records about pages: the content log, takedowns, corrections, reviews, schedule."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from govportal import law
from govportal.editorial import corrections, reviews, takedowns, waiting
from govportal.editorial.board_interface import LISTS
from govportal.editorial.content_log import ContentEvent, PageState
from govportal.editorial.corrections import Correction
from govportal.editorial.page_records import facts_of
from govportal.editorial.responsibility import answered_for
from govportal.editorial.reviews import PageReview
from govportal.editorial.takedowns import Takedown
from govportal.portals.append_only import AppendOnlyError
from govportal.publishing.models import ArticlePage, SectionPage
from tests.approving import act, approved, submitted

SECRET = "Zzkinxq"
ROLES = ("reporter", "editor", "deputy_head", "head", "administrator")


def kinds(user, kind):
    """Return *kind* once for each thing of it that waits for *user*."""
    return [item.kind for item in waiting.for_user(user) if item.kind == kind]


@pytest.fixture
def section(home_of):
    return home_of("stc").get_children().type(SectionPage).specific().first()


@pytest.fixture
def public_page(section):
    """Return a public article whose author has nothing to do with the tests' people."""
    page = ArticlePage(title="Tin đã đăng", author="A", source="B", summary="Tóm tắt")
    section.add_child(instance=page)
    page.save_revision().publish()
    return page


def events(page):
    found = ContentEvent.objects.filter(page_id=page.pk).order_by("pk")
    return [(event.action, event.from_state, event.to_state) for event in found]


def read(client, page):
    host, address = "stc.minhhoa.gov.vn", page.get_url_parts()[2]
    return client.get(address, headers={"host": host})


# --- The content log (FLOW-06) -------------------------------------------------------------------


def test_every_step_of_a_page_is_logged_from_state_to_state(section, person):
    page = submitted(section, person("stc", "reporter"))
    editor, head = person("stc", "editor"), person("stc", "head")
    act(page, editor, "reject", comment="Thiếu số liệu")
    Page.objects.get(pk=page.pk).current_workflow_state.resume(page.owner)
    page = approved(page, editor, head)
    page.unpublish(user=head)
    page.delete(user=head)
    found = events(page)
    steps = [(a.removeprefix("wagtail."), b, c) for a, b, c in found if a != "wagtail.edit"]
    assert steps == [
        ("create", "", "draft"),
        ("workflow.start", "draft", "in_approval"),
        ("workflow.reject", "in_approval", "returned"),
        ("workflow.resume", "returned", "in_approval"),
        ("workflow.approve", "in_approval", "in_approval"),
        ("workflow.approve", "in_approval", "in_approval"),
        ("publish", "in_approval", "published"),
        ("unpublish", "published", "withdrawn"),
        ("delete", "withdrawn", "deleted"),
    ]


def test_the_log_says_who_when_and_why(section, person):
    page = submitted(section, person("stc", "reporter"))
    editor = person("stc", "editor")
    act(page, editor, "reject", comment="Thiếu số liệu")
    entry = ContentEvent.objects.filter(page_id=page.pk).first()
    assert (entry.person, entry.person_name) == (editor, editor.username)
    assert (entry.note, entry.portal.code) == ("Thiếu số liệu", "stc")
    assert entry.at <= timezone.now()


def test_a_move_to_another_portal_is_logged_on_both(section, home_of, public_page):
    target = home_of("skhcn").get_children().type(SectionPage).first()
    public_page.move(target, pos="last-child")
    moves = ContentEvent.objects.filter(page_id=public_page.pk, action="wagtail.move")
    assert {event.portal.code for event in moves} == {"stc", "skhcn"}
    assert {event.note for event in moves} == {f"{section.title} → {target.title}"}
    assert {event.to_state for event in moves} == {PageState.PUBLISHED}


def test_a_page_from_before_the_log_begins_where_it_stands(public_page, person):
    ContentEvent.objects.filter(page_id=public_page.pk)._raw_delete("default")
    public_page.unpublish(user=person("stc", "head"))
    assert events(public_page) == [("wagtail.unpublish", "published", "withdrawn")]


def test_the_log_is_never_changed_or_deleted(public_page):
    entry = ContentEvent.objects.filter(page_id=public_page.pk).first()
    for change in (entry.save, entry.delete, ContentEvent.objects.all().delete,
                   lambda: ContentEvent.objects.update(note="")):  # fmt: skip
        with pytest.raises(AppendOnlyError):
            change()


def test_the_log_names_a_deleted_page_to_its_portals_staff(public_page, person, sign_in):
    public_page.delete()
    shown = sign_in(person("stc", "editor")).get(reverse("govportal_content_log"))
    assert "Tin đã đăng" in shown.content.decode()


# --- Takedown (FLOW-09) --------------------------------------------------------------------------


def request_form(**changed):
    received = timezone.localtime() - timedelta(hours=2)
    return {
        "authority": "Cục Phát thanh", "document_number": "12/CV-PTTH", "reason": "Sai sự thật",
        "received_at": f"{received:%Y-%m-%d %H:%M}", **changed,
    }  # fmt: skip


def take_down(client, page, **changed):
    address = reverse("govportal_take_down", args=[page.pk])
    return client.post(address, request_form(**changed))


@pytest.mark.parametrize("role", ["head", "administrator"])
def test_a_page_is_taken_down_at_once_with_its_record(public_page, person, sign_in, client, role):
    assert read(client, public_page).status_code == 200
    user = person("stc", role)
    assert take_down(sign_in(user), public_page).status_code == 302
    public_page.refresh_from_db()
    assert not public_page.live
    client.logout()
    assert read(client, public_page).status_code in (404, 410)
    kept = Takedown.objects.get()
    assert (kept.authority, kept.document_number) == ("Cục Phát thanh", "12/CV-PTTH")
    assert (kept.person, kept.portal.code, kept.is_late) == (user, "stc", False)
    hours = law.number("content.takedown_within")
    assert kept.due_at - kept.received_at == timedelta(hours=hours)
    assert events(public_page)[-1] == ("govportal.takedown", "published", "taken_down")


def test_a_late_takedown_is_marked(public_page, person, sign_in):
    received = timezone.localtime() - timedelta(hours=25)
    client = sign_in(person("stc", "head"))
    take_down(client, public_page, received_at=f"{received:%Y-%m-%d %H:%M}")
    assert Takedown.objects.get().is_late


@pytest.mark.parametrize("missing", ["authority", "document_number", "received_at", "reason"])
def test_a_takedown_without_its_request_is_refused(public_page, person, sign_in, missing):
    answer = take_down(sign_in(person("stc", "head")), public_page, **{missing: ""})
    assert answer.context["form"].errors.keys() == {missing}
    public_page.refresh_from_db()
    assert public_page.live


def test_a_request_from_the_future_is_refused(public_page, person, sign_in):
    later = f"{timezone.localtime() + timedelta(days=1):%Y-%m-%d %H:%M}"
    answer = take_down(sign_in(person("stc", "head")), public_page, received_at=later)
    assert answer.context["form"].errors.keys() == {"received_at"}


@pytest.mark.parametrize(
    ("code", "role"),
    [("stc", "reporter"), ("stc", "editor"), ("stc", "deputy_head"), ("skhcn", "head")],
)
def test_others_do_not_take_down(public_page, person, sign_in, code, role):
    client = sign_in(person(code, role))
    assert take_down(client, public_page).status_code in (302, 403)
    assert client.get(reverse("govportal_take_down", args=[public_page.pk])).status_code != 200
    public_page.refresh_from_db()
    assert public_page.live


def test_a_section_that_the_law_wants_and_the_home_are_not_taken_down(home_of, section_of, person):
    head = person("stc", "head")
    assert not takedowns.may_take_down(head, home_of("stc"))
    assert not takedowns.may_take_down(head, section_of("stc", "news"))


def test_what_was_taken_down_comes_back_by_approval_alone(public_page, person, sign_in):
    head = person("stc", "head")
    take_down(sign_in(head), public_page)
    public_page.refresh_from_db()
    public_page.get_workflow().start(public_page, person("stc", "reporter"))
    assert not approved(public_page, person("stc", "editor")).live
    assert approved(public_page, person("stc", "deputy_head")).live


# --- Corrections (FLOW-10) -----------------------------------------------------------------------


def corrected(page, person, **values):
    values = {"wrong": "Ngày 31 tháng 2", "right": "Ngày 28 tháng 2", **values}
    return Correction.objects.create(**facts_of(page, person), **values)


def test_a_correction_is_recorded_published_by_another_and_read(
    public_page, person, sign_in, client
):
    editor, head = person("stc", "editor"), person("stc", "head")
    form = {"wrong": "Ngày 31 tháng 2", "right": "Ngày 28 tháng 2", "case_reference": "KN-7",
            "complained_on": ""}  # fmt: skip
    answer = sign_in(editor).post(reverse("govportal_correct", args=[public_page.pk]), form)
    assert answer.status_code == 302
    found = Correction.objects.get()
    client.logout()
    assert "Ngày 28 tháng 2" not in read(client, public_page).content.decode()
    address = reverse("govportal_correction_publish", args=[found.pk])
    assert sign_in(editor).post(address).status_code in (302, 403)
    assert not Correction.objects.get().is_public
    assert sign_in(head).post(address).status_code == 302
    client.logout()
    shown = read(client, public_page).content.decode()
    for text in ("Ngày 31 tháng 2", "Ngày 28 tháng 2", "KN-7", 'id="h-corrections"'):
        assert text in shown
    assert Correction.objects.get().approver_name == head.username
    assert events(public_page)[-1] == ("govportal.correction", "published", "published")


def test_a_page_without_corrections_shows_none(public_page, client):
    assert 'id="h-corrections"' not in read(client, public_page).content.decode()


def test_a_complaint_starts_the_days_of_the_rule(public_page, person):
    day = timezone.localdate() - timedelta(days=20)
    found = corrected(public_page, person("stc", "editor"), complained_on=day)
    days = law.number("content.wrong_information_answer_within", day)
    assert found.due_on == day + timedelta(days=days)
    assert found.is_overdue
    assert corrected(public_page, None).due_on is None


def test_a_public_correction_is_not_changed_any_more(public_page, person, sign_in):
    editor, head = person("stc", "editor"), person("stc", "head")
    found = corrected(public_page, editor)
    corrections.publish(found, head)
    form = {"wrong": "x", "right": "y", "case_reference": "", "complained_on": ""}
    client = sign_in(editor)
    client.post(reverse("govportal_correction", args=[found.pk]), form)
    found.refresh_from_db()
    assert found.right == "Ngày 28 tháng 2"
    shown = client.get(reverse("govportal_correction", args=[found.pk])).content.decode()
    assert "Ngày 28 tháng 2" in shown
    assert 'name="right"' not in shown


def test_who_rewords_a_correction_does_not_publish_it(public_page, person, sign_in):
    head = person("stc", "head")
    found = corrected(public_page, person("stc", "editor"))
    form = {"wrong": "x", "right": "y", "case_reference": "", "complained_on": ""}
    sign_in(head).post(reverse("govportal_correction", args=[found.pk]), form)
    assert not corrections.may_publish(head, Correction.objects.get())
    assert corrections.may_publish(person("stc", "deputy_head"), Correction.objects.get())


def test_a_correction_waits_for_the_board_and_not_for_its_writer(public_page, person):
    head = person("stc", "head")
    corrected(public_page, person("stc", "editor"))
    corrected(public_page, head)
    assert kinds(head, "correction") == ["correction"]
    assert kinds(person("skhcn", "head"), "correction") == []


def test_a_draft_that_was_never_public_is_not_corrected(section, person, sign_in):
    page = submitted(section, person("stc", "reporter"))
    address = reverse("govportal_correct", args=[page.pk])
    assert sign_in(person("stc", "editor")).get(address).status_code in (302, 403)


def test_a_published_correction_ends_the_stored_pages_of_its_portal(public_page, person):
    from govportal.page_cache.changes import OF_ONE_PORTAL

    found = corrected(public_page, person("stc", "editor"))
    assert OF_ONE_PORTAL[Correction](found) == [found.portal_id]


# --- Reviews (FLOW-11) ---------------------------------------------------------------------------


@pytest.fixture
def old_section(section):
    """Return a public section that nobody has looked at for a year."""
    Page.objects.filter(pk=section.pk).update(
        last_published_at=timezone.now() - timedelta(days=366)
    )
    return section


def due(portal):
    return set(reviews.due_pages([portal]).values_list("pk", flat=True))


def test_a_page_is_due_after_the_interval_of_its_type(old_section, public_page, provisioned):
    portal = provisioned["stc"]
    assert due(portal) == {old_section.pk}
    assert due(provisioned["skhcn"]) == set()
    old = timezone.now() - timedelta(days=366)
    Page.objects.filter(pk=public_page.pk).update(last_published_at=old)
    assert law.number("content.review_articles") == 0
    assert due(portal) == {old_section.pk}


@pytest.mark.parametrize("outcome", PageReview.Outcome.values)
def test_a_recorded_review_starts_the_interval_anew(
    old_section, provisioned, person, sign_in, outcome
):
    editor = person("stc", "editor")
    assert kinds(editor, "review_due") == ["review_due"]
    address = reverse("govportal_review", args=[old_section.pk])
    form = {"outcome": outcome, "note": "Đã đối chiếu"}
    assert sign_in(editor).post(address, form).status_code == 302
    kept = PageReview.objects.get()
    assert (kept.outcome, kept.note, kept.person) == (outcome, "Đã đối chiếu", editor)
    assert due(provisioned["stc"]) == set()
    assert events(old_section)[-1][0] == "govportal.review"
    assert kinds(editor, "review_due") == []


def test_the_list_names_what_is_due(old_section, person, sign_in):
    shown = sign_in(person("stc", "editor")).get(reverse("govportal_reviews")).content.decode()
    assert reverse("govportal_review", args=[old_section.pk]) in shown


@pytest.mark.parametrize(("code", "role"), [("stc", "reporter"), ("skhcn", "editor")])
def test_others_record_no_review(old_section, person, sign_in, code, role):
    address = reverse("govportal_review", args=[old_section.pk])
    sign_in(person(code, role)).post(address, {"outcome": "confirmed", "note": ""})
    assert not PageReview.objects.exists()


def test_reviews_due_cost_the_same_for_more_portals(
    provisioned, django_assert_num_queries, django_assert_max_num_queries
):
    portals = list(provisioned.values())
    list(reviews.due_by_portal(portals[:1]))
    with django_assert_max_num_queries(6) as one:
        list(reviews.due_by_portal(portals[:1]))
    with django_assert_num_queries(len(one)):
        list(reviews.due_by_portal(portals))


# --- Who answers (FLOW-07) -----------------------------------------------------------------------


def test_the_list_says_who_answers_for_each_public_page(section, provisioned, person, sign_in):
    page = submitted(section, person("stc", "reporter"))
    page = approved(page, person("stc", "editor"), person("stc", "head"))
    (row,) = answered_for(provisioned["stc"]).filter(pk=page.pk)
    agency = provisioned["stc"].agency.name
    assert (row.agency_name, row.responsible_name) == (agency, "reporter-stc")
    assert (row.supplied_by, row.approved_by) == ("Sở Tài chính", "head-stc")
    ArticlePage.objects.filter(pk=page.pk).update(
        owner_agency=provisioned["skhcn"].agency, responsible_person="Lê Văn C"
    )
    (row,) = answered_for(provisioned["stc"]).filter(pk=page.pk)
    other = provisioned["skhcn"].agency.name
    assert (row.agency_name, row.responsible_name) == (other, "Lê Văn C")
    client = sign_in(person("stc", "editor", "reader"))
    shown = client.get(reverse("govportal_responsible"), {"q": "Lê Văn C"}).content.decode()
    assert "Tin thử" in shown


# --- Scheduled publication -----------------------------------------------------------------------


@pytest.fixture
def forgotten(section, person):
    """Return a page approved for a time that has passed without publication."""
    page = submitted(section, person("stc", "reporter"))
    page.revisions.update(approved_go_live_at=timezone.now() - timedelta(hours=1))
    return page


def test_the_check_names_what_is_late_and_is_content_once_it_ran(forgotten, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("govportal", "check-schedule")
    assert ended.value.code == 1
    assert "Tin thử" in capsys.readouterr().out
    call_command("publish_scheduled", verbosity=0)
    forgotten.refresh_from_db()
    assert forgotten.live
    call_command("govportal", "check-schedule")


def test_a_page_that_should_have_gone_is_late_too(public_page):
    Page.objects.filter(pk=public_page.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(SystemExit):
        call_command("govportal", "check-schedule")


def test_what_is_due_just_now_is_not_late(forgotten):
    forgotten.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=3))
    call_command("govportal", "check-schedule")


@pytest.mark.parametrize(
    ("code", "role", "warned"),
    [("stc", "administrator", True), ("stc", "reporter", False), ("skhcn", "administrator", False)],
)
def test_administrators_are_warned_on_the_admin_home(
    forgotten, person, sign_in, code, role, warned
):
    shown = sign_in(person(code, role, "x")).get(reverse("wagtailadmin_home")).content.decode()
    assert ("publish_scheduled" in shown) is warned


# --- Isolation -----------------------------------------------------------------------------------


@pytest.fixture
def foreign(home_of, person):
    """Return what the board of another portal has recorded, named so that it is recognised."""
    section = home_of("skhcn").get_children().type(SectionPage).specific().first()
    writer = person("skhcn", "head", f"{SECRET}-head")
    page = ArticlePage(title=f"{SECRET} tin", author="A", source="B", summary="S")
    section.add_child(instance=page)
    page.save_revision().publish()
    correction = corrected(page, writer, wrong=SECRET, right=SECRET)
    reviews.record(page, writer, "confirmed", SECRET)
    Page.objects.filter(pk=section.pk).update(
        title=SECRET, last_published_at=timezone.now() - timedelta(days=366)
    )
    takedowns.take_down(
        page, writer, authority=SECRET, document_number=SECRET, reason=SECRET,
        received_at=timezone.now(),
    )  # fmt: skip
    return {"page": page, "correction": correction, "section": section}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", LISTS)
def test_no_list_shows_another_portals_records(foreign, provisioned, person, sign_in, name, role):
    client = sign_in(person("stc", role))
    query = {"q": SECRET, "portal": provisioned["skhcn"].pk}
    for asked in ({}, query, {"export": "csv"}, {"portal": provisioned["skhcn"].pk}):
        for address in (reverse(name), reverse(f"{name}_results")):
            answer = client.get(address, asked)
            body = b"".join(answer) if answer.streaming else answer.content
            text = body.decode().replace(f'value="{SECRET}"', "").replace(f"q={SECRET}", "")
            assert SECRET not in text.replace(f"“{SECRET}”", ""), (address, asked)


@pytest.mark.parametrize("role", ROLES)
def test_no_step_opens_another_portals_record(foreign, person, sign_in, role):
    client = sign_in(person("stc", role))
    for name, pk in (
        ("govportal_take_down", foreign["page"].pk),
        ("govportal_review", foreign["section"].pk),
        ("govportal_correct", foreign["page"].pk),
        ("govportal_correction", foreign["correction"].pk),
        ("govportal_correction_publish", foreign["correction"].pk),
    ):
        for send in (client.get, client.post):
            answer = send(reverse(name, args=[pk]))
            assert answer.status_code in (302, 403, 404), (name, send)
    assert not Correction.objects.get().is_public


def test_technical_administration_reads_no_record(foreign, sign_in, django_user_model):
    client = sign_in(django_user_model.objects.create_superuser("root"))
    for name in LISTS:
        assert client.get(reverse(name)).status_code in (302, 403)


def test_own_records_are_exported(public_page, person, sign_in):
    corrected(public_page, person("stc", "editor"))
    client = sign_in(person("stc", "head"))
    for name in ("govportal_content_log", "govportal_corrections", "govportal_responsible"):
        answer = client.get(reverse(name), {"export": "csv"})
        body = b"".join(answer) if answer.streaming else answer.content
        assert "Tin đã đăng" in body.decode()
