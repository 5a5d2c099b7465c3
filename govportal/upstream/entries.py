"""Every translated text of all our catalogues, as plain values that the checks read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Message

from govportal.upstream.catalogues import LANGUAGE, coverage, is_filled, key, own_translations
from govportal.upstream.packages import CATALOGUES, OURS, sources
from govportal.upstream.texts import read

OWN = Path(__file__).parents[1] / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


@dataclass(frozen=True)
class Entry:
    """A text and its Vietnamese; ``source`` names the catalogue: ``wagtail/admin django``."""

    source: str
    context: str | None
    text: str
    plural: str
    translation: str

    @property
    def domain(self) -> str:
        """The domain of the catalogue: of one domain all packages share one catalogue."""
        return self.source.rpartition(" ")[2]

    @property
    def is_own(self) -> bool:
        """Whether the text is ours, not another package's."""
        return self.source.startswith(OURS)


def entries() -> list[Entry]:
    """Return what our own and our upstream catalogues translate."""
    return [*_read(OWN, f"{OURS} django")] + [
        entry for path in sources() for entry in _read(path, _name(path))
    ]


def left_to_packages() -> list[Entry]:
    """Return the texts whose Vietnamese we leave to the installed packages themselves."""
    found = []
    for catalogue in coverage():
        ours = {key(message) for message in catalogue.ours if message.id}
        theirs = own_translations(catalogue.package, catalogue.domain)
        source = f"{catalogue.package.name} {catalogue.domain}"
        for text in catalogue.texts:
            if key(text) not in ours and key(text) in theirs:
                found.append(Entry(source, *key(text), _plural(text), theirs[key(text)]))
    return found


def _plural(message: Message) -> str:
    return "" if isinstance(message.id, str) else message.id[1]


def _name(path: Path) -> str:
    return f"{path.parents[3].relative_to(CATALOGUES).as_posix()} {path.stem}"


def _read(path: Path, source: str) -> Iterator[Entry]:
    for message in read(path, LANGUAGE):
        if message.id and is_filled(message):
            forms = message.string or ""
            string = forms if isinstance(forms, str) else forms[0]
            yield Entry(source, *key(message), _plural(message), string)
