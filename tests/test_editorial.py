"""How a page becomes public: written by one person, approved by others (FLOW-01, FLOW-02)."""

import json
import unicodedata
from contextlib import suppress
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Locale, Page, TaskState, Workflow, WorkflowState
from wagtail.test.utils.form_data import nested_form_data
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from govportal.editorial.groups import (
    PORTAL_GRANTS,
    PROVINCIAL_GRANTS,
    provision_all_groups,
    provision_provincial_groups,
)
from govportal.editorial.models import PortalTaskState, RoleApprovalTask
from govportal.editorial.workflow import provision_workflow
from govportal.portals.membership import PortalGroup
from govportal.portals.models import Portal
from govportal.province import EditorialStep, Text
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.models import ArticlePage, LegalDocumentIndexPage, SectionPage
from tests.approving import confirmed


@pytest.fixture
def section(home_of):
    """Return a section of the Department of Finance."""
    return home_of("stc").get_children().type(SectionPage).specific().first()


def draft(parent, owner, title="Tin thử", **values):
    """Return a draft article of *owner*."""
    values = {"author": "Nguyễn Văn A", "source": "Sở Tài chính", "summary": "Tóm tắt.", **values}
    page = parent.add_child(instance=ArticlePage(title=title, live=False, owner=owner, **values))
    page.save_revision(user=owner, clean=False)
    return page


def submitted(parent, owner, **values):
    """Return a draft article that *owner* has sent in for approval."""
    page = draft(parent, owner, **values)
    page.get_workflow().start(page, owner)
    return page


def state_of(page):
    return Page.objects.get(pk=page.pk).current_workflow_task_state


def act(client, page, action, **data):
    """Press an approval button on the dashboard, as its script does."""
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, action, state_of(page).pk]
    )
    data = confirmed() | data if action == "approve" else data
    return client.post(address, data, headers={"x-requested-with": "XMLHttpRequest"})


def approve(page, user):
    state = state_of(page)
    state.task.specific.on_action(state, user, "approve", **confirmed())


def form_of(page, **changed):
    """Return the editor's form for an article as a browser sends it."""
    return nested_form_data(
        {
            "title": page.title, "slug": page.slug, "summary": page.summary, "author": page.author,
            "source": page.source, "source_url": "", "image": "", "go_live_at": "",
            "expire_at": "", "search_description": "", "seo_title": "", "comment_notifications": "",
            "body": {"count": "0"},
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            **changed,
        }
    )  # fmt: skip


def edit(client, page, **changed):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, **changed))


# --- What provisioning makes ---------------------------------------------------------------------


def test_each_portal_has_five_groups_and_a_second_run_changes_nothing(provisioned):
    assert PortalGroup.objects.count() == len(provisioned) * len(PORTAL_GRANTS)
    assert provision_all_groups(provisioned.values()) == []
    assert provision_provincial_groups() == []
    assert provision_workflow() == []


def test_drifted_permissions_are_brought_back_and_named(provisioned):
    group = PortalGroup.objects.get(portal=provisioned["stc"], role="reporter").group
    publish = GroupPagePermission.objects.filter(permission__codename="publish_page").first()
    GroupPagePermission.objects.create(
        group=group, page=publish.page, permission=publish.permission
    )
    group.permissions.clear()
    changes = provision_all_groups(provisioned.values())
    assert len(changes) == 1
    assert all(part in changes[0] for part in group.name.split(": "))
    assert not group.page_permissions.filter(permission__codename="publish_page").exists()
    assert group.permissions.filter(codename="access_admin").exists()


def test_groups_of_many_portals_are_compared_in_a_constant_number_of_queries(
    provisioned, django_assert_num_queries, django_assert_max_num_queries
):
    portals = list(Portal.objects.select_related("agency", "collection"))
    with django_assert_max_num_queries(14) as one:
        provision_all_groups(portals[:1])
    with django_assert_num_queries(len(one)):
        provision_all_groups(portals)


def test_only_the_board_may_publish(provisioned):
    rows = PortalGroup.objects.filter(group__page_permissions__permission__codename="publish_page")
    assert set(rows.values_list("role", flat=True)) == {"deputy_head", "head"}


