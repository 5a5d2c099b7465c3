"""Versions in further languages: what must exist, how far it has drifted, what readers see."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import StringTranslation, Translation

from govportal.editorial.groups import PROVINCIAL_GRANTS
from govportal.editorial.refusals import StepRefusedError
from govportal.languages import drift, honesty
from govportal.languages.drift import State
from govportal.publishing.categories import categories
from govportal.publishing.models import ArticlePage, SectionPage
from govportal.publishing.records.models import RecordPage
from govportal.sections import SectionSpec
from govportal.testing import province_plugin
from tests.approving import confirmed
from tests.provinces import with_agencies

pytestmark = pytest.mark.django_db

REQUIRED = SectionSpec(
    key="news",
    title={"vi": "Tin tức", "en": "News"},
    languages=("vi", "en"),
    source="Điều 5.1.b",
)


@pytest.fixture(autouse=True)
def law():
    """Let the law want the news, which every portal has, in English."""
    with province_plugin(with_agencies(lambda found: found, sections=lambda: [REQUIRED])):
        yield


@pytest.fixture
def news(section_of):
    return section_of("stc", "news")


@pytest.fixture
def provincial(db):
    user = get_user_model().objects.create_user("tinh")
    user.groups.add(Group.objects.get(name=PROVINCIAL_GRANTS[0].name.vi))
    return user


def _english():
    return Locale.objects.get(language_code="en")


def article(section, title="Cơ cấu tổ chức của sở", **facts):
    facts = {"author": "A", "source": "B", "summary": "123", **facts}
    page = ArticlePage(title=title, **facts)
    section.add_child(instance=page)
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def begin(client, page, **data):
    """Start the translation as an editor does."""
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    answer = client.post(address, {"locales": [_english().pk], **data})
    assert answer.status_code == 302
    return page.get_translation(_english()).specific


def write(page, title="Organisation of the department", publish=True):
    """Write the English text and let the board publish it."""
    page.title = page.draft_title = title
    revision = page.save_revision()
    if publish:
        revision.publish()
    return type(page).objects.get(pk=page.pk)


def item_of(portal, page):
    return next(item for item in drift.items([portal]) if item.original.pk == page.pk)


# --- What must exist, and how it stands ----------------------------------------------------------


def test_homes_and_what_is_in_required_sections_must_exist(portal_of_code, home_of, news):
    page = article(news)
    own = SectionPage(title="Mục riêng")
    news.add_child(instance=own)
    inside = article(own, "Trong mục riêng")
    required = {item.original.pk for item in drift.items([portal_of_code("stc")])
                if item.is_required}  # fmt: skip
    assert {home_of("stc").pk, news.pk, page.pk, own.pk, inside.pk} <= required


def test_what_the_law_does_not_want_is_listed_once_it_is_translated(
    portal_of_code, section_of, news, person, sign_in
):
    page = article(section_of("stc", "legal_dissemination"), "Hỏi đáp pháp luật")
    portal = portal_of_code("stc")
    assert page.pk not in {item.original.pk for item in drift.items([portal])}
    begin(sign_in(person("stc", "editor")), page)
    item = item_of(portal, page)
    assert (item.state, item.is_required) == (State.DRAFT, False)


def test_a_record_is_listed_like_a_page(portal_of_code, section_of):
    section = section_of("stc", "projects")
    kind = categories("stc")["projects"].record_type
    spec = SectionSpec(
        key="projects", kind="records", record_type=kind, languages=("vi", "en"),
        title={"vi": "Dự án", "en": "Projects"}, source="Điều 5",
    )  # fmt: skip
    with province_plugin(with_agencies(lambda found: found, sections=lambda: [spec])):
        record = RecordPage(title="Cầu Bờ Sông", kind=kind, author="A", source="B")
        section.add_child(instance=record)
        item = item_of(portal_of_code("stc"), record)
    assert (item.state, item.is_required, item.original.kind) == (State.MISSING, True, kind)


def test_a_page_goes_from_missing_to_current_and_falls_behind(
    portal_of_code, news, person, sign_in
):
    portal, page = portal_of_code("stc"), article(news)
    assert item_of(portal, page).state == State.MISSING
    version = begin(sign_in(person("stc", "editor")), page)
    begun = item_of(portal, page)
    assert (begun.state, begun.is_copy, begun.is_hand_edited) == (State.DRAFT, True, False)
    write(version, publish=False)
    drafted = item_of(portal, page)
    assert (drafted.state, drafted.is_copy, drafted.is_hand_edited) == (State.DRAFT, False, True)
    version.get_latest_revision().publish()
    assert item_of(portal, page).state == State.CURRENT
    page.save_revision().publish()
    outdated = item_of(portal, page)
    assert outdated.state == State.OUTDATED
    assert outdated.original.written_at > outdated.changed_at
    assert outdated.is_drift


def test_a_text_written_before_the_original_changed_is_old_however_late_it_is_approved(
    portal_of_code, news, person, sign_in
):
    page = article(news)
    version = begin(sign_in(person("stc", "editor")), page)
    write(version, publish=False)
    page.save_revision().publish()
    version.get_latest_revision().publish()
    assert item_of(portal_of_code("stc"), page).state == State.OUTDATED


def test_a_placeholder_is_no_translation(portal_of_code, news):
    page = article(news)
    page.copy_for_translation(_english(), alias=True)
    item = item_of(portal_of_code("stc"), page)
    assert (item.state, item.version) == (State.MISSING, None)


def test_a_public_copy_of_the_original_is_no_translation(portal_of_code, news, person, sign_in):
    page = article(news)
    begin(sign_in(person("stc", "editor")), page)
    Page.objects.filter(locale=_english(), alias_of=None).update(live=True)
    assert item_of(portal_of_code("stc"), page).state == State.MISSING


def test_a_version_whose_original_is_withdrawn_is_named(portal_of_code, news, person, sign_in):
    page = article(news)
    write(begin(sign_in(person("stc", "editor")), page))
    page.unpublish()
    item = item_of(portal_of_code("stc"), page)
    assert (item.state, item.is_drift) == (State.WITHDRAWN, True)


@pytest.fixture
def synchronised(news, person, sign_in):
    """Return a page whose English text is made of wagtail-localize's strings."""
    page = article(news)
    begin(sign_in(person("stc", "editor")), page)
    Translation.objects.update(enabled=True)
    change = Translation.objects.get()
    put_string(change, "Organisation")
    change.save_target(publish=False)
    page.get_translation(_english()).specific.get_latest_revision().publish()
    return page, change


