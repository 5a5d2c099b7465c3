"""Sums of use go to the measuring platform day by day, each once, and every try is logged."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from govportal.security import csp, measuring_tag
from govportal.usage.measurement import checks
from govportal.usage.measurement.exporters import is_safe
from govportal.usage.measurement.models import Measurement
from govportal.usage.models import DailyViews, Rating

Outcome = Measurement.Outcome
MAIN, STC = "minhhoa.gov.vn", "stc.minhhoa.gov.vn"
TAG = "https://do-luong.example.vn/tag.js?id={id}"


class Platform(ThreadingHTTPServer):
    """A measuring platform on this machine: keeps what it is sent, answers as it is told."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Receiver)
        self.status, self.received = 200, []

    @property
    def days(self):
        return [report["from"] for report, _headers in self.received]


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.server.status == 200:
            self.server.received.append((body, dict(self.headers)))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *args):
        """Say nothing on the screen."""


@pytest.fixture
def platform(settings):
    with Platform() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        settings.GOVPORTAL_MEASUREMENT_URL = f"http://127.0.0.1:{server.server_port}/thu-nhan"
        settings.GOVPORTAL_MEASUREMENT_TOKEN = "bi-mat"
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def yesterday():
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture
def use(home_of):
    """Return a function that sets how often a portal's home was read on a day."""

    def put(code, day, views):
        home = home_of(code)
        place = {"portal": home.portal, "page": home, "section": home, "language": "vi"}
        DailyViews.objects.create(**place, day=day, views=views)
        Rating.objects.create(**place, day=day, value="yes", count=3)

    return put


def send(*arguments):
    out = StringIO()
    try:
        call_command("govportal", "send-measurements", *arguments, stdout=out)
    except SystemExit as stop:
        return stop.code, out.getvalue()
    return 0, out.getvalue()


def test_sums_of_yesterday_are_sent_once_with_the_token_and_logged(
    provisioned, platform, use, yesterday
):
    use("stc", yesterday, 40)
    provisioned["stc"].measurement_id = "STC-01"
    provisioned["stc"].save()
    assert send("--by", "Trung tâm CNTT")[0] == 0
    assert send()[0] == 0
    [(report, headers)] = platform.received
    assert len(report["rows"]) == len(provisioned)
    [row] = [row for row in report["rows"] if row["domain"] == STC]
    assert (row["site_id"], row["views"], row["pages_read"]) == ("STC-01", 40, 1)
    assert (row["ratings"], row["satisfaction"], row["date"]) == (3, 100, str(yesterday))
    assert headers["Authorization"] == "Bearer bi-mat"
    log = Measurement.objects.get()
    assert (log.day, log.outcome, log.status) == (yesterday, Outcome.SENT, 200)
    assert (log.sent_by, log.receiver.partition(":")[0]) == ("Trung tâm CNTT", "127.0.0.1")
    assert log.started_at <= log.ended_at


@pytest.mark.parametrize(("status", "sent_on"), [(503, 503), (302, 302)])
def test_refused_day_is_tried_again_under_the_same_key(
    provisioned, platform, yesterday, status, sent_on
):
    platform.status = status
    code, text = send()
    assert code == 1
    assert str(sent_on) in text
    platform.status = 200
    assert send()[0] == 0
    assert platform.days == [str(yesterday)]
    assert platform.received[0][1]["Idempotency-Key"] == f"govportal-{yesterday}"
    found = Measurement.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(found) == [Outcome.REFUSED, Outcome.SENT]


def test_platform_that_is_down_is_logged_and_gets_the_days_later(
    provisioned, platform, settings, yesterday
):
    there = settings.GOVPORTAL_MEASUREMENT_URL
    settings.GOVPORTAL_MEASUREMENT_URL = "http://127.0.0.1:9/"
    before = yesterday - timedelta(days=2)
    code, _text = send("--since", str(before))
    assert code == 1
    log = Measurement.objects.get()  # the days after it wait, too
    assert (log.day, log.outcome) == (before, Outcome.UNREACHABLE)
    settings.GOVPORTAL_MEASUREMENT_URL = there
    assert send()[0] == 0
    assert platform.days == [str(before + timedelta(days=n)) for n in range(3)]


def test_day_that_another_process_is_sending_is_left_to_it(provisioned, platform, yesterday):
    running = Measurement.objects.create(day=yesterday, receiver="x", sent_by="y")
    assert send()[0] == 0
    assert platform.received == []
    Measurement.objects.filter(pk=running.pk).update(started_at=timezone.now() - timedelta(hours=2))
    send()
    assert platform.days == [str(yesterday)]
    running.refresh_from_db()
    assert running.outcome == Outcome.BROKEN_OFF


