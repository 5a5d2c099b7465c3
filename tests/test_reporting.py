"""A statutory report counts what is there, once, in few queries, and says what it can't count."""

from datetime import UTC, date, datetime
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.documents.models import Document
from wagtail.models import Collection, Locale, Page, PageViewRestriction, Revision, Site
from wagtail.users.models import UserProfile

from govportal import ReportColumn, ReportTemplate, Text, hookimpl, plugins
from govportal.information.models import CategoryAnswer
from govportal.portals import routing
from govportal.portals.membership import PortalGroup
from govportal.portals.models import Agency, Portal, PortalHome
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.models import ArticlePage, HomePage, SectionPage
from govportal.publishing.records.models import RecordPage
from govportal.reporting import drawing
from govportal.reporting.command import draw_up as draw_up_file
from govportal.reporting.errors import ReportError
from govportal.reporting.indicators import COMPUTED, indicators
from govportal.reporting.periods import Period
from govportal.reporting.subjects import all_portals
from govportal.reporting.values import KINDS, Count, Ordinal, PublishedState, Ratio, YesNo
from govportal.reporting.views import menu_item
from govportal.reporting.xlsx import as_xlsx
from tests.province_app import govportal_hooks

HEADS = [
    ("ordinal", "TT", "ordinal"),
    ("legal_documents", "VB QPPL", "ratio"),
    ("admin_documents", "VB QLHC", "ratio"),
    ("legal_dissemination", "Tin PBPL", "count"),
    ("procedures_integrated", "Thủ tục hành chính", "yes_no"),
    ("plans", "Chương trình kế hoạch", "ratio"),
    ("projects", "Dự án", "ratio"),
    ("apparatus", "Thông tin về bộ máy", "yes_no"),
    ("financial_report", "Báo cáo tài chính", "yes_no"),
    ("statistics", "Thông tin thống kê", "published_state"),
    ("science", "Thông tin KHCN", "published_state"),
    ("epidemic", "Thông tin dịch bệnh", "published_state"),
    ("disclosure_list", "Thông tin công khai", "yes_no"),
    ("channels", "Kênh thông tin", "count"),
]
WARNING = Text(vi="Bản in đổi chỗ cột 4 và 5.", en="The print swaps columns 4 and 5.")
TEMPLATE = ReportTemplate(
    key="mau_01",
    form_number=Text(vi="Mẫu 01", en="Form 01"),
    title=Text(
        vi="Tình hình cung cấp thông tin trên Cổng thông tin của đơn vị {period}",
        en="Information supplied on the agency's portal, {period}",
    ),
    basis=Text(vi="Theo Điều 4, 5 Nghị định số 42/2022/NĐ-CP"),
    columns=tuple(
        ReportColumn(indicator=key, head=Text(vi=head), kind=kind) for key, head, kind in HEADS
    ),
    warning=WARNING,
    source="Phụ lục, Mẫu 01",
)
FIRST_HALF = "template=mau_01&part=h1&year=2026"


@pytest.fixture(autouse=True)
def province_with_form():
    """The test province, answering report_templates() with the form above."""
    former = plugins.manager
    forms = SimpleNamespace(report_templates=hookimpl(lambda: [TEMPLATE]))
    plugins.use(plugins.make_manager([govportal_hooks, forms]))
    yield
    plugins.use(former)


@pytest.fixture
def period():
    return Period.half_year(2026, 1)


@pytest.fixture
def add_document(section_of):
    """Return a function that adds a legal document to a portal."""

    def add(code, number, live=True, language="vi", **fields):
        fields = {
            "document_class": "normative", "document_type": "quyet_dinh", "symbol": "QĐ-UBND",
            "issuer": "Ủy ban nhân dân", "issued_on": date(2026, 3, 1), "signer": "A",
            "abstract": "Trích yếu", "body": [("paragraph", "Điều 1")], **fields,
        }  # fmt: skip
        page = LegalDocumentPage(title=f"Văn bản {number}", number=number, live=live, **fields)
        page.locale = Locale.objects.get(language_code=language)
        return section_of(code, "legal_documents", language).add_child(instance=page)

    return add


