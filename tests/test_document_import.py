"""A regulation in a text file becomes a draft that lacks nothing the file tells, and no more."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page, Revision

from govportal.publishing.documents.importing import (
    NoDocumentListError,
    import_document,
    parse_file,
)
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.documents.structure import structure_of

FIXTURES = Path(__file__).parent / "fixtures" / "regulations"
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
FILES = sorted(FIXTURES.glob("*.txt")) + sorted(SEEDS.glob("*.txt"))
WHOLE = FIXTURES / "whole.txt"
BLANK = FIXTURES / "decision_only.txt"
"""A decision with neither number nor day."""


@pytest.fixture
def draft(portal_of_code):
    """Return a function that imports a file into the province's portal and returns the draft."""

    def make(path, code="ubnd", owner=None):
        result = import_document(parse_file(path), portal_of_code(code), path, owner)
        return LegalDocumentPage.objects.get(pk=result.page.pk)

    return make


def texts_of(articles):
    """Return all words of articles in printed order, as the reader found them."""
    return [[a.title, *a.texts()] for a in articles]


def texts_in(stream):
    """Return all words of the articles in a StreamField, in printed order."""
    found = []
    for block in stream:
        if block.block_type == "article":
            words = [block.value["title"]]
            for clause in block.value["clauses"]:
                words += [clause["text"], *(point["text"] for point in clause["points"])]
            found.append([words[0], *filter(None, words[1:])])
    return found


def forget_misprints(value):
    """Return *value* without the label a point was printed with: the draft has the one meant."""
    if isinstance(value, dict):
        return {k: forget_misprints(v) for k, v in value.items() if k != "printed_label"}
    return [forget_misprints(item) for item in value] if isinstance(value, list) else value


def divisions_in(stream):
    return [(b.value["kind"], b.value["number"]) for b in stream if b.block_type == "division"]


# --- what the draft holds ---------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_fact_and_every_word_of_the_file_is_in_the_draft(draft, path):
    parsed, page = parse_file(path), draft(path)
    facts = parsed.as_dict()
    for name in ("number", "symbol", "issuer", "signer", "signer_title", "abstract"):
        assert getattr(page, name) == (facts[name] or ""), name
    assert page.document_type == (parsed.document_type or "")
    assert (page.issued_on, page.effective_on) == (parsed.issued_on, parsed.effective_on)
    assert page.preamble.splitlines() == list(parsed.preamble)
    assert page.recipients.splitlines() == list(parsed.recipients)
    assert texts_in(page.body) == texts_of(parsed.articles)
    assert texts_in(page.decision) == texts_of(parsed.decision)
    assert len(page.annexes) == len(parsed.annexes)
    cited = [(relation.kind, relation.citation) for relation in page.relations.all()]
    assert cited == [(relation.kind, relation.citation) for relation in parsed.replaces]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_draft_gives_the_structure_back_that_it_was_made_of(draft, path):
    parsed, found = parse_file(path).as_dict(), structure_of(draft(path)).as_dict()
    parsed, found = forget_misprints(parsed), forget_misprints(found)
    for name in ("decision_articles", "articles", "annexes", "place", "issued_on", "effective_on"):
        assert found[name] == parsed[name], name


def test_structure_of_the_regulation_is_kept(draft):
    page = draft(WHOLE)
    assert page.citation == "12/2031/QĐ-UBND"
    assert page.document_class == "normative"
    assert [block.block_type for block in page.decision] == ["article"] * 3
    assert divisions_in(page.body)[0] == ("chapter", "I")
    first = next(block for block in page.body if block.block_type == "article")
    assert (first.value["number"], first.value["title"]) == (1, "Phạm vi điều chỉnh")
    assert first.value["clauses"][0]["number"] == ""
    assert {block.value["kind"] for block in page.annexes} <= {"annex", "form"}


def test_what_the_file_does_not_tell_is_empty_and_noted_for_the_editor(draft):
    page = draft(BLANK)
    assert (page.number, page.issued_on) == ("", None)
    warnings = parse_file(BLANK).warnings
    assert warnings
    for warning in warnings:
        assert warning.message("vi") in page.import_notes


def test_issuer_that_is_an_agency_of_the_province_is_linked(draft, tmp_path):
    text = WHOLE.read_text().replace("Minh Hòa", "Minh Họa").replace("MINH HÒA", "MINH HỌA")
    own = tmp_path / "own.txt"
    own.write_text(text)
    assert draft(own).issuing_agency.code == "ubnd"
    assert draft(WHOLE, "stc").issuing_agency is None


