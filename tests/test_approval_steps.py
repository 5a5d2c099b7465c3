"""What an approval asks for, by when it is due, who stands in, and what it leaves behind."""

import json
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, TaskState

from govportal import law
from govportal.editorial import confirmations
from govportal.editorial.absences import Absence, who_is_told
from govportal.editorial.confirmations import Approval
from govportal.editorial.models import PortalTaskState
from govportal.editorial.refusals import StepRefusedError
from govportal.portals.append_only import AppendOnlyError
from govportal.province import Confirmation, EditorialStep, Text
from govportal.publishing.models import SectionPage
from tests.approving import act, approved, confirmed, state_of, submitted

MONDAY = date(2026, 11, 30)


@pytest.fixture
def section(home_of):
    return home_of("stc").get_children().type(SectionPage).specific().first()


@pytest.fixture
def page(section, person):
    return submitted(section, person("stc", "reporter"))


def post(client, page, action, **data):
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, action, state_of(page).pk]
    )
    return client.post(address, data, headers={"x-requested-with": "XMLHttpRequest"})


def absent(provisioned, person, deputy, **days):
    days = {"starts_on": timezone.localdate(), "ends_on": timezone.localdate(), **days}
    return Absence(portal=provisioned["stc"], person=person, deputy=deputy, **days)


# --- Confirmations (FLOW-08) ---------------------------------------------------------------------


def test_the_form_asks_for_each_confirmation_with_its_article(page, person, sign_in):
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state_of(page).pk]
    )
    shown = json.loads(sign_in(person("stc", "editor")).get(address).content)["html"]
    for item in confirmations.asked():
        assert item.text.vi in shown
        assert item.source in shown
    assert {"state_secrets", "press_and_publishing", "intellectual_property", "policy",
            "personal_data"} <= {item.key for item in confirmations.asked()}  # fmt: skip


@pytest.mark.parametrize("left_out", [item.key for item in confirmations.asked()])
def test_one_confirmation_left_out_stops_the_approval_in_the_form(page, person, sign_in, left_out):
    answers = confirmed()
    del answers[confirmations.PREFIX + left_out]
    answer = post(sign_in(person("stc", "editor")), page, "approve", **answers)
    assert 'class="w-field__errors' in json.loads(answer.content)["html"]
    assert state_of(page).role == "editor"
    assert not Approval.objects.exists()


def test_the_editors_raw_answers_are_checked_too(page, person):
    answers = confirmed() | {"confirm_state_secrets": "yes"}
    with pytest.raises(StepRefusedError, match="bí mật nhà nước"):
        act(page, person("stc", "editor"), **answers)
    state, other = state_of(page), person("stc", "editor", "other")
    with pytest.raises(StepRefusedError):
        state.task.specific.on_action(state, other, "approve")
    assert state_of(page).status == TaskState.STATUS_IN_PROGRESS