@pytest.fixture
def add_article(section_of):
    """Return a function that adds an article to a section of a portal."""

    def add(code, title, key="legal_dissemination", published=None, live=True, section=None):
        published = published or datetime(2026, 3, 1, 5, tzinfo=UTC)
        page = ArticlePage(
            title=title, author="A", source="B", live=live, first_published_at=published
        )
        return (section or section_of(code, key)).add_child(instance=page)

    return add


def drawn(period, *codes):
    portals = [portal for portal in all_portals() if not codes or portal.code in codes]
    return drawing.draw_up(TEMPLATE, period, portals)


def value_of(report, code, indicator):
    place = [column.spec.indicator for column in report.columns].index(indicator)
    (line,) = (line for line in report.lines if line.portal.code == code)
    return line.cells[place]


def user_of(*permissions, portal=None):
    user = User.objects.create_user(f"u{User.objects.count()}", password="x")
    wanted = ["access_admin", *permissions]
    user.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    if portal:
        row = PortalGroup.objects.filter(portal=portal, role="reporter").first()
        group = row.group if row else Group.objects.create(name=f"g-{portal.code}")
        if not row:
            PortalGroup.objects.create(portal=portal, role="reporter", group=group)
        user.groups.add(group)
    return user


def asked(client, user, query="", language="en"):
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    client.force_login(User.objects.get(pk=user.pk))
    url = reverse("govportal_statutory_reports")
    return client.get(f"{url}?{query}", headers={"host": "minhhoa.gov.vn"})


