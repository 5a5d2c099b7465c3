"""A legal document goes from a file to the public, through people who are not its author."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from govportal.folding import slug

SEED = Path(__file__).parents[3] / "shared/seeds/001-ben-tre-cong-chuyen-doi-so-qd-35-2023.txt"
OWN = Path(__file__).parents[1] / "fixtures/regulations/whole.txt"
REASON = "Bổ sung nơi nhận trước khi đăng."

pytestmark = pytest.mark.browser


class Draft:
    """A document imported for the reporter on one portal, and its addresses."""

    def __init__(self, installation, source, portal, host):
        parsed = installation.run("import-document", str(source), "--dry-run", "--format", "json")
        self.read = json.loads(parsed)
        printed = installation.run(
            "import-document", str(source), "--portal", portal, "--owner", "phongvien"
        )
        number = re.findall(r"(\d+)\.$", printed, re.M)[-1]
        self.citation = self.read["citation"]
        self.public_url = installation.url(host, f"/van-ban/{slug(self.citation)}/")
        self.edit_url = installation.url("minhhoa.gov.vn", f"/cms/pages/{number}/edit/")

    def submit(self, author):
        """Send the document in for approval, as its author."""
        author.goto(self.edit_url)
        author.click("footer [data-w-dropdown-target=toggle]")
        author.click("button[name=action-submit]")
        self.leave(author)

    def open_from_dashboard(self, person):
        """Follow the link that awaits *person* on the dashboard."""
        person.goto(self.edit_url.split("pages/")[0])
        person.click(f"main a[href$='{self.edit_url.split('/cms')[1]}']")
        person.wait_for_url(self.edit_url)  # a long document takes a while to come whole
        expect(self.action(person, "reject")).to_be_attached()

    def approve(self, person):
        """Confirm each point and approve, without a comment."""
        self.open_from_dashboard(person)
        person.click("footer [data-w-dropdown-target=toggle]")
        person.locator("[data-workflow-action-name=approve]:visible").click()
        dialogue = person.locator(".modal-dialog")
        send = dialogue.locator("button[type=submit]")
        send.click()
        expect(dialogue.locator(".error-message").first).to_be_visible()
        for box in dialogue.locator("input[type=checkbox]").all():
            box.check()
        send.click()
        self.leave(person)

    @staticmethod
    def leave(person):
        """Wait until the editor has closed: what was pressed has been done."""
        person.wait_for_url(lambda url: "/edit/" not in url)

    @staticmethod
    def action(person, name):
        return person.locator(f"[data-workflow-action-name={name}]").first


def test_document_is_published_by_people_who_did_not_write_it(installation, signed_in, open_page):
    source = SEED if SEED.exists() else OWN
    draft = Draft(installation, source, "stc", "stc.minhhoa.gov.vn")
    public, author = open_page(reduced_motion="reduce"), signed_in("phongvien")
    assert public.goto(draft.public_url).status == 404

    draft.submit(author)
    author.goto(draft.edit_url)
    expect(author.locator("#id_title")).to_be_visible()
    expect(author.locator("[data-workflow-action-name]")).to_have_count(0)

    draft.approve(signed_in("bientapvien"))
    assert public.goto(draft.public_url).status == 404
    draft.approve(signed_in("phoban"))
    assert public.goto(draft.public_url).status == 200

    year, month, day = map(int, draft.read["issued_on"].split("-"))
    facts = public.locator("main")
    for text in (draft.citation, f"{day:02}/{month}/{year}", draft.read["signer"]):
        expect(facts).to_contain_text(text)
    assert len(draft.read["articles"]) == (18 if source == SEED else 5)
    for number in range(1, len(draft.read["articles"]) + 1):
        public.goto(f"{draft.public_url}#dieu-{number}")
        expect(public.locator(f"#dieu-{number}:target")).to_be_in_viewport()


def test_rejection_tells_its_reason_to_the_author(installation, signed_in, tmp_path):
    other = tmp_path / "other.txt"  # a number is used once
    other.write_text(OWN.read_text("utf-8").replace("12/2031", "13/2031"), "utf-8")
    draft = Draft(installation, other, "phuong-bo-song", "bosong.minhhoa.gov.vn")
    author, editor = signed_in("phongvien"), signed_in("bientapvien")
    draft.submit(author)

    draft.open_from_dashboard(editor)
    editor.click("footer [data-w-dropdown-target=toggle]")
    editor.locator("[data-workflow-action-name=reject]:visible").click()
    send = editor.locator(".modal-dialog button[type=submit]")
    send.click()
    expect(editor.locator(".modal-dialog .error-message")).to_be_visible()
    editor.fill(".modal-dialog textarea", REASON)
    send.click()
    draft.leave(editor)

    author.goto(draft.edit_url.split("pages/")[0])
    author.click(f"main a[href$='{draft.edit_url.split('/cms')[1]}']")
    author.click("[data-side-panel-toggle=status], [aria-label*='Status'] >> nth=0")
    expect(author.locator("body")).to_contain_text(REASON)
