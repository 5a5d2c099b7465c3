"""The language switch on pages that are not in the tree: it leads to the same page."""

import re
from html import unescape

import pytest

HEAD = re.compile(r'<a href="([^"]+)" lang="(\w+)" hreflang="\w+"[^>]*>([^<]*)(<span)?')


@pytest.fixture
def languages_at(client, provisioned):
    """Return a function: language → address in the header, and whether it says “home page”."""

    def read(host, path, status=200):
        response = client.get(path, headers={"host": host})
        assert response.status_code == status
        found = HEAD.findall(response.content.decode().split("</header>")[0])
        return {language: (unescape(url), bool(home)) for url, language, _title, home in found}

    return read


@pytest.mark.parametrize("path", ["/tim-kiem/", "/so-do-cong/", "/kenh/"])
@pytest.mark.parametrize(
    ("host", "prefix", "english"),
    [
        ("minhhoa.gov.vn", "", "http://en.minhhoa.gov.vn.localhost"),
        ("stc.minhhoa.gov.vn", "", "http://stc.minhhoa.gov.vn.localhost/en"),
        ("stc.minhhoa.gov.vn", "/en", "http://stc.minhhoa.gov.vn.localhost/en"),
    ],
)
def test_the_switch_leads_to_the_same_page(languages_at, host, prefix, english, path):
    found = languages_at(host, prefix + path)
    assert found["en"] == (english + path, False)
    assert found["vi"] == (f"http://{host}.localhost{path}", False)


def test_a_search_keeps_its_words_and_begins_at_its_first_page(languages_at):
    query = "?q=%C4%91%E1%BA%A5t+%26+%22nh%C3%A0%22&pham-vi=tinh"
    found = languages_at("minhhoa.gov.vn", f"/tim-kiem/{query}&trang=2")
    assert found["en"] == (f"http://en.minhhoa.gov.vn.localhost/tim-kiem/{query}", False)


def test_what_is_not_found_leads_to_the_home_and_says_so(languages_at):
    found = languages_at("minhhoa.gov.vn", "/khong-co/?q=1", status=404)
    assert found["en"] == ("http://en.minhhoa.gov.vn.localhost/", True)