def put_string(change, text):
    segment = change.source.stringsegment_set.get(context__path="title")
    StringTranslation.objects.update_or_create(
        translation_of=segment.string, context=segment.context, locale=change.target_locale,
        defaults={"data": text, "translation_type": "manual"},
    )  # fmt: skip


def test_a_text_made_of_strings_is_not_hand_edited(portal_of_code, synchronised):
    page, _change = synchronised
    item = item_of(portal_of_code("stc"), page)
    assert page.get_translation(_english()).title == "Organisation"
    assert (item.state, item.is_copy, item.is_hand_edited) == (State.CURRENT, False, False)


def test_a_text_edited_outside_its_strings_is_hand_edited(portal_of_code, synchronised):
    page, _change = synchronised
    write(page.get_translation(_english()).specific, "Structure")
    assert item_of(portal_of_code("stc"), page).is_hand_edited


def test_strings_that_the_page_has_not_taken_over_make_it_hand_edited(portal_of_code, synchronised):
    page, change = synchronised
    put_string(change, "Another title")
    assert item_of(portal_of_code("stc"), page).is_hand_edited


def test_strings_read_from_an_older_original_make_the_version_outdated(
    portal_of_code, synchronised
):
    page, change = synchronised
    page.save_revision().publish()
    change.save_target(publish=False)  # written anew, of the strings of the older original
    page.get_translation(_english()).specific.get_latest_revision().publish()
    assert item_of(portal_of_code("stc"), page).state == State.OUTDATED


