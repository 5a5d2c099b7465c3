"""Links that lead nowhere are found, once for all portals, and each portal's staff see its own."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.utils import timezone
from wagtail.rich_text import RichText

from govportal import Connection, Text, hookimpl, plugins
from govportal.operations.links.asking import ask
from govportal.operations.links.checking import check_links
from govportal.operations.links.models import FoundLink, LinkAddress
from govportal.operations.links.visiting import Manners, visit
from govportal.publishing.categories import law_day
from govportal.publishing.records.models import RecordPage
from govportal.testing import province_plugin
from tests.province_app import govportal_hooks
from tests.sharing_world import COMMUNE, OTHER, PROVINCE, article

HOUR = 3600


class Answers(BaseHTTPRequestHandler):
    """Answers as the path says, and keeps what was asked."""

    def answer(self):
        self.server.asked.append((self.command, self.path))
        target = self.server.targets.get(self.path)
        is_refused = self.path == "/no-head" and self.command == "HEAD"
        status = 405 if is_refused else 302 if target else self.server.statuses.get(self.path, 200)
        self.send_response(status)
        if target:
            self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = answer

    def log_message(self, *args):
        pass


@pytest.fixture
def server(settings):
    """Return a server on this machine, which the checker may ask here alone."""
    settings.GOVPORTAL_LINKS_MAY_BE_PRIVATE = True
    settings.GOVPORTAL_RULES = {"links.timeout": 5, "links.pause": 0}
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as running:
        root = f"http://127.0.0.1:{running.server_port}"
        running.asked, running.targets, running.statuses = [], {}, {"/gone": 404, "/members": 403}
        running.root = root
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def no_connected_system():
    """Let portals link to no system of the real world, which tests do not ask."""
    known = [
        Connection(key=key, name=Text(vi="Không"), source="Điều 1")
        for key in plugins.connections(law_day())
    ]
    with province_plugin(SimpleNamespace(connections=hookimpl(lambda: known)), govportal_hooks):
        yield


def linking(section, *links, title="Tin"):
    """Publish an article whose text links to *links*."""
    text = "".join(f"<p><a {link}>xem thêm</a></p>" for link in links)
    return article(section, title, body=[("paragraph", RichText(text))])


def broken(**where):
    rows = FoundLink.objects.filter(address__failing_since__isnull=False, **where)
    return {row.address.address for row in rows.select_related("address")}


# --- what is asked --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "outcome", "status"),
    [
        ("/", "works", 200),
        ("/no-head", "works", 200),
        ("/gone", "status", 404),
        ("/members", "silent", 403),
        ("/moved", "works", 200),
        ("/round", "redirects", 302),
        ("/to-file", "redirects", 302),
    ],
)
def test_what_an_address_answers(server, path, outcome, status):
    server.targets |= {"/moved": f"{server.root}/", "/round": f"{server.root}/round",
                       "/to-file": "file:///etc/passwd"}  # fmt: skip
    found = ask(server.root + path, 5)
    assert (found.outcome, found.status) == (outcome, status)


@pytest.mark.pure
@pytest.mark.parametrize("address", ["http://", "http://[", "http://a b/", "http://x:99999/"])
def test_what_is_no_address_is_asked_nothing(address):
    assert ask(address, 1).outcome == "invalid"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "192.168.1.1", "100.64.0.1",
     "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[fd00::1]", "2130706433"],
)  # fmt: skip
def test_the_inner_network_is_never_asked(server, settings, host):
    settings.GOVPORTAL_LINKS_MAY_BE_PRIVATE = False
    assert ask(server.root.replace("127.0.0.1", host), 1).outcome == "private"
    assert server.asked == []


def test_one_host_is_asked_one_at_a_time_and_with_a_pause(server):
    manners = Manners(timeout=5, hosts_at_once=4, pause=60)
    addresses = [f"{server.root}/{number}" for number in range(3)]
    found = list(visit(addresses, manners, time.monotonic() + 0.5))
    assert [address for address, _finding in found] == addresses[:1]
    assert server.asked == [("HEAD", "/0")]


# --- what is linked to ----------------------------------------------------------------------------


def test_links_of_text_blocks_fields_and_records_are_checked(server, section_of):
    news, procedures = section_of(OTHER, "news"), section_of(OTHER, "procedures")
    page = linking(news, f'href="{server.root}/gone#a"')
    page.source_url = f"{server.root}/gone?source"
    page.save()
    procedures.add_child(
        instance=RecordPage(
            title="Cấp phép", kind="procedure", author="A", source="B", locale=procedures.locale,
            details=[("procedure", {"external_id": "1", "link": f"{server.root}/gone?record"})],
        )
    )  # fmt: skip
    server.statuses |= {"/gone?source": 410, "/gone?record": 500}
    check_links(HOUR)
    assert broken() == {f"{server.root}/gone{query}" for query in ("", "?source", "?record")}
    assert FoundLink.objects.get(page=page, address__address=f"{server.root}/gone").text


def test_links_within_the_installation_are_looked_up_and_not_asked_for(server, section_of, home_of):
    news = section_of(OTHER, "news")
    public, withdrawn = article(news, "Còn"), article(news, "Rút", live=False)
    commune = home_of(COMMUNE).get_url_parts()[1] + "/"
    good = [
        f'linktype="page" id="{public.pk}"', f'href="{public.full_url}"',
        f'href="{home_of(OTHER).full_url}"', f'href="{news.full_url}?page=2#x"',
        f'href="{home_of(OTHER).full_url}tim-kiem/?q=a"',
        f'href="{home_of(OTHER, "en").full_url}"',
    ]  # fmt: skip
    bad = [
        f'linktype="page" id="{withdrawn.pk}"', f'href="{withdrawn.full_url}"',
        'linktype="page" id="987654"', 'linktype="document" id="987654"',
        f'href="{news.full_url}khong-co/"',
        'href="/cung-khong/"',
    ]  # fmt: skip
    linking(section_of(COMMUNE, "news"), *good, *bad)
    check_links(HOUR)
    assert broken() == {
        f"page:{withdrawn.pk}", withdrawn.full_url, "page:987654", "document:987654",
        f"{news.full_url}khong-co/", commune + "cung-khong/",
    }  # fmt: skip
    assert server.asked == []


def test_an_address_is_asked_once_for_all_portals_and_known_since_when_it_fails(server, section_of):
    for code in (PROVINCE, OTHER, COMMUNE):
        linking(section_of(code, "news"), f'href="{server.root}/gone"')
    check_links(HOUR)
    assert server.asked == [("HEAD", "/gone"), ("GET", "/gone")]
    since = LinkAddress.objects.get(address=f"{server.root}/gone").failing_since
    check_links(HOUR)
    assert len(server.asked) == 2  # it is not yet time to ask again
    check_links(HOUR, anew=True)
    row = LinkAddress.objects.get(address=f"{server.root}/gone")
    assert (row.failing_since, row.checked_at > since) == (since, True)
    server.statuses.clear()
    check_links(HOUR, anew=True)
    assert broken() == set()


def test_a_run_without_time_goes_on_where_it_ended(server, section_of):
    page = linking(section_of(OTHER, "news"), f'href="{server.root}/gone"')
    assert not check_links(0).is_whole
    assert check_links(HOUR).is_whole
    assert broken(page=page) == {f"{server.root}/gone"}


def test_what_is_no_longer_linked_to_is_forgotten(server, section_of):
    page = linking(section_of(OTHER, "news"), f'href="{server.root}/gone"')
    check_links(HOUR)
    page.body, page.last_published_at = [], timezone.now()
    page.save()
    check_links(HOUR)
    assert not LinkAddress.objects.filter(address__startswith=server.root).exists()


def test_connected_systems_are_checked(server, provisioned):
    own = Connection(key="x", name=Text(vi="Công báo"), url="https://127.0.0.1:1/", source="Điều 1")
    with province_plugin(SimpleNamespace(connections=hookimpl(lambda: [own])), govportal_hooks):
        check_links(0)
    assert set(FoundLink.objects.filter(page=None, text="Công báo").values_list(
        "address__address", flat=True
    )) == {"https://127.0.0.1:1/"}  # fmt: skip


def test_the_command_counts_what_fails(server, section_of):
    linking(section_of(OTHER, "news"), f'href="{server.root}/gone"', f'href="{server.root}/"')
    out = StringIO()
    call_command("govportal", "--language", "en", "check-links", "--minutes", "5", stdout=out)
    assert "addresses checked: 2; failing: 1" in out.getvalue()


# --- who sees it ----------------------------------------------------------------------------------


def test_staff_see_what_fails_on_their_own_portal_only(server, section_of, person, sign_in):
    for code in (OTHER, COMMUNE):
        linking(section_of(code, "news"), f'href="{server.root}/gone?{code}"', title=f"Của {code}")
    server.statuses |= {f"/gone?{code}": 404 for code in (OTHER, COMMUNE)}
    check_links(HOUR)
    page = sign_in(person(OTHER, "reporter")).get("/cms/broken-links/").content.decode()
    assert f"/gone?{OTHER}" in page and f"Của {OTHER}" in page and "(404)" in page
    assert f"?{COMMUNE}" not in page and f"Của {COMMUNE}" not in page


def test_others_do_not_see_the_report(sign_in, provisioned, django_user_model):
    user = django_user_model.objects.create_user("khach", "khach@example.vn", "x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert sign_in(user).get("/cms/broken-links/").status_code in (302, 403)