def test_technical_administration_and_content_are_apart(provisioned):
    board, technical = PROVINCIAL_GRANTS
    assert technical.pages == technical.files == ()
    content = {name for grant in PORTAL_GRANTS.values() for name in grant.models}
    assert set(technical.models) & (content | set(board.models)) <= {
        "wagtailadmin.access_admin",
        "govportal.view_agency",
        "govportal.view_portalendpoint",
        "govportal.change_portalendpoint",
    }
    assert not [n for n in content | set(board.models) if n.startswith("auth.")]


def test_one_workflow_replaces_the_one_of_wagtail(provisioned):
    root = Page.get_first_root_node()
    assert [task.specific.key for task in root.get_workflow().tasks] == ["check", "approve"]
    assert Workflow.objects.filter(active=True).count() == 1


def test_a_homes_group_permissions_cover_every_language(provisioned):
    group = PortalGroup.objects.get(portal=provisioned["stc"], role="editor").group
    homes = set(provisioned["stc"].homes.values_list("page", flat=True))
    assert len(homes) == 2
    assert set(group.page_permissions.values_list("page", flat=True)) == homes


# --- The way to publication ----------------------------------------------------------------------


def test_two_others_take_a_page_to_publication(section, person, sign_in):
    page = submitted(section, person("stc", "reporter"))
    assert act(sign_in(person("stc", "editor")), page, "approve").status_code == 200
    page.refresh_from_db()
    assert not page.live
    assert act(sign_in(person("stc", "deputy_head")), page, "approve").status_code == 200
    page.refresh_from_db()
    assert page.live


def test_an_english_page_goes_to_the_same_people(home_of, person):
    section = home_of("stc", "en").get_children().type(SectionPage).first()
    page = submitted(section, person("stc", "reporter"))
    assert state_of(page).portal.code == "stc"
    approve(page, person("stc", "editor"))
    assert state_of(page).role == "deputy_head"


def test_a_head_may_take_every_step_and_the_province_stands_in(section, person, provisioned):
    page = submitted(section, person("stc", "reporter"))
    approve(page, person("stc", "head"))
    provincial = get_user_model().objects.create_user("tinh")
    provincial.groups.add(_group(PROVINCIAL_GRANTS[0].name.vi))
    approve(page, provincial)
    page.refresh_from_db()
    assert page.live


@pytest.mark.parametrize(("code", "role"), [("skhcn", "editor"), ("stc", "reporter")])
def test_who_has_no_part_in_the_step_is_refused(section, person, sign_in, code, role):
    page = submitted(section, person("stc", "reporter", "author"))
    assert act(sign_in(person(code, role)), page, "approve").status_code == 403
    assert state_of(page).role == "editor"


def test_the_deputy_head_waits_for_the_editor_and_then_only_the_board_decides(
    section, person, sign_in
):
    page = submitted(section, person("stc", "reporter"))
    editor = person("stc", "editor")
    approve(page, editor)
    assert act(sign_in(editor), page, "approve").status_code == 403


def test_authors_may_not_approve(section, person):
    owner, requester, corrector = (person("stc", "head", n) for n in ("owner", "asker", "fixer"))
    page = draft(section, owner)
    page.title = "Tin đã sửa"
    page.save_revision(user=corrector)
    page.get_workflow().start(page, requester)
    for author in (owner, requester, corrector):
        with pytest.raises(PermissionDenied):
            approve(page, author)
    approve(page, person("stc", "head", "other"))
    assert state_of(page).role == "deputy_head"


