"""Who sees agreements, keys, the log and connected systems in the admin, and the commands."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from govportal.editorial.groups import PROVINCIAL_GRANTS
from govportal.exchange import keys
from govportal.exchange.models import ApiAccess, ApiConsumer, ApiKey, ConnectionCheck

pytestmark = pytest.mark.django_db
SECRET = "Zzkinxq"
SETS = ("api_consumers", "api_keys", "api_accesses", "connection_checks")


@pytest.fixture
def rows(provisioned):
    """Return one of each: an agreement, a key, an access and a state."""
    today = timezone.localdate()
    consumer = ApiConsumer.objects.create(
        name=f"{SECRET} kho", organisation="Bộ", contact="1", purpose="2", agreement_number="3",
        signed_on=today, valid_from=today,
    )  # fmt: skip
    key, _secret = keys.issue(consumer)
    ApiKey.objects.filter(pk=key.pk).update(prefix=SECRET)
    access = ApiAccess.objects.create(
        consumer=consumer, method="GET", path=f"/{SECRET}", status=200, address="10.0.0.1"
    )
    state = ConnectionCheck.objects.create(
        key="a", name=f"{SECRET} công báo", checked_at=timezone.now(), outcome="tls", duration=5
    )
    return dict(zip(SETS, (consumer, key, access, state), strict=True))


@pytest.fixture
def technician(provisioned):
    """Return a member of the province's technical administration."""
    user = get_user_model().objects.create_user("ky-thuat")
    user.groups.add(Group.objects.get(name=PROVINCIAL_GRANTS[1].name.vi))
    return user


@pytest.mark.parametrize("role", ["reporter", "editor", "deputy_head", "head", "administrator"])
def test_staff_of_a_portal_see_none_of_it(rows, person, sign_in, role):
    client = sign_in(person("ubnd", role))
    for name, row in rows.items():
        for view, arguments in (("index", []), ("index_results", []), ("add", []),
                                ("inspect", [row.pk]), ("edit", [row.pk]), ("delete", [row.pk]),
                                ("history", [row.pk]), ("usage", [row.pk])):  # fmt: skip
            answer = client.get(reverse(f"{name}:{view}", args=arguments))
            assert answer.status_code in (302, 403)
            assert SECRET not in answer.content.decode()
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("api_consumers:index") not in menu
    history = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert SECRET not in history


def test_technical_administration_sees_all_of_it(rows, technician, sign_in):
    client = sign_in(technician)
    for name, row in rows.items():
        assert SECRET in client.get(reverse(f"{name}:index")).content.decode()
        assert client.get(reverse(f"{name}:inspect", args=[row.pk])).status_code == 200
    assert (
        reverse("api_consumers:index") in client.get(reverse("wagtailadmin_home")).content.decode()
    )


def test_not_even_a_superuser_writes_the_logs(rows, admin_user, sign_in):
    client = sign_in(admin_user)
    for name in ("api_accesses", "connection_checks"):
        for view in ("add", "edit", "delete"):
            arguments = [] if view == "add" else [rows[name].pk]
            answer = client.post(reverse(f"{name}:{view}", args=arguments))
            assert answer.status_code in (302, 403)
        rows[name].refresh_from_db()
    client.post(reverse("api_keys:edit", args=[rows["api_keys"].pk]), {"expires_at": "2099-01-01"})
    client.post(reverse("api_consumers:delete", args=[rows["api_consumers"].pk]))
    assert ApiConsumer.objects.count() == 1
    assert ApiKey.objects.get().expires_at < timezone.now() + timedelta(days=400)


def test_the_log_can_be_exported(rows, technician, sign_in):
    answer = sign_in(technician).get(reverse("api_accesses:index"), {"export": "csv"})
    assert f"/{SECRET}" in b"".join(answer.streaming_content).decode()


AGREEMENT = {
    "name": "LGSP", "organisation": "Sở KH&CN", "contact": "a@b.vn", "purpose": "Thống kê",
    "agreement_number": "05/TT", "signed_on": "2026-11-01", "valid_from": "2026-11-01",
    "valid_to": "", "portals": [], "reads_articles": "on", "requests_per_minute": "",
    "is_active": "on",
}  # fmt: skip


