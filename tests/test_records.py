"""Records: pages whose fields are described by data."""

import html
import io
import json
import unicodedata
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook
from wagtail.documents.models import Document
from wagtail.models import Locale, PageLogEntry
from wagtail.rich_text import RichText
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from govportal import plugins
from govportal.publishing.records import checks, rules, table_files
from govportal.publishing.records.blocks import block_of
from govportal.publishing.records.field_blocks import AmountBlock, plain_number
from govportal.publishing.records.fields import DetailsFormField, stream_of
from govportal.publishing.records.models import RecordPage
from govportal.record_types import RecordCheck
from tests.approving import confirmed
from tests.record_samples import MONDAY, PAGE, Samples, sent

pytestmark = pytest.mark.django_db
SECRET = "Zzkinxq"


@pytest.fixture
def samples(provisioned, section_of):
    return Samples(provisioned["stc"], section_of("stc", "legal_documents"))


@pytest.fixture
def saved(section_of, samples):
    """Return a function that saves a complete record below a section, published or not."""

    def save(kind, key, title="Cầu Bờ Sông", live=True, code="stc", **changes):
        section = section_of(code, key)
        page = RecordPage(title=title, kind=kind, author="A", source="B", live=live,
                          locale=section.locale)  # fmt: skip
        page.details = stream_of(samples.record(kind, **changes), block_of(kind))
        return section.add_child(instance=page)

    return save


def problems_of(record):
    with translation.override("vi"):
        return [problem.messages[0] for problem in rules.problems(record)]


def with_values(record, **changes):
    """Return *record* with other values, unsaved."""
    values = dict(record.values) | changes
    block = block_of(record.kind)
    record.details = stream_of(block.normalize(values), block)
    return record


# --- drafts and submission ------------------------------------------------------------------------


def test_draft_may_be_incomplete_but_not_submitted(provisioned, section_of, person, sign_in):
    section = section_of("stc", "projects")
    client = sign_in(person("stc", "reporter"))
    address = reverse("wagtailadmin_pages:add", args=["govportal", "recordpage", section.pk])
    shown = client.get(address)
    assert shown.status_code == 200
    assert json.dumps("Mục tiêu chính") in html.unescape(shown.content.decode())
    empty = PAGE | {"source": "", "author": ""} | sent(block_of("project"), {})
    refused = client.post(address, empty | {"action-submit": "1"})
    assert refused.status_code == 200
    assert not RecordPage.objects.exists()
    assert client.post(address, empty).status_code == 302
    record = RecordPage.objects.get()
    assert record.kind == "project"
    assert client.get(reverse("wagtailadmin_pages:edit", args=[record.pk])).status_code == 200


def test_a_draft_keeps_what_contradicts_itself_until_it_is_submitted(
    samples, section_of, person, sign_in
):
    section = section_of("stc", "science")
    text = Document.objects.create(title="x", file=ContentFile(b"x", "x.txt"))
    early = samples.record("research_task", accepted_on=None, summary_report=text)
    form = PAGE | sent(block_of("research_task"), early)
    client = sign_in(person("stc", "reporter"))
    address = reverse("wagtailadmin_pages:add", args=["govportal", "recordpage", section.pk])
    refused = client.post(address, form | {"action-submit": "1"})
    (error,) = refused.context["form"].errors.as_data()["details"]
    assert {"summary_report", "application_report", "results"} == error.block_errors.keys()
    assert "nghiệm thu" in error.block_errors["results"].message
    assert "Điều 11.2" in error.block_errors["results"].message
    assert client.post(address, form).status_code == 302
    assert RecordPage.objects.get().values["summary_report"] == text


def test_an_incomplete_draft_is_published_by_no_other_way(saved):
    record = saved("project", "projects", live=False, budget=None)
    revision = record.save_revision()
    with translation.override("vi"), pytest.raises(ValidationError) as refused:
        revision.publish()
    assert any("Kinh phí dự án" in message for message in refused.value.messages)
    record.refresh_from_db()
    assert not record.live


