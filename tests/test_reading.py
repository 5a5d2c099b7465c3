"""What a reader does with a page: look further, keep, print, share it, report what is wrong."""

import datetime
import re

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.documents.models import Document

from govportal.publishing import page_lists
from govportal.publishing.charts import bar_chart
from govportal.publishing.figures import figures_of
from govportal.publishing.models import ArticlePage, RecordPage
from govportal.publishing.records.blocks import block_of
from govportal.publishing.records.fields import stream_of

pytestmark = pytest.mark.django_db
HOST = "minhhoa.gov.vn"


@pytest.fixture
def publish(section_of):
    def make(title, key="news", moment=None, **values):
        section = section_of("ubnd", key)
        moment = moment or timezone.now()
        values = {"first_published_at": moment, "last_published_at": moment} | values
        page = ArticlePage(
            title=title, author="Lê An", source="Báo", locale=section.locale, **values
        )
        return section.add_child(instance=page)

    return make


@pytest.fixture
def read(client):
    def get(path, host=HOST, status=200):
        response = client.get(path, headers={"host": host})
        assert response.status_code == status, path
        return response

    return get


def path_of(page):
    return page.get_url_parts()[2]


def html(response):
    return response.content.decode()


def day(year, month=6, number=15):
    return datetime.datetime(year, month, number, 5, tzinfo=datetime.UTC)


# --- related ------------------------------------------------------------------------------------


def related_in(text):
    part = text.partition('aria-labelledby="h-related"')[2].partition("</section>")[0]
    return re.findall(r">([^<>]+)</a>", part)


def test_an_article_offers_the_newest_four_of_its_section(publish, read):
    for year in range(2020, 2026):
        publish(f"Tin {year}", moment=day(year))
    publish("Mục khác", key="legal_dissemination", moment=day(2026))
    shown = publish("Tin này", moment=day(2019))
    found = related_in(html(read(path_of(shown))))
    assert found == ["Tin 2025", "Tin 2024", "Tin 2023", "Tin 2022"]


def test_related_articles_are_public_and_no_placeholders(publish, read):
    shown = publish("Tin này")
    publish("Nháp", live=False)
    publish("Riêng").view_restrictions.create(restriction_type="login")
    publish("Chỗ giữ", alias_of=shown)
    assert "h-related" not in html(read(path_of(shown)))


def test_related_articles_cost_one_query_however_many_there_are(publish, read):
    shown = publish("Tin này")
    for number in range(8):
        publish(f"Tin {number}")
    read(path_of(shown))
    with CaptureQueriesContext(connection) as queries:
        read(path_of(shown))
    assert len(queries) <= 12


def test_the_day_of_a_later_change_is_shown(publish, read):
    changed = publish("Sửa", moment=day(2026, 1, 5), last_published_at=day(2026, 1, 7))
    same_day = publish("Không sửa", moment=day(2026, 1, 5))
    assert 'datetime="2026-01-07' in html(read(path_of(changed)))
    assert html(read(path_of(same_day))).count('datetime="2026-01-05') == 1


# --- tools --------------------------------------------------------------------------------------


def test_a_page_works_without_script_and_offers_more_with_it(publish, read):
    text = html(read(path_of(publish("Tin & lúa"))))
    for tool in ("print", "share", "copy"):
        assert re.search(rf'<li hidden><button[^>]+data-tool="{tool}"', text)
    assert "<noscript><p" in text
    assert "mailto:?subject=Tin%20%26%20l%C3%BAa&amp;body=http" in text
    assert re.search(r'<script src="/static/govportal/portal[^"]*\.js" defer>', text)


def test_records_have_the_same_tools(read, section_of):
    section = section_of("ubnd", "statistics")
    record = section.add_child(
        instance=RecordPage(title="Dân số", kind="statistical_release", author="A", source="B",
                            locale=section.locale)
    )  # fmt: skip
    text = html(read(path_of(record)))
    assert 'data-tool="print"' in text
    assert "?format=html" not in text


