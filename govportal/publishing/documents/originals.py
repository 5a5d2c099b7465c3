"""The file that a document was read from, kept as it is: it stays the authority."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from govportal.folding import normalise
from govportal.portals.models import Portal

KEPT = frozenset({"docx", "pdf"})
"""The kinds of file that are signed or sealed; of plain text and data nothing would be added."""
TITLE_LENGTH = 255


def kept_original(
    data: bytes, name: str, title: str, portal: Portal, owner: Any, undo: ExitStack
) -> Any:
    """Return the document of the portal's collection that holds *data*, made where there is none.

    The file of a new one is taken back when *undo* is closed.
    """
    documents = get_document_model()
    file_hash = hashlib.sha1(data, usedforsecurity=False).hexdigest()  # Wagtail's own choice
    same = {"collection": portal.collection, "file_hash": file_hash, "file_size": len(data)}
    found = documents.objects.filter(**same).first()
    if found is None:
        found = documents(title=title[:TITLE_LENGTH], uploaded_by_user=owner, **same)
        found.file.save(normalise(name), ContentFile(data), save=False)
        undo.callback(found.file.storage.delete, found.file.name)
        found.save()
    return found