def test_the_number_of_queries_grows_with_neither_pages_nor_portals(
    provisioned, news, section_of, person, sign_in, django_assert_max_num_queries
):
    client = sign_in(person("stc", "editor"))
    begin(client, article(news, "Bài một"))
    drift.items([provisioned["stc"]])
    with django_assert_max_num_queries(8) as one:
        drift.items([provisioned["stc"]])
    queries = len(one)  # requests forget what was counted
    for number in range(12):
        begin(client, article(news, f"Bài {number}"))
        article(section_of("skhcn", "news"), f"Bài {number}")
    with django_assert_max_num_queries(queries):
        found = drift.items([provisioned["stc"]])
    with django_assert_max_num_queries(queries):
        lines = drift.summaries(list(provisioned.values()), drift.items(provisioned.values()))
    assert len(found) >= 13
    by_code = {line.portal.code: line for line in lines}
    assert by_code["stc"].counts["draft"] == 13
    assert by_code["skhcn"].counts["missing"] == 12
    assert len(lines) == len(provisioned)


def test_many_portals_are_told_apart(provisioned, section_of, monkeypatch):
    monkeypatch.setattr("govportal.languages.pages.FEW", 1)
    page = article(section_of("skhcn", "news"))
    portals = [provisioned["stc"], provisioned["ubnd"]]
    assert page.pk not in {item.original.pk for item in drift.items(portals)}
    portals.append(provisioned["skhcn"])
    assert page.pk in {item.original.pk for item in drift.items(portals)}


# --- The report ----------------------------------------------------------------------------------


def report(client, **query):
    return client.get(reverse("govportal_translations"), query)


@pytest.mark.parametrize("role", ["reporter", "editor", "head", "administrator"])
def test_staff_see_their_own_portal_only(section_of, news, person, sign_in, role):
    article(news, "Của sở Tài chính")
    article(section_of("skhcn", "news"), "Của sở Khoa học")
    client = sign_in(person("stc", role))
    for query in ({}, {"portal": "skhcn"}, {"format": "csv"}, {"portal": "skhcn", "format": "csv"}):
        shown = report(client, **query).content.decode()
        assert "Của sở Khoa học" not in shown
    assert "Của sở Tài chính" in report(client).content.decode()


def test_a_stranger_is_refused(sign_in, db):
    user = get_user_model().objects.create_user("nobody")
    assert report(sign_in(user)).status_code in (302, 403)


def test_provincial_staff_see_a_line_a_portal_and_choose(
    provisioned, section_of, provincial, sign_in
):
    article(section_of("skhcn", "news"), "Của sở Khoa học")
    client = sign_in(provincial)
    every = report(client)
    assert {line[0].portal.code for line in every.context["summaries"]} == set(provisioned)
    assert "Của sở Khoa học" in report(client, portal="skhcn").content.decode()
    assert "Của sở Khoa học" not in report(client, portal="stc").content.decode()


def test_the_report_filters_by_state_and_leads_to_the_work(news, person, sign_in):
    missing, begun = article(news, "Chưa dịch"), article(news, "Đang dịch")
    client = sign_in(person("stc", "editor"))
    version = begin(client, begun)
    shown = report(client, state="draft", language="en", is_required="on").content.decode()
    assert "Đang dịch" in shown
    assert "Chưa dịch" not in shown
    assert reverse("wagtailadmin_pages:edit", args=[version.pk]) in shown
    shown = report(client, state="missing").content.decode()
    address = reverse("wagtail_localize:submit_page_translation", args=[missing.pk])
    assert f"{address}?select_locale=en" in shown
    assert client.get(f"{address}?select_locale=en").status_code == 200
    for state in ("to_do", "hand_edited", "outdated", "withdrawn", "current"):
        assert report(client, state=state).status_code == 200


