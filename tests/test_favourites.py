"""Sections that readers keep in their browser: what the pages offer, the same to everybody."""

import re
from pathlib import Path

import pytest

import govportal
from tests.test_public_pages import Elements

SCRIPT = Path(govportal.__file__).parent / "static/govportal/portal.js"
MAIN = {"host": "minhhoa.gov.vn"}


@pytest.mark.parametrize("path", ["/tin-tuc/", "/van-ban/"])
def test_section_offers_to_be_kept_where_scripts_run(provisioned, client, path):
    [button] = [b for b in Elements(_read(client, path)).all("button") if "data-favourite" in b]
    assert "hidden" in button
    assert (button["type"], button["aria-pressed"], button["value"]) == ("button", "false", path)
    assert button["data-favourite"]


def test_home_keeps_a_hidden_place_with_a_way_to_clear_it(provisioned, client):
    page = Elements(_read(client, "/"))
    [place] = [s for s in page.all("section") if "data-favourites" in s]
    assert "hidden" in place
    assert place["aria-labelledby"] in {h.get("id") for h in page.all("h2")}
    assert place["data-cleared"]
    assert [s["src"] for s in page.all("script") if s["src"].endswith("portal.js")]


def test_what_readers_keep_never_leaves_their_browser():
    script = SCRIPT.read_text()
    favourites = script[script.index("// Sections that a reader has marked") :]
    assert len(script) < 8000
    assert not re.search(r"fetch|XMLHttpRequest|sendBeacon|cookie|innerHTML", favourites)


def _read(client, path):
    response = client.get(path, headers=MAIN)
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    return response.content.decode()
