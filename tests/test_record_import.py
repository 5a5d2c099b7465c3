"""Records come from the system that keeps them: nobody types them again (INFO-04)."""

import json
import threading
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command

from govportal.facts import Text
from govportal.publishing.records.importing import import_into
from govportal.publishing.records.models import RecordPage
from govportal.publishing.records.reading import UnreadableValueError, value_of
from govportal.publishing.records.sources import FileSource
from govportal.record_types import Choice, RecordField

pytestmark = pytest.mark.django_db

ROWS = [
    {
        "title": "Đăng ký kinh doanh",
        "external_id": "1.001",
        "level": "full",
        "link": "https://example.gov.vn/1.001",
    },
    {
        "title": "Cấp giấy phép xây dựng",
        "external_id": "1.002",
        "level": "Một phần",
        "link": "https://example.gov.vn/1.002",
    },
]


@pytest.fixture
def source(tmp_path):
    """Return a function that writes rows to a JSON file and returns it as a source."""

    def write(rows, name="thu-tuc.json"):
        path = tmp_path / name
        path.write_text(json.dumps(rows), "utf-8")
        return FileSource(path)

    return write


@pytest.fixture
def procedures(section_of):
    return section_of("stc", "procedures")


def test_new_records_are_drafts_and_a_second_run_adds_nothing(procedures, source):
    first = import_into(procedures).run(source(ROWS))
    assert [page.title for page in first.created] == [row["title"] for row in ROWS]
    assert not first.problems
    assert not any(page.live for page in RecordPage.objects.all())
    again = import_into(procedures).run(source(ROWS))
    assert (again.unchanged, again.created, again.changed) == (2, [], [])


def test_only_what_changed_becomes_a_new_draft(procedures, source):
    import_into(procedures).run(source(ROWS))
    renamed = [ROWS[0] | {"title": "Đăng ký hộ kinh doanh"}, ROWS[1]]
    report = import_into(procedures).run(source(renamed))
    assert (len(report.changed), report.unchanged) == (1, 1)
    assert report.changed[0].get_latest_revision_as_object().title == "Đăng ký hộ kinh doanh"


def test_with_the_boards_approval_they_are_published_and_it_is_on_record(procedures, source):
    report = import_into(procedures, approval="12/QĐ-BBT").run(source(ROWS))
    assert not report.problems
    page = RecordPage.objects.live().first()
    entry = page.get_ancestors(inclusive=True).last().specific
    logged = [item.data for item in _history(entry) if item.action == "govportal.import"]
    assert logged == [{"approval": "12/QĐ-BBT"}]
    assert page.synced_at


def _history(page):
    from wagtail.models import PageLogEntry

    return PageLogEntry.objects.filter(page=page.pk)


def test_an_incomplete_record_is_not_published_and_is_named(procedures, source):
    rows = [ROWS[0] | {"link": ""}, ROWS[1]]
    report = import_into(procedures, approval="12/QĐ-BBT").run(source(rows))
    assert RecordPage.objects.live().count() == 1
    assert report.problems[0].line == 1


def test_what_the_source_no_longer_has_is_listed_and_stays(procedures, source):
    import_into(procedures, approval="12/QĐ-BBT").run(source(ROWS))
    report = import_into(procedures).run(source(ROWS[:1]))
    assert [page.title for page in report.absent] == [ROWS[1]["title"]]
    assert RecordPage.objects.live().count() == 2


def test_bad_rows_are_named_and_the_others_go_on(procedures, source):
    rows = [
        ROWS[0] | {"level": "toàn bộ"},
        ROWS[1] | {"external_id": ""},
        {**ROWS[1], "note": "thừa"},
        ROWS[1],
    ]
    report = import_into(procedures).run(source(rows))
    messages = [f"{problem.line}: {problem.message}" for problem in report.problems]
    assert len(report.created) == 1
    assert any("toàn bộ" in message and message.startswith("1:") for message in messages)
    assert any(message.startswith("2:") for message in messages)
    assert any("note" in message for message in messages)
    assert any(message.startswith("4:") and "1.002" in message for message in messages)


def test_reads_csv_as_spreadsheets_write_it(procedures, tmp_path):
    path = tmp_path / "thu-tuc.csv"
    line = "title;external_id;level;link\nCấp phép;1.003;full;https://example.gov.vn/3\n"
    path.write_text(line, "utf-8-sig")
    report = import_into(procedures).run(FileSource(path))
    assert [page.title for page in report.created] == ["Cấp phép"]