def test_an_incomplete_draft_is_not_approved_past_the_editor(saved, person, sign_in):
    author = person("stc", "reporter")
    record = saved("project", "projects", live=False, budget=None)
    record.save_revision(user=author)
    record.get_workflow().start(record, author)
    step = record.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[record.pk, "approve", step.pk])
    sign_in(person("stc", "editor")).post(address, confirmed())
    record = RecordPage.objects.get()
    assert record.current_workflow_task_state == step
    assert not record.live


def test_a_fault_in_a_list_is_named_with_its_entry_and_label(saved):
    record = saved("gazette_issue", "gazette", code="ubnd")
    entries = [{"abstract": "Về việc"}, {"abstract": ""}]
    found = problems_of(with_values(record, documents=entries))
    assert found == [
        "Danh mục văn bản: dòng 2: Trích yếu: Điền mục này trước khi trình duyệt "
        "trang (Nghị định 43/2011/NĐ-CP, Điều 10.1.g)."
    ]


# --- what a reader of the form does not change ----------------------------------------------------


@pytest.mark.parametrize("kind", [
    "agency_profile", "leader", "administrative_unit", "plan", "work_week", "statistical_release",
    "environment_site", "channel",
])  # fmt: skip
def test_a_form_sent_back_as_shown_changes_nothing(samples, kind):
    block = block_of(kind)
    field = DetailsFormField(block)
    for values in (samples.record(kind), block.get_default()):
        stored = stream_of(values, block)
        shown = field.prepare_value(stored)
        data = block.value_from_datadict(sent(block, shown), {}, "details")
        assert not field.has_changed(stored, data)


def test_entries_without_ids_and_figures_as_floats_are_no_change(samples):
    block = block_of("environment_site")
    raw = {"type": block.name, "id": block.name, "value": {"area_ha": 0.1, "risk": "x"}}
    _assert_unchanged(block, raw)
    block = block_of("gazette_issue")
    raw = {"type": block.name, "id": block.name, "value": {"documents": [{"abstract": "x"}]}}
    _assert_unchanged(block, raw)


def _assert_unchanged(block, raw):
    stream = RecordPage._meta.get_field("details")
    field = DetailsFormField(block)
    shown = field.prepare_value(stream.to_python([raw]))
    data = block.value_from_datadict(sent(block, shown), {}, "details")
    assert not field.has_changed(stream.to_python([raw]), data)


@pytest.mark.parametrize(
    "changes",
    [
        {"area_km2": Decimal("1234.6")}, {"valid_from": date(2026, 1, 6)}, {"level": "ward"},
        {"apparatus": RichText("<p>Câu khác</p>")}, {"population": None},
    ],
    ids=lambda changes: next(iter(changes)),
)  # fmt: skip
def test_every_real_change_is_seen(samples, changes):
    block = block_of("administrative_unit")
    stored = stream_of(samples.record("administrative_unit"), block)
    changed = samples.record("administrative_unit", **changes)
    data = block.value_from_datadict(sent(block, changed), {}, "details")
    assert DetailsFormField(block).has_changed(stored, data)


# --- figures --------------------------------------------------------------------------------------

NUMBERS = {
    "1.234,5": "1234.5", "1 234,5": "1234.5", "1234,5": "1234.5", "1234.5": "1234.5",
    "1.234.567": "1234567", "-12,25": "-12.25", "0,5": "0.5", "3.14159": "3.14159", "7": "7",
    "1\u00a0000": "1000",
}  # fmt: skip


@pytest.mark.parametrize("typed", NUMBERS)
def test_figures_are_read_as_they_are_written_here(typed):
    assert AmountBlock().field.clean(typed) == Decimal(NUMBERS[typed])


