"""Everything that waits for a person on one page, in the menu, on the dashboard and in a mail."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.users.models import UserProfile

from govportal.citizens.models import Feedback, FeedbackEvent, FeedbackStatus
from govportal.editorial import waiting
from govportal.my_work import reports
from govportal.my_work.account import DigestPanel
from govportal.my_work.models import DigestChoice
from govportal.my_work.timing import Nearness, in_words, nearness, written
from govportal.operations.links.models import FoundLink, LinkAddress
from govportal.portals.models import Portal
from govportal.publishing.models import ArticlePage
from tests.sharing_world import provincial_board

pytestmark = pytest.mark.django_db
PAGE, HOME = "/cms/my-work/", "/cms/"
SECRET = "Zzkinxq"


@pytest.fixture(autouse=True)
def english():
    """Say what is on the screen in the words of the sources."""
    with translation.override("en"):
        yield


@pytest.fixture
def staff(person):
    """Return a function that makes a member of a portal who reads English."""

    def make(*args, language="en"):
        user = person(*args)
        UserProfile.objects.create(user=user, preferred_language=language)
        return user

    return make


def submitted(section, author, title="Tin chờ duyệt"):
    page = ArticlePage(title=title, author="A", source="B", live=False, owner=author)
    page = section.add_child(instance=page)
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    return page


def question(portal, *, days=3, subject="Bao giờ sửa đê?", **values):
    due = timezone.localdate() + timedelta(days=days)
    values = {"agency": portal.agency, "language": "vi", "body": "?", **values}
    return Feedback.objects.create(
        portal=portal, subject=subject, due_on=due, receipt=f"{subject}{days}", **values
    )


def broken_link(portal):
    address = LinkAddress.objects.create(
        address=f"https://example.vn/{SECRET}", is_outside=True, failing_since=timezone.now()
    )
    FoundLink.objects.create(portal=portal, address=address, text=SECRET)


def found(user, *kinds):
    """Return the titles of the work of *kinds*, of a person who has just signed in."""
    fresh = get_user_model().objects.get(pk=user.pk)
    return [str(item.title) for item in waiting.for_user(fresh) if item.kind in kinds]


# --- what waits for whom --------------------------------------------------------------------------


def test_a_page_waits_for_those_who_approve_it_and_returns_to_who_sent_it_in(section_of, person):
    reporter, editor = person("stc", "reporter"), person("stc", "editor")
    page = submitted(section_of("stc", "news"), reporter)
    assert found(editor, "approve") == [page.title]
    assert found(reporter, "approve", "returned") == []
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, editor, "reject", comment="Thiếu nguồn tin.")
    assert found(editor, "approve", "returned") == []
    (item,) = [i for i in waiting.for_user(reporter) if i.kind == "returned"]
    assert (item.title, item.detail, item.portal.code) == (page.title, "Thiếu nguồn tin.", "stc")
    assert item.url == f"/cms/pages/{page.pk}/edit/"


def test_the_provincial_board_sees_all_that_it_may_approve_unless_it_belongs_to_portals(
    section_of, person, provisioned
):
    page = submitted(section_of("stc", "news"), person("stc", "reporter"))
    member = provincial_board()
    assert found(member, "approve") == [page.title]
    member.groups.add(*person("ubnd", "head").groups.all())
    assert found(member, "approve") == []


def test_a_question_waits_for_who_takes_its_next_step(provisioned, person):
    ward = provisioned["phuong-bo-song"]
    asked = question(ward)
    reporter, head = person(ward.code, "reporter"), person(ward.code, "head")
    assert found(reporter, "question") == found(head, "question") == [asked.subject]
    asked.status, asked.answered_by = FeedbackStatus.ANSWERED, head
    asked.save()
    assert found(reporter, "question") == []
    assert found(head, "question") == [asked.subject]
    FeedbackEvent.objects.create(
        feedback=asked, kind="answered", actor=head, to_status="answered", agency=asked.agency
    )
    assert found(head, "question") == []  # nobody approves an answer of their own
    assert found(person(ward.code, "deputy_head"), "question") == [asked.subject]
    asked.status = FeedbackStatus.APPROVED
    asked.save()
    assert found(person(ward.code, "deputy_head", "b"), "question") == []


def test_faults_of_a_portal_come_with_the_way_to_mend_them(provisioned, person):
    portal = provisioned["stc"]
    broken_link(portal)
    Image.objects.create(
        title="Ảnh", file=get_test_image_file(), collection=portal.collection, description=""
    )
    editor, administrator = person("stc", "editor"), person("stc", "administrator")
    assert found(editor, "links", "pictures", "contact") == [
        "1 link leads nowhere", "1 image has no description",
    ]  # fmt: skip
    portal.responsible_person = ""
    portal.save()
    (title,) = found(administrator, "contact")
    assert "responsible person" in title
    assert found(person("stc", "reporter"), "links", "pictures", "contact") == []


def test_a_notice_that_ends_soon_is_announced_to_the_editors_alone(home_of, person):
    home = home_of("stc")
    now = timezone.now()
    home.alarm_text, home.alarm_since = "Lũ quét", now
    home.alarm_until = now + timedelta(days=10)
    home.save()
    editor = person("stc", "editor")
    assert found(editor, "notice") == []
    home.alarm_until = now + timedelta(hours=5)
    home.save()
    assert found(editor, "notice") == ["Lũ quét"]
    assert found(person("stc", "reporter"), "notice") == []


@pytest.mark.parametrize(
    ("today", "period"),
    [
        (date(2026, 6, 30), None),
        (date(2026, 7, 1), "first half of 2026"),
        (date(2026, 7, 14), "first half of 2026"),
        (date(2026, 7, 15), None),
        (date(2026, 1, 5), "year 2025"),
    ],
)
def test_reports_wait_from_the_end_of_the_period_for_as_long_as_the_rule_allows(today, period):
    due = reports._due(today)
    assert (due[0].name.en if due else None) == period


def test_work_comes_by_deadline_and_undated_last(provisioned, person, section_of):
    ward = provisioned["phuong-bo-song"]
    head = person(ward.code, "head")
    broken_link(ward)  # has no deadline
    question(ward, days=30, subject="Sau")
    question(ward, days=-2, subject="Trước")
    submitted(section_of(ward.code, "news"), person(ward.code, "reporter"), "Chờ duyệt")
    titles = found(head, "question", "approve", "links")
    assert titles == ["Trước", "Chờ duyệt", "Sau", "1 link leads nowhere"]


# --- the page -------------------------------------------------------------------------------------


def test_the_page_tells_in_words_what_is_overdue(provisioned, staff, sign_in):
    ward = provisioned["phuong-bo-song"]
    question(ward, days=-2, subject="Trễ hạn")
    answer = sign_in(staff(ward.code, "head")).get(PAGE).content.decode()
    assert "Trễ hạn" in answer
    assert "Overdue by 2 days" in answer
    assert "style=" not in answer.split("<main")[1]


def test_who_has_nothing_to_do_is_told_so_kindly(staff, sign_in):
    user = staff("stc", "reporter")
    answer = sign_in(user).get(PAGE).content.decode()
    assert "Nothing waits for you." in answer
    assert "<table" not in answer.split("<main")[1]


def test_the_list_is_narrowed_by_portal_kind_and_deadline(provisioned, staff, sign_in, person):
    user = staff("phuong-bo-song", "head")
    user.groups.add(*person("xa-dong-xanh", "head").groups.all())
    question(provisioned["phuong-bo-song"], subject="Phường hỏi", days=-1)
    question(provisioned["xa-dong-xanh"], subject="Xã hỏi")
    client = sign_in(user)

    def shown(query):
        text = client.get(PAGE + query).content.decode()
        return [name for name in ("Phường hỏi", "Xã hỏi") if name in text]

    assert shown("") == ["Phường hỏi", "Xã hỏi"]
    assert shown("?portal=xa-dong-xanh") == ["Xã hỏi"]
    assert shown("?due=overdue") == ["Phường hỏi"]
    assert shown("?kind=question&portal=phuong-bo-song") == ["Phường hỏi"]
    assert shown("?kind=category") == []
    assert shown("?portal=stc") == ["Phường hỏi", "Xã hỏi"]  # not one of the list
    assert shown("?p=abc&due=%00") == ["Phường hỏi", "Xã hỏi"]


def test_a_person_of_one_portal_is_not_asked_which(provisioned, staff, sign_in):
    question(provisioned["phuong-bo-song"])
    answer = sign_in(staff("phuong-bo-song", "head")).get(PAGE)
    assert "portal" not in answer.context["form"].fields


def test_the_menu_has_the_number_last_counted_and_never_counts(provisioned, staff, sign_in):
    ward = provisioned["phuong-bo-song"]
    client = sign_in(staff(ward.code, "reporter"))
    question(ward)
    client.get("/cms/account/")
    with CaptureQueriesContext(connection) as unknown:
        assert "My work (" not in client.get("/cms/account/").content.decode()
    client.get(PAGE)  # what the person looks at is counted anew
    with CaptureQueriesContext(connection) as known:
        assert "My work (1)" in client.get("/cms/account/").content.decode()
    assert len(known) == len(unknown)


def test_the_dashboard_begins_with_the_work_and_what_is_to_be_mended(provisioned, staff, sign_in):
    question(provisioned["phuong-bo-song"], subject="Hỏi trên trang đầu")
    broken_link(provisioned["phuong-bo-song"])
    answer = sign_in(staff("phuong-bo-song", "head")).get(HOME).content.decode()
    assert answer.index("Hỏi trên trang đầu") < answer.index("1 link leads nowhere")
    assert "To be mended on your portal" in answer


def test_a_page_that_went_to_another_portal_is_gone_from_the_dashboard(section_of, staff, sign_in):
    user = staff("stc", "editor")
    page = ArticlePage(title="Bài cũ", author="A", source="B", live=False, owner=user)
    section_of("stc", "news").add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    page.locked, page.locked_by, page.locked_at = True, user, timezone.now()
    page.save()
    client = sign_in(user)
    assert client.get(HOME).content.decode().count("Bài cũ") >= 2
    page.move(section_of("skhcn", "news"), pos="last-child")
    assert "Bài cũ" not in client.get(HOME).content.decode()


# --- other portals --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["reporter", "editor", "deputy_head", "head", "administrator"])
def test_nothing_of_another_portal_is_shown_counted_or_mailed(
    role, provisioned, home_of, section_of, person, staff, sign_in
):
    other = provisioned["skhcn"]
    submitted(section_of("skhcn", "news"), person("skhcn", "reporter"), f"{SECRET} tin")
    question(other, subject=f"{SECRET} hỏi")
    broken_link(other)
    Image.objects.create(
        title=SECRET, file=get_test_image_file(), collection=other.collection, description=""
    )
    home = home_of("skhcn")
    home.alarm_text, home.alarm_since = SECRET, timezone.now()
    home.alarm_until = home.alarm_since + timedelta(hours=1)
    home.save()
    user = staff("stc", role)
    client = sign_in(user)
    fresh = get_user_model().objects.get(pk=user.pk)
    assert {item.portal.code for item in waiting.for_user(fresh) if item.portal} <= {"stc"}
    for address in (PAGE, HOME, f"{PAGE}?portal=skhcn"):
        text = client.get(address).content.decode()
        assert SECRET not in text, address
        assert other.agency.name not in text, address
    call_command("govportal", "send-digest", stdout=StringIO())
    assert [SECRET in sent.body for sent in mail.outbox if sent.to == [user.email]].count(True) == 0


def test_a_source_that_knows_portals_only_costs_no_query_a_line(
    provisioned, staff, sign_in, monkeypatch
):
    def many(count):
        def source(user):
            for number in range(count):
                portal = Portal.objects.defer("agency").get(pk=provisioned["stc"].pk)
                yield waiting.Waiting("unheard-of", f"Việc {number}", "/", None, portal)

        return source

    user = staff("stc", "editor")
    client = sign_in(user)

    def cost(count):
        monkeypatch.setattr(waiting, "_sources", [many(count)])
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"{PAGE}?kind=other").content.decode()
        assert answer.count("Other work") >= count
        return len(queries) - count  # which the source itself asked

    cost(1)
    assert cost(20) == cost(2)


def test_those_outside_the_admin_are_shown_nothing(client):
    client.defaults["HTTP_HOST"] = "minhhoa.gov.vn"
    assert client.get(PAGE).status_code == 302


# --- the daily mail -------------------------------------------------------------------------------


def run():
    out = StringIO()
    call_command("govportal", "--language", "en", "send-digest", stdout=out)
    return out.getvalue()


def mails_to(user):
    """Return the daily mails to *user*; the workflow sends others."""
    return [sent for sent in mail.outbox if sent.to == [user.email] and PAGE in sent.body]


def test_a_mail_tells_what_waits_in_the_language_of_the_person(
    section_of, provisioned, staff, settings
):
    settings.WAGTAILADMIN_BASE_URL = "https://minhhoa.gov.vn"
    english, vietnamese = staff("stc", "editor"), staff("stc", "editor", "b", language="vi")
    idle = staff("xa-dong-xanh", "reporter")
    page = submitted(section_of("stc", "news"), staff("stc", "reporter"))
    assert "Mails sent:" in run()
    (sent,) = mails_to(english)
    assert page.title in sent.body
    assert f"https://minhhoa.gov.vn/cms/pages/{page.pk}/edit/" in sent.body
    assert "This waits for you" in sent.body
    (other,) = mails_to(vietnamese)
    assert other.body != sent.body
    assert mails_to(idle) == []
    assert sent.alternatives == []


def test_a_mail_does_not_repeat_what_a_citizen_wrote(provisioned, staff):
    user = staff("phuong-bo-song", "reporter")
    question(provisioned["phuong-bo-song"], subject="Tôi là Đào Văn Thắng")
    run()
    (sent,) = mails_to(user)
    assert "Thắng" not in sent.body
    assert "Questions from citizens" in sent.body


def test_a_mail_goes_out_once_a_day(section_of, staff):
    user = staff("stc", "editor")
    submitted(section_of("stc", "news"), staff("stc", "reporter"))
    run()
    run()
    assert len(mails_to(user)) == 1
    DigestChoice.objects.update(sent_on=timezone.localdate() - timedelta(days=1))
    run()
    assert len(mails_to(user)) == 2


def test_who_does_not_want_the_mail_gets_none_unless_the_province_insists(
    section_of, staff, settings
):
    user = staff("stc", "editor")
    submitted(section_of("stc", "news"), staff("stc", "reporter"))
    DigestChoice.objects.create(user=user, is_wanted=False)
    run()
    assert mails_to(user) == []
    settings.GOVPORTAL_RULES = {"work.digest_may_be_declined": False}
    run()
    assert len(mails_to(user)) == 1


def test_nobody_is_mailed_who_may_not_work_in_the_admin(section_of, staff):
    user = staff("stc", "editor")
    submitted(section_of("stc", "news"), staff("stc", "reporter"))
    user.is_active = False
    user.save()
    run()
    assert mails_to(user) == []


def test_a_mail_server_that_fails_keeps_no_one_from_a_later_mail(section_of, staff, settings):
    user = staff("stc", "editor")
    submitted(section_of("stc", "news"), staff("stc", "reporter"))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(SystemExit):
        run()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run()
    assert len(mails_to(user)) == 1


def test_the_choice_is_made_under_account(staff, sign_in, settings):
    user = staff("stc", "editor")
    client = sign_in(user)
    assert 'name="digest-is_wanted"' in client.get("/cms/account/").content.decode()
    settings.GOVPORTAL_RULES = {"work.digest_may_be_declined": False}
    assert 'name="digest-is_wanted"' not in client.get("/cms/account/").content.decode()


def test_the_choice_is_saved_for_the_person_alone(staff, rf):
    user, other = staff("stc", "editor"), staff("stc", "head")
    request = rf.post("/", {})  # an unticked box sends nothing
    form = DigestPanel(request, user, user.wagtail_userprofile).get_form()
    assert form.is_valid()
    form.save()
    assert DigestChoice.objects.get(user=user).is_wanted is False
    assert not DigestChoice.objects.filter(user=other).exists()


# --- deadlines ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "near", "words"),
    [
        (-50, Nearness.OVERDUE, "Overdue by 2 days"),
        (-1, Nearness.OVERDUE, "Overdue since today"),
        (2, Nearness.TODAY, "Due today"),
        (26, Nearness.WEEK, "1 day left"),
        (24 * 20, Nearness.LATER, "20 days left"),
    ],
)
def test_deadlines_are_told_in_words(hours, near, words):
    now = timezone.localtime().replace(hour=12)
    due = now + timedelta(hours=hours)
    assert (nearness(due, now), in_words(due, now)) == (near, words)


def test_the_hour_is_written_only_where_it_matters():
    end = waiting.end_of(date(2026, 7, 15))
    assert written(end) == "15/07/2026"
    assert written(end.replace(hour=11, minute=0, second=0)) == "11:00, 15/07/2026"
    assert written(None) == ""