def test_an_agreement_is_registered(technician, sign_in, provisioned):
    data = AGREEMENT | {"portals": [provisioned["stc"].pk]}
    answer = sign_in(technician).post(reverse("api_consumers:add"), data)
    assert answer.status_code == 302, answer.context["form"].errors
    made = ApiConsumer.objects.get()
    assert [portal.code for portal in made.portals.all()] == ["stc"]
    assert (made.reads_articles, made.reads_records) == (True, False)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"valid_to": "2026-10-01"}, "valid_to"),
        ({"requests_per_minute": "9999"}, "requests_per_minute"),
        ({"requests_per_minute": "0"}, "requests_per_minute"),
        ({"agreement_number": ""}, "agreement_number"),
    ],
)
def test_a_faulty_agreement_is_refused(technician, sign_in, change, field):
    answer = sign_in(technician).post(reverse("api_consumers:add"), AGREEMENT | change)
    assert field in answer.context["form"].errors
    assert not ApiConsumer.objects.exists()


def soon():
    return timezone.localdate() + timedelta(days=20)


def test_a_new_key_is_shown_this_once_and_works(rows, technician, sign_in):
    client = sign_in(technician)
    data = {"consumer": rows["api_consumers"].pk, "expires_at": f"{soon()} 08:00"}
    assert client.get(reverse("api_keys:add")).status_code == 200
    answer = client.post(reverse("api_keys:add"), data)
    made = ApiKey.objects.exclude(prefix=SECRET).get()
    secret = answer.context["secret"]
    assert secret in answer.content.decode()
    assert answer["Cache-Control"].startswith("no-store")
    assert made.created_by == technician
    assert keys.recognise(secret) == made
    for address in (reverse("api_keys:index"), reverse("api_keys:inspect", args=[made.pk])):
        shown = client.get(address).content.decode()
        assert secret not in shown and made.digest not in shown


def test_a_key_that_lives_too_long_is_refused(rows, technician, sign_in):
    data = {"consumer": rows["api_consumers"].pk, "expires_at": "2099-01-01 08:00"}
    answer = sign_in(technician).post(reverse("api_keys:add"), data)
    assert "expires_at" in answer.context["form"].errors
    assert ApiKey.objects.count() == 1


def test_a_key_is_revoked_and_stays_in_the_list(rows, technician, sign_in):
    key = rows["api_keys"]
    answer = sign_in(technician).post(reverse("api_keys:delete", args=[key.pk]))
    assert answer.status_code == 302
    key.refresh_from_db()
    assert key.revoked_at is not None


# --- commands -------------------------------------------------------------------------------------


def run(*words):
    out = StringIO()
    call_command("govportal", *words, stdout=out)
    return out.getvalue().splitlines()


def test_the_command_issues_and_revokes_keys(rows):
    last = soon()
    secret = run("api-key", "create", "--consumer", f"{SECRET} kho", "--expires", str(last))[0]
    key = keys.recognise(secret)
    assert timezone.localtime(key.expires_at).date() == last
    run("api-key", "revoke", key.prefix)
    key.refresh_from_db()
    assert key.revoked_at is not None


@pytest.mark.parametrize(
    "words",
    [
        ("create", "--consumer", "khong-co"),
        ("create", "--consumer", f"{SECRET} kho", "--expires", "2099-01-01"),
        ("create", "--consumer", f"{SECRET} kho", "--expires", "2020-01-01"),
        ("revoke", "khong-co"),
    ],
    ids=" ".join,
)
def test_the_command_says_what_is_wrong(rows, words):
    with pytest.raises(CommandError):
        run("api-key", *words)
    assert ApiKey.objects.count() == 1


def test_the_command_purges_the_log(rows):
    old = timezone.now() - timedelta(days=400)
    ApiAccess.objects.filter(pk=rows["api_accesses"].pk).update(at=old)
    assert "1" in run("purge-api-log")[0]
    assert not ApiAccess.objects.exists()
