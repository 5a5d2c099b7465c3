"""Images and files are found by titles typed without marks, as pages are."""

from __future__ import annotations

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.search import index

from govportal.folding import fold


def fold_titles() -> None:
    """Let the admin's search index the titles of images and files in lower case without marks.

    What is in an index already is found so after ``update_index``.
    """
    for model in (get_image_model(), get_document_model()):
        model.folded_title = property(lambda item: fold(item.title))
        model.search_fields = [
            *model.search_fields,
            index.SearchField("folded_title"),
            index.AutocompleteField("folded_title"),
        ]
