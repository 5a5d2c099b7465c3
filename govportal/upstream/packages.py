"""Which folders of which packages keep texts that reach our screens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import packages_distributions, version
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps

CATALOGUES = Path(__file__).parent / "catalogues"
DOMAINS = ("django", "djangojs")
OURS = "govportal"
DJANGO_CORE = "django/conf"  # where Django keeps the texts of what has no catalogue of its own


@dataclass(frozen=True, order=True)
class Package:
    """A folder of another package with texts of its own, such as ``wagtail/admin``."""

    name: str
    folder: Path

    @property
    def top(self) -> str:
        """The name under which Python imports the package."""
        return self.name.split("/")[0]

    @property
    def version(self) -> str:
        """The version that is installed."""
        return version(_distributions()[self.top][0])

    def catalogue_of_ours(self, domain: str, language: str = "vi") -> Path:
        """Return where our translation of the folder lies, or would lie."""
        return CATALOGUES / self.name / "locale" / language / "LC_MESSAGES" / f"{domain}.po"

    def own(self, language: str, file: str) -> Path:
        """Return where the package itself keeps a catalogue of a language."""
        return self.folder / "locale" / language / "LC_MESSAGES" / file


def packages() -> list[Package]:
    """Return what the installed applications need, and whatever else we translate and find here."""
    names = {_name(Path(config.path), config.name) for config in apps.get_app_configs()}
    names.add(DJANGO_CORE)
    names |= {str(path.parents[3].relative_to(CATALOGUES)) for path in sources()}
    return sorted(_existing(names - {OURS}))


def sources() -> list[Path]:
    """Return all our catalogues of other packages."""
    return sorted(CATALOGUES.rglob("*.po"))


def _name(folder: Path, application: str) -> str:
    """Return the folder that keeps an application's texts: its own, or the nearest above."""
    parts = application.split(".")
    for length in range(len(parts), 0, -1):
        if (folder / "locale").is_dir():
            return "/".join(parts[:length])
        folder = folder.parent
    return DJANGO_CORE if parts[0] == "django" else "/".join(parts)


def _existing(names: Iterable[str]) -> Iterable[Package]:
    for name in names:
        top, *below = name.split("/")
        found = find_spec(top)
        if found is not None and found.submodule_search_locations:
            folder = Path(found.submodule_search_locations[0], *below)
            if folder.is_dir():
                yield Package(name, folder)


@cache
def _distributions() -> Mapping[str, list[str]]:
    return packages_distributions()