@pytest.mark.parametrize("content", [b"\xc4\xff", b"[1, 2]", b'{"a": 1}', b"[{"])
def test_what_is_no_table_is_refused_in_words(content, tmp_path, procedures):
    path = tmp_path / "hong.json"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"hong\.json"):
        call_command("govportal", "import-records", str(path), "--portal", "stc")


def test_a_configured_address_is_read_under_our_names(tmp_path, settings, procedures, capsys):
    answer = {"data": {"items": [{"ma": "1.009", "ten": "Cấp bản sao"}]}}
    (tmp_path / "api.json").write_text(json.dumps(answer), "utf-8")
    with _served(tmp_path) as address:
        settings.GOVPORTAL_RECORD_SOURCES = {
            "dvc": {
                "url": f"{address}/api.json",
                "columns": {"ma": "external_id", "ten": "title"},
                "within": "data.items",
            },
            "off": {"url": f"{address}/none.json"},
        }
        call_command("govportal", "--language", "vi", "import-records", "dvc", "--portal", "stc")
        with pytest.raises(CommandError, match=r"none\.json"):
            call_command("govportal", "import-records", "off", "--portal", "stc")
    assert "1 mới" in capsys.readouterr().out
    assert RecordPage.objects.get().title == "Cấp bản sao"


class _served:
    def __init__(self, folder):
        class Quiet(SimpleHTTPRequestHandler):
            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}"

    def __exit__(self, *error):
        self.server.shutdown()
        self.server.server_close()


def test_unknown_section_and_portal_are_named(provisioned, tmp_path):
    with pytest.raises(CommandError, match="khong-co"):
        call_command("govportal", "import-records", "x", "--portal", "khong-co")
    with pytest.raises(CommandError, match="no_such"):
        call_command("govportal", "import-records", "x", "--portal", "stc", "--section", "no_such")
    with pytest.raises(CommandError):
        call_command("govportal", "import-records", "x", "--portal", "stc", "--section", "news")


def test_a_comparison_with_the_source_outlives_an_older_revision(procedures, source):
    import_into(procedures, approval="12/QĐ-BBT").run(source(ROWS))
    page = RecordPage.objects.live().first()
    page.save_revision()
    now = datetime(2027, 1, 1, tzinfo=UTC)
    RecordPage.objects.filter(pk=page.pk).update(synced_at=now)
    page = RecordPage.objects.get(pk=page.pk)
    page.get_latest_revision().publish()
    assert RecordPage.objects.get(pk=page.pk).synced_at == now


def _field(kind, **facts):
    return RecordField(key="x", kind=kind, label=Text(vi="X"), **facts)


@pytest.mark.parametrize(
    ("kind", "written", "stored"),
    [
        ("date", "31/12/2026", "2026-12-31"),
        ("date", "2026-12-31T00:00:00", "2026-12-31"),
        ("number", "1.234,5", "1234.5"),
        ("number", "1.234.567", "1234567"),
        ("number", 12.125, "12.125"),
        ("integer", "1.200", 1200),
        ("time", "7h30", "07:30:00"),
        ("yes_no", "Không", False),
        ("yes_no", "có", True),
        ("rich_text", "Một\n\n<b>Hai", "<p>Một</p><p>&lt;b&gt;Hai</p>"),
        ("text", None, ""),
    ],
)
def test_values_are_read_as_people_write_them(kind, written, stored):
    assert value_of(_field(kind), written) == stored


@pytest.mark.parametrize(
    ("kind", "written"),
    [("date", "31/02/2026"), ("number", "nhiều"), ("integer", "1,5"), ("time", "sáng"),
     ("yes_no", "có thể"), ("image", "anh.jpg")],
)  # fmt: skip
def test_values_that_fit_nothing_are_refused(kind, written):
    with pytest.raises(UnreadableValueError):
        value_of(_field(kind), written)


def test_a_choice_is_read_by_key_or_label():
    field = _field("choice", choices=(Choice(key="full", label=Text(vi="Toàn trình", en="Full")),))
    assert {value_of(field, word) for word in ("full", "TOAN TRINH", "Full")} == {"full"}
