"""No screen of the admin asks the database too often, nor more often with 125 portals than few.

All in one test: to make 125 portals takes longer than to count what screens ask (issue 6, point 6).
"""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from govportal.portals.membership import PortalRole
from govportal.testing import province_plugin
from tests import provinces
from tests.sharing_world import article, provincial_board
from tests.test_editorial import submitted
from tests.test_isolation_matrix import addresses, urls_of
from tests.test_my_work import HOME, PAGE, broken_link, question
from tests.test_scale import MANY, add_portals

PORTAL, PROVINCE = 45, 60
"""Queries of a screen of a portal's people, and of one of a provincial editor."""

pytestmark = [
    pytest.mark.walk,
    # wagtail-localize's report lists what has no order.
    pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results"),
]


@pytest.fixture
def pages(home_of, section_of, person, provisioned):
    """Return the home page, the news and an article that waits, of a portal with much to do."""
    news, author = section_of("stc", "news"), person("stc", "reporter", "tac-gia")
    waiting = [submitted(news, author, title=f"Bài {number}") for number in range(3)]
    article(news, "Tin").save_revision()
    question(provisioned["stc"])
    broken_link(provisioned["stc"])
    return home_of("stc"), news, waiting[0]


def daily(pages):
    """Return the addresses of daily work with *pages*."""
    home, news, waiting = (page.pk for page in pages)
    listed = "/cms/api/main/pages/?for_explorer=1&child_of="
    return [
        HOME, PAGE, "/cms/pages/", "/cms/images/", "/cms/pages/search/", f"/cms/pages/{home}/",
        "/cms/pages/search/?q=tin", f"/cms/pages/{news}/", f"/cms/pages/{waiting}/edit/",
        f"/cms/pages/{news}/edit/", f"/cms/pages/{waiting}/history/",
        f"/cms/pages/add/govportal/articlepage/{news}/", f"{listed}{home}", f"{listed}{news}",
    ]  # fmt: skip


def queries_of(client, url):
    """Return the queries of the screen at *url*, None where there is none."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    return len(queries) if answer.status_code == 200 else None


def costs(client, urls):
    """Return the queries of each of *urls* that shows a screen."""
    client.get(HOME)  # what is remembered from then on
    found = {url: queries_of(client, url) for url in urls}
    return {url: count for url, count in found.items() if count is not None}


def daily_costs(client, user, urls):
    """Return the queries of each of *urls* once warm, with the work of *user* counted anew."""
    found = {}
    for url in urls:
        client.get(url)
        cache.delete(f"govportal:my-work:{user.pk}")
        found[url] = queries_of(client, url)
    return found


def over(found, most):
    """Return those that cost more than *most*."""
    return {url: count for url, count in found.items() if count > most}


def test_every_screen_stays_in_its_budget_with_125_portals(pages, person, sign_in):
    people = {role: person("stc", role) for role in PortalRole.values}
    urls = {role: [HOME, PAGE] for role in people}
    urls |= dict.fromkeys(("editor", "head"), daily(pages))

    def of_all():
        return {r: daily_costs(sign_in(user), user, urls[r]) for r, user in people.items()}

    few, every = of_all(), urls_of(addresses(), [pages[2].pk])
    with province_plugin(provinces.many_departments(MANY)):
        add_portals()
        assert of_all() == few
        head = costs(sign_in(people["head"]), every)
        board = costs(sign_in(provincial_board()), every)
    assert [over(found, PORTAL) for found in (*few.values(), head)] == [{}] * (len(few) + 1)
    assert over(board, PROVINCE) == {}
    assert len(head) > 120
    assert len(board) > 120
