"""Plans of contents: topics with a target, whose progress is counted from what is published."""

from datetime import date, datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from govportal.editorial import waiting
from govportal.intake.plans import ContentPlan, PlanTopic
from govportal.intake.progress import progress
from govportal.publishing.models import ArticlePage, SectionPage

OWN, OTHER = "stc", "skhcn"
SECRET = "Zzkinxq"


@pytest.fixture
def plan(provisioned):
    """Return a function that makes a plan of a portal."""

    def make(code=OWN, period="month", day=date(2026, 11, 1), **values):
        found = ContentPlan(portal=provisioned[code], period=period, first_day=day, **values)
        found.full_clean()
        found.save()
        return found

    return make


@pytest.fixture
def published(section_of):
    """Return a function that puts a published article into a section."""

    def make(at, section="news", code=OWN, **values):
        article = ArticlePage(
            title="Tin", author="A", source="B",
            first_published_at=timezone.make_aware(at), **values,
        )  # fmt: skip
        section_of(code, section).add_child(instance=article)
        return article

    return make


@pytest.mark.parametrize(
    ("period", "day", "first", "last"),
    [
        ("month", date(2026, 2, 17), date(2026, 2, 1), date(2026, 2, 28)),
        ("quarter", date(2026, 8, 17), date(2026, 7, 1), date(2026, 9, 30)),
        ("quarter", date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
        ("year", date(2026, 5, 5), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_plan_covers_the_whole_period(plan, period, day, first, last):
    found = plan(period=period, day=day)
    assert (found.first_day, found.last_day) == (first, last)


def test_a_portal_has_one_plan_for_a_period(plan):
    plan()
    plan(period="quarter")
    plan(code=OTHER)
    with pytest.raises(ValidationError):
        plan(day=date(2026, 11, 20))


def test_progress_counts_what_was_first_published_in_section_and_period(
    plan, published, section_of
):
    mine = plan()
    topic = PlanTopic.objects.create(
        plan=mine, topic="Hội chợ", section=section_of(OWN, "news"), target=4
    )
    published(datetime(2026, 11, 1, 0, 0))  # noqa: DTZ001
    published(datetime(2026, 11, 30, 23, 59))  # noqa: DTZ001
    published(datetime(2026, 10, 31, 23, 59))  # noqa: DTZ001
    published(datetime(2026, 12, 1, 0, 0))  # noqa: DTZ001
    published(datetime(2026, 11, 5), live=False)  # noqa: DTZ001
    published(datetime(2026, 11, 5), code=OTHER)  # noqa: DTZ001
    (line,) = progress(mine)
    assert (line.topic, line.published, line.percent, line.is_reached) == (topic, 2, 50, False)


def test_a_topic_whose_section_is_gone_is_not_counted(plan):
    mine = plan()
    PlanTopic.objects.create(plan=mine, topic="Hội chợ", target=1)
    (line,) = progress(mine)
    assert (line.published, line.is_reached) == (None, False)


def test_more_topics_cost_no_more_queries(plan, section_of):
    mine = plan()
    counts = []
    for number in (1, 9):
        for _n in range(number):
            PlanTopic.objects.create(plan=mine, topic="x", section=section_of(OWN, "news"))
        with CaptureQueriesContext(connection) as captured:
            progress(mine)
        counts.append(len(captured))
    assert counts[0] == counts[1] == 2


def form(portal, section, owner, **values):
    return {
        "portal": portal.pk, "period": "quarter", "first_day": "2026-11-20", "reference": "3/KH",
        "topics-TOTAL_FORMS": 1, "topics-INITIAL_FORMS": 0, "topics-0-topic": "Hội chợ",
        "topics-0-section": section.pk, "topics-0-owner": owner.pk, "topics-0-target": 3,
    } | values  # fmt: skip


def test_an_editor_makes_a_plan_and_sees_its_progress(
    provisioned, section_of, person, sign_in, published
):
    owner, client = person(OWN, "reporter"), sign_in(person(OWN, "editor"))
    data = form(provisioned[OWN], section_of(OWN, "news"), owner)
    answer = client.post(reverse("content-plans:add"), data)
    assert answer.status_code == 302
    found = ContentPlan.objects.get()
    assert (found.first_day, found.topics.get().target) == (date(2026, 10, 1), 3)
    published(datetime(2026, 10, 3))  # noqa: DTZ001
    shown = client.get(reverse("content-plans:inspect", args=[found.pk])).text
    assert "33 %" in shown and "Hội chợ" in shown
    assert client.get(reverse("content-plans:index")).status_code == 200
    assert client.get(reverse("content-plans:edit", args=[found.pk])).status_code == 200


@pytest.mark.parametrize("foreign", ["portal", "section", "owner"])
def test_nothing_of_another_portal_comes_into_a_plan(
    provisioned, section_of, person, sign_in, foreign
):
    own = {
        "portal": provisioned[OWN], "section": section_of(OWN, "news"),
        "owner": person(OWN, "reporter"),
    }  # fmt: skip
    others = {
        "portal": provisioned[OTHER], "section": section_of(OTHER, "news"),
        "owner": person(OTHER, "reporter"),
    }  # fmt: skip
    data = form(**own | {foreign: others[foreign]})
    answer = sign_in(person(OWN, "editor")).post(reverse("content-plans:add"), data)
    assert answer.status_code == 200 and answer.context["form"].errors
    assert not ContentPlan.objects.exists()


@pytest.mark.parametrize(
    "role", ["reporter", "editor", "deputy_head", "head", "administrator", "superuser"]
)
def test_no_screen_shows_another_portals_plan(plan, section_of, person, sign_in, role):
    theirs = plan(code=OTHER, reference=f"{SECRET} KH", orientation=SECRET)
    PlanTopic.objects.create(
        plan=theirs, topic=f"{SECRET} đề tài", section=section_of(OTHER, "news"),
        owner=person(OTHER, "editor", f"{SECRET}-editor"),
    )  # fmt: skip
    user = (
        get_user_model().objects.create_superuser("super")
        if role == "superuser"
        else person(OWN, role)
    )
    client = sign_in(user)
    for query in ({}, {"q": SECRET[:6]}, {"export": "csv"}):
        for view in ("index", "index_results", "add"):
            shown = b"".join(client.get(reverse(f"content-plans:{view}"), query)).decode()
            assert SECRET not in shown.replace(f'value="{SECRET[:6]}"', "")
    for view in ("edit", "delete", "history", "usage", "inspect"):
        address = reverse(f"content-plans:{view}", args=[theirs.pk])
        assert client.get(address).status_code in (302, 403, 404)
        client.post(address, {"reference": "khác"})
    theirs.refresh_from_db()
    assert theirs.reference == f"{SECRET} KH"


def topics_of(user):
    return [item for item in waiting.for_user(user) if item.kind == "plan_topic"]


def test_a_topic_waits_for_its_owner_until_it_is_reached(plan, section_of, person, published):
    today = timezone.localdate()
    owner = person(OWN, "reporter")
    PlanTopic.objects.create(
        plan=plan(day=today), topic="Hội chợ", section=section_of(OWN, "news"), owner=owner,
    )  # fmt: skip
    (item,) = topics_of(owner)
    assert timezone.localdate(item.due_at) >= today
    assert not topics_of(person(OWN, "editor"))
    published(datetime.combine(today, datetime.min.time()))
    assert not topics_of(owner)


def test_the_chooser_of_sections_shows_ones_own(section_of, home_of, person, sign_in):
    theirs = home_of(OTHER).add_child(instance=SectionPage(title=f"{SECRET} mục"))
    client = sign_in(person(OWN, "editor"))
    shown = client.get(reverse("wagtailadmin_choose_page"), {"page_type": "govportal.SectionPage"})
    assert SECRET not in shown.text
    answer = client.get(reverse("wagtailadmin_choose_page_child", args=[theirs.pk]))
    assert answer.status_code in (302, 403)