def test_an_approval_is_kept_with_what_was_confirmed_and_never_changed(page, person):
    editor = person("stc", "editor")
    act(page, editor, comment="Đã kiểm tra")
    kept = Approval.objects.get()
    assert (kept.page_id, kept.person, kept.person_name) == (page.pk, editor, "editor-stc")
    assert (kept.portal.code, kept.comment) == ("stc", "Đã kiểm tra")
    assert kept.revision_id == page.latest_revision_id
    assert [item["key"] for item in kept.confirmed] == [i.key for i in confirmations.asked()]
    assert all(item["source"] for item in kept.confirmed)
    for change in (kept.save, kept.delete, Approval.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            change()


def test_an_approval_outlives_its_page_and_its_person(page, person):
    editor = person("stc", "editor")
    act(page, editor)
    page.delete()
    editor.delete()
    kept = Approval.objects.get()
    assert (kept.page_title, kept.person_name, kept.person) == ("Tin thử", "editor-stc", None)


def test_a_province_words_a_confirmation_of_its_own(page, person, monkeypatch):
    own = Confirmation(key="flood", text=Text(vi="Không gây hoang mang"), source="Điều 7",
                       confidence="S")  # fmt: skip
    monkeypatch.setattr("govportal.plugins.confirmations", lambda on: (own,))
    with pytest.raises(StepRefusedError, match="hoang mang"):
        act(page, person("stc", "editor"), confirm_flood=False)
    act(page, person("stc", "editor", "other"), confirm_flood=True)
    assert state_of(page).role == "deputy_head"


def test_a_rejection_needs_a_reason_and_no_confirmation(page, person):
    with pytest.raises(StepRefusedError):
        act(page, person("stc", "editor"), "reject", comment=" ")
    act(page, person("stc", "editor", "other"), "reject", comment="Thiếu số liệu")
    assert not Approval.objects.exists()


# --- Steps and deadlines -------------------------------------------------------------------------


def test_steps_follow_page_type_and_portal(section, home_of, person, monkeypatch):
    def steps(agency, page_type):
        role = "head" if (agency.code, page_type) == ("stc", "govportal.ArticlePage") else "editor"
        return (EditorialStep(key="check", name=Text(vi="Duyệt"), role=role, source="Điều 1"),)

    monkeypatch.setattr("govportal.plugins.editorial_steps", steps)
    other = home_of("skhcn").get_children().type(SectionPage).first()
    assert state_of(submitted(section, person("stc", "reporter"))).role == "head"
    assert state_of(submitted(other, person("skhcn", "reporter"))).role == "editor"


def test_a_step_is_due_after_the_working_days_of_the_rule(page):
    days = law.number("content.approve_within")
    found = state_of(page)
    assert found.due_on == law.add_working_days(timezone.localdate(), days)
    assert timezone.localtime(found.due_at).date() == found.due_on


def test_a_step_may_have_a_time_of_its_own(section, person, monkeypatch):
    step = EditorialStep(key="check", name=Text(vi="Duyệt"), role="head", source="Điều 1",
                         working_days=7)  # fmt: skip
    monkeypatch.setattr("govportal.plugins.editorial_steps", lambda agency, page_type: (step,))
    found = state_of(submitted(section, person("stc", "reporter")))
    assert found.due_on == law.add_working_days(timezone.localdate(), 7)


@pytest.fixture
def on_monday(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args, **kwargs: MONDAY)


def due(page, day):
    PortalTaskState.objects.filter(pk=state_of(page).pk).update(due_on=day)
    mail.outbox.clear()


def test_who_takes_the_step_is_reminded_once_a_day(page, person, on_monday):
    editor = person("stc", "editor")
    person("skhcn", "editor")
    due(page, MONDAY + timedelta(days=1))
    call_command("govportal", "remind")
    call_command("govportal", "remind")
    (letter,) = mail.outbox
    assert letter.to == [editor.email]
    assert "Tin thử" in letter.body
    assert "01/12/2026" in letter.body


def test_a_late_step_is_told_to_everyone_upstream_and_to_the_head(page, person, on_monday):
    editor, deputy, head = (person("stc", r) for r in ("editor", "deputy_head", "head"))
    act(page, editor)
    due(page, MONDAY - timedelta(days=3))
    call_command("govportal", "remind")
    told = {letter.to[0] for letter in mail.outbox}
    assert told == {page.owner.email, editor.email, deputy.email, head.email}


def test_what_is_not_due_is_not_reminded_of_nor_anything_on_a_day_off(page, person, monkeypatch):
    person("stc", "editor")
    due(page, MONDAY + timedelta(days=2))
    monkeypatch.setattr(timezone, "localdate", lambda *args, **kwargs: MONDAY)
    call_command("govportal", "remind")
    monkeypatch.setattr(timezone, "localdate", lambda *args, **kwargs: MONDAY + timedelta(days=5))
    call_command("govportal", "remind")
    assert mail.outbox == []


def test_everyone_upstream_is_told_of_a_rejection(page, person):
    editor, deputy = person("stc", "editor"), person("stc", "deputy_head")
    act(page, editor)
    mail.outbox.clear()
    act(page, deputy, "reject", comment="Sai tên xã")
    assert {letter.to[0] for letter in mail.outbox} == {page.owner.email, editor.email}
    assert all("Sai tên xã" in letter.body for letter in mail.outbox)


def test_everyone_upstream_is_told_of_the_publication(page, person):
    editor = person("stc", "editor")
    act(page, editor)
    mail.outbox.clear()
    act(page, person("stc", "deputy_head"))
    assert {letter.to[0] for letter in mail.outbox} == {page.owner.email, editor.email}


# --- Absence and deputy --------------------------------------------------------------------------


def test_a_deputy_is_told_what_the_absent_would_be(provisioned, section, person):
    editor, deputy = person("stc", "editor"), person("stc", "head")
    absent(provisioned, editor, deputy).save()
    submitted(section, person("stc", "reporter"))
    assert {letter.to[0] for letter in mail.outbox} == {editor.email, deputy.email}


def test_an_absence_that_is_over_or_elsewhere_changes_nothing(provisioned, person):
    editor, deputy = person("stc", "editor"), person("stc", "head")
    past = timezone.localdate() - timedelta(days=2)
    absent(provisioned, editor, deputy, starts_on=past, ends_on=past).save()
    assert set(who_is_told(provisioned["stc"].pk, "editor")) == {editor}


def test_where_all_are_away_those_above_are_told(provisioned, person):
    first, second = person("stc", "editor"), person("stc", "editor", "second")
    absent(provisioned, first, second).save()
    absent(provisioned, second, first).save()
    head = person("stc", "head")
    assert head in who_is_told(provisioned["stc"].pk, "editor")


def test_a_role_on_another_portal_is_no_role_here(provisioned, person):
    both = person("stc", "reporter")
    both.groups.add(*person("skhcn", "editor").groups.all())
    editor = person("stc", "editor")
    assert set(who_is_told(provisioned["stc"].pk, "editor")) == {editor}


def test_a_deputy_who_wrote_the_page_does_not_approve_it(provisioned, section, person):
    editor, writer = person("stc", "editor"), person("stc", "editor", "writer")
    absent(provisioned, editor, writer).save()
    with pytest.raises(PermissionDenied):
        act(submitted(section, writer), writer)


@pytest.mark.parametrize(
    ("role", "code", "field"),
    [("reporter", "stc", "deputy"), ("editor", "skhcn", "deputy"), ("deputy_head", "stc", "")],
)
def test_a_deputy_holds_the_role_on_the_portal(provisioned, person, role, code, field):
    found = absent(provisioned, person("stc", "deputy_head", "x"), person(code, role, "y"))
    if field:
        with pytest.raises(ValidationError) as refused:
            found.full_clean()
        assert refused.value.message_dict.keys() == {field}
    else:
        found.full_clean()


def test_an_absence_is_recorded_in_the_admin(provisioned, person, sign_in):
    editor, deputy = person("stc", "editor"), person("stc", "head")
    today = f"{timezone.localdate():%Y-%m-%d}"
    form = {"portal": provisioned["stc"].pk, "person": editor.pk, "deputy": deputy.pk,
            "starts_on": today, "ends_on": today}  # fmt: skip
    answer = sign_in(editor).post(reverse("absences:add"), form)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Absence.objects.get().deputy == deputy


def test_members_record_no_absence_of_others_and_the_head_does(provisioned, person, sign_in):
    editor, head, other = person("stc", "editor"), person("stc", "head"), person("stc", "head", "h")
    today = f"{timezone.localdate():%Y-%m-%d}"
    form = {"portal": provisioned["stc"].pk, "person": head.pk, "deputy": other.pk,
            "starts_on": today, "ends_on": today}  # fmt: skip
    sign_in(editor).post(reverse("absences:add"), form)
    assert not Absence.objects.exists()
    sign_in(other).post(reverse("absences:add"), form)
    assert Absence.objects.get().person == head


def test_absences_of_another_portal_are_not_seen(provisioned, person, sign_in):
    zz = person("skhcn", "editor", "Zzkinxq")
    found = Absence.objects.create(
        portal=provisioned["skhcn"], person=zz, deputy=person("skhcn", "head"),
        ends_on=timezone.localdate(),
    )  # fmt: skip
    client = sign_in(person("stc", "head"))
    assert "Zzkinxq" not in client.get(reverse("absences:index")).content.decode()
    assert "Zzkinxq" not in client.get(reverse("absences:add")).content.decode()
    for name in ("edit", "delete", "history", "usage"):
        answer = client.get(reverse(f"absences:{name}", args=[found.pk]))
        assert answer.status_code in (302, 403), name
    client.post(reverse("absences:delete", args=[found.pk]))
    assert Absence.objects.exists()


# --- Translations, and who answers for a page ----------------------------------------------------


def test_a_translation_takes_the_same_steps(page, section, person, sign_in):
    approved(page, person("stc", "editor"), person("stc", "head"))
    english = Locale.objects.get(language_code="en")
    sign_in(page.owner).post(
        reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
        {"locales": [english.pk], "include_subtree": ""},
    )
    version = page.get_translation(english).specific
    version.title = version.draft_title = "A test"
    version.summary, version.author = "In short.", "Nguyen Van A"
    version.source = "Department of Finance"
    version.save_revision(user=page.owner)
    version.get_workflow().start(version, page.owner)
    with pytest.raises(PermissionDenied):
        act(version, page.owner)
    assert not approved(version, person("stc", "editor", "e2")).live
    assert approved(version, person("stc", "deputy_head")).live
    assert Approval.objects.filter(page_id=version.pk).count() == 2


def test_who_answers_for_a_page_is_always_known(page, provisioned):
    portal = provisioned["stc"]
    assert page.answered_for_by == (portal.agency.name, page.owner.username)
    portal.responsible_person = "Trần Thị B"
    portal.save()
    page.responsible_person = "Lê Văn C"
    page.owner_agency = provisioned["skhcn"].agency
    assert page.answered_for_by == (provisioned["skhcn"].agency.name, "Lê Văn C")


def test_who_answers_for_a_page_is_asked_in_the_editor(page, person, sign_in):
    shown = sign_in(person("stc", "editor")).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert b'name="owner_agency"' in shown.content
    assert b'name="responsible_person"' in shown.content
