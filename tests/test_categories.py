"""What a portal must publish: what is there, what is missing, and what was answered instead."""

import csv
import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from govportal import SectionSpec, Text, hookimpl, plugins
from govportal.citizens.models import Feedback
from govportal.information import answers, deadlines, register
from govportal.information.access import all_portals
from govportal.information.holdings import Item
from govportal.information.models import CategoryAnswer
from govportal.information.states import State, counts, states
from govportal.publishing.models import ArticlePage, SectionPage
from tests.province_app import govportal_hooks

pytestmark = pytest.mark.django_db

ON = date(2026, 9, 30)


def spec(key, **facts):
    facts = {"title": Text(vi=f"Mục {key}", en=f"Section {key}"), "source": "Điều 1"} | facts
    return SectionSpec(key=key, **facts)


SPECS = (
    spec("about", kind="group"),
    spec("history", parent="about"),
    spec("nature", parent="about"),
    spec("news"),
    spec("bulletins", renewed_every="month"),
    spec("awards", is_mandatory=False),
    spec("legal_documents", kind="legal_documents"),
    spec("list_of_all", kind="register"),
    spec("channels", kind="records", record_type="channel"),
    spec("feedback", kind="feedback"),
)


@pytest.fixture(autouse=True)
def only_these_categories():
    """Let the law ask for the categories above, and for nothing else."""
    former, own = plugins.manager, {spec.key for spec in SPECS}
    ended = [
        section.model_copy(update={"valid_from": None, "valid_to": date(2000, 1, 1)})
        for agency in plugins.agencies()
        for section in plugins.sections(agency, ON)
        if section.key not in own
    ]
    asked = SimpleNamespace(sections=hookimpl(lambda agency: [*ended, *SPECS]))
    plugins.use(plugins.make_manager([asked, govportal_hooks]))
    yield
    plugins.use(former)


@pytest.fixture
def section(home_of):
    """Return a function that makes the page of a category below the home or another page."""

    def make(code, key, parent=None, language="vi", **fields):
        parent = parent or home_of(code, language)
        fields = {"title": key, "slug": f"o-{key}", "locale": parent.locale} | fields
        return parent.add_child(instance=SectionPage(key=key, **fields))

    return make


def article(parent, title="Tin", day=date(2026, 9, 1), live=True, **fields):
    published = datetime(day.year, day.month, day.day, 5, tzinfo=UTC) if day else None
    fields = {"first_published_at": published, "last_published_at": published} | fields
    page = ArticlePage(
        title=title, author="A", source="B", summary="Tóm tắt", live=live, locale=parent.locale,
        **fields,
    )  # fmt: skip
    return parent.add_child(instance=page)


def state_of(code, key, on=ON):
    portals = [portal for portal in all_portals() if portal.code == code]
    (found,) = states(portals, on).values()
    return next(category for category in found if category.spec.key == key)


# --- States ----------------------------------------------------------------------------------


def test_what_is_published_is_complete_and_the_rest_named_by_its_urgency(
    provisioned, section, section_of
):
    news, bulletins = section("stc", "news"), section("stc", "bulletins")
    article(news)
    article(news, "Nháp", live=False)
    article(bulletins, day=date(2026, 8, 1))
    found = {key: state_of("stc", key) for key in ("news", "bulletins", "history", "awards")}
    assert [category.state for category in found.values()] == [
        State.COMPLETE, State.OVERDUE, State.INCOMPLETE, State.OPTIONAL,
    ]  # fmt: skip
    assert (found["news"].published, found["news"].unpublished) == (1, 1)
    assert found["news"].updated_on == date(2026, 9, 1)
    assert found["bulletins"].due_on == date(2026, 9, 1)
    assert state_of("stc", "bulletins", date(2026, 9, 1)).state is State.COMPLETE
    assert state_of("skhcn", "news").state is State.INCOMPLETE


