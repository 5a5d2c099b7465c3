"""Thousands of records in seconds: rows written at once, as saving each page would take minutes."""

from datetime import UTC, datetime
from itertools import product

from django.contrib.contenttypes.models import ContentType
from django.db import connection, router
from wagtail.models import Page

from govportal.publishing.records.blocks import block_of
from govportal.publishing.records.fields import stream_of
from govportal.publishing.records.models import RecordPage
from govportal.publishing.records.stored import values_of

DAY = datetime(2026, 1, 5, tzinfo=UTC)
STATES = ("preparing", "under_way", "completed")
FIELDS = ("Giao thông", "Thủy lợi", "Giáo dục", "Y tế")
WORDS = [
    " ".join(parts)
    for parts in product(("Cầu", "Đường", "Ấp", "Ăn trưa", "Ao", "Trường"), ("Bờ", "Đông", "Xuân"))
]
AT_ONCE = 500


def add_records(section, count):
    """Publish *count* projects in *section*; their titles, states and figures differ."""
    first = section.numchild
    records = [_record(section, number) for number in range(first, first + count)]
    rows = [Page(**_page_values(record)) for record in records]
    rows = [row for some in _batches(rows) for row in Page.objects.bulk_create(some)]
    for record, row in zip(records, rows, strict=True):
        record.pk = record.page_ptr_id = row.pk
    for some in _batches(records):
        fields, using = RecordPage._meta.local_concrete_fields, router.db_for_write(RecordPage)
        RecordPage._base_manager._insert(some, fields=fields, using=using)
    Page.objects.filter(pk=section.pk).update(numchild=first + count)
    section.numchild = first + count
    if connection.vendor == "postgresql":  # else it plans for the few rows it last counted
        connection.cursor().execute("ANALYZE")


def _record(section, number):
    block = block_of("project")
    fields = {
        "objective": "Nối hai bờ", "specialism": FIELDS[number % 4], "project_type": "Xây dựng",
        "period": "2026–2028", "budget": number * 7 % 1000 if number % 9 else None,
        "funding_type": "Ngân sách", "funder": "Tỉnh", "state": STATES[number % 3],
    }  # fmt: skip
    slug = f"du-an-{number}"
    record = RecordPage(
        title=f"{WORDS[number % len(WORDS)]} {number}", slug=slug, kind="project",
        details=stream_of(block.normalize(fields), block), author="A", source="Sở Tài chính",
        locale=section.locale, live=True, first_published_at=DAY, last_published_at=DAY,
        path=Page._get_path(section.path, section.depth + 1, number + 1), depth=section.depth + 1,
        url_path=f"{section.url_path}{slug}/",
        content_type=ContentType.objects.get_for_model(RecordPage),
    )  # fmt: skip
    record.draft_title = record.title
    record.listed, record.sort_keys = values_of(record)
    return record


def _page_values(record):
    names = (field.attname for field in Page._meta.concrete_fields if not field.primary_key)
    return {name: getattr(record, name) for name in names}


def _batches(items, size=AT_ONCE):
    return (items[start : start + size] for start in range(0, len(items), size))