@pytest.mark.parametrize("typed", ["abc", "1,2,3", "12.34,5", "NaN", "1" * 30])
def test_what_is_no_figure_is_refused(typed):
    with pytest.raises(ValidationError):
        AmountBlock().field.clean(typed)


def test_a_dot_before_three_digits_is_never_guessed():
    with translation.override("vi"), pytest.raises(ValidationError, match="1234 hay 1,234"):
        plain_number("1.234")


def test_figures_are_shown_as_they_are_read():
    field = AmountBlock().field
    for number in ("3.125", "1000", "0.10"):
        assert field.clean(field.prepare_value(Decimal(number))) == Decimal(number)


# --- tables ---------------------------------------------------------------------------------------


def document(name, content):
    return Document(title=name, file=ContentFile(content, name))


def workbook(rows):
    book, stream = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def spreadsheet(rows):
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0">'
        f"<table:table>{cells}</table:table></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return stream.getvalue()


ROWS = [["Xã", "Dân số"], ["Bờ Sông", 1200]]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "Xã,Dân số\nBờ Sông,1200\n".encode()),
        ("a.csv", "\ufeffXã;Dân số\r\nBờ Sông;1200\r\n".encode()),
        ("a.CSV", b'a\tb\n"x\ny"\t2\n'),
        ("a.xlsx", workbook(ROWS)),
        ("a.ods", spreadsheet(ROWS)),
    ],
)
def test_tables_are_taken(name, content):
    table_files.refuse_other_than_table(document(name, content))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"", "không có dòng số liệu"),
        ("a.csv", b"a,b\n", "không có dòng số liệu"),
        ("a.csv", "Một câu.\nHai câu.\n".encode(), "chỉ có một cột"),
        ("a.csv", b"a,b\n1,2,3\n", "cùng số cột"),
        ("a.csv", "Xã,Số\nBờ,1\n".encode("utf-16"), "UTF-8"),
        ("a.csv", b"\x00,\x00\n1,2\n", "loại khác"),
        ("a.csv", b'a,b\n"1,2\n', "loại khác"),
        ("a.xlsx", b"%PDF-1.7", "loại khác"),
        ("a.xlsx", workbook(ROWS)[:300], "loại khác"),
        ("a.xlsx", spreadsheet(ROWS), "loại khác"),
        ("a.xlsx", workbook([]), "không có dòng số liệu"),
        ("a.ods", workbook(ROWS), "loại khác"),
        ("a.ods", spreadsheet([["a"], ["1"]]), "chỉ có một cột"),
        ("a.pdf", b"%PDF-1.7", "loại tệp này"),
        ("a", b"a,b\n1,2\n", "loại tệp này"),
    ],
)
def test_what_is_no_table_is_refused_with_reason_and_remedy(name, content, reason):
    with translation.override("vi"), pytest.raises(ValidationError) as refused:
        table_files.refuse_other_than_table(document(name, content))
    (message,) = refused.value.messages
    assert name in message
    assert reason in message
    assert "Chọn tệp CSV" in message


def test_a_huge_table_is_not_read(monkeypatch):
    monkeypatch.setattr(table_files, "LARGEST", 4)
    with pytest.raises(ValidationError):
        table_files.refuse_other_than_table(document("a.csv", b"a,b\n1,2\n"))


def test_a_table_that_is_gone_is_named(saved):
    record = saved("statistical_release", "statistics")
    table = record.values["data_file"].file
    table.storage.delete(table.name)
    (problem,) = problems_of(RecordPage.objects.get())
    assert problem.startswith("Số liệu: “bang")
    assert "không còn" in problem


# --- images and text ------------------------------------------------------------------------------


def test_an_image_without_description_is_refused_with_its_remedy(saved, samples):
    record = saved("leader", "leaders")
    assert problems_of(record) == []
    photo = samples.image
    photo.contextual_alt_text, photo.decorative = "", False
    (problem,) = problems_of(with_values(record, photo=photo))
    assert problem.startswith("Ảnh chân dung: ")
    assert "Ảnh chưa có mô tả" in problem
    photo.decorative = True
    assert problems_of(with_values(record, photo=photo)) == []