def test_a_wrong_filter_is_named(person, sign_in):
    answer = report(sign_in(person("stc", "editor")), state="x")
    assert answer.status_code == 200
    assert "state" in answer.context["form"].errors


def test_the_report_is_exported(news, person, sign_in):
    article(news, "=HYPERLINK(1)")
    answer = report(sign_in(person("stc", "editor")), format="csv", state="missing")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    line = next(line for line in lines if "HYPERLINK" in line["title"])
    assert line["title"].startswith("'=")
    assert (line["portal"], line["language"], line["required"]) == ("stc", "en", "1")
    assert answer.headers["Content-Disposition"].endswith('.csv"')


def test_the_report_is_in_the_menu_of_those_who_have_a_portal(person, sign_in):
    shown = sign_in(person("stc", "reporter")).get(reverse("wagtailadmin_home"))
    assert reverse("govportal_translations") in shown.content.decode()


def command(*options):
    out = io.StringIO()
    status = 0
    try:
        call_command("govportal", "--language", "en", "languages", *options, stdout=out)
    except SystemExit as end:
        status = end.code
    return status, out.getvalue()


def test_the_command_prints_a_portal(news):
    page = article(news)
    status, text = command("--portal", "stc")
    assert status == 1
    assert "Cơ cấu tổ chức của sở: not translated, required" in text
    _status, text = command("--portal", "stc", "--format", "json")
    found = next(row for row in json.loads(text) if row["original"] == page.pk)
    assert (found["state"], found["required"], found["translation"]) == ("missing", True, None)
    _status, text = command("--portal", "stc", "--format", "csv")
    assert str(page.pk) in {row["original"] for row in csv.DictReader(io.StringIO(text))}


def test_the_command_prints_a_line_a_portal(provisioned):
    for output_format in ("text", "csv", "json"):
        _status, text = command("--format", output_format)
        assert all(code in text for code in provisioned)


def test_the_command_names_an_unknown_portal(provisioned):
    with pytest.raises(CommandError, match="khong-co"):
        command("--portal", "khong-co")


# --- Nothing becomes public untranslated or unapproved -------------------------------------------


def test_translating_a_public_placeholder_makes_a_draft(news, person, sign_in):
    page = article(news)
    placeholder = page.copy_for_translation(_english(), alias=True)
    assert placeholder.live
    version = begin(sign_in(person("stc", "editor")), page)
    assert version.pk == placeholder.pk
    assert (version.alias_of_id, version.live, version.first_published_at) == (None, False, None)
    answer = Client().get(path_of(version), headers={"host": "stc.minhhoa.gov.vn"})
    assert page.title not in answer.content.decode()


def test_a_placeholder_made_a_page_of_its_own_is_a_draft(news, person, sign_in):
    placeholder = article(news).copy_for_translation(_english(), alias=True)
    client = sign_in(person("stc", "editor"))
    client.post(reverse("wagtailadmin_pages:convert_alias", args=[placeholder.pk]))
    placeholder.refresh_from_db()
    assert (placeholder.alias_of_id, placeholder.live) == (None, False)


def test_an_alias_in_the_same_language_stays_public_when_it_becomes_a_page(news, section_of):
    alias = article(news).create_alias(parent=section_of("stc", "legal_dissemination"))
    alias = alias.specific
    alias.alias_of_id = None
    alias.save(update_fields=["alias_of_id"], clean=False)
    alias.refresh_from_db()
    assert alias.live


