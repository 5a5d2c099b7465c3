"""Bodies, boards, regulations: recorded per portal, warned of where the regulation is not met."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document

from govportal import hookimpl, plugins
from govportal.boards import shortcomings
from govportal.boards.models import GoverningDocument, PortalBody
from govportal.boards.posts import broken_rule
from govportal.boards.seats import BoardSeat, BoardTeam
from govportal.portal_systems import BoardSpec, Bodies, Body, PostRule
from govportal.portals.models import Portal
from govportal.province import Text
from govportal.provisioning.organisation import provision_organisation
from govportal.testing import province_plugin
from tests.people import SECRET, account, assign, formset, roles
from tests.province_app import govportal_hooks

TODAY = timezone.localdate
DAY = timedelta(days=1)
RULE = PostRule(
    seat="head", portals="provincial", posts=("Chánh Văn phòng",),
    text=Text(vi="Chánh Văn phòng UBND tỉnh"), source="Điều 10.2",
)  # fmt: skip


@pytest.fixture
def regulated():
    """Let the province's regulation name bodies and say who heads the provincial board."""
    board = BoardSpec(
        founder=Text(vi="Chủ tịch tỉnh"), standing_office=Text(vi="Văn phòng tỉnh"),
        posts=(RULE,), source="Điều 10",
    )  # fmt: skip
    bodies = Bodies(
        owner=Body(name=Text(vi="UBND tỉnh"), agency="ubnd", source="Điều 5.1"),
        operator_technical=Body(name=Text(vi="Trung tâm dữ liệu"), source="Điều 5.3"),
    )
    province = plugins.province()
    system = province.systems[0].model_copy(update={"board": board, "bodies": bodies})
    systems = (system, *province.systems[1:])
    named = province.model_copy(update={"systems": systems})
    with province_plugin(SimpleNamespace(province=hookimpl(lambda: named)), govportal_hooks):
        yield


def seat_of(portal, **values):
    given = {"portal": portal, "role": "head", "person": "Trần Văn A", "post": "Chánh Văn phòng"}
    return BoardSeat.objects.create(**{**given, **values})


# --- ROLE-01, ROLE-15: what provisioning knows ----------------------------------------------------


def test_every_portal_has_its_organisation_from_the_plugins_data(provisioned, regulated):
    Portal.objects.get(pk=provisioned["ubnd"].pk).governance.delete()
    provisioned["stc"].governance.delete()
    provision_organisation()
    main = Portal.objects.get(pk=provisioned["ubnd"].pk).governance
    assert main.founder == "Chủ tịch tỉnh"
    assert main.standing_office == "Văn phòng tỉnh"
    kinds = {body.kind: (str(body), body.source) for body in main.bodies.all()}
    assert kinds["owner"] == (provisioned["ubnd"].agency.name, "Điều 5.1")
    assert kinds["operator_technical"] == ("Trung tâm dữ liệu", "Điều 5.3")
    component = Portal.objects.get(pk=provisioned["stc"].pk).governance
    assert {body.kind for body in component.bodies.all()} == {"owner", "operator_technical"}


def test_provisioning_again_leaves_what_staff_recorded(provisioned, regulated):
    governance = provisioned["stc"].governance
    governance.bodies.all().delete()
    governance.standing_office = "Phòng Hành chính"
    governance.save()
    assert provision_organisation() == []
    governance.refresh_from_db()
    assert governance.standing_office == "Phòng Hành chính"
    assert not governance.bodies.exists()