def test_text_is_kept_in_nfc(saved):
    nfd = unicodedata.normalize("NFD", "Nối hai bờ sông")
    record = saved("project", "projects", title=nfd, objective=nfd)
    revision = record.save_revision().as_object()
    for kept in (record, RecordPage.objects.get(), revision):
        for text in (kept.title, kept.values["objective"], kept.listed["objective"]):
            assert text == unicodedata.normalize("NFC", nfd)


# --- how fields agree -----------------------------------------------------------------------------


def check(kind, fields, **more):
    return RecordCheck(kind=kind, fields=fields, message={"vi": "Sai {other}"}, source="Đ1", **more)


CHECKS = [
    (check("ordered", ("a", "b")), {"a": 2, "b": 1}, ("b",)),
    (check("ordered", ("a", "b")), {"a": 1, "b": 1}, ()),
    (check("ordered", ("a", "b")), {"a": None, "b": 1}, ()),
    (check("not_before", ("a",), given="b"), {"a": "x", "b": None}, ("a",)),
    (check("not_before", ("a",), given="b"), {"a": RichText("<p></p>"), "b": None}, ()),
    (check("any_of", ("a", "b")), {"a": "", "b": None}, ("a",)),
    (check("any_of", ("a", "b")), {"a": "", "b": 0}, ()),
    (check("filled", ("a", "b")), {"a": " ", "b": 1}, ("a",)),
    (check("filled", ("a",), when={"b": "x"}), {"a": "", "b": "y"}, ()),
    (check("week", ("a", "b")), {"a": date(2026, 1, 6), "b": []}, ("a",)),
    (check("week", ("a", "b")), {"a": MONDAY, "b": [{"day": date(2026, 1, 12)}]}, ("b",)),
    (check("week", ("a", "b")), {"a": MONDAY, "b": [{"day": date(2026, 1, 11)}]}, ()),
    (check("week", ("a", "b")), {"a": None, "b": [{"day": MONDAY}]}, ()),
    (check("tree", ("a",)), {"a": [{"name": "x", "superior": "y"}]}, ("a",)),
    (check("tree", ("a",)), {"a": [{"name": "x", "superior": "x"}]}, ("a",)),
    (check("tree", ("a",)), {"a": [{"name": "x"}, {"name": "y", "superior": "x"}]}, ()),
    (check("tree", ("a",)),
     {"a": [{"name": "x", "superior": "y"}, {"name": "y", "superior": "x"}]}, ("a",)),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "values", "fields"), CHECKS)
def test_fields_that_disagree_are_found(asked, values, fields):
    assert checks.fields_in_breach(asked, values) == fields


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        (("2026-01-01", "2026-06-30"), ("2026-07-01", None), False),
        (("2026-01-01", "2026-06-30"), ("2026-06-30", None), True),
        ((None, None), ("2026-06-30", "2026-07-01"), True),
        (("2026-01-01", None), (None, "2025-12-31"), False),
    ],
)
def test_periods_overlap_on_a_shared_day(first, second, shared):
    assert checks.overlap(first, second) is shared


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, True),
        ({"begins_on": date(2026, 7, 1)}, False),
        ({"begins_on": date(2026, 6, 30)}, True),
        ({"rank": "deputy"}, False),
        ({"body": "Hội đồng nhân dân"}, False),
    ],
)
def test_one_head_at_a_time_but_several_deputies(saved, changes, refused):
    facts = {"rank": "head", "body": "", "ends_on": date(2026, 6, 30)}
    saved("leader", "leaders", title="Bà Trần Thị B", **facts)
    facts |= {"ends_on": None} | changes
    found = problems_of(saved("leader", "leaders", title="Ông C", live=False, **facts))
    assert len(found) == refused
    assert all("Bà Trần Thị B" in message and "Điều 9.1.b" in message for message in found)