def test_group_sums_up_its_own_and_is_not_counted(provisioned, section):
    about = section("stc", "about")
    article(section("stc", "history", about))
    assert state_of("stc", "about").state is State.INCOMPLETE
    article(section("stc", "nature", about))
    group = state_of("stc", "about")
    assert (group.state, group.published, group.is_counted) == (State.COMPLETE, 2, False)
    (found,) = states([group.portal], ON).values()
    assert sum(counts(found).values()) == len(SPECS) - 1


def test_items_of_descendants_count_and_translations_once(provisioned, section):
    news = section("stc", "news")
    english = section("stc", "news", language="en", translation_key=news.translation_key)
    below = news.add_child(instance=SectionPage(title="Sự kiện", locale=news.locale))
    first = article(below, "Một")
    article(english, "One", translation_key=first.translation_key)
    article(news, "Hai").create_alias(update_slug="ban-sao")
    assert state_of("stc", "news").published == 2


def test_private_pages_and_what_came_after_the_day_are_not_published(provisioned, section):
    news = section("stc", "news")
    hidden = article(news, "Ẩn")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    article(news, "Sau", day=date(2026, 10, 1))
    found = state_of("stc", "news")
    assert (found.state, found.published, found.unpublished) == (State.INCOMPLETE, 0, 2)


def test_text_on_the_section_itself_is_content_of_a_category_of_articles(provisioned, section):
    section("stc", "history", introduction=[("paragraph", "Từ năm 1831.")])
    assert state_of("stc", "history").published == 1
    section("stc", "nature")
    assert state_of("stc", "nature").published == 0
    section("stc", "channels", introduction=[("paragraph", "Các kênh của Sở.")])
    assert state_of("stc", "channels").state is State.INCOMPLETE


def test_forms_and_lists_are_complete_by_being_there(provisioned, section, section_of):
    assert state_of("stc", "feedback").state is State.COMPLETE
    assert state_of("stc", "list_of_all").state is State.INCOMPLETE
    section("stc", "list_of_all")
    assert state_of("stc", "list_of_all").state is State.COMPLETE


def test_questions_count_once_they_are_answered_in_public(provisioned):
    stc = provisioned["stc"]
    for number, day in enumerate((date(2026, 9, 1), date(2026, 10, 2), None)):
        published = day and datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
        Feedback.objects.create(
            portal=stc, agency=stc.agency, receipt=str(number), subject="Hỏi", body="Hỏi gì?",
            due_on=ON, published_at=published,
        )  # fmt: skip
    found = state_of("stc", "feedback")
    assert (found.published, found.updated_on) == (1, date(2026, 9, 1))
    assert state_of("skhcn", "feedback").published == 0


def test_category_without_page_or_agency_without_plugin_is_no_error(provisioned):
    assert state_of("stc", "history").section_id is None
    portal = provisioned["stc"]
    portal.agency.code = "khong-con"
    assert states([portal], ON) == {portal.pk: []}


def test_queries_grow_neither_with_portals_nor_with_items(provisioned, section):
    news = {code: section(code, "news") for code in provisioned}
    portals = all_portals()
    states(portals, ON)
    with CaptureQueriesContext(connection) as few:
        states(all_portals(only=[provisioned["stc"].pk]), ON)
    for page in news.values():
        for number in range(5):
            article(page, f"Tin {number}")
    with CaptureQueriesContext(connection) as many:
        assert len(states(portals, ON)) == 5
    assert len(few) == len(many) <= 8


# --- Deadlines -------------------------------------------------------------------------------


def item(changed, published=None, updated=None):
    return Item(published is not None, published, updated or published, changed)


def test_lag_is_counted_in_working_days_from_the_change():
    friday, tuesday = date(2026, 9, 11), date(2026, 9, 15)
    assert deadlines.lag(item(friday, tuesday)) == 2
    assert not deadlines.is_late(item(friday, tuesday), 2, ON)
    assert deadlines.is_late(item(friday, tuesday), 1, ON)
    assert deadlines.lag(item(None, tuesday)) is None
    assert not deadlines.is_late(item(friday, tuesday), None, ON)


def test_change_after_the_first_publication_is_measured_to_the_last():
    changed = item(date(2026, 9, 11), date(2026, 1, 5), date(2026, 9, 14))
    assert deadlines.lag(changed) == 1
    assert not deadlines.is_late(changed, 1, ON)