def test_the_footer_names_who_manages_and_operates_the_portal_today(
    provisioned, client, django_capture_on_commit_callbacks
):
    governance = provisioned["stc"].governance
    host = {"host": "stc.minhhoa.gov.vn"}
    governance.bodies.all().delete()
    for kind, name, values in (
        ("manager", "Ban Quản lý", {}), ("operator_content", "Phòng Tin", {}),
        ("operator_technical", "Phòng Tin", {}), ("manager", "Ban cũ", {"valid_to": TODAY() - DAY}),
        ("owner", "Chủ quản nào đó", {}),
    ):  # fmt: skip
        PortalBody.objects.create(governance=governance, kind=kind, name=name, **values)
    footer = client.get("/", headers=host).text.split("<footer")[1]
    assert "<dt>Cơ quan quản lý</dt><dd>Ban Quản lý</dd>" in footer
    assert footer.count("Phòng Tin") == 1 and "Cơ quan vận hành" in footer
    assert "Ban cũ" not in footer and "Chủ quản nào đó" not in footer
    body = governance.bodies.get(name="Phòng Tin", kind="operator_content")
    body.name = "Phòng Nội dung"
    with django_capture_on_commit_callbacks(execute=True):
        body.save()
    footer = client.get("/", headers=host).text.split("<footer")[1]
    assert "Phòng Nội dung</dd><dd>Phòng Tin" in footer


# --- ROLE-02, ROLE-14: what is missing is said ----------------------------------------------------


def sentences(portal):
    return shortcomings.of_portals([portal])[portal.pk]


def test_what_is_missing_is_said_and_recording_it_ends_the_warning(provisioned):
    portal = provisioned["stc"]
    governance = portal.governance
    before = sentences(portal)
    governance.decision_number, governance.decision_date = "1/QĐ", TODAY()
    for kind in ("manager", "operator_content"):
        governance.bodies.add(PortalBody(kind=kind, agency=portal.agency))
    for kind in ("board_regulation", "portal_rules"):
        governance.documents.add(GoverningDocument(kind=kind, number="2", issued_on=TODAY()))
    governance.save()
    seat_of(portal)
    assert len(before) >= 4
    assert sentences(portal) == []


def test_an_expired_regulation_is_missed(provisioned):
    governance = provisioned["stc"].governance
    without = sentences(provisioned["stc"])
    governance.documents.add(
        GoverningDocument(kind="portal_rules", number="3", issued_on=TODAY() - 9 * DAY,
                          expires_on=TODAY() - DAY)
    )  # fmt: skip
    governance.save()
    expired = sentences(provisioned["stc"])
    assert len(expired) == len(without)
    assert expired != without


def test_a_province_may_ask_for_no_regulations(provisioned, settings):
    before = sentences(provisioned["stc"])
    settings.GOVPORTAL_RULES = {"boards.documents_required": False}
    assert len(sentences(provisioned["stc"])) == len(before) - 2


def test_a_body_needs_a_name_and_days_in_order():
    with pytest.raises(ValidationError):
        PortalBody(kind="owner").clean()
    with pytest.raises(ValidationError):
        PortalBody(kind="owner", name="A", valid_from=TODAY(), valid_to=TODAY() - DAY).clean()


def test_the_shortcomings_of_all_portals_cost_the_same_queries(provisioned):
    def count(portals):
        with CaptureQueriesContext(connection) as captured:
            shortcomings.of_portals(portals)
        return len(captured)

    seat_of(provisioned["stc"])
    portals = list(Portal.objects.select_related("agency"))
    assert count(portals[:1]) == count(portals) <= 5


# --- ROLE-03: who may hold a post -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("post", "is_broken"),
    [("Chánh Văn phòng UBND tỉnh", False), ("chánh  văn phòng", False),
     ("Phó Chánh Văn phòng", True), ("Giám đốc Sở", True)],
)  # fmt: skip
def test_a_post_that_the_regulation_does_not_name_is_noticed(
    provisioned, regulated, post, is_broken
):
    assert (broken_rule(seat_of(provisioned["ubnd"], post=post)) is not None) is is_broken


def test_the_rule_binds_its_portals_and_seats_alone(provisioned, regulated):
    assert broken_rule(seat_of(provisioned["stc"], post="Giám đốc")) is None
    assert broken_rule(seat_of(provisioned["ubnd"], role="member", post="Giám đốc")) is None


