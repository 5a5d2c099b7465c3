"""Brings the agencies in line with the plugin's list."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from govportal import plugins
from govportal.portals.models import Agency
from govportal.province import AgencySpec


@transaction.atomic
def provision_agencies() -> list[str]:
    """Create and update agencies; return what changed. Those no longer listed are kept."""
    known = {agency.code: agency for agency in Agency.objects.all()}
    changes = []
    for spec in plugins.agencies():
        agency = known.get(spec.code)
        facts = _facts(spec, known)
        if agency is None:
            known[spec.code] = Agency.objects.create(code=spec.code, **facts)
            changes.append(_("new agency %(code)s") % {"code": spec.code})
        elif changed := [name for name, value in facts.items() if getattr(agency, name) != value]:
            for name in changed:
                setattr(agency, name, facts[name])
            agency.save()
            names = {"code": spec.code, "fields": ", ".join(changed)}
            changes.append(_("agency %(code)s: %(fields)s") % names)
    return changes


def _facts(spec: AgencySpec, known: dict[str, Agency]) -> dict[str, Any]:
    return {
        "kind": spec.kind,
        "parent_id": known[spec.parent].pk if spec.parent else None,
        "name_vi": spec.name.vi,
        "name_en": spec.name.en,
        "abbreviation": spec.abbreviation,
        "official_code": spec.official_code,
        "former_names": list(spec.former_names),
        "valid_from": spec.valid_from,
        "valid_to": spec.valid_to,
    }