def test_late_items_are_counted_by_category_and_period(provisioned, section):
    news = section("stc", "news")
    article(news, "Đúng hạn", source_changed_on=date(2026, 8, 31))
    article(news, "Muộn", source_changed_on=date(2026, 6, 1))
    article(news, "Năm trước", source_changed_on=date(2025, 6, 2))
    found = state_of("stc", "news")
    assert (found.late(), found.late(date(2025, 1, 1))) == (1, 2)
    assert state_of("stc", "awards").late() == 0


def test_unpublished_change_makes_the_category_overdue(provisioned, section):
    news = section("stc", "news")
    article(news)
    article(news, "Nháp", live=False, source_changed_on=date(2026, 9, 1), day=None)
    assert state_of("stc", "news", date(2026, 9, 2)).state is State.COMPLETE
    assert state_of("stc", "news").state is State.OVERDUE
    assert state_of("stc", "news").late() == 1


@pytest.mark.parametrize(
    ("every", "due"),
    [
        ("week", date(2026, 2, 7)), ("month", date(2026, 2, 28)), ("quarter", date(2026, 4, 30)),
        ("half_year", date(2026, 7, 31)), ("year", date(2027, 1, 31)), ("", None),
    ],
)  # fmt: skip
def test_renewal_is_due_an_interval_later(every, due):
    assert deadlines.renewal_due(spec("x", renewed_every=every), date(2026, 1, 31)) == due


# --- Answers ---------------------------------------------------------------------------------


def answered(portal, key="history", answer="no_data", user=None, **fields):
    fields = {"reason": "Chưa phát sinh.", "answered_by_name": "Chị Lan"} | fields
    return CategoryAnswer.objects.create(
        portal=portal, section=key, answer=answer, answered_by=user, **fields
    )


def test_newer_answer_supersedes_and_both_are_kept(provisioned):
    stc, today = provisioned["stc"], timezone.localdate()
    answered(stc, answered_on=today - timedelta(days=9))
    answered(stc, answer="not_applicable")
    assert state_of("stc", "history", today).state is State.NOT_APPLICABLE
    assert state_of("stc", "history", today - timedelta(days=1)).state is State.NO_DATA
    assert state_of("stc", "history", today - timedelta(days=10)).state is State.INCOMPLETE
    answered(stc, answer="withdrawn")
    assert state_of("stc", "history", today).state is State.INCOMPLETE
    assert answers.history(stc, "history").count() == 3
    assert state_of("skhcn", "history", today).state is State.INCOMPLETE


def test_answer_is_never_rewritten(provisioned):
    given = answered(provisioned["stc"])
    given.reason = "Khác"
    with pytest.raises(ValidationError):
        given.save()


def test_answer_ends_with_its_period(provisioned):
    today = timezone.localdate()
    answered(provisioned["stc"], valid_until=today)
    assert state_of("stc", "history", today).state is State.NO_DATA
    assert state_of("stc", "history", today + timedelta(days=1)).state is State.INCOMPLETE


def test_publication_lifts_the_answer_of_that_portal_for_good(provisioned, section):
    answered(provisioned["stc"])
    answered(provisioned["skhcn"])
    page = article(section("stc", "history"), live=False, day=None)
    today = timezone.localdate()
    assert state_of("stc", "history", today).state is State.NO_DATA
    page.save_revision().publish()
    assert state_of("stc", "history", today).state is State.COMPLETE
    page.refresh_from_db()
    page.unpublish()
    assert state_of("stc", "history", today).state is State.INCOMPLETE
    assert state_of("skhcn", "history", today).state is State.NO_DATA
    assert CategoryAnswer.objects.get(portal=provisioned["stc"]).lifted_on == today


def test_answer_for_this_month_stands_beside_older_content(provisioned, section):
    article(section("stc", "bulletins"), day=date(2026, 1, 5))
    answered(provisioned["stc"], "bulletins", answered_on=date(2026, 9, 1))
    assert state_of("stc", "bulletins").state is State.NO_DATA