def test_a_broken_rule_warns_and_blocks_nothing(provisioned, regulated, person, sign_in):
    client = sign_in(person("ubnd", "administrator"))
    data = {
        "portal": provisioned["ubnd"].pk, "role": "head", "person": "Lê Thị B", "post": "Giám đốc",
        "starts_on": "2026-01-01", **formset("tasks", [{"section": "", "task": "Duyệt tin"}]),
    }  # fmt: skip
    answer = client.post(reverse("board-seats:add"), data, follow=True)
    seat = BoardSeat.objects.get(person="Lê Thị B")
    assert "Điều 10.2" in answer.content.decode()
    shown = client.get(reverse("board-seats:edit", args=[seat.pk])).content.decode()
    assert "Điều 10.2" in shown
    assert [task.task for task in seat.tasks.all()] == ["Duyệt tin"]
    assert any("Điều 10.2" in sentence for sentence in sentences(provisioned["ubnd"]))


# --- seats give rights ----------------------------------------------------------------------------


def test_rights_follow_from_a_seat_and_end_with_its_term(provisioned):
    user = account("ngan")
    seat = seat_of(provisioned["stc"], account=user, role="deputy_head")
    assert roles(user) == {("stc", "deputy_head")}
    seat.role = "member"
    seat.save()
    assert roles(user) == {("stc", "editor")}
    seat.ends_on = TODAY() - DAY
    seat.save()
    assert roles(user) == set()


def test_a_seat_that_passes_to_another_takes_its_rights_along(provisioned):
    first, second = account("mot"), account("hai")
    seat = seat_of(provisioned["stc"], account=first)
    seat.account = second
    seat.save()
    assert (roles(first), roles(second)) == (set(), {("stc", "head")})
    seat.delete()
    assert roles(second) == set()


def test_a_seat_takes_nothing_that_an_assignment_still_gives(provisioned):
    user = account("ngan")
    assign(provisioned["stc"], user, "head")
    seat = seat_of(provisioned["stc"], account=user)
    seat.delete()
    assert roles(user) == {("stc", "head")}


def test_nobody_gives_oneself_a_seat(provisioned, person, sign_in):
    admin = person("stc", "administrator")
    client = sign_in(admin)
    data = {
        "portal": provisioned["stc"].pk, "role": "head", "person": "Tôi", "post": "Giám đốc",
        "starts_on": "2026-01-01", "account_name": admin.username, **formset("tasks"),
    }  # fmt: skip
    answer = client.post(reverse("board-seats:add"), data)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert not BoardSeat.objects.filter(person="Tôi").exists()


def test_an_unknown_account_is_an_error_of_its_field(provisioned, person, sign_in):
    client = sign_in(person("stc", "administrator"))
    data = {
        "portal": provisioned["stc"].pk, "role": "head", "person": "A", "post": "B",
        "starts_on": "2026-01-01", "account_name": "khong-co", **formset("tasks"),
    }  # fmt: skip
    answer = client.post(reverse("board-seats:add"), data)
    assert "account_name" in answer.context["form"].errors


# --- screens and isolation ------------------------------------------------------------------------


@pytest.fixture
def foreign(provisioned):
    """Return what another portal has, each thing named so that it is recognised."""
    portal = provisioned["skhcn"]
    governance = portal.governance
    governance.standing_office = f"{SECRET} văn phòng"
    governance.save()
    return {
        "governance": governance,
        "board-seats": seat_of(portal, person=f"{SECRET} A", account=account(f"{SECRET}-a")),
        "board-teams": BoardTeam.objects.create(portal=portal, name=f"{SECRET} tổ", task="Việc"),
    }


NAMES = ("governance", "board-seats", "board-teams")


