"""Other systems that portals link to: data, tiles, deep links, and whether they answer."""

import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from govportal import Connection, DeepLink, HealthCheck, Text, hookimpl, plugins
from govportal.exchange import connected, health
from govportal.exchange.models import ConnectionCheck
from govportal.province_files import read_province
from govportal.province_problems import ProvinceDataError
from govportal.publishing.categories import law_day
from govportal.testing import province_plugin
from tests.province_app import govportal_hooks


def connection(key="gazette", **facts):
    name = Text(vi="Công báo tỉnh", en="Provincial Gazette")
    given = {"name": name, "url": "https://congbao.minhhoa.gov.vn/", "source": "Điều 3.7"}
    return Connection(key=key, **given | facts)


@contextmanager
def connected_to(*found):
    with province_plugin(SimpleNamespace(connections=hookimpl(lambda: found)), govportal_hooks):
        yield


# --- data -----------------------------------------------------------------------------------------


def test_a_province_adds_and_replaces_systems_in_their_order():
    own = connection("national_public_services", url="https://dvc.gov.vn/", order=90)
    with connected_to(own, connection(order=50)):
        found = plugins.connections(law_day())
    assert list(found) == ["gazette", "national_public_services"]
    assert found["national_public_services"].url == "https://dvc.gov.vn/"


def test_a_system_is_connected_on_its_days_alone():
    ended = connection(valid_to="2020-01-01")
    with connected_to(ended):
        assert "gazette" not in plugins.connections(law_day())


FAULTS = {
    'key = "a"\nname = {vi = "A"}\nurl = "http://a.vn/"\nsource = "Đ1"': ".url",
    'key = "a"\nname = {vi = "A"}\nkind = "game"\nsource = "Đ1"': ".kind",
    'key = "a"\nname = {vi = "A"}\nagencies = ["khong-co"]\nsource = "Đ1"': ".agencies",
    'key = "a"\nname = {vi = "A"}\nsystems = ["khong_co"]\nsource = "Đ1"': ".systems",
    'key = "a"\nname = {vi = "A"}\nsource = "Đ1"\n[[connections]]\nkey = "a"\nname = {vi = "B"}\n'
    'source = "Đ1"': "1.key",
    'key = "a"\nname = {vi = "A"}\nsource = "Đ1"\ndeep_links = [{record_type = "project", '
    'field = "code", label = {vi = "X"}, url = "https://a.vn/"}]': ".deep_links.0.url",
    'key = "a"\nname = {vi = "A"}': ".source",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_named_with_file_key_reason_and_remedy_in_both_languages(tmp_path, fault):
    folder = govportal_hooks.plugin.folder
    (tmp_path / "agencies.csv").write_bytes((folder / "agencies.csv").read_bytes())
    text = (folder / "province.toml").read_text("utf-8")
    (tmp_path / "province.toml").write_text(f"{text}\n[[connections]]\n{fault}\n", "utf-8")
    with pytest.raises(ProvinceDataError) as error:
        read_province(tmp_path)
    (problem,) = error.value.problems
    assert problem.file == "province.toml"
    assert problem.key.startswith("connections.") and problem.key.endswith(FAULTS[fault])
    for text in (problem.reason, problem.remedy):
        assert text.vi and text.en and text.vi != text.en


# --- what citizens see ----------------------------------------------------------------------------


@pytest.fixture
def home(client, provisioned):
    """Return a function that shows the home page of a portal."""

    def show(host="stc.minhhoa.gov.vn", path="/"):
        return client.get(path, headers={"host": host}).content.decode()

    return show


def test_the_home_page_links_to_systems_by_name_in_the_language_of_the_page(home):
    with connected_to(connection(description=Text(vi="Tra cứu số công báo", en="Read issues"))):
        assert '<a href="https://congbao.minhhoa.gov.vn/">Công báo tỉnh</a>' in home()
        assert "Tra cứu số công báo" in home()
        english = home(path="/en/")
        assert ">Provincial Gazette</a>" in english and "Read issues" in english


def test_links_open_in_the_same_tab(home):
    with connected_to(connection()):
        assert 'target="' not in home()


def test_a_system_without_an_address_is_not_shown(home):
    with connected_to(connection(url="")):
        assert "Công báo tỉnh" not in home()


@pytest.mark.parametrize(
    ("facts", "is_shown"),
    [
        ({"kinds": ("department",)}, True),
        ({"kinds": ("commune",)}, False),
        ({"agencies": ("stc",)}, True),
        ({"agencies": ("skhcn",)}, False),
        ({"systems": ("khac",)}, False),
    ],
)
def test_only_the_portals_that_data_name_show_a_system(home, facts, is_shown):
    with connected_to(connection(**facts)):
        assert ("Công báo tỉnh" in home()) == is_shown


def test_tiles_cost_no_query(provisioned, django_assert_num_queries):
    portal = provisioned["stc"]
    with connected_to(connection(), connection("khac")), django_assert_num_queries(0):
        assert len(connected.tiles(portal, "vi")) == 3


DEEP = DeepLink(
    record_type="procedure", field="external_id", label=Text(vi="Nộp hồ sơ", en="Apply"),
    url="https://dvc.vn/?ma={code}",
)  # fmt: skip


def links(values, kind="procedure", language="vi"):
    own = connection("national_public_services", url="https://dvc.vn/", deep_links=(DEEP,))
    with connected_to(own):
        return [(link.url, link.name) for link in connected.deep_links(kind, values, language)]


def test_a_record_leads_to_itself_in_the_system_by_its_code():
    assert links({"external_id": "1.001/A&b"}) == [
        ("https://dvc.vn/?ma=1.001%2FA%26b", "Nộp hồ sơ")
    ]
    assert links({"external_id": "1"}, language="en")[0][1] == "Apply"


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({}, "procedure"),
        ({"external_id": " "}, "procedure"),
        ({"external_id": "1"}, "project"),
        ({"external_id": "1", "link": "https://dvc.vn/thu-tuc/1"}, "procedure"),
    ],
)
def test_without_a_code_or_where_the_record_leads_there_already_no_link_is_made(values, kind):
    assert links(values, kind) == []


