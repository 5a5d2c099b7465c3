"""No screen of the admin asks the database too often, with 125 portals (issue 6, point 6)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from govportal.portals.membership import PortalRole
from govportal.testing import province_plugin
from tests import provinces
from tests.sharing_world import article, provincial_board
from tests.test_isolation_matrix import addresses, urls_of
from tests.test_scale import MANY, add_portals

MOST = {"portal": 45, "province": 60}
"""Queries of a screen of a portal's head, and of one of a provincial editor."""

pytestmark = [
    pytest.mark.walk,
    # wagtail-localize's report lists what has no order.
    pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results"),
]


def costs(client, urls):
    """Return the queries of each of *urls* that shows a screen."""
    client.get("/cms/")  # what is remembered from then on
    found = {}
    for url in urls:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(url)
        if answer.status_code == 200:
            found[url] = len(queries)
    return found


@pytest.mark.parametrize("who", MOST)
def test_every_screen_stays_in_its_budget_with_125_portals(section_of, person, sign_in, who):
    page = article(section_of("stc", "news"), "Tin")
    page.save_revision()
    with province_plugin(provinces.many_departments(MANY)):
        add_portals()
        user = person("stc", PortalRole.HEAD) if who == "portal" else provincial_board()
        urls = urls_of(addresses(), [page.pk])
        found = costs(sign_in(user), urls)
    over = {url: count for url, count in found.items() if count > MOST[who]}
    assert over == {}
    assert len(found) > 120
