"""A legal document goes from a file to the public, through people who are not its author."""

from pathlib import Path

import pytest

SEED = Path(__file__).parents[3] / "shared/seeds/001-ben-tre-cong-chuyen-doi-so-qd-35-2023.txt"
OWN = Path(__file__).parents[1] / "fixtures/regulations/whole.txt"

pytestmark = pytest.mark.browser


def approve(page, title):
    page.goto(page.url.split("/cms/")[0] + "/cms/")
    page.click(f"text={title}")
    page.wait_for_selector("[data-workflow-action-name=approve]", state="attached")
    if not page.is_visible("[data-workflow-action-name=approve]"):
        page.click("footer [data-w-dropdown-target=toggle]")
    page.click("[data-workflow-action-name=approve]")
    page.click(".modal-dialog button[type=submit], .modal-dialog input[type=submit]")
    page.wait_for_load_state()


def test_document_is_published_by_people_who_did_not_write_it(installation, signed_in, open_page):
    source = SEED if SEED.exists() else OWN
    installation.run("import-document", str(source), "--portal", "stc", "--owner", "phongvien")
    reporter = signed_in("phongvien")
    reporter.goto(installation.url("minhhoa.gov.vn", "/cms/"))
    assert reporter.url
