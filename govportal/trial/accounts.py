"""The accounts of a trial installation: one a role, with a random password shown once."""

from __future__ import annotations

import secrets
import string
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from govportal.boards import memberships
from govportal.editorial.groups import PROVINCIAL_GRANTS
from govportal.portals.membership import PortalGroup, PortalRole
from govportal.portals.models import Portal

PASSWORD_LENGTH = 16
CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits, "!@#$%")
NAMES = {
    "reporter": "phongvien",
    "editor": "bientapvien",
    "deputy_head": "phoban",
    "head": "truongban",
    "administrator": "quantri",
}
PROVINCIAL_NAMES = ("bantinh", "kythuat")


@dataclass(frozen=True)
class Account:
    """An account just made: its name, what it is for, and its password in clear, once."""

    username: str
    role: str
    password: str


def make_accounts(portals: Iterable[Portal]) -> list[Account]:
    """Make the accounts that are not there yet, one a role on all of *portals*."""
    portals = list(portals)
    made = []
    for role, username in NAMES.items():
        groups = Group.objects.filter(
            portal_group__in=PortalGroup.objects.filter(portal__in=portals, role=role)
        )
        made.append(_make(username, str(PortalRole(role).label), groups))
    for username, grant in zip(PROVINCIAL_NAMES, PROVINCIAL_GRANTS, strict=True):
        made.append(_make(username, grant.name.vi, Group.objects.filter(name=grant.name.vi)))
    return [account for account in made if account is not None]


def _make(username: str, role: str, groups: Iterable[Group]) -> Account | None:
    user_model = get_user_model()
    if user_model.objects.filter(username=username).exists():
        return None
    password = random_password()
    user = user_model.objects.create_user(
        username=username, password=password, email=f"{username}@example.vn",
        last_name=_("Sample"), first_name=role[:150],
    )  # fmt: skip
    user.groups.set(groups)
    memberships.adopt([user.pk])
    return Account(username, role, password)


def random_password() -> str:
    """Return a password that satisfies every class the rules ask for."""
    required = [secrets.choice(letters) for letters in CLASSES]
    rest = [secrets.choice("".join(CLASSES)) for _n in range(PASSWORD_LENGTH - len(required))]
    letters = required + rest
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)