class Failing:
    receiver = "hong"

    def send(self, report):
        raise RuntimeError(report)


def test_exporter_of_a_province_that_fails_is_logged(provisioned, settings):
    settings.GOVPORTAL_MEASUREMENT_EXPORTER = "tests.test_measurement.Failing"
    assert send()[0] == 1
    assert Measurement.objects.get().outcome == Outcome.FAILED


def test_only_what_is_configured_is_sent_and_shown(provisioned, settings, use, yesterday):
    use("ubnd", yesterday, 7)
    settings.GOVPORTAL_MEASUREMENT_FIELDS = {"luotXem": "views", "ten_mien": "host"}
    rows = json.loads(send("--show")[1])[0]["rows"]
    assert {"luotXem": 7, "ten_mien": MAIN} in rows
    assert not Measurement.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GOVPORTAL_MEASUREMENT_URL", ""),
        ("GOVPORTAL_MEASUREMENT_URL", "http://do-luong.example.vn/"),
        ("GOVPORTAL_MEASUREMENT_FIELDS", {"dia_chi": "address"}),
        ("GOVPORTAL_MEASUREMENT_EXPORTER", "khong.co"),
    ],
)
def test_wrong_setting_is_told_and_nothing_is_sent(provisioned, settings, name, value):
    settings.GOVPORTAL_MEASUREMENT_URL = "https://do-luong.example.vn/"
    setattr(settings, name, value)
    with pytest.raises(CommandError, match=name):
        send()
    assert not Measurement.objects.exists()


@pytest.mark.pure
@pytest.mark.parametrize(
    ("url", "safe"),
    [("https://a.vn/x", True), ("http://localhost:1/", True), ("http://a.vn", False),
     ("ftp://a.vn", False), ("https://[", False), ("a.vn", False)],
)  # fmt: skip
def test_sums_leave_the_machine_by_https_alone(url, safe):
    assert is_safe(url) is safe


# --- the tag --------------------------------------------------------------------------------------


def page(client, host):
    answer = client.get("/", headers={"host": host})
    return answer.content.decode(), answer.headers["Content-Security-Policy"]


def test_no_page_asks_another_host_unless_a_tag_is_configured(provisioned, client):
    text, policy = page(client, MAIN)
    assert "https:" not in policy
    assert 'src="https:' not in text
    assert checks.measurement_is_configured(None) == []


def test_configured_tag_stands_on_portals_with_a_code_and_its_host_in_the_policy(
    provisioned, client, settings
):
    settings.GOVPORTAL_MEASUREMENT_TAG = TAG
    portal = provisioned["stc"]
    portal.measurement_id = "STC-01"
    portal.save()
    text, policy = page(client, STC)
    assert text.count("https://do-luong.example.vn/tag.js?id=STC-01") == 1
    assert "script-src 'self' https://do-luong.example.vn" in policy.split("; ")
    assert "do-luong" not in page(client, MAIN)[0]
    assert [message.id for message in checks.measurement_is_configured(None)] == ["govportal.W021"]


@pytest.mark.pure
@pytest.mark.parametrize(
    "tag",
    ["http://a.vn/{id}", "https://a.vn/tag.js", "https://a.vn; script-src */{id}", "//a.vn/{id}",
     "https://[/{id}", "https://*/{id}", "javascript:{id}", "https://me@a.vn/{id}"],
)  # fmt: skip
def test_unusable_tag_is_left_out_and_told(settings, tag):
    settings.GOVPORTAL_MEASUREMENT_TAG = tag
    assert measuring_tag.address("x") == ""
    assert csp.public_policy()["script-src"] == ["'self'"]
    assert [message.id for message in checks.measurement_is_configured(None)] == ["govportal.E031"]


# --- the log --------------------------------------------------------------------------------------


def test_log_is_for_those_who_run_the_installation_alone(provisioned, person, sign_in, yesterday):
    Measurement.objects.create(day=yesterday, receiver="x", sent_by="y", outcome=Outcome.SENT)
    address = reverse("measurements:index")
    assert sign_in(person("ubnd", "administrator")).get(address).status_code == 302
    owner = get_user_model().objects.create_superuser("chu", "chu@example.vn", "x")
    client = sign_in(owner)
    assert str(yesterday.year) in client.get(address).content.decode()
    assert client.get(f"{address}?export=xlsx").status_code == 200
    assert client.get(reverse("measurements:add")).status_code == 302
