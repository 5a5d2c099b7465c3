"""What header, home and error pages offer, and what readers choose for themselves."""

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import govportal
from govportal.publishing.notices import COLUMNS
from govportal.publishing.written_dates import short_date
from govportal.templatetags.govportal_records import breakable, to_be_called
from tests.test_public_pages import Elements

STATIC = Path(govportal.__file__).parent / "static/govportal"
MAIN = "minhhoa.gov.vn"
TODAY = date(2026, 7, 15)


@pytest.fixture
def read(client):
    """Return a function that asks a host for a path and returns the elements of the page."""

    def get(host, path, status=200):
        response = client.get(path, headers={"host": host})
        assert response.status_code == status, path
        return Elements(response.content.decode())

    return get


@pytest.fixture
def warn(home_of):
    """Return a function that puts a notice on the home page of a portal."""

    def put(code="ubnd", language="vi", **values):
        home = home_of(code, language)
        for name, value in values.items():
            setattr(home, name, value)
        home.full_clean()
        home.save()
        return home

    return put


def alarm(hours=-1, until=1, **values):
    now = timezone.now()
    times = {
        "alarm_since": now + timedelta(hours=hours),
        "alarm_until": now + timedelta(hours=until),
    }
    return {"alarm_text": "Lũ ở mức báo động 2", **times, **values}


def words(page):
    return " ".join(text for text, _language in page.text)


# --- header ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("host", "home"), [(MAIN, "/"), ("stc.minhhoa.gov.vn", "/en/")])
def test_shortcut_keys_lead_home_to_the_site_map_and_to_the_search(provisioned, read, host, home):
    page = read(host, home)
    keys = {a["accesskey"]: a["href"] for a in page.all("a") if "accesskey" in a}
    assert keys == {"1": home, "2": f"{home}so-do-cong/", "3": f"{home}tim-kiem/"}


@pytest.mark.parametrize(
    ("host", "path", "home"),
    [(MAIN, "/", "/"), (MAIN, "/tin-tuc/", "/"), ("stc.minhhoa.gov.vn", "/en/news/", "/en/")],
)
def test_every_page_has_one_labelled_search_form_that_needs_no_script(
    provisioned,
    read,
    host,
    path,
    home,
):
    page = read(host, path)
    (form,) = page.all("form", role="search")
    (box,) = page.all("input", name="q", type="search")
    assert (form["action"], form["method"]) == (f"{home}tim-kiem/", "get")
    assert page.all("label", **{"for": box["id"]})


def test_language_link_says_when_it_leads_to_the_home_page(provisioned, read, section_of):
    assert "(home page)" not in words(read("en.minhhoa.gov.vn", "/news/"))
    section_of("ubnd", "news", "vi").unpublish()
    assert "(home page)" in words(read("en.minhhoa.gov.vn", "/news/"))
    assert "(home page)" not in words(read("en.minhhoa.gov.vn", "/"))


@pytest.mark.parametrize("form", ["gui/", "tra-cuu/"])
def test_language_link_of_a_form_leads_to_the_same_form(provisioned, read, section_of, form):
    own, other = (section_of("stc", "feedback", language) for language in ("vi", "en"))
    host = own.full_url.split("/")[2]
    [link] = read(host, f"{own.get_url_parts()[2]}{form}").all("a", hreflang="en", lang="en")
    assert link["href"] == f"{other.full_url}{form}"


def test_missing_page_offers_the_search(provisioned, read):
    page = read(MAIN, "/khong-co/", status=404)
    assert page.all("main")
    assert len(page.all("form", role="search")) == 1


# --- display menu ---------------------------------------------------------------------------------


def test_display_menu_offers_only_what_the_style_sheet_knows(provisioned, read):
    buttons = [b for b in read(MAIN, "/").all("button") if "data-set" in b]
    style = (STATIC / "portal.css").read_text()
    values = {(b["data-set"], b["value"]) for b in buttons}
    assert {name for name, _value in values} == {"theme", "size"}
    for name, value in values:
        assert not value or f"[data-{name}={value}]" in style
    assert [b["value"] for b in buttons if b["aria-pressed"] == "true"] == ["", ""]


def test_menu_that_needs_a_script_is_hidden_without_one():
    style = (STATIC / "portal.css").read_text()
    assert re.search(r"^\.pop \{ display: none;", style, re.M)
    assert ".js .pop { display: block; }" in style


def test_display_script_is_small_our_own_and_set_before_anything_shows(provisioned, read):
    [script] = [s for s in read(MAIN, "/").all("script") if "defer" not in s]
    assert set(script) == {"src"}
    assert script["src"].endswith("/govportal/display.js")
    assert (STATIC / "display.js").stat().st_size < 3072


def test_choice_of_a_reader_is_no_matter_of_the_server(provisioned, client):
    client.cookies["govportal-theme"] = "dark"
    answer = client.get("/", headers={"host": MAIN})
    assert b"data-theme" not in answer.content
    assert "Set-Cookie" not in answer.headers