def test_an_action_on_another_portals_step_through_ones_own_page_is_refused(
    section, section_of, home_of, person, sign_in
):
    own = submitted(section, person("stc", "reporter"))
    other_section = home_of("skhcn").get_children().type(SectionPage).first()
    other = submitted(other_section, person("skhcn", "reporter"))
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[own.pk, "approve", state_of(other).pk]
    )
    client = sign_in(person("stc", "editor"))
    answer = client.post(address, confirmed(), headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 403
    assert state_of(other).role == "editor"


@pytest.mark.parametrize("comment", ["", "   "])
def test_a_rejection_without_reason_is_refused(section, person, sign_in, comment):
    page = submitted(section, person("stc", "reporter"))
    client = sign_in(person("stc", "editor"))
    act(client, page, "reject", comment=comment)
    edit(
        client, page,
        **{
            "action-workflow-action": "1", "workflow-action-name": "reject",
            "workflow-action-extra-data": json.dumps({"comment": comment}),
        },
    )  # fmt: skip
    assert state_of(page).status == TaskState.STATUS_IN_PROGRESS


def test_a_rejection_tells_the_author_why_in_the_authors_language(section, person, sign_in):
    author = person("stc", "reporter")
    page = submitted(section, author, title="Tin một")
    UserProfile.objects.create(user=author, preferred_language="en")
    mail.outbox.clear()
    act(sign_in(person("stc", "editor")), page, "reject", comment="Thiếu số liệu")
    (message,) = mail.outbox
    assert message.to == [author.email]
    assert message.subject == "Changes requested: Tin một"
    assert "Thiếu số liệu" in message.body
    assert page.workflow_states.get().status == WorkflowState.STATUS_NEEDS_CHANGES


def test_a_submission_is_mailed_to_the_role_of_the_portal_only(section, person):
    editor = person("stc", "editor")
    for code, role in (("skhcn", "editor"), ("stc", "head"), ("stc", "administrator")):
        person(code, role)
    get_user_model().objects.create_superuser("root", "root@example.gov.vn", "x")
    submitted(section, person("stc", "reporter"), title="Tin <một>")
    assert [message.to for message in mail.outbox] == [[editor.email]]
    assert "Tin <một>" in mail.outbox[0].body


def test_where_nobody_has_the_role_those_above_are_told(section, person):
    head = person("stc", "head")
    submitted(section, person("stc", "reporter"))
    assert [message.to for message in mail.outbox] == [[head.email]]


def test_an_approved_page_with_a_later_date_appears_on_that_date(section, person, settings):
    page = draft(section, person("stc", "reporter"))
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision(user=page.owner)
    page.get_workflow().start(page, page.owner)
    approve(page, person("stc", "editor"))
    approve(page, person("stc", "head"))
    page.refresh_from_db()
    assert not page.live
    page.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    revision = page.latest_revision
    revision.content["go_live_at"] = None
    revision.save()
    call_command("publish_scheduled", verbosity=0)
    page.refresh_from_db()
    assert page.live


def test_a_step_that_an_agency_does_not_take_is_skipped(section, person, monkeypatch):
    only = EditorialStep(key="approve", name=Text(vi="Duyệt"), role="head", source="Điều 1")
    monkeypatch.setattr("govportal.plugins.editorial_steps", lambda agency, page_type: (only,))
    page = submitted(section, person("stc", "reporter"))
    assert state_of(page).role == "head"
    with pytest.raises(PermissionDenied):
        approve(page, person("stc", "deputy_head"))
    approve(page, person("stc", "head"))
    page.refresh_from_db()
    assert page.live


def test_a_moved_page_waits_on_its_new_portal(section, home_of, person):
    page = submitted(section, person("stc", "reporter"))
    target = home_of("skhcn").get_children().type(SectionPage).first()
    page.move(target, pos="last-child")
    state = PortalTaskState.objects.get(workflow_state__object_id=str(page.pk))
    assert state.portal.code == "skhcn"
    assert state in TaskState.objects.reviewable_by(person("skhcn", "editor")).specific()


def test_who_locked_a_page_without_a_part_in_the_step_loses_the_lock(section, person):
    owner = person("stc", "reporter")
    page = draft(section, owner)
    page.locked, page.locked_by = True, owner
    page.save()
    page.get_workflow().start(page, owner)
    page.refresh_from_db()
    assert not page.locked


def test_the_role_of_a_step_is_shown_but_not_changed_in_the_admin(provisioned, sign_in):
    sign = sign_in(get_user_model().objects.create_superuser("root"))
    task = RoleApprovalTask.objects.get(key="check")
    address = reverse("wagtailadmin_workflows:edit_task", args=[task.pk])
    sign.post(address, {"name": task.name, "role": "reporter", "key": "other"})
    task.refresh_from_db()
    assert (task.role, task.key) == ("editor", "check")


# --- No way round --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["reporter", "editor", "deputy_head", "head", "administrator"])
def test_nobody_publishes_from_the_editor(section, person, sign_in, role):
    page = draft(section, person("stc", role))
    edit(sign_in(page.owner), page, title="Tin đã sửa", **{"action-publish": "1"})
    page.refresh_from_db()
    assert not page.live
    assert page.get_latest_revision_as_object().title == "Tin đã sửa"


def test_a_head_who_changes_anothers_page_does_not_publish_it(section, person, sign_in):
    page = draft(section, person("stc", "reporter"))
    client = sign_in(person("stc", "head"))
    answer = edit(client, page, title="Tin đã sửa", **{"action-publish": "1"})
    page.refresh_from_db()
    assert not page.live
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_an_approver_who_changes_the_page_while_approving_becomes_an_author(
    section, person, sign_in
):
    page = submitted(section, person("stc", "reporter"))
    approve(page, person("stc", "editor"))
    client = sign_in(person("stc", "head"))
    action = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    edit(client, page, title="Tin đã sửa", **action)
    page.refresh_from_db()
    assert not page.live
    assert page.get_latest_revision_as_object().title == "Tin đã sửa"


def test_a_new_page_cannot_be_created_and_published_at_once(section, person, sign_in):
    client = sign_in(person("stc", "head"))
    address = reverse("wagtailadmin_pages:add", args=["govportal", "articlepage", section.pk])
    page = ArticlePage(title="Tin mới", slug="tin-moi", author="A", source="B")
    client.post(address, {**form_of(page), "action-publish": "1"})
    assert not ArticlePage.objects.get(slug="tin-moi").live


def test_pages_cannot_be_published_in_bulk(section, person, sign_in):
    page = draft(section, person("stc", "reporter"))
    client = sign_in(person("stc", "head"))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={page.pk}", {"include_descendants": ""})
    page.refresh_from_db()
    assert not page.live


def test_a_program_that_names_nobody_publishes_with_the_authors_permission(section, person):
    page = draft(section, person("stc", "head"))
    with pytest.raises(PermissionDenied):
        page.get_latest_revision().publish()


def test_the_editor_offers_no_publish_button(section, person, sign_in):
    page = draft(section, person("stc", "reporter"))
    answer = sign_in(person("stc", "head")).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert b'name="action-publish"' not in answer.content
    assert b'name="action-submit"' in answer.content


def translate(client, page):
    return client.post(
        reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
        {"locales": [_english().pk], "include_subtree": ""},
    )


def published(section, title="Tin đã đăng"):
    page = ArticlePage(title=title, author="A", source="B", summary="Tóm tắt")
    section.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.mark.parametrize("role", ["reporter", "editor", "head"])
def test_a_translation_of_a_public_page_is_a_draft(section, person, sign_in, role):
    page = published(section)
    page.owner = user = person("stc", role)
    page.save()
    translate(sign_in(user), page)
    translated = page.get_translation(_english())
    assert not translated.live
    assert translated.alias_of is None
    edit(sign_in(user), translated.specific, **{"action-publish": "1"})
    translated.refresh_from_db()
    assert not translated.live


@pytest.mark.parametrize("role", ["reporter", "head"])
def test_a_synchronised_translation_is_not_published_without_approval(
    section, person, sign_in, role, django_capture_on_commit_callbacks
):
    page = published(section)
    page.owner = owner = person("stc", "reporter")
    page.save()
    user = owner if role == "reporter" else person("stc", role)
    client = sign_in(user)
    translate(client, page)
    Translation.objects.update(enabled=True)
    translation, translated = Translation.objects.get(), page.get_translation(_english())
    for name, pk, data in (
        ("wagtailadmin_pages:edit", translated.pk, {"action": "publish"}),
        ("wagtail_localize:update_translations", translation.source_id,
         {"publish_translations": "on"}),
    ):  # fmt: skip
        with suppress(PermissionDenied), django_capture_on_commit_callbacks(execute=True):
            client.post(reverse(name, args=[pk]), data)
    with pytest.raises(PermissionDenied), django_capture_on_commit_callbacks(execute=True):
        translation.save_target(user=user, publish=True)
    translated.refresh_from_db()
    assert not translated.live


# --- What an item must state before it is public (ATTR-01) ---------------------------------------


@pytest.mark.parametrize("missing", ["author", "source"])
def test_an_article_without_author_or_source_is_a_draft_only(section, person, sign_in, missing):
    page = draft(section, person("stc", "reporter"))
    client = sign_in(page.owner)
    assert edit(client, page, **{missing: ""}).status_code == 302
    page.refresh_from_db()
    assert getattr(page.get_latest_revision_as_object(), missing) == ""
    answer = edit(client, page, **{missing: "", "action-submit": "1"})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {missing}
    assert state_of(page) is None


def test_an_incomplete_page_is_not_approved_and_the_reader_learns_why(section, person, sign_in):
    page = submitted(section, person("stc", "reporter"))
    page.author = ""
    page.save_revision(user=page.owner, clean=False)
    client = sign_in(person("stc", "editor"))
    answer = act(client, page, "approve")
    assert answer.json()["redirect"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = client.get(answer.json()["redirect"]).content.decode()
    assert "Cần bổ sung đủ thông tin của trang" in shown
    assert "Tác giả:" in shown
    assert state_of(page).role == "editor"


def test_a_refused_step_in_the_editor_keeps_the_page_and_names_the_reason(section, person, sign_in):
    page = submitted(section, person("stc", "reporter"))
    page.source = ""
    page.save_revision(user=page.owner, clean=False)
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state_of(page).pk]
    )
    answer = sign_in(person("stc", "editor")).post(address, confirmed(), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "Cần bổ sung đủ thông tin của trang" in answer.content.decode()


def test_decomposed_text_is_stored_composed_and_the_editor_is_told(section, person, sign_in):
    page = draft(section, person("stc", "reporter"))
    client = sign_in(page.owner)
    title = unicodedata.normalize("NFD", "Tiếp công dân")
    answer = edit(client, page, title=title)
    shown = client.get(answer["location"]).content.decode()
    assert "Unicode dựng sẵn" in shown
    page.refresh_from_db()  # it remembers the revision made before
    assert page.get_latest_revision_as_object().title == "Tiếp công dân"


def test_a_legal_document_states_what_the_law_asks_before_it_is_submitted(home_of, person, sign_in):
    index = home_of("stc").get_children().type(LegalDocumentIndexPage).specific().first()
    user = person("stc", "reporter")
    address = reverse("wagtailadmin_pages:add", args=["govportal", "legaldocumentpage", index.pk])
    data = nested_form_data(
        {
            "title": "Quyết định", "slug": "qd", "document_class": "administrative",
            "body": {"count": "0"}, "decision": {"count": "0"}, "annexes": {"count": "0"},
            "relations": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "amendments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "attachments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "record_details": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        }
    )  # fmt: skip
    answer = sign_in(user).post(address, {**data, "action-submit": "1"})
    assert {"document_type", "number", "symbol", "issuer", "issued_on", "signer", "abstract"} <= (
        answer.context["form"].errors.keys()
    )
    sign_in(user).post(address, data)
    assert LegalDocumentPage.objects.filter(slug="qd", live=False).exists()


# --- The dashboard and the cost of the admin -----------------------------------------------------


def test_the_dashboard_shows_the_longest_waiting_and_at_most_twenty_of_mine(
    section, person, sign_in
):
    author = person("stc", "reporter")
    for number in range(23):
        submitted(section, author, title=f"Bài số {number:02}")
    page = sign_in(person("stc", "editor")).get(reverse("wagtailadmin_home")).content.decode()
    shown = {number for number in range(23) if f"Bài số {number:02}" in page}
    assert shown == set(range(5))
    assert reverse("govportal_my_work") in page
    mine = sign_in(author).get(reverse("wagtailadmin_home")).content.decode()
    assert mine.count("Bài số") == 20


def test_the_dashboard_costs_the_same_with_one_or_twenty_waiting(
    section, person, sign_in, django_assert_max_num_queries
):
    author, client = person("stc", "reporter"), sign_in(person("stc", "editor"))
    submitted(section, author)
    client.get(reverse("wagtailadmin_home"))
    with django_assert_max_num_queries(45) as one:
        client.get(reverse("wagtailadmin_home"))
    for _number in range(20):
        submitted(section, author)
    with django_assert_max_num_queries(len(one)):
        client.get(reverse("wagtailadmin_home"))


def _group(name):
    return Group.objects.get(name=name)


def _english():
    return Locale.objects.get(language_code="en")
