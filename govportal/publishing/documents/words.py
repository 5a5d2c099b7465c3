"""The words of a document, kept without marks so that its list is searched in any typing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import translation

from govportal.folding import slug
from govportal.publishing.documents.kinds import DocumentType

if TYPE_CHECKING:
    from govportal.publishing.documents.pages import LegalDocumentPage

BEFORE_WORD = "-"
FACTS = (
    "title", "abstract", "issuer", "signer", "signer_title", "field", "place",
    "regulation_title", "preamble", "recipients",
)  # fmt: skip


class DocumentWords(models.Model):
    """The words of one document, its facts and its text, written whenever it is saved.

    They lie apart from the page, whose every reader would have to load them.
    """

    wagtail_reference_index_ignore = True

    document = models.OneToOneField(
        "govportal.LegalDocumentPage", models.CASCADE, primary_key=True, related_name="words"
    )
    text = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.document_id)


def folded_words(text: str) -> list[str]:
    """Return the words of *text* as they are looked for: ``42/2022/NĐ-CP`` → 42, 2022, nd, cp."""
    return [word for word in slug(text).split(BEFORE_WORD) if word]


def words_of(document: LegalDocumentPage) -> str:
    """Return the words of *document* in order, each after a hyphen."""
    texts = [document.citation, *_type_words(document.document_type)]
    texts += [getattr(document, name) for name in FACTS]
    for stream in (document.decision, document.body, document.annexes):
        texts += [text for block in stream for text in _texts(block.value)]
    return "".join(f"{BEFORE_WORD}{slug(text)}" for text in texts if text)


def _type_words(kind: str) -> Iterator[str]:
    """Yield the name of the type in each language, whoever saves the document in which."""
    for language in ("vi", "en"):
        with translation.override(language):
            yield str(dict(DocumentType.choices).get(kind, ""))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif hasattr(value, "values"):
        for part in value.values():
            yield from _texts(part)
    elif value is not None and not isinstance(value, int):
        for part in value:
            yield from _texts(part)


def keep_words(document: LegalDocumentPage) -> None:
    """Write down the words of *document* as it is now."""
    DocumentWords.objects.update_or_create(
        document_id=document.pk, defaults={"text": words_of(document)}
    )


def keep_words_of_all() -> int:
    """Write down the words of documents that have none yet; return how many there were."""
    documents = DocumentWords._meta.get_field("document").related_model.objects
    lacking = documents.filter(words=None)
    count = 0
    for document in lacking.iterator(chunk_size=100):
        keep_words(document)
        count += 1
    return count