@pytest.mark.django_db
def test_the_page_of_a_procedure_leads_to_the_national_portal(client, section_of):
    from django.utils import timezone

    from govportal.publishing.records.models import RecordPage

    section = section_of("stc", "procedures")
    details = [("procedure", {"external_id": "1.002", "link": "https://stc.minhhoa.gov.vn/a"})]
    page = section.add_child(
        instance=RecordPage(
            title="Cấp phép", kind="procedure", details=details, author="A", source="B",
            locale=section.locale, first_published_at=timezone.now(),
        )
    )  # fmt: skip
    shown = client.get(page.get_url_parts()[2], headers={"host": "stc.minhhoa.gov.vn"})
    national = plugins.connections(law_day())["national_public_services"].deep_links[0]
    assert national.url.replace("{code}", "1.002") in shown.content.decode()


# --- whether they answer --------------------------------------------------------------------------


class Answers(BaseHTTPRequestHandler):
    """Answers as the path says: a status, a redirect, or nothing."""

    def do_GET(self):
        if self.path == "/slow":
            self.server.is_over.wait(5)
            return
        is_redirect = self.path.startswith("/to/")
        self.send_response(302 if is_redirect else int(self.path[1:] or 200))
        if is_redirect:
            self.send_header("Location", self.server.targets[self.path])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def server(monkeypatch):
    """Return the address of a server on this machine."""
    monkeypatch.setenv("no_proxy", "*")
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as running:
        root = f"http://127.0.0.1:{running.server_port}"
        running.is_over = threading.Event()
        running.targets = {
            "/to/itself": f"{root}/200",
            "/to/other": f"http://localhost:{running.server_port}/200",
        }
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield root
        running.is_over.set()
        running.shutdown()
        thread.join()


def asked(url, timeout=5, **facts):
    return health.check(connection(health=HealthCheck(url=url, **facts)), timeout)


@pytest.mark.parametrize(
    ("path", "facts", "outcome", "status"),
    [
        ("/200", {}, "works", 200),
        ("/204", {}, "status", 204),
        ("/204", {"statuses": (200, 204)}, "works", 204),
        ("/503", {}, "status", 503),
        ("/401", {"statuses": (401,)}, "works", 401),
        ("/to/itself", {}, "works", 200),
        ("/to/other", {}, "redirect", None),
        ("/to/other", {"hosts": ("localhost",)}, "works", 200),
    ],
)
def test_an_answer_is_judged_by_what_data_expect(server, path, facts, outcome, status):
    finding = asked(server + path, **facts)
    assert (finding.outcome, finding.status) == (outcome, status)


def test_a_slow_system_is_not_waited_for(server):
    finding = asked(f"{server}/slow", timeout=0.2)
    assert finding.outcome == "timeout"
    assert finding.duration < 4000


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_system_that_is_down_is_unreachable(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    assert asked(f"http://127.0.0.1:{free_port()}/").outcome == "unreachable"


def test_a_server_that_speaks_no_tls_is_not_trusted(server):
    assert asked(server.replace("http:", "https:")).outcome in ("tls", "unreachable")


def run(*words):
    out = StringIO()
    try:
        call_command("govportal", *words, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


@pytest.mark.django_db
def test_the_command_remembers_the_last_result_and_since_when_it_fails(server, settings):
    settings.GOVPORTAL_RULES = {"exchange.health_timeout": 1}
    ConnectionCheck.objects.create(
        key="gone", name="Cũ", checked_at="2020-01-01T00:00:00Z", outcome="works", duration=1
    )

    def with_status(status):
        own = connection("national_public_services", health=HealthCheck(url=f"{server}/{status}"))
        with connected_to(own, connection(url="")):
            code, _text = run("check-connections")
        return code, ConnectionCheck.objects.get()

    code, row = with_status(200)
    assert (code, row.is_working, row.failing_since) == (0, True, None)
    code, first = with_status(503)
    assert (code, first.outcome, first.status) == (1, "status", 503)
    _code, second = with_status(503)
    assert second.failing_since == first.failing_since
    assert second.checked_at > first.checked_at
    _code, mended = with_status(200)
    assert mended.failing_since is None