def test_two_deputies_may_have_one_title_and_another_portal_its_own_head(saved):
    facts = {"rank": "deputy", "post": "Phó Chủ tịch"}
    saved("leader", "leaders", title="Một", **facts)
    assert problems_of(saved("leader", "leaders", title="Hai", live=False, **facts)) == []
    saved("leader", "leaders", title="Ba", rank="head")
    other = saved("leader", "leaders", title="Bốn", rank="head", code="skhcn", live=False)
    assert problems_of(other) == []


def test_a_second_head_is_named_when_the_form_is_submitted(saved, samples, person, sign_in):
    held = saved("leader", "leaders", title="Bà B")
    client = sign_in(person("stc", "reporter"))
    address = reverse(
        "wagtailadmin_pages:add", args=["govportal", "recordpage", held.get_parent().pk]
    )
    second = samples.record("leader", photo=None)
    form = PAGE | sent(block_of("leader"), second) | {"action-submit": "1"}
    (error,) = client.post(address, form).context["form"].errors.as_data()["details"]
    assert "Bà B" in error.block_errors["rank"].message


def test_what_is_withheld_needs_a_legal_ground(saved):
    record = saved("plan", "plans", publication="withheld", withheld_reason="")
    (problem,) = problems_of(record)
    assert problem.startswith("Căn cứ không công khai: ")
    nothing = {"summary": RichText(""), "file": None, "document": None}
    assert problems_of(with_values(record, withheld_reason="Điều 6", **nothing)) == []
    (problem,) = problems_of(with_values(record, publication="published"))
    assert problem.startswith("Nội dung chính: ")


# --- state, section, translation, isolation -------------------------------------------------------


def test_a_change_of_the_public_state_is_in_the_history(saved, person, sign_in):
    record = saved("project", "projects", state="preparing")
    record.save_revision().publish()
    assert not PageLogEntry.objects.filter(action="govportal.record_state").exists()
    author = person("stc", "reporter")
    revision = with_values(record, state="under_way").save_revision(user=author)
    revision.publish(skip_permission_checks=True)
    entry = PageLogEntry.objects.get(action="govportal.record_state")
    with translation.override("vi"):
        assert "Đang chuẩn bị đầu tư” sang “Đang triển khai" in entry.message
    history = sign_in(person("stc", "editor")).get(
        reverse("wagtailadmin_pages:history", args=[record.pk])
    )
    shown = html.unescape(history.content.decode())
    assert "In preparation" in shown or "Đang chuẩn bị đầu tư" in shown


def test_a_record_moves_and_is_copied_to_sections_of_its_kind_only(
    saved, section_of, person, sign_in
):
    record = saved("project", "projects", live=False)
    client = sign_in(person("stc", "editor"))
    wrong, right = section_of("stc", "science"), section_of("stc", "procurement")
    assert not record.can_move_to(wrong)
    assert not record.can_move_to(section_of("stc", "news"))
    assert record.can_move_to(right)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[record.pk, wrong.pk]))
    assert RecordPage.objects.get().get_parent().pk == record.get_parent().pk
    copy = reverse("wagtailadmin_pages:copy", args=[record.pk])
    form = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": wrong.pk}
    refused = client.post(copy, form)
    assert "science" not in refused.context["form"].errors["new_parent_page"][0]
    assert wrong.title in refused.context["form"].errors["new_parent_page"][0]
    assert RecordPage.objects.count() == 1
    answer = client.post(copy, form | {"new_parent_page": right.pk})
    assert answer.status_code == 302, answer.context["form"].errors
    copied = RecordPage.objects.get(slug="ban-sao")
    assert copied.values["objective"] == record.values["objective"]
    assert not copied.live


def test_a_record_moved_past_the_admin_is_not_published(saved, section_of):
    record = saved("project", "projects")
    record.move(section_of("stc", "science"), pos="last-child")
    (problem,) = problems_of(RecordPage.objects.get())
    assert "không chứa loại “Dự án”" in problem