def test_an_article_is_kept_as_a_file_that_states_where_it_is_from(publish, read):
    article = publish("Lúa <mới>", body=[("heading", "Ý nghĩa")], source_url="https://bao.vn/1")
    assert 'href="?format=html"' in html(read(path_of(article)))
    response = read(f"{path_of(article)}?format=html")
    text = html(response)
    assert response["Content-Disposition"] == f'attachment; filename="{article.slug}.html"'
    assert response["X-Robots-Tag"] == "noindex"
    for told in ("Lúa &lt;mới&gt;", "Ý nghĩa", "Lê An", "https://bao.vn/1", article.full_url):
        assert told in text
    assert "<script" not in text
    assert "stylesheet" not in text


def test_a_placeholder_is_not_kept_as_a_file(publish, read, section_of):
    article = publish("Tin")
    english = section_of("ubnd", "news", "en")
    copy = article.copy_for_translation(english.locale, copy_parents=True, alias=True)
    response = read(f"{path_of(copy)}?format=html", host="en.minhhoa.gov.vn", status=302)
    assert response["Location"] == article.full_url


def test_wrong_information_is_reported_with_the_address_of_the_page(publish, read):
    article = publish("Tin")
    link = re.search(r'href="(/[^"]+/gui/\?trang=[^"]+)"', html(read(path_of(article))))[1]
    form = html(read(link))
    assert article.full_url in form
    assert 'name="subject" value="' in form


@pytest.mark.parametrize(
    "given", ["https://evil.example/", "javascript:alert(1)", "/a\n/b", "/" + "a" * 400, "/<b>", ""]
)
def test_the_form_takes_nothing_but_an_address_of_this_portal(read, section_of, given, client):
    page = section_of("ubnd", "feedback")
    answer = client.get(f"{path_of(page)}gui/", {"trang": given}, headers={"host": HOST})
    assert answer.status_code == 200
    assert not answer.context["form"].initial


def test_without_questions_the_mailbox_is_named_or_nothing(publish, read, section_of, provisioned):
    article = publish("Tin")
    section_of("ubnd", "feedback").unpublish()
    assert "trang=" not in html(read(path_of(article)))
    portal = provisioned["ubnd"]
    portal.email = "cong@minhhoa.gov.vn"
    portal.save()
    assert "mailto:cong@minhhoa.gov.vn?body=http" in html(read(path_of(article)))


# --- years --------------------------------------------------------------------------------------


@pytest.fixture
def many(publish):
    for number in range(21):
        publish(f"Tin 2026-{number}", moment=day(2026, 3))
    publish("Tin 2024", moment=day(2024, 12, 31))
    publish("Tin giao thừa", moment=datetime.datetime(2024, 12, 31, 17, 30, tzinfo=datetime.UTC))


def test_a_long_list_is_narrowed_by_year_and_month(many, read):
    assert 'href="?nam=2024"' in html(read("/tin-tuc/"))
    text = html(read("/tin-tuc/?nam=2024"))
    assert "Tin 2024" in text
    assert "Tin giao thừa" not in text, "it is 2025 in the province by then"
    assert "Tin giao thừa" in html(read("/tin-tuc/?nam=2025&thang=1"))
    assert 'href="http://minhhoa.gov.vn.localhost/tin-tuc/?nam=2024"' in text
    assert "noindex" not in text


def test_pages_of_a_year_keep_the_year(many, read):
    first = html(read("/tin-tuc/?nam=2026&thang=3"))
    assert 'href="?nam=2026&amp;thang=3&amp;page=2"' in first
    second = html(read("/tin-tuc/?nam=2026&thang=3&page=2"))
    assert "tin-tuc/?nam=2026&amp;thang=3&amp;page=2" in second


def test_a_short_list_shows_no_years(publish, read):
    publish("Tin")
    assert "?nam=" not in html(read("/tin-tuc/"))


def test_an_empty_period_says_so_and_leads_back(many, read):
    text = html(read("/tin-tuc/?nam=2024&thang=2"))
    assert 'class="empty' in text
    assert 'href="/tin-tuc/"' in text


