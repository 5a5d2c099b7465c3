"""Assignments and forms for the tests of boards and accounts."""

from datetime import date

from django.contrib.auth import get_user_model

from govportal.boards.assignments import Assignment
from govportal.portals.membership import portals_of

SECRET = "Zzkinxq"  # in all that the other portal has
DECISION = {"decision_number": "12/QĐ-STC", "decision_date": date(2026, 1, 5)}


def account(name, **fields):
    return get_user_model().objects.create_user(name, f"{name}@example.gov.vn", "x", **fields)


def assign(portal, user, role="reporter", **fields):
    """An assignment that is complete."""
    values = {**DECISION, "agency": portal.agency, **fields}
    return Assignment.objects.create(portal=portal, user=user, role=role, **values)


def roles(user):
    """The (portal code, role) pairs that the account has now, asked anew."""
    rows = user.groups.exclude(portal_group=None)
    return set(rows.values_list("portal_group__portal__agency__code", "portal_group__role"))


def works_on(user, portal):
    fresh = get_user_model().objects.get(pk=user.pk)
    return portal.pk in portals_of(fresh)


def formset(prefix, rows=(), initial=0):
    """What a browser sends for the rows of an inline panel."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial,
            f"{prefix}-MIN_NUM_FORMS": 0, f"{prefix}-MAX_NUM_FORMS": 1000}  # fmt: skip
    for place, row in enumerate(rows):
        values = {"ORDER": place + 1, **row}
        data |= {f"{prefix}-{place}-{name}": value for name, value in values.items()}
    return data
