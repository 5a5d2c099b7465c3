"""Whether the metadata that editors wrote were compared with the content as it is now."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.blocks import StreamValue


def is_stale(page: Any) -> bool:
    """Return whether *page* has metadata that its content has outrun (Điều 9).

    Automatic values follow the content, so they never are.
    """
    return bool(page.metadata) and page.metadata_fingerprint != fingerprint(page)


def fingerprint(page: Any) -> str:
    """Return what changes whenever the content of *page* changes, and only then."""
    fields = [
        field
        for field in page._meta.local_concrete_fields
        if field.editable and not field.primary_key and field.name != "metadata"
    ]
    content = [page.title, *(_plain(getattr(page, field.attname)) for field in fields)]
    stored = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(stored.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, StreamValue):
        return [[child.block_type, _bare(child.get_prep_value()["value"])] for child in value]
    return _bare(value)


def _bare(value: Any) -> Any:
    """Return *value* without the ids that blocks get when they are saved, and without blanks."""
    if isinstance(value, dict):
        kept = {key: _bare(item) for key, item in value.items() if key != "id"}
        return {key: item for key, item in kept.items() if item not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [_bare(item) for item in value]
    return str(value) if value is not None else ""