@pytest.mark.parametrize("role", ["reporter", "editor", "deputy_head", "head", "administrator"])
@pytest.mark.parametrize("name", NAMES)
def test_no_screen_shows_another_portals_board(foreign, person, sign_in, name, role):
    client = sign_in(person("stc", role))
    queries = ({}, {"q": SECRET[:6]}, {"export": "csv"})
    answers = [client.get(reverse(f"{name}:index"), query) for query in queries]
    answers += [
        client.get(reverse(f"{name}:{view}", args=[foreign[name].pk]))
        for view in ("edit", "inspect", "history", "usage")
    ]
    answers.append(client.get(reverse("wagtailadmin_reports:site_history")))
    answers.append(client.get(reverse("wagtailadmin_home")))
    for answer in answers:
        assert answer.status_code in (200, 302, 403, 404)
        shown = b"".join(answer) if answer.streaming else answer.content
        assert SECRET not in shown.decode().replace(f'value="{SECRET[:6]}"', "")


@pytest.mark.parametrize("name", NAMES)
def test_nobody_changes_another_portals_board(foreign, person, sign_in, name):
    client = sign_in(person("stc", "administrator"))
    thing = foreign[name]
    answer = client.post(reverse(f"{name}:edit", args=[thing.pk]), {"standing_office": "khác"})
    assert answer.status_code in (302, 403)
    before = str(thing)
    thing.refresh_from_db()
    assert str(thing) == before


def test_a_seat_can_not_be_put_on_another_portal(provisioned, person, sign_in):
    client = sign_in(person("stc", "administrator"))
    data = {
        "portal": provisioned["skhcn"].pk, "role": "head", "person": "A", "post": "B",
        "starts_on": "2026-01-01", **formset("tasks"),
    }  # fmt: skip
    answer = client.post(reverse("board-seats:add"), data)
    assert "portal" in answer.context["form"].errors


def test_the_head_sees_the_own_board_and_the_administrator_changes_it(provisioned, person, sign_in):
    seat = seat_of(provisioned["stc"])
    client = sign_in(person("stc", "head"))
    assert client.get(reverse("board-seats:inspect", args=[seat.pk])).status_code == 200
    assert client.get(reverse("board-seats:edit", args=[seat.pk])).status_code in (302, 403)
    client = sign_in(person("stc", "administrator"))
    assert client.get(reverse("board-seats:edit", args=[seat.pk])).status_code == 200


def test_an_administrator_records_the_organisation(provisioned, person, sign_in):
    client = sign_in(person("stc", "administrator"))
    governance = provisioned["stc"].governance
    governance.bodies.all().delete()
    data = {
        "decision_number": "5/QĐ-STC", "decision_date": "2026-02-03", "decision_file": "",
        "founder": "Giám đốc Sở", "standing_office": "Văn phòng Sở",
        **formset("bodies", [{"kind": "owner", "agency": provisioned["stc"].agency_id}]),
        **formset("documents", [{"kind": "portal_rules", "number": "6",
                                 "issued_on": "2026-02-03"}]),
    }  # fmt: skip
    answer = client.post(reverse("governance:edit", args=[governance.pk]), data)
    assert answer.status_code == 302, answer.context["form"].errors
    governance.refresh_from_db()
    assert governance.decision_number == "5/QĐ-STC"
    assert [body.kind for body in governance.bodies.all()] == ["owner"]
    assert [document.number for document in governance.documents.all()] == ["6"]


def test_another_portals_document_can_not_be_referred_to(provisioned, person, sign_in):
    file = Document.objects.create(
        title="Tệp", file="x.pdf", collection=provisioned["skhcn"].collection
    )
    client = sign_in(person("stc", "administrator"))
    data = {
        "portal": provisioned["stc"].pk, "role": "head", "person": "A", "post": "B",
        "starts_on": "2026-01-01", "decision_file": file.pk, **formset("tasks"),
    }  # fmt: skip
    answer = client.post(reverse("board-seats:add"), data)
    assert "decision_file" in answer.context["form"].errors


def test_the_dashboard_says_what_the_own_portal_lacks(provisioned, person, sign_in):
    home = reverse("wagtailadmin_home")
    address = reverse("governance:edit", args=[provisioned["stc"].governance.pk])
    for role, is_told in (("administrator", True), ("head", True), ("reporter", False)):
        shown = sign_in(person("stc", role)).get(home).content.decode()
        assert (address in shown) is is_told