@pytest.mark.parametrize(
    "query", ["nam=1", "nam=99999", "nam=²", "nam=2026'--", "thang=13", "nam=%00"]
)
def test_a_year_that_makes_no_sense_is_left_out(many, read, query):
    assert "Tin 2026-20" in html(read(f"/tin-tuc/?{query}"))


def test_a_list_has_so_many_pages_and_says_how_to_reach_the_rest(many, read, monkeypatch):
    monkeypatch.setattr(page_lists, "MOST_NUMBERED", 20)
    response = read("/tin-tuc/?page=9")
    assert response.context["page_obj"].number == 1
    with translation.override("vi"):
        assert translation.gettext(
            "Older articles are reached by their year and month, above the list."
        ) in html(response)


# --- charts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["1200", "900"], [1200, 900]),
        (["1.200", "900"], [1200, 900]),
        (["1,200", "1,234,567"], [1200, 1234567]),
        (["1 200", "0"], [1200, 0]),
        (["1.234,5", "900"], ["1234.5", 900]),
        (["1,234.5", "1,200"], ["1234.5", 1200]),
        (["2,5", "1.200"], ["2.5", 1200]),
        (["0.5", "12"], ["0.5", 12]),
        (["12", "-3"], []),
        (["12", ""], []),
        (["12", "khoảng 3"], []),
        (["²", "1"], []),
        (["1" * 21, "1"], []),
    ],
)
def test_figures_are_read_as_they_are_written(texts, numbers):
    assert [str(figure) for figure in figures_of(texts)] == [str(number) for number in numbers]


def test_a_chart_shows_the_first_column_of_figures():
    chart = bar_chart(
        ["Xã", "Ghi chú", "Dân số"], [["Bờ Sông", "a", "1200"], ["Đông Xanh", "b", "900"]]
    )
    assert chart.heading == "Dân số"
    assert [(bar.label, bar.figure, bar.length) for bar in chart.bars] == [
        ("Bờ Sông", 1200, 320), ("Đông Xanh", 900, 240),
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "written"), [("vi", "1.234.567,5"), ("en", "1,234,567.5")])
def test_a_chart_writes_figures_as_the_reader_does(language, written):
    chart = bar_chart(["A", "B"], [["a", "1234567.5"]])
    with translation.override(language):
        assert f">{written}</text>" in render_to_string("govportal/chart.html", {"chart": chart})


def test_a_chart_has_at_most_twelve_bars_and_says_so():
    chart = bar_chart(["A", "B"], [[str(number), "5"] for number in range(13)])
    assert len(chart.bars) == 12
    assert chart.is_cut


@pytest.mark.parametrize("rows", [[], [["a", "b"]], [["a", "0"]], [["a", "3"], ["b", "-1"]]])
def test_without_figures_there_is_no_chart(rows):
    assert bar_chart(["A", "B"], rows) is None


def test_statistics_show_the_chart_before_their_table(section_of, read, provisioned):
    collection = provisioned["ubnd"].collection
    file = ContentFile("Xã,Dân số\nBờ <Sông>,1200\nĐông Xanh,900\n".encode(), "bang.csv")
    data = Document.objects.create(title="Bảng", file=file, collection=collection)
    section = section_of("ubnd", "statistics")
    block = block_of("statistical_release")
    record = RecordPage(title="Dân số", kind="statistical_release", author="A", source="B",
                        locale=section.locale)  # fmt: skip
    record.details = stream_of(block.normalize({"data_file": data}), block)
    section.add_child(instance=record)
    text = html(read(path_of(record)))
    chart = text.partition('<svg viewBox="0 0 320 84" role="img"')[2].partition("</svg>")[0]
    assert '<title id="chart-title">Dân số</title>' in chart
    assert "Bờ &lt;Sông&gt;" in chart
    assert "style=" not in chart
    assert text.index(chart) < text.index("<td>Bờ &lt;Sông&gt;</td>")