def test_draft_opens_in_the_editor_without_number_and_date(draft, person, sign_in):
    page = draft(BLANK, "stc")
    response = sign_in(person("stc", "editor")).get(f"/cms/pages/{page.pk}/edit/")
    assert response.status_code == 200


# --- only a draft, and only one -------------------------------------------------------------------


def test_a_draft_is_never_public(draft, client):
    page = draft(WHOLE)
    assert not page.live
    path = page.get_url_parts()[2]
    assert client.get(path, headers={"host": "minhhoa.gov.vn"}).status_code == 404
    listing = client.get("/van-ban/", headers={"host": "minhhoa.gov.vn"}).content.decode()
    assert page.title not in listing


def test_a_draft_can_be_published_only_when_what_the_law_asks_is_there(draft, person):
    page = draft(BLANK, "stc", owner=person("stc", "reporter"))
    with pytest.raises(ValidationError, match="Số: "):
        page.get_latest_revision().publish(user=person("stc", "head"))
    assert not LegalDocumentPage.objects.get(pk=page.pk).live


def test_the_same_file_makes_one_draft_a_portal(draft, tmp_path):
    first = draft(WHOLE)
    renamed = tmp_path / "khac-ten.txt"
    renamed.write_bytes(WHOLE.read_bytes())
    assert draft(renamed).pk == first.pk
    assert draft(WHOLE, "stc").pk != first.pk
    assert LegalDocumentPage.objects.count() == 2


def test_another_file_with_the_same_number_gets_an_address_of_its_own(draft, tmp_path):
    first = draft(WHOLE)
    changed = tmp_path / "sua.txt"
    changed.write_text(WHOLE.read_text().replace("Phạm vi điều chỉnh", "Phạm vi áp dụng"))
    second = draft(changed)
    assert second.slug == f"{first.slug}-2"


def test_author_of_the_draft_is_recorded(draft, person):
    owner = person("stc", "reporter")
    page = draft(WHOLE, "stc", owner)
    assert page.owner == page.get_latest_revision().user == owner


def test_nothing_is_half_saved_when_saving_fails_midway(draft, monkeypatch, section_of):
    def fail(*arguments, **options):
        raise RuntimeError("disk full")

    index = section_of("ubnd", "legal_documents")
    before = Page.objects.count(), Revision.objects.count()
    monkeypatch.setattr(LegalDocumentPage, "save_revision", fail)
    with pytest.raises(RuntimeError):
        draft(WHOLE)
    assert (Page.objects.count(), Revision.objects.count()) == before
    assert not LegalDocumentRelation.objects.exists()
    index.refresh_from_db()
    assert index.numchild == 0
    monkeypatch.undo()
    assert draft(WHOLE).pk


def test_portal_without_a_document_list_is_told(draft, section_of):
    section_of("ubnd", "legal_documents").delete()
    with pytest.raises(NoDocumentListError):
        draft(WHOLE)


# --- addresses of articles ------------------------------------------------------------------------


def anchors_of(parsed):
    """Yield the anchor of each article, clause and point in printed order, as the reader does."""
    for article in (*parsed.decision, *parsed.articles):
        yield article.anchor
        yield from (point.anchor for point in article.points)
        for clause in article.clauses:
            yield clause.anchor
            yield from (point.anchor for point in clause.points)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_article_clause_and_point_has_the_readers_anchor_on_the_page(draft, path):
    page = draft(path)
    LegalDocumentPage.objects.filter(pk=page.pk).update(live=True)
    response = Client().get(page.get_url_parts()[2], headers={"host": "minhhoa.gov.vn"})
    ids = re.findall(r'\sid="([^"]+)"', response.content.decode())
    anchors = [anchor for anchor in ids if anchor.removeprefix("qd-").startswith("dieu-")]
    assert anchors == list(anchors_of(parse_file(path)))
    assert len(ids) == len(set(ids))


# --- the five regulations -------------------------------------------------------------------------


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five regulations are not here")
def test_the_five_regulations_become_drafts_with_all_their_articles(draft):
    counts = {}
    for path in sorted(SEEDS.glob("*.txt")):
        page = draft(path)
        counts[path.stem[:3]] = sum(block.block_type == "article" for block in page.body)
    assert list(counts.values()) == [23, 18, 19, 24, 26]