# --- The command -----------------------------------------------------------------------------


def printed(*arguments):
    out = StringIO()
    call_command("govportal", "categories", *arguments, stdout=out)
    return out.getvalue()


def test_command_prints_each_category_with_its_state_and_article(provisioned, section):
    article(section("stc", "news"))
    answered(provisioned["stc"], "history", answered_on=date(2026, 9, 1))
    text = printed("--portal", "stc", "--on", "2026-09-30", "--language", "en")
    assert "news – Section news: Complete" in text
    assert "No data: Chưa phát sinh. (Chị Lan, 1 September 2026)" in text
    assert "awards – Section awards (optional): Optional, empty" in text
    assert text.count("Điều 1") == len(SPECS) - 1
    assert "Mục news" in printed("--portal", "stc")


def test_command_gives_the_same_as_data(provisioned, section):
    article(section("stc", "news"))
    table = json.loads(printed("--portal", "stc", "--on", "2026-09-30", "--format", "json"))
    (news,) = (row for row in table if row["key"] == "news")
    assert (news["state"], news["published"], news["updated_on"]) == ("complete", 1, "2026-09-01")
    rows = list(csv.DictReader(StringIO(printed("--portal", "stc", "--format", "csv"))))
    assert [row["key"] for row in rows] == [row["key"] for row in table]


def test_command_without_portal_gives_a_line_for_each(provisioned):
    table = json.loads(printed("--format", "json"))
    assert [row["portal"] for row in table] == [agency.code for agency in plugins.agencies()]
    assert {row["categories"] for row in table} == {len(SPECS) - 1}
    assert len(printed().splitlines()) == 5


def test_command_names_an_unknown_portal_in_both_languages(provisioned):
    with pytest.raises(CommandError, match=r"khong-co.* / .*khong-co"):
        printed("--portal", "khong-co")


# --- The admin -------------------------------------------------------------------------------


def portal_url(code):
    return reverse("govportal_categories_portal", args=[code])


def answer_url(code, key):
    return reverse("govportal_categories_answer", args=[code, key])


GIVEN = {"answer": "no_data", "reason": "Chưa phát sinh.", "valid_until": ""}


def test_editor_records_an_answer_with_reason_person_and_day(provisioned, section, person, sign_in):
    section("stc", "history")
    editor = person("stc", "editor")
    client = sign_in(editor)
    shown = client.get(portal_url("stc"))
    assert "Cần bổ sung" in shown.text or "To be completed" in shown.text
    assert client.get(answer_url("stc", "history")).status_code == 200
    refused = client.post(answer_url("stc", "history"), GIVEN | {"reason": " "})
    assert refused.context["form"].errors["reason"]
    done = client.post(answer_url("stc", "history"), GIVEN)
    assert done.status_code == 302
    given = CategoryAnswer.objects.get()
    assert (given.portal, given.answered_by, given.answered_on) == (
        provisioned["stc"], editor, timezone.localdate(),
    )  # fmt: skip
    again = client.get(answer_url("stc", "history"))
    assert "Chưa phát sinh." in again.text
    assert client.get(portal_url("stc")).text.count("Chưa phát sinh.") == 1


def test_nothing_is_answered_where_something_is_published(provisioned, section, person, sign_in):
    article(section("stc", "news"))
    article(section("stc", "bulletins"))
    client = sign_in(person("stc", "head"))
    assert client.post(answer_url("stc", "news"), GIVEN).context["form"].non_field_errors()
    assert client.post(answer_url("stc", "bulletins"), GIVEN).status_code == 302
    assert CategoryAnswer.objects.get().section == "bulletins"


@pytest.mark.parametrize("bad", [{"answer": "x"}, {"valid_until": "2000-01-01"}, {"answer": ""}])
def test_wrong_answers_are_said_and_nothing_recorded(provisioned, person, sign_in, bad):
    client = sign_in(person("stc", "editor"))
    answer = client.post(answer_url("stc", "history"), GIVEN | bad)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not CategoryAnswer.objects.exists()


