"""Who belongs to a portal follows from assignments: from their first day to their last."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from govportal.boards import memberships
from govportal.boards.assignments import Assignment
from govportal.boards.seats import BoardSeat
from govportal.portals.membership import PortalGroup
from govportal.provisioning import provision
from tests.people import account, assign, roles, works_on

TODAY = timezone.localdate
DAY = timedelta(days=1)


def test_an_assignment_gives_its_role_at_once_and_its_end_takes_it(provisioned):
    user = account("ngan")
    row = assign(provisioned["stc"], user, "editor")
    assert roles(user) == {("stc", "editor")}
    assert works_on(user, provisioned["stc"])
    row.end("chuyển công tác")
    assert roles(user) == set()
    assert not works_on(user, provisioned["stc"])


@pytest.mark.parametrize(
    ("first", "last", "is_valid"),
    [(0, None, True), (-5, 0, True), (1, None, False), (-9, -1, False)],
)
def test_only_the_days_of_an_assignment_give_rights(provisioned, first, last, is_valid):
    user = account("ngan")
    last_day = None if last is None else TODAY() + last * DAY
    row = assign(provisioned["stc"], user, valid_from=TODAY() + first * DAY, valid_to=last_day)
    assert bool(roles(user)) is is_valid is row.is_valid()


def test_the_timer_gives_and_takes_what_days_have_changed(provisioned, capsys):
    begun, over = account("moi"), account("cu")
    early = assign(provisioned["stc"], begun, valid_from=TODAY() + DAY)
    late = assign(provisioned["stc"], over)
    assert (roles(begun), bool(roles(over))) == (set(), True)
    Assignment.objects.filter(pk=early.pk).update(valid_from=TODAY())
    Assignment.objects.filter(pk=late.pk).update(valid_to=TODAY() - DAY)
    call_command("govportal", "--language", "en", "memberships")
    assert (bool(roles(begun)), roles(over)) == (True, set())
    assert "1 role given." in capsys.readouterr().out
    call_command("govportal", "--language", "en", "memberships")
    said = capsys.readouterr().out
    assert "0 roles given." in said and "0 roles taken." in said


def test_two_assignments_of_one_role_end_one_by_one(provisioned):
    user = account("ngan")
    first, second = (assign(provisioned["stc"], user) for _n in range(2))
    first.end("hết hạn")
    assert roles(user) == {("stc", "reporter")}
    second.end("hết hạn")
    assert roles(user) == set()


def test_a_membership_without_record_is_left_alone_until_it_is_recorded(provisioned, person):
    user = person("stc", "editor")
    memberships.bring_in_line()
    assign(provisioned["skhcn"], user, "reporter").end("thử")
    assert roles(user) == {("stc", "editor")}


def test_memberships_of_older_installations_are_recorded_as_to_be_completed(person, provisioned):
    user = person("stc", "editor")
    (row,) = memberships.adopt()
    assert (row.user, row.portal, row.role) == (user, provisioned["stc"], "editor")
    assert row.is_valid() and not row.is_complete
    assert memberships.adopt() == []
    assert roles(user) == {("stc", "editor")}
    row.end("rà soát")
    assert roles(user) == set()


def test_groups_that_serve_the_province_are_not_touched(provisioned, django_user_model):
    user = account("ngan")
    group = PortalGroup.objects.first().group.__class__.objects.create(name="Nhóm khác")
    user.groups.add(group)
    assign(provisioned["stc"], user).end("thử")
    assert set(user.groups.all()) == {group}


def test_bringing_in_line_costs_the_same_with_more_assignments(
    provisioned, django_assert_max_num_queries
):
    for name in ("a", "b", "c", "d"):
        assign(provisioned["stc"], account(name))
    with django_assert_max_num_queries(8):
        memberships.bring_in_line()


def test_an_account_is_deleted_with_its_assignments_and_leaves_its_seat(provisioned):
    user = account("ngan")
    assign(provisioned["stc"], user, "editor")
    assign(provisioned["skhcn"], user, "reporter")
    seat = BoardSeat.objects.create(
        portal=provisioned["stc"], role="head", person="A", post="B", account=user
    )
    user.delete()
    seat.refresh_from_db()
    assert seat.account is None
    assert not Assignment.objects.exists()


def test_a_role_waits_until_its_portal_has_groups(provisioned):
    PortalGroup.objects.filter(portal=provisioned["stc"]).delete()
    user = account("ngan")
    assign(provisioned["stc"], user, "editor")
    assert roles(user) == set()
    list(provision())
    memberships.bring_in_line()
    assert roles(user) == {("stc", "editor")}