def test_a_translation_takes_text_and_keeps_figures_days_choices_and_files(saved, samples):
    record = saved("statistical_release", "statistics", field="Dân số")
    english = Locale.objects.get(language_code="en")
    source, _created = TranslationSource.get_or_create_from_instance(record)
    work = Translation.objects.create(source=source, target_locale=english)
    for segment in StringSegment.objects.filter(source=source):
        StringTranslation.objects.create(
            translation_of=segment.string, locale=english, context=segment.context,
            data=f"EN {segment.string.data}",
        )  # fmt: skip
    work.save_target(publish=False)
    copy = RecordPage.objects.get(locale=english)
    assert not copy.live
    draft = copy.get_latest_revision_as_object()
    assert draft.kind == "statistical_release"
    assert draft.values["field"] == "EN Dân số"
    assert "EN " in draft.values["report"].source
    for key in ("data_file", "collected_from", "collected_to", "report_file"):
        assert draft.values[key] == record.values[key]
    assert String.objects.filter(data="2026-01-05").count() == 0


def test_a_record_with_texts_that_nobody_filled_in_is_translated(section_of):
    section = section_of("stc", "agency_profile")
    unit = {"type": "item", "id": "x", "value": {"name": "Phòng A"}}
    raw = {"type": "agency_profile", "id": "agency_profile", "value": {"units": [unit]}}
    record = RecordPage(title="Sở", kind="agency_profile", author="A", source="B", details=[raw])
    section.add_child(instance=record)
    source, _created = TranslationSource.get_or_create_from_instance(record)
    texts = source.stringsegment_set.values_list("string__data", flat=True)
    assert "Phòng A" in set(texts)


def test_entries_and_descriptions_of_images_are_translated(saved):
    record = saved("plan", "plans")
    source, _created = TranslationSource.get_or_create_from_instance(record)
    paths = set(source.stringsegment_set.values_list("context__path", flat=True))
    (entry,) = record.values["maps"].bound_blocks
    assert f"details.plan.maps.{entry.id}.name" in paths
    assert f"details.plan.maps.{entry.id}.image.alt_text" in paths
    assert not any(path.endswith((".plan_type", ".issued_on", ".period_from")) for path in paths)


LISTINGS = {
    "wagtailadmin_home": "", "wagtailadmin_pages:search": "q",
    "wagtailadmin_choose_page_search": "q", "wagtailadmin_reports:site_history": "",
    "wagtailadmin_reports:workflow": "", "wagtailadmin_api:pages:listing": "search",
}  # fmt: skip


@pytest.mark.parametrize("role", ["head", "administrator"])
def test_the_staff_of_another_portal_meet_a_record_nowhere(saved, person, sign_in, role):
    author = person("stc", "reporter", f"{SECRET}-author")
    record = saved("project", "projects", title=f"{SECRET} dự án", objective=SECRET)
    record.save_revision(user=author, log_action=True)
    record.get_workflow().start(record, author)
    client = sign_in(person("skhcn", role))
    for name, query in LISTINGS.items():
        answer = client.get(reverse(name), {query: SECRET[:6]} if query else {})
        assert SECRET not in answer.content.decode().replace(f'value="{SECRET[:6]}"', ""), name
    for name in ("edit", "history", "view_draft", "copy", "move", "usage"):
        answer = client.get(reverse(f"wagtailadmin_pages:{name}", args=[record.pk]))
        assert answer.status_code in (302, 403, 404), name
    for name in ("wagtailadmin_explore", "wagtailadmin_choose_page_child"):
        answer = client.get(reverse(name, args=[record.get_parent().pk]))
        assert answer.status_code in (302, 403, 404) or SECRET not in answer.content.decode()
    before = plugins.record_types()["project"].key
    assert RecordPage.objects.get().kind == before
