"""Makes what was read fit the fields of a draft, and the draft the list it is put in."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import override

from govportal.folding import slug
from govportal.publishing.documents.notes import WRITTEN_IN

SLUG_LENGTH = 80


def fit(page: Any) -> list[str]:
    """Shorten what is longer than its field; return it in full, for the notes of the draft."""
    shortened = []
    for item in page._meta.concrete_fields:
        value = getattr(page, item.attname)
        if isinstance(item, models.CharField) and len(value or "") > (item.max_length or 0):
            setattr(page, item.attname, value[: item.max_length])
            if value not in (page.abstract, page.regulation_title):  # there it is in full
                with override(WRITTEN_IN):
                    shortened.append(f"– {capfirst(str(item.verbose_name))}: {value}")
    return shortened


def free_slug(text: str, index: Any) -> str:
    """Return an address for a document called *text* that none in the list *index* has."""
    wanted = slug(text)[:SLUG_LENGTH].strip("-") or "van-ban"
    siblings = index.get_children()
    if not siblings.filter(slug=wanted).exists():
        return wanted
    taken = set(siblings.filter(slug__startswith=f"{wanted}-").values_list("slug", flat=True))
    candidates = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(candidate for candidate in candidates if candidate not in taken)