def test_every_browser_finds_each_colour_for_light_and_for_dark():
    style = (STATIC / "portal.css").read_text()
    value = r"(?:#\w+|none|brightness\([.\d]+\))"  # pictures are dimmed in the dark
    tokens, pairs = (
        re.findall(r"var\(--l,", style),
        re.findall(rf"var\(--l, {value}\) var\(--d, {value}\)", style),
    )
    assert len(tokens) == len(pairs) > 20
    for theme in (
        "(prefers-color-scheme: dark) { :root:not([data-theme])",
        ":root[data-theme=dark]",
    ):
        assert f"{theme} {{ color-scheme: dark; --l: ; --d: initial; }}" in style


# --- emergency and mourning -----------------------------------------------------------------------


def test_emergency_stands_on_every_page_of_its_portal_alone_with_its_time(warn, read):
    home = warn(**alarm(alarm_url="https://example.vn/huong-dan"))
    for path in ("/", "/tin-tuc/"):
        page = read(MAIN, path)
        assert len(page.all("aside", **{"class": "alarm"})) == 1
        assert page.all("a", href="https://example.vn/huong-dan")
        assert timezone.localtime(home.alarm_since).strftime("%H:%M") in words(page)
    assert not read("stc.minhhoa.gov.vn", "/").all("aside")
    assert not read("en.minhhoa.gov.vn", "/").all("aside")


@pytest.mark.parametrize(("since", "until"), [(-3, -1), (1, 3)])
def test_emergency_is_gone_after_its_end_and_not_there_before_its_time(warn, read, since, until):
    warn(**alarm(since, until))
    assert not read(MAIN, "/").all("aside")


def test_mourning_lasts_from_the_first_day_to_the_last(warn, read):
    today = timezone.localdate()
    warn(mourning_from=today, mourning_until=today)
    assert "data-mourning" in read(MAIN, "/tin-tuc/").all("html")[0]
    warn(mourning_from=today - timedelta(2), mourning_until=today - timedelta(1))
    assert "data-mourning" not in read(MAIN, "/tin-tuc/").all("html")[0]


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"alarm_text": "Lũ"}, {"alarm_since", "alarm_until"}),
        (alarm(2, 1), {"alarm_until"}),
        ({"mourning_from": TODAY}, {"mourning_until"}),
        ({"mourning_until": TODAY}, {"mourning_from"}),
        ({"mourning_from": TODAY, "mourning_until": TODAY - timedelta(1)}, {"mourning_until"}),
    ],
)
def test_notice_without_an_end_or_with_times_reversed_is_refused(warn, values, wrong):
    with pytest.raises(ValidationError) as refused:
        warn(**values)
    assert set(refused.value.message_dict) == wrong


def test_notices_are_no_part_of_another_portals_home(warn, home_of):
    warn(**alarm())
    assert not any(getattr(home_of("stc"), name) for name in COLUMNS)


# --- home -----------------------------------------------------------------------------------------


def test_home_leaves_out_what_it_has_nothing_for(provisioned, read):
    page = read("bosong.minhhoa.gov.vn", "/")
    headings = {h.get("id") for h in page.all("h2")}
    assert headings.isdisjoint({"h-news", "h-documents", "h-directives", "h-week", "h-projects"})
    assert not page.all("p", **{"class": "empty"})
    targets = {s["aria-labelledby"] for s in page.all("section") if "aria-labelledby" in s}
    assert targets <= headings


@pytest.fixture
def publish_record(section_of):
    """Return a function that publishes a record of a kind in a section."""
    from govportal.publishing.records.models import RecordPage

    def publish(key, kind, title, **details):
        section = section_of("ubnd", key)
        stored = json.dumps([{"type": kind, "value": details}])
        record = RecordPage(
            title=title, kind=kind, author="A", source="B", locale=section.locale,
            first_published_at=timezone.now(), details=stored,
        )  # fmt: skip
        section.add_child(instance=record)
        return record

    return publish


@pytest.mark.parametrize(
    ("details", "told", "is_button"),
    [
        ({"level": "full"}, "Nộp hồ sơ trực tuyến", True),
        ({}, "chưa cung cấp trực tuyến", False),
        ({"level": "full", "is_abolished": True}, "đã được bãi bỏ", False),
    ],
)
def test_procedure_says_how_to_apply(provisioned, read, publish_record, details, told, is_button):
    link = "https://dichvucong.gov.vn/1"
    record = publish_record("procedures", "procedure", "Cấp bản", link=link, **details)
    page = read(MAIN, record.get_url_parts()[2])
    assert told in words(page)
    assert bool(page.all("a", href=link, **{"class": "btn"})) == is_button
    assert len(page.all("a", href=link)) == 1


