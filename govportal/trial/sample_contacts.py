"""How a portal's agency is reached, for its footer: samples that say so themselves."""

from __future__ import annotations

from govportal import plugins
from govportal.facts import Text
from govportal.portals.models import Portal
from govportal.trial import marks
from govportal.trial.media import MARK
from govportal.trial.sample_pages import place_in_sentence

GIVEN = "footer"
"""What the mark of a portal says in place of a category."""
ADDRESS = Text(vi="Số 1, đường Mẫu, {province}", en="1 Sample Street, {province}")
PHONE, EMAIL = "0000 000 000", "lienhe@coquan.example"


def add_contact(portal: Portal) -> None:
    """Give *portal* an address and a telephone number, unless it has either."""
    if portal.address or portal.phone or portal.email:
        return
    portal.address_vi, portal.address_en = _address("vi"), _address("en")
    portal.phone, portal.email = PHONE, EMAIL
    portal.save()
    marks.mark(portal, (portal.code, GIVEN))


def remove_contacts() -> None:
    """Empty what still is the sample on the portals that were given one."""
    for portal in marks.marked(Portal):
        if portal.address_vi == _address("vi"):
            portal.address = portal.address_vi = portal.address_en = ""
        portal.phone = "" if portal.phone == PHONE else portal.phone
        portal.email = "" if portal.email == EMAIL else portal.email
        portal.save()


def _address(language: str) -> str:
    province = place_in_sentence(plugins.province().name).in_language(language)
    return f"{MARK.in_language(language)} {ADDRESS.in_language(language).format(province=province)}"