def test_translating_a_subtree_leaves_public_translations_alone(news, person, sign_in):
    section = SectionPage(title="Mục riêng của sở", approval_reference="12/QĐ-UBND")
    news.add_child(instance=section)
    section.save_revision().publish()
    done, todo = article(section, "Đã dịch"), article(section, "Chưa dịch")
    client = sign_in(person("stc", "editor"))
    version = write(begin(client, done))  # makes a placeholder of the section above it
    begin(client, section, include_subtree="on")
    version.refresh_from_db()
    assert (version.live, version.title) == (True, "Organisation of the department")
    started = todo.get_translation(_english())
    assert (started.live, started.alias_of_id) == (False, None)
    assert not section.get_translation(_english()).live


@pytest.mark.parametrize("role", ["editor", "head"])
def test_a_public_synchronised_version_changes_by_approval_only(
    synchronised, person, sign_in, role, django_capture_on_commit_callbacks
):
    page, change = synchronised
    put_string(change, "Not approved")
    version = page.get_translation(_english())
    client = sign_in(person("stc", role, f"{role}-2"))
    for name, pk, data in (
        ("wagtailadmin_pages:edit", version.pk, {"action": "publish"}),
        ("wagtail_localize:update_translations", change.source_id, {"publish_translations": "on"}),
    ):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(reverse(name, args=[pk]), data)
        assert answer.status_code == 302
        version.refresh_from_db()
        assert (version.title, version.live) == ("Organisation", True)


def test_the_update_of_translations_offers_no_publication(synchronised, person, sign_in):
    _page, change = synchronised
    address = reverse("wagtail_localize:update_translations", args=[change.source_id])
    shown = sign_in(person("stc", "editor", "e-2")).get(address).content.decode()
    assert 'type="checkbox" name="publish_translations"' not in shown


def test_synchronisation_is_not_started_by_hand(news, person, sign_in):
    client = sign_in(person("stc", "editor"))
    version = begin(client, article(news))
    address = reverse("wagtailadmin_pages:edit", args=[version.pk])
    client.post(address, {"localize-restart-translation": "1"})
    assert not Translation.objects.get().enabled


def test_a_public_version_becomes_no_placeholder_without_the_board(news, person, sign_in):
    client = sign_in(person("stc", "editor"))
    version = write(begin(client, article(news)))
    address = reverse("wagtail_localize:convert_to_alias", args=[version.pk])
    assert client.post(address).status_code in (302, 403)
    version.refresh_from_db()
    assert (version.alias_of_id, version.title) == (None, "Organisation of the department")


def approve(page, *users):
    for user in users:
        page = Page.objects.get(pk=page.pk).specific
        state = page.current_workflow_task_state
        state.task.specific.on_action(state, user, "approve", **confirmed())


def test_a_copy_of_the_original_is_not_approved_and_its_translation_is(
    news, person, sign_in, django_capture_on_commit_callbacks
):
    author = person("stc", "reporter")
    page = article(news, summary="Sở gồm các phòng chuyên môn.")
    page.owner = author
    page.save()
    version = begin(sign_in(author), page)
    editor, head = person("stc", "editor"), person("stc", "head")
    version.get_workflow().start(version, author)
    with pytest.raises(StepRefusedError, match=r"bản gốc|original"):
        approve(version, editor)
    version.title = version.draft_title = "Organisation of the department"
    version.save_revision(user=author)
    with django_capture_on_commit_callbacks(execute=True):
        approve(version, editor, head)
    version.refresh_from_db()
    assert version.live


def test_what_has_no_marked_letter_may_be_the_same_in_both_languages(news, person, sign_in):
    version = begin(sign_in(person("stc", "editor")), article(news, "Facebook"))
    assert not honesty.is_untranslated(version)


def test_a_copy_stays_untranslated_when_its_original_changes(news, person, sign_in):
    page = article(news)
    version = begin(sign_in(person("stc", "editor")), page)
    page.title = page.draft_title = "Cơ cấu mới"
    page.save_revision().publish()
    assert honesty.is_untranslated(version)
    assert not honesty.is_untranslated(page)


# --- What readers see ----------------------------------------------------------------------------


def path_of(page):
    return page.full_url.partition(".localhost")[2]