@pytest.mark.parametrize(("days", "is_open"), [(3, True), (-1, False)])
def test_open_consultation_says_how_to_comment(provisioned, read, publish_record, days, is_open):
    closes = (timezone.localdate() + timedelta(days)).isoformat()
    record = publish_record(
        "consultations", "consultation", "Dự thảo", email="gopy@a.vn", closes_on=closes
    )
    page = read(MAIN, record.get_url_parts()[2])
    address = "mailto:gopy@a.vn?subject=D%E1%BB%B1%20th%E1%BA%A3o"
    assert bool(page.all("a", href=address)) == is_open
    assert bool(page.all("a", href="mailto:gopy@a.vn")) != is_open
    assert words(page).replace(" ", "").count("gopy@a.vn") == 1


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("gop&y@so.vn", ["gop&amp;y@", "so", ".vn"]),
        ("https://so.vn/a/", ["https://", "so", ".vn/", "a/"]),
    ],
)
def test_addresses_break_between_their_parts_only(address, parts):
    assert breakable(address).split("<wbr>") == parts


@pytest.mark.parametrize(
    ("written", "dialled"),
    [("0221 3000 111", "02213000111"), ("+84 (221) 300-0111", "+842213000111"), ("1022", "1022")],
)
def test_telephone_number_of_a_record_is_called_by_its_link(written, dialled):
    assert to_be_called(written) == f'<a class="num" href="tel:{dialled}">{written}</a>'


def test_more_than_a_telephone_number_is_no_link(provisioned, read, publish_record):
    phone = "0221 3000 111 (máy lẻ <12>)"
    record = publish_record("consultations", "consultation", "Dự thảo", phone=phone)
    page = read(MAIN, record.get_url_parts()[2])
    assert phone in words(page)
    assert not page.all("a", href="tel:02213000111")


def test_home_shows_open_consultations_by_their_last_day(provisioned, read, publish_record):
    today = timezone.localdate()
    for title, days in (("Còn lâu", 20), ("Sắp hết", 2), ("Đã đóng", -1)):
        closes = (today + timedelta(days)).isoformat()
        publish_record("consultations", "consultation", title, closes_on=closes)
    text = words(read(MAIN, "/"))
    assert text.index("Sắp hết") < text.index("Còn lâu")
    assert "Đã đóng" not in text


def test_home_offers_no_procedure_that_is_abolished(provisioned, read, publish_record):
    publish_record("procedures", "procedure", "Cấp bản sao")
    publish_record("procedures", "procedure", "Xác nhận cũ", is_abolished=True)
    text = words(read(MAIN, "/"))
    assert "Cấp bản sao" in text and "Xác nhận cũ" not in text


def test_home_shows_no_tender_among_the_projects(provisioned, read, publish_record):
    publish_record("projects", "project", "Cầu Bờ Sông")
    publish_record("procurement", "project", "Mua máy tính")
    text = words(read(MAIN, "/"))
    assert "Cầu Bờ Sông" in text and "Mua máy tính" not in text


def test_home_shows_this_weeks_work_by_day(provisioned, read, publish_record):
    today = timezone.localdate()
    entry = {"day": today.isoformat(), "who": "Chủ tịch", "what": "Tiếp công dân"}
    week = {
        "first_day": today.isoformat(),
        "entries": [{"type": "item", "value": entry, "id": "1"}],
    }
    publish_record("work_calendar", "work_week", "Tuần này", **week)
    page = read(MAIN, "/")
    assert "Tiếp công dân" in words(page)
    assert f", hôm nay {short_date(today)}" in " ".join(words(page).split())
    assert len(page.all("li", **{"aria-current": "date"})) == 1


def test_records_cost_the_home_no_more_when_there_are_more(provisioned, client, publish_record):
    def cost():
        client.get("/", headers={"host": MAIN})
        with CaptureQueriesContext(connection) as queries:
            client.get("/", headers={"host": MAIN})
        return len(queries)

    publish_record("projects", "project", "Đường 1")
    first = cost()
    for number in range(6):
        publish_record("projects", "project", f"Đường {number + 2}")
    assert cost() == first <= 20


def test_records_of_a_private_section_are_not_on_home(
    provisioned, read, publish_record, section_of
):
    publish_record("projects", "project", "Cầu kín")
    assert "Cầu kín" in words(read(MAIN, "/"))
    section_of("ubnd", "projects").view_restrictions.create(restriction_type="login")
    assert "Cầu kín" not in words(read(MAIN, "/"))


# --- error pages ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_pages_of_failure_speak_both_languages_and_ask_no_database(name):
    page = Elements(render_to_string(name))
    assert page.all("html")[0]["lang"] == "vi"
    assert page.all("div", lang="en")
    assert len(page.all("h1")) == 1
    assert all("alt" in image for image in page.all("img"))


def test_time_of_the_notice_is_that_of_the_province(warn, read):
    since = datetime(2026, 7, 14, 23, 30, tzinfo=timezone.get_fixed_timezone(0))
    warn(**alarm(alarm_since=since))
    assert "06:30" in words(read(MAIN, "/"))
