"""Our translations of a package: which texts lack one, and empty entries for those."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import write_po

from govportal.upstream.packages import DOMAINS, Package, packages
from govportal.upstream.texts import read, texts_of

LANGUAGE = "vi"
HEADER = "# Vietnamese for {project}, by govportal, under the licence of that package.\n#"


@dataclass(frozen=True)
class Coverage:
    """How far one catalogue of a package is translated, by us or by the package itself."""

    package: Package
    domain: str

    @cached_property
    def texts(self) -> list[Message]:
        """What the installed version may show."""
        return [message for message in texts_of(self.package, self.domain) if message.id]

    @cached_property
    def ours(self) -> Catalog:
        """Our catalogue, empty where there is none yet."""
        path = self.package.catalogue_of_ours(self.domain)
        return read(path, LANGUAGE) if path.exists() else _new(self.package)

    @cached_property
    def missing(self) -> list[Message]:
        """The texts that neither our catalogue nor the package's own translates."""
        return [text for text in self.texts if not self._is_translated(text)]

    @cached_property
    def unused(self) -> list[Message]:
        """What we translate and the installed version has no more, or not yet."""
        known = {key(text) for text in self.texts}
        return [message for message in self.ours if message.id and key(message) not in known]

    @property
    def percent(self) -> int:
        """Return the whole percent of texts that are translated; 100 only when none is missing."""
        return 100 * (len(self.texts) - len(self.missing)) // len(self.texts)

    def write_missing(self) -> Path | None:
        """Add an empty entry for each missing text; return the file, or None when none is missing.

        What is translated stays; references and comments become those of the installed version.
        """
        return self.write() if self.missing else None

    def write(self) -> Path:
        """Write our catalogue in the order and with the references of the installed version."""
        path = self.package.catalogue_of_ours(self.domain)
        renewed = BytesIO()  # nothing is lost where what follows breaks off
        write_po(renewed, self._renewed(), width=100)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(renewed.getvalue())
        return path

    def _renewed(self) -> Catalog:
        missing = {key(text) for text in self.missing}
        catalogue = _new(self.package, self.ours.creation_date)
        for text in self.texts:
            found = self.ours.get(text.id, text.context)
            if found or key(text) in missing:
                _add(catalogue, text, found.string if found else "")
        for message in self.unused:
            _add(catalogue, message, message.string)
        return catalogue

    def _is_translated(self, text: Message) -> bool:
        found = self.ours.get(text.id, text.context)
        if found is not None and is_filled(found):
            return True
        return key(text) in own_translations(self.package, self.domain)


def coverage() -> Iterator[Coverage]:
    """Return each catalogue of each package that has texts."""
    for package in packages():
        for domain in DOMAINS:
            found = Coverage(package, domain)
            if found.texts:
                yield found


def key(message: Message) -> tuple[str | None, str]:
    """Return by what a text is known: its context, and its singular."""
    text = message.id
    return message.context, text if isinstance(text, str) else text[0]


def is_filled(message: Message) -> bool:
    """Return whether an entry is translated, in every form."""
    forms = [message.string] if isinstance(message.string, str) else message.string
    return bool(forms) and all(forms) and not message.fuzzy


def own_translations(package: Package, domain: str) -> dict[tuple[str | None, str], str]:
    """Return what the package itself shows in Vietnamese."""
    path = package.own(LANGUAGE, f"{domain}.mo")
    if not path.exists():
        return {}
    with path.open("rb") as stream:
        entries = vars(GNUTranslations(stream))["_catalog"]
    singular = (
        (item[0] if isinstance(item, tuple) else item, text) for item, text in entries.items()
    )
    return {_parted(name): text for name, text in singular if name and text}


def _parted(name: str) -> tuple[str | None, str]:
    context, separator, text = name.rpartition("\x04")
    return (context if separator else None), text


def _new(package: Package, since: datetime | None = None) -> Catalog:
    return Catalog(
        locale=LANGUAGE,
        header_comment=HEADER.format(project=package.top),
        project=package.top,
        version=package.version,
        msgid_bugs_address=" ",
        creation_date=since,
        revision_date=since,
        last_translator="govportal",
        language_team="Vietnamese",
        fuzzy=False,
    )


def _add(catalogue: Catalog, text: Message, string: str | tuple[str, ...]) -> None:
    if isinstance(text.id, tuple) and not string:
        string = ("",)
    catalogue.add(
        text.id, string, text.locations, text.flags - {"fuzzy"}, text.auto_comments,
        context=text.context,
    )  # fmt: skip