# --- Periods ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "start", "end"),
    [
        (lambda: Period.half_year(2026, 1), date(2026, 1, 1), date(2026, 6, 30)),
        (lambda: Period.half_year(2026, 2), date(2026, 7, 1), date(2026, 12, 31)),
        (lambda: Period.year(2026), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods_are_calendar_ones_by_default(made, start, end):
    assert (made().start, made().end) == (start, end)


def test_cut_off_days_are_settings_and_leave_no_day_out(settings):
    settings.GOVPORTAL_RULES = {"report.first_half_ends": "06-14", "report.year_ends": "12-14"}
    first, second = Period.half_year(2026, 1), Period.half_year(2026, 2)
    assert (first.start, first.end) == (date(2025, 12, 15), date(2026, 6, 14))
    assert (second.start, second.end) == (date(2026, 6, 15), date(2026, 12, 14))
    assert (Period.year(2026).start, Period.year(2026).end) == (first.start, second.end)


def test_wrong_periods_are_refused_in_both_languages(settings):
    for make in (
        lambda: Period.half_year(2026, 3),
        lambda: Period.year(1),
        lambda: Period.parse("2026-Q1"),
        lambda: Period.between(date(2026, 2, 1), date(2026, 1, 1)),
        lambda: Period.between(date(9999, 1, 1), date(9999, 12, 31)),
    ):
        with pytest.raises(ReportError) as caught:
            make()
        assert caught.value.text.vi
        assert caught.value.text.en
    settings.GOVPORTAL_RULES = {"report.year_ends": "31/12"}
    with pytest.raises(ReportError, match=r"report\.year_ends"):
        Period.year(2026)


def test_periods_are_read_as_they_are_written():
    assert Period.parse("2026-H2") == Period.half_year(2026, 2)
    assert Period.parse(" 2026 ") == Period.year(2026)


def test_days_that_are_a_half_year_get_its_name():
    assert Period.between(date(2026, 1, 1), date(2026, 6, 30)).name.vi == "6 tháng đầu năm 2026"
    other = Period.between(date(2026, 1, 2), date(2026, 1, 3))
    assert other.name.vi == "từ ngày 02/01/2026 đến ngày 03/01/2026"


# --- Values and indicators -----------------------------------------------------------------------


def test_values_read_as_the_form_prints_them():
    assert Ratio(3, 5).in_language("vi") == "3/5"
    assert YesNo.NO.in_language("vi") == "Không"
    assert PublishedState.NO_DATA.in_language("en") == "No data"
    with pytest.raises(ValueError, match="6 of 5"):
        Ratio(6, 5)


def test_every_indicator_is_computed_or_says_why_not():
    for key, indicator in indicators().items():
        assert indicator.kind in KINDS
        assert (key in COMPUTED) != bool(indicator.reason), key
        assert indicator.label.en
        assert not indicator.reason or (indicator.reason.vi and indicator.reason.en)
    assert set(COMPUTED) <= set(indicators())


def test_form_asking_for_what_nobody_knows_gets_an_empty_column_with_the_reason(
    provisioned, period
):
    columns = (
        ReportColumn(indicator="weather", head=Text(vi="Thời tiết"), kind="count"),
        ReportColumn(indicator="legal_documents", head=Text(vi="VB"), kind="count"),
    )
    form = TEMPLATE.model_copy(update={"columns": columns})
    report = drawing.draw_up(form, period, all_portals()[:1])
    assert report.lines[0].cells == (None, None)
    assert ["weather" in report.columns[0].reason.en, "ratio" in report.columns[1].reason.en] == [
        True, True,
    ]  # fmt: skip


# --- Counting ------------------------------------------------------------------------------------


def test_one_line_for_each_portal_in_the_order_of_the_province(provisioned, period):
    report = drawn(period)
    assert [line.portal.code for line in report.lines] == [a.code for a in plugins.agencies()]
    assert value_of(report, "ubnd", "ordinal") == Ordinal(1)
    assert value_of(report, "xa-dong-xanh", "legal_documents") == Ratio(0, 0)


def test_documents_are_published_in_full_or_only_counted(provisioned, period, add_document):
    add_document("stc", "1")
    add_document("stc", "2", live=False)
    add_document("stc", "3", body=[])
    add_document("stc", "4", document_class="administrative")
    report = drawn(period)
    assert value_of(report, "stc", "legal_documents") == Ratio(1, 3)
    assert value_of(report, "stc", "admin_documents") == Ratio(1, 1)
    assert value_of(report, "skhcn", "legal_documents") == Ratio(0, 0)


def test_document_with_its_signed_file_alone_is_published_in_full(
    provisioned, period, add_document
):
    signed = Document.objects.create(title="Bản ký", file="documents/ky.pdf")
    add_document("stc", "1", body=[], file=signed)
    add_document("stc", "2", body=[], decision=[("paragraph", "Điều 1")])
    assert value_of(drawn(period), "stc", "legal_documents") == Ratio(2, 2)


def test_unpublished_and_private_documents_count_in_the_total_only(
    provisioned, period, add_document
):
    add_document("stc", "1").unpublish()
    hidden = add_document("stc", "2")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    add_document("stc", "3")
    assert value_of(drawn(period), "stc", "legal_documents") == Ratio(1, 3)


def test_only_documents_issued_in_the_period_count_first_and_last_day_included(
    provisioned, period, add_document
):
    for number, day in enumerate(
        [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), None]
    ):
        add_document("stc", str(number), issued_on=day, live=day is not None)
    assert value_of(drawn(period), "stc", "legal_documents") == Ratio(2, 2)


def test_documents_of_others_do_not_count(provisioned, period, add_document):
    add_document("stc", "1", issuing_agency=provisioned["stc"].agency)
    add_document("stc", "2", issuing_agency=provisioned["ubnd"].agency)
    add_document("stc", "42", document_type="nghi_dinh", symbol="NĐ-CP")
    assert value_of(drawn(period), "stc", "legal_documents") == Ratio(1, 1)


def test_translations_and_aliases_do_not_count_twice(
    provisioned, period, add_document, add_article, section_of
):
    original = add_document("stc", "1", number_exception="Bản sao")
    add_document("stc", "1", language="en", translation_key=original.translation_key)
    original.create_alias(update_slug="ban-sao")
    article = add_article("stc", "Luật mới")
    english = ArticlePage(
        title="New law", author="A", source="B", translation_key=article.translation_key,
        first_published_at=article.first_published_at,
        locale=Locale.objects.get(language_code="en"),
    )  # fmt: skip
    section_of("stc", "legal_dissemination", "en").add_child(instance=english)
    article.create_alias(parent=section_of("skhcn", "legal_dissemination"))
    report = drawn(period)
    assert value_of(report, "stc", "legal_documents") == Ratio(1, 1)
    assert value_of(report, "stc", "legal_dissemination") == Count(1)
    assert value_of(report, "skhcn", "legal_dissemination") == Count(0)


def test_articles_count_in_their_section_and_below_it_only(
    provisioned, period, add_article, section_of
):
    below = section_of("stc", "legal_dissemination").add_child(
        instance=SectionPage(title="Đất đai")
    )
    add_article("stc", "Một")
    add_article("stc", "Hai", section=below)
    add_article("stc", "Ba", key="news")
    add_article("stc", "Bốn", live=False)
    assert value_of(drawn(period), "stc", "legal_dissemination") == Count(2)


def test_days_are_vietnamese_days_whatever_the_reader_s_time_zone(provisioned, period, add_article):
    add_article("stc", "Vào ngày 1/1", published=datetime(2025, 12, 31, 17, 30, tzinfo=UTC))
    add_article("stc", "Vào ngày 1/7", published=datetime(2026, 6, 30, 17, 30, tzinfo=UTC))
    with timezone.override("America/New_York"):
        assert value_of(drawn(period), "stc", "legal_dissemination") == Count(1)


# --- Categories, records and answers -------------------------------------------------------------


@pytest.fixture
def add_record(section_of):
    """Return a function that adds a record to a section of a portal."""

    def add(code, key, kind, live=True, published=date(2026, 3, 1), synced_at=None, **values):
        instant = datetime(published.year, published.month, published.day, 5, tzinfo=UTC)
        instant = instant if live else None
        page = RecordPage(
            title=f"{kind} {RecordPage.objects.count()}", kind=kind, author="A", source="B",
            live=live, first_published_at=instant, last_published_at=instant,
            synced_at=synced_at, details=[(kind, values)],
        )  # fmt: skip
        return section_of(code, key).add_child(instance=page)

    return add


def answered(portal, key, answer="no_data"):
    CategoryAnswer.objects.create(
        portal=portal, section=key, answer=answer, reason="Chưa phát sinh.",
        answered_by_name="A", answered_on=date(2026, 2, 1),
    )  # fmt: skip


def test_plans_count_by_their_day_and_withheld_ones_in_the_total_only(
    provisioned, period, add_record
):
    add_record("ubnd", "plans", "plan", issued_on=date(2026, 1, 1), publication="published")
    add_record("ubnd", "land_use_plans", "plan", publication="published")
    add_record("ubnd", "plans", "plan", issued_on=date(2026, 6, 30), publication="withheld")
    add_record("ubnd", "plans", "plan", live=False, issued_on=date(2026, 5, 1))
    add_record("ubnd", "plans", "plan", issued_on=date(2025, 12, 31), publication="published")
    report = drawn(period)
    assert value_of(report, "ubnd", "plans") == Ratio(2, 4)
    assert value_of(report, "stc", "plans") == Ratio(0, 0)


def test_projects_count_in_each_section_that_has_them_and_drafts_by_their_making(
    provisioned, period, add_record, add_article
):
    add_record("ubnd", "projects", "project")
    add_record("ubnd", "procurement", "project")
    add_article("ubnd", "Vốn vay", key="aid_funds")
    add_article("ubnd", "Ngoài mục", key="news")
    draft = add_record("ubnd", "projects", "project", live=False)
    Revision.objects.filter(pk=draft.save_revision().pk).update(
        created_at=datetime(2026, 6, 30, 16, 59, tzinfo=UTC)
    )
    draft.save_revision()
    assert value_of(drawn(period), "ubnd", "projects") == Ratio(3, 4)
    assert value_of(drawn(Period.half_year(2025, 2)), "ubnd", "projects") == Ratio(0, 0)


def test_procedures_are_integrated_when_each_is_tied_to_its_source(provisioned, period, add_record):
    assert value_of(drawn(period), "stc", "procedures_integrated") is YesNo.NO
    tied = {"external_id": "1.000", "link": "https://dichvucong.gov.vn/1"}
    add_record("stc", "procedures", "procedure", synced_at=timezone.now(), **tied)
    add_record("stc", "procedures", "procedure", is_abolished=True)
    add_record("stc", "procedures", "procedure", live=False)
    assert value_of(drawn(period), "stc", "procedures_integrated") is YesNo.YES
    add_record("stc", "procedures", "procedure", **tied)
    assert value_of(drawn(period), "stc", "procedures_integrated") is YesNo.NO


def test_financial_statement_is_that_of_the_year_before(provisioned, period, add_record):
    add_record("stc", "financial_statements", "financial_statement", fiscal_year=2025)
    add_record("skhcn", "financial_statements", "financial_statement", fiscal_year=2024)
    add_record("ubnd", "financial_statements", "financial_statement", False, fiscal_year=2025)
    report = drawn(period)
    found = [value_of(report, code, "financial_report") for code in ("stc", "skhcn", "ubnd")]
    assert found == [YesNo.YES, YesNo.NO, YesNo.NO]


def test_three_states_are_published_missing_or_answered(provisioned, period, add_record):
    add_record("ubnd", "statistics", "statistical_release")
    answered(provisioned["ubnd"], "science")
    answered(provisioned["stc"], "statistics", "not_applicable")
    report = drawn(period)
    states = ("statistics", "science", "epidemic")
    assert [value_of(report, "ubnd", key) for key in states] == [
        PublishedState.PUBLISHED, PublishedState.NO_DATA, PublishedState.NOT_PUBLISHED,
    ]  # fmt: skip
    assert value_of(report, "stc", "statistics") is PublishedState.NO_DATA
    assert value_of(report, "stc", "epidemic") is PublishedState.NO_DATA  # not a department's
    assert value_of(report, "skhcn", "science") is PublishedState.NOT_PUBLISHED


def test_apparatus_is_complete_when_all_that_binds_the_agency_is(provisioned, period, add_record):
    add_record("stc", "agency_profile", "agency_profile")
    assert value_of(drawn(period), "stc", "apparatus") is YesNo.NO
    add_record("stc", "leaders", "leader")
    add_record("ubnd", "agency_profile", "agency_profile")
    add_record("ubnd", "leaders", "leader")
    report = drawn(period)
    assert value_of(report, "stc", "apparatus") is YesNo.YES
    assert value_of(report, "ubnd", "apparatus") is YesNo.NO  # places, boundaries, nature …


def test_channels_count_until_they_are_closed(provisioned, period, add_record):
    add_record("stc", "channels", "channel")
    add_record("stc", "channels", "channel", closed_on=date(2026, 7, 1))
    add_record("stc", "channels", "channel", closed_on=date(2026, 6, 30))
    add_record("stc", "channels", "channel", live=False)
    assert value_of(drawn(period), "stc", "channels") == Count(2)


def test_disclosure_list_is_public_while_its_page_is(provisioned, period, section_of):
    for language in ("vi", "en"):
        section_of("stc", "disclosure", language).unpublish()
    report = drawn(period)
    assert value_of(report, "stc", "disclosure_list") is YesNo.NO
    assert value_of(report, "skhcn", "disclosure_list") is YesNo.YES


def many_portals(count, provisioned):
    root, locale = Page.get_first_root_node(), Locale.objects.get(language_code="vi")
    for number in range(count):
        code = f"don-vi-{number}"
        agency = Agency.objects.create(
            code=code, kind="commune", name_vi=f"Xã {number}", parent=provisioned["ubnd"].agency
        )
        home = root.add_child(instance=HomePage(title=code, slug=code, locale=locale))
        portal = Portal.objects.create(
            agency=agency, name_vi=code, authority_name_vi=code,
            site=Site.objects.create(hostname=f"{code}.minhhoa.gov.vn", root_page=home),
            collection=Collection.get_first_root_node(),
        )  # fmt: skip
        PortalHome.objects.create(portal=portal, locale=locale, page=home)


def test_queries_do_not_grow_with_the_portals(provisioned, period):
    drawn(period)
    with CaptureQueriesContext(connection) as few:
        five = drawn(period)
    many_portals(55, provisioned)
    routing.table()  # is read anew after portals were added
    with CaptureQueriesContext(connection) as many:
        sixty = drawn(period)
        as_xlsx(sixty)
    assert (len(five.lines), len(sixty.lines)) == (5, 60)
    assert len(few) == len(many) <= 45


# --- The spreadsheet -------------------------------------------------------------------------


def sheet_of(report_or_bytes):
    content = report_or_bytes if isinstance(report_or_bytes, bytes) else as_xlsx(report_or_bytes)
    return load_workbook(BytesIO(content)).active


def rows_of(sheet):
    return [[cell for cell in row if cell is not None] for row in sheet.values]


def test_sheet_has_the_order_of_the_printed_form(provisioned, period, add_document):
    add_document("stc", "1")
    add_document("stc", "2", live=False)
    sheet = sheet_of(drawn(period, "stc"))
    rows = [row for row in rows_of(sheet) if row]
    year = timezone.localdate().year
    assert rows[0] == ["SỞ TÀI CHÍNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert rows[1] == ["Độc lập - Tự do - Hạnh phúc"]
    assert rows[2] == ["Số:        /BC-STC", f"Minh Họa, ngày      tháng      năm {year}"]
    assert rows[3] == ["BÁO CÁO"]
    assert rows[4][0].endswith("của đơn vị 6 tháng đầu năm 2026")
    assert rows[5] == ["Theo Điều 4, 5 Nghị định số 42/2022/NĐ-CP"]
    assert rows[6] == ["(Số liệu từ ngày 01/01/2026 đến hết ngày 30/06/2026)"]
    assert rows[7] == [head for _key, head, _kind in HEADS]
    assert rows[8] == [f"({number})" for number in range(1, 15)]
    assert rows[9] == [
        1, "1/2", "0/0", 0, "Không", "0/0", "0/0", "Không", "Không", "Không đăng", "Không đăng",
        "Không có dữ liệu", "Có", 0,
    ]  # fmt: skip
    notes = "\n".join(row[0] for row in rows[10:])
    assert WARNING.vi in notes
    assert "Chưa tính được" not in notes


def test_sheet_of_the_province_names_the_agency_of_each_line(provisioned, period):
    sheet = sheet_of(drawn(period))
    rows = [row for row in rows_of(sheet) if row]
    assert rows[7][:3] == ["TT", "Cơ quan, đơn vị", "VB QPPL"]
    assert [row[:2] for row in rows[9:11]] == [
        [1, "Ủy ban nhân dân tỉnh Minh Họa"], [2, "Sở Tài chính"],
    ]  # fmt: skip


def test_sheet_prints_on_landscape_a4_with_its_heads_on_each_page(provisioned, period):
    sheet = sheet_of(drawn(period))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$10:$11"
    assert sheet.cell(12, 1).number_format == "0"
    assert sheet.cell(12, 3).number_format == "@"


@pytest.mark.parametrize("name", ["=1+1", "+84 24", "-5", "@sum", "a\x0bb"])
def test_text_never_becomes_a_formula(provisioned, period, name):
    Agency.objects.filter(code="stc").update(name_vi=name)
    sheet = sheet_of(drawn(period))
    cell = sheet.cell(13, 2)
    assert (cell.data_type, cell.value) == ("s", name.replace("\x0b", ""))
    assert cell.quotePrefix == (name != "a\x0bb")


# --- The command ---------------------------------------------------------------------------------


def test_file_has_all_lines_or_one(provisioned, tmp_path):
    path, period = tmp_path / "bao-cao.xlsx", Period.parse("2026-H1")
    assert len(draw_up_file("mau_01", period, path).lines) == 5
    assert sheet_of(path.read_bytes()).cell(16, 1).value == 5
    assert len(draw_up_file("mau_01", period, path, portal_code="stc").lines) == 1
    assert sheet_of(path.read_bytes()).cell(13, 1).value is None


def test_command_refuses_what_does_not_exist_in_both_languages(provisioned, period, tmp_path):
    for key, path, code in (
        ("mau_99", tmp_path / "a.xlsx", ""),
        ("mau_01", tmp_path / "a.xlsx", "khong-co"),
        ("mau_01", tmp_path / "nowhere" / "a.xlsx", ""),
    ):
        with pytest.raises(ReportError, match=" / "):
            draw_up_file(key, period, path, portal_code=code)
    assert list(tmp_path.iterdir()) == []


# --- The admin -----------------------------------------------------------------------------------


def test_provincial_staff_see_every_line(client, provisioned):
    answer = asked(client, user_of("view_portal"), FIRST_HALF)
    for agency in plugins.agencies():
        assert agency.name.en.replace("'", "&#x27;") in answer.text
    assert "Not computed" not in answer.text
    assert WARNING.en in answer.text


def test_staff_of_a_portal_see_their_own_line_only(client, provisioned):
    user = user_of(portal=provisioned["stc"])
    answer = asked(client, user, FIRST_HALF)
    assert "Department of Finance" in answer.text
    assert "Science and Technology" not in answer.text.replace("Law on Science and Technology", "")
    book = asked(client, user, f"{FIRST_HALF}&format=xlsx")
    assert "SỞ TÀI CHÍNH" in sheet_of(book.content).cell(1, 1).value
    assert "mau_01_2026-h1_stc.xlsx" in book["Content-Disposition"]


@pytest.mark.parametrize("more", ["", "&format=xlsx"])
def test_staff_of_a_portal_cannot_ask_for_another_line(client, provisioned, more):
    user = user_of(portal=provisioned["stc"])
    answer = asked(client, user, f"{FIRST_HALF}&portal=skhcn{more}")
    assert "You cannot see the figures of this portal." in answer.text
    assert answer.context["report"] is None


def test_staff_without_a_portal_are_turned_away(client, provisioned):
    answer = asked(client, user_of(), FIRST_HALF)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("wagtailadmin_home")


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("template=mau_99&part=h1&year=2026", "template"),
        ("template=mau_01&part=h3&year=2026", "part"),
        ("template=mau_01&part=h1&year=1", "year"),
        ("template=mau_01&part=h1&year=abc&format=xlsx", "year"),
        ("template=mau_01", "year"),
        ("template=%00&part=%00&year=%00&portal=%00", "template"),
    ],
)
def test_wrong_answers_are_said_at_the_field(client, provisioned, query, wrong):
    answer = asked(client, user_of("view_portal"), query)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")
    assert wrong in answer.context["form"].errors


def test_wrong_cut_off_rule_is_said_in_the_reader_s_language(client, provisioned, settings):
    settings.GOVPORTAL_RULES = {"report.year_ends": "31/12"}
    user = user_of("view_portal")
    assert "is not a day" in asked(client, user, FIRST_HALF).text
    assert "không phải là ngày" in asked(client, user, FIRST_HALF, language="vi").text


def test_menu_leads_to_the_reports_for_those_with_a_portal(client, provisioned):
    request = RequestFactory().get("/")
    shown = []
    for user in (user_of(portal=provisioned["stc"]), user_of("view_portal"), user_of()):
        request.user = User.objects.get(pk=user.pk)
        shown.append(menu_item().is_shown(request))
    assert shown == [True, True, False]
