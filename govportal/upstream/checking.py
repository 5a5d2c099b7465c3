"""All faults of what is shown in Vietnamese: of form, and of words."""

from __future__ import annotations

from govportal.upstream.entries import Entry, entries, left_to_packages
from govportal.upstream.form import faults
from govportal.upstream.glossary import glossary


def shown() -> list[Entry]:
    """Return all that is shown in Vietnamese: our translations, and those we leave to packages."""
    return [*entries(), *left_to_packages()]


def findings(known: list[Entry]) -> list[str]:
    """Return a line for each fault; an empty list is what we want."""
    formal = [
        f"{entry.source}: {entry.text!r}: {entry.translation!r}: {fault}"
        for entry in known
        for fault in faults(entry)
    ]
    return formal + glossary().findings(known)