def get(path):
    return Client().get(path, headers={"host": "stc.minhhoa.gov.vn"})


def test_no_placeholder_is_shown_on_english_pages(news, section_of):
    section = SectionPage(title="Mục chưa dịch", show_in_menus=True)
    news.add_child(instance=section)
    page = article(news, "Tin chưa dịch")
    projects = section_of("stc", "projects")
    record = RecordPage(
        title="Dự án chưa dịch", kind=categories("stc")["projects"].record_type,
        author="A", source="B",
    )  # fmt: skip
    projects.add_child(instance=record)
    for original in (section, page, record):
        assert original.copy_for_translation(_english(), alias=True).live
    english = [section_of("stc", key, "en") for key in ("news", "projects")]
    for path in ("/en/", "/en/sitemap.xml", *map(path_of, english)):
        answer = get(path)
        assert answer.status_code == 200
        shown = answer.content.decode()
        assert "chưa dịch" not in shown
        assert "chua-dich" not in shown


def test_a_translated_page_names_no_placeholder_above_it(news, person, sign_in):
    section = SectionPage(title="Mục chưa dịch", approval_reference="12/QĐ-UBND")
    news.add_child(instance=section)
    section.save_revision().publish()
    version = write(begin(sign_in(person("stc", "editor")), article(section)))
    assert version.get_parent().alias_of_id == section.pk
    answer = get(path_of(version))
    assert answer.status_code == 200
    assert "chưa dịch" not in answer.content.decode()


def test_who_asks_for_an_untranslated_page_gets_the_vietnamese_one(news):
    page = article(news)
    answer = get(path_of(page.copy_for_translation(_english(), alias=True)))
    assert (answer.status_code, answer.headers["Location"]) == (302, page.full_url)
    assert '<html lang="vi"' in get(path_of(page)).content.decode()


def test_who_asks_for_a_draft_version_gets_the_vietnamese_page(news, section_of, person, sign_in):
    page = article(news)
    version = begin(sign_in(person("stc", "editor")), page)
    answer = get(path_of(version))
    assert (answer.status_code, answer.headers["Location"]) == (302, page.full_url)
    questions = section_of("stc", "feedback", "en")
    questions.unpublish()
    answer = get(path_of(questions))
    assert answer.headers["Location"] == section_of("stc", "feedback").full_url
    page.unpublish()
    assert get(path_of(version)).status_code == 404
    assert get(path_of(page)).status_code == 404


def test_the_languages_offered_are_versions_that_exist(news, home_of, person, sign_in):
    page = article(news)
    draft = begin(sign_in(person("stc", "editor")), page)
    shown = get(path_of(page)).content.decode()
    assert path_of(draft) not in shown
    assert f'href="{home_of("stc", "en").full_url}"' in shown
    write(draft)
    assert f'href="{draft.full_url}"' in get(path_of(page)).content.decode()


def test_readers_are_told_that_the_vietnamese_version_is_newer(news, person, sign_in):
    page = article(news)
    version = write(begin(sign_in(person("stc", "editor")), page))
    assert "version of this page is newer" not in get(path_of(version)).content.decode()
    page.save_revision().publish()
    shown = get(path_of(version)).content.decode()
    assert "The Vietnamese version of this page is newer" in shown
    assert f'href="{page.full_url}" hreflang="vi">Read the Vietnamese version' in shown
    assert "is newer" not in get(path_of(page)).content.decode()


def test_the_note_costs_one_query_on_translated_pages_alone(
    news, person, sign_in, django_assert_num_queries
):
    page = article(news)
    version = write(begin(sign_in(person("stc", "editor")), page))
    Revision.objects.filter(pk=version.live_revision_id).update(
        created_at=timezone.now() - timedelta(days=3)
    )
    with django_assert_num_queries(1), translation.override("en"):
        assert honesty.newer_original(version, "en").url == page.full_url
    with django_assert_num_queries(0):
        assert honesty.newer_original(page, "vi") is None
