"""A legal document written as text, Word or PDF reads back as the same structure."""

import pytest
from hypothesis import HealthCheck, given, settings

from govportal.publishing.documents.files import read_file, write_docx, write_text
from govportal.publishing.regulations import Paragraph
from tests.printed_documents import plain_documents, rulings, write_pdf

pytestmark = pytest.mark.pure

WRITERS = {"text": lambda parsed: write_text(parsed).encode(), "docx": write_docx, "pdf": write_pdf}
EXAMPLES = {"text": 60, "docx": 20, "pdf": 20}
FACTS = (
    "number year symbol document_type issuer place issued_on signer signer_title "
    "signing_authority abstract effective_on replaces preamble recipients regulation_title"
).split()


def told(parsed):
    """All that a document tells, without the addresses and doubts that reading adds."""
    plain = forgotten({**parsed.as_dict(), **{name: getattr(parsed, name) for name in FACTS}})
    paragraphs = [part.text for part in parsed.body if isinstance(part, Paragraph)]
    return plain | {"paragraphs": paragraphs}


def forgotten(value):
    if isinstance(value, dict):
        kept = value.keys() - {"anchor", "warnings", "printed_label"}
        return {name: forgotten(value[name]) for name in kept}
    return [forgotten(item) for item in value] if isinstance(value, list) else value


def assert_reads_back(parsed, kind):
    found = read_file(WRITERS[kind](parsed), "van-ban")
    assert found.kind == kind
    assert told(found.parsed) == told(parsed)


@pytest.mark.parametrize("kind", WRITERS)
def test_a_document_with_articles_reads_back(kind):
    @settings(max_examples=EXAMPLES[kind], deadline=None, suppress_health_check=list(HealthCheck))
    @given(rulings())
    def reads_back(parsed):
        assert_reads_back(parsed, kind)

    reads_back()


@pytest.mark.parametrize("kind", WRITERS)
def test_a_notice_plan_or_letter_reads_back(kind):
    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    @given(plain_documents())
    def reads_back(parsed):
        assert_reads_back(parsed, kind)

    reads_back()
