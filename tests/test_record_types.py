"""Each kind of record of the national list: what it needs, and its way to the public."""

import json

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from govportal import plugins
from govportal.defaults import national
from govportal.publishing.records import rules
from govportal.publishing.records.blocks import block_of
from govportal.publishing.records.fields import stream_of
from govportal.publishing.records.models import RecordPage
from govportal.record_types import RecordType
from tests.approving import confirmed
from tests.record_samples import PAGE, Samples, place_of, sent

pytestmark = pytest.mark.django_db
TYPES = {record_type.key: record_type for record_type in national("record_types").record_types}
CONTRACT = {
    "agency_profile", "leader", "contact", "spokesperson", "channel", "administrative_unit",
    "place", "procedure", "project", "plan", "research_task", "statistical_release",
    "financial_statement", "epidemic_report", "environment_site", "official_notice", "notice",
    "work_week", "gazette_issue", "consultation",
}  # fmt: skip


@pytest.fixture
def place(provisioned, section_of):
    """Return a function from a kind to the agency's code, the section and samples for it."""

    def find(kind):
        code, key = place_of(kind)
        samples = Samples(provisioned[code], section_of(code, "legal_documents"))
        return code, section_of(code, key), samples

    return find


def test_every_kind_of_the_contract_is_described():
    assert TYPES.keys() == CONTRACT


@pytest.mark.parametrize("kind", TYPES)
def test_every_text_is_bilingual_and_every_field_names_its_article(kind):
    record_type = TYPES[kind]
    for field in _all(record_type.fields):
        assert field.label.en and (field.help is None or field.help.en), field.key
        assert all(choice.label.en for choice in field.choices)
    for field in record_type.fields:
        assert all(child.source for child in field.fields)
    assert all(check.message.en and check.source for check in record_type.checks)


def _all(fields):
    for field in fields:
        yield field
        yield from _all(field.fields)


@pytest.mark.parametrize("kind", TYPES)
def test_a_complete_record_is_submitted_approved_twice_and_public(place, person, sign_in, kind):
    code, section, samples = place(kind)
    client = sign_in(person(code, "reporter"))
    address = reverse("wagtailadmin_pages:add", args=["govportal", "recordpage", section.pk])
    form = PAGE | sent(block_of(kind), samples.record(kind)) | {"action-submit": "1"}
    answer = client.post(address, form)
    assert answer.status_code == 302, answer.context["form"].errors
    for role in ("editor", "head"):
        approve_unchanged(sign_in(person(code, role)), RecordPage.objects.get())
    record = RecordPage.objects.get()
    assert record.live
    assert list(rules.problems(record)) == []
    assert record.listed.keys() <= {field.key for field in TYPES[kind].fields}


def approve_unchanged(client, record):
    """Approve *record* in the editor, with its form sent back as it was shown."""
    draft = record.get_latest_revision_as_object()
    form = PAGE | sent(block_of(draft.kind), draft.values)
    form |= {
        "action-workflow-action": "1", "workflow-action-name": "approve",
        "workflow-action-extra-data": json.dumps(confirmed()),
    }  # fmt: skip
    revisions = record.revisions.count()
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[record.pk]), form)
    assert answer.status_code == 302, answer.context["form"].errors
    assert record.revisions.count() == revisions, "the approver was taken for an author"


@pytest.mark.parametrize("kind", TYPES)
def test_each_required_field_left_empty_is_named_with_its_label_and_article(place, kind):
    _code, section, samples = place(kind)
    required = [field for field in TYPES[kind].fields if field.is_required]
    assert required
    for field in required:
        record = drafted(section, kind, samples.record(kind, **{field.key: empty(field)}))
        with translation.override("vi"):
            (problem,) = _about(record, field.label.vi)
        assert "Điền mục này trước khi trình duyệt" in problem
        assert (field.source or TYPES[kind].source) in problem


def drafted(section, kind, values):
    """Return a record of *kind* that stands in *section* without being saved."""
    record = RecordPage(title="Tên", slug="ten", kind=kind, locale=section.locale)
    record.path, record.depth = section.path + "0001", section.depth + 1
    record.details = stream_of(values, block_of(kind))
    return record


def empty(field):
    block = block_of_field(field)
    return block.get_default() if field.kind != "yes_no" else False


def block_of_field(field):
    kind = next(key for key, found in TYPES.items() if field in found.fields)
    return block_of(kind).child_blocks[field.key]


def _about(record, label):
    found = [problem.messages[0] for problem in rules.problems(record)]
    return [message for message in found if message.startswith(f"{label}:")]


@pytest.mark.parametrize("kind", TYPES)
def test_an_empty_form_is_kept_as_a_draft_but_not_submitted(place, person, sign_in, kind):
    code, section, _samples = place(kind)
    client = sign_in(person(code, "reporter"))
    address = reverse("wagtailadmin_pages:add", args=["govportal", "recordpage", section.pk])
    form = PAGE | sent(block_of(kind), block_of(kind).get_default())
    refused = client.post(address, form | {"action-submit": "1"})
    assert refused.status_code == 200
    (error,) = refused.context["form"].errors.as_data()["details"]
    named = {field.key for field in TYPES[kind].fields if field.is_required}
    assert named <= error.block_errors.keys()
    assert not Page.objects.filter(slug=PAGE["slug"]).exists()
    assert client.post(address, form).status_code == 302
    assert RecordPage.objects.get().kind == kind


def test_a_project_has_exactly_the_nine_fields_and_three_states():
    project = plugins.record_types()["project"]
    labels = [project.title_label.vi, *(field.label.vi for field in project.fields)]
    assert labels == [
        "Tên dự án", "Mục tiêu chính", "Lĩnh vực chuyên môn", "Loại dự án", "Thời gian thực hiện",
        "Kinh phí dự án", "Loại hình tài trợ", "Nhà tài trợ", "Tình trạng dự án",
    ]  # fmt: skip
    assert all(field.is_required for field in project.fields)
    states = [choice.key for choice in project.field(project.state_field).choices]
    assert states == ["preparing", "under_way", "completed"]


def test_a_research_task_has_the_six_fields(place):
    task = plugins.record_types()["research_task"]
    required = [field.label.vi for field in task.fields if field.is_required]
    assert required == ["Mã số", "Cấp quản lý", "Lĩnh vực", "Đơn vị chủ trì", "Thời gian thực hiện"]


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"ends_by": "no_such_field"}, "field_unknown"),
        ({"ends_by": "title"}, "field_without_day"),
        ({"begins_by": TYPES["leader"].fields[0].key}, "field_without_day"),
    ],
)
def test_a_kind_begins_and_ends_by_fields_with_a_day(limits, reason):
    with pytest.raises(ValueError, match=reason):
        RecordType.model_validate(TYPES["leader"].model_dump() | limits)