def test_staff_of_one_portal_never_see_another_s_categories(provisioned, person, sign_in):
    answered(provisioned["skhcn"], reason="Bí mật của sở khác.")
    client = sign_in(person("stc", "head"))
    for url in (portal_url("skhcn"), answer_url("skhcn", "history")):
        assert client.get(url).status_code == 404
    assert client.post(answer_url("skhcn", "history"), GIVEN).status_code == 404
    assert CategoryAnswer.objects.count() == 1
    overview = client.get(reverse("govportal_categories"), follow=True)
    assert overview.redirect_chain[0][0] == portal_url("stc")
    assert "Bí mật" not in overview.text
    assert "Bí mật" not in client.get(answer_url("stc", "history")).text


def test_reporters_read_but_do_not_answer(provisioned, person, sign_in):
    client = sign_in(person("stc", "reporter"))
    shown = client.get(answer_url("stc", "history"))
    assert shown.status_code == 200
    assert 'name="reason"' not in shown.text
    assert client.post(answer_url("stc", "history"), GIVEN)["Location"] == reverse(
        "wagtailadmin_home"
    )
    assert not CategoryAnswer.objects.exists()


def test_provincial_board_sees_and_answers_everywhere_and_technicians_do_not_answer(
    provisioned, django_user_model, sign_in
):
    board = django_user_model.objects.create_user("ban-bien-tap")
    board.groups.add(Group.objects.get(name="Ban Biên tập tỉnh"))
    client = sign_in(board)
    overview = client.get(reverse("govportal_categories"))
    assert len(overview.context["lines"]) == 5
    assert client.post(answer_url("stc", "history"), GIVEN).status_code == 302
    client = sign_in(django_user_model.objects.create_superuser("ky-thuat"))
    client.post(answer_url("stc", "nature"), GIVEN)
    assert [given.section for given in CategoryAnswer.objects.all()] == ["history"]


def test_dashboard_tells_how_much_of_the_own_portal_is_to_be_completed(
    provisioned, person, sign_in
):
    home = sign_in(person("stc", "editor")).get(reverse("wagtailadmin_home"))
    assert portal_url("stc") in home.text
    assert portal_url("skhcn") not in home.text


# --- The public site -------------------------------------------------------------------------


def read(client, page, query=""):
    return client.get(page.full_url + query, headers={"host": page.full_url.split("/")[2]})


def test_citizens_read_the_answer_in_place_of_content(provisioned, section, client):
    page = section("stc", "history")
    assert "Chưa phát sinh." not in read(client, page).text
    answered(provisioned["stc"], answered_on=date(2026, 9, 1))
    shown = read(client, page).text
    assert "Chưa phát sinh." in shown
    assert "01/9/2026" in shown
    assert "Chị Lan" not in shown
    article(page)
    assert "Chưa phát sinh." not in read(client, page).text


def test_list_of_what_must_be_disclosed_is_drawn_up_from_the_categories(
    provisioned, section, client
):
    news, page = section("stc", "news"), section("stc", "list_of_all")
    shown = read(client, page).text
    assert news.full_url in shown
    path = urlsplit(news.full_url).path
    assert f'<td role="cell" class="paper" data-label="Địa chỉ">{path}</td>' in shown
    assert "Mục bulletins" in shown
    assert "Mục awards" not in shown
    assert "Mục about" not in shown


def test_list_of_what_must_be_disclosed_is_open_data(provisioned, section, client):
    news, page = section("stc", "news"), section("stc", "list_of_all")
    data = json.loads(read(client, page, "?format=json").content)
    by_title = {row["title"]: row for row in data["records"]}
    assert by_title["Mục news"]["url"] == news.full_url
    assert by_title["Mục bulletins"]["source"] == "Điều 1"
    assert set(by_title["Mục news"]) == {column.key for column in register.columns()}
    table = read(client, page, "?format=csv").content.decode("utf-8-sig")
    assert len(list(csv.reader(StringIO(table)))) == len(data["records"]) + 1
    assert read(client, page, "?format=exe").status_code == 200
    assert read(client, news, "?format=csv").status_code == 200
