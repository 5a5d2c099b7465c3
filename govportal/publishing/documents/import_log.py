"""The entry of a document's history that names the file it was read from."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

IMPORTED = "govportal.import_document"


class ImportFormatter(LogFormatter):
    """Says in a document's history which file it was read from."""

    label = gettext_lazy("Import from a file")

    def format_message(self, entry: Any) -> str:
        """Return the sentence of one entry."""
        return _("Read from the file “%(file)s”") % {"file": entry.data.get("file", "")}


def register_action(registry: LogActionRegistry) -> None:
    """Let the history of pages show imports."""
    registry.register_action(IMPORTED)(ImportFormatter)
