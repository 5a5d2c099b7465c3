"""What must exist in a further language (LANG-02): data of the categories, for any language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings

from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.portals.routing import STEP
from govportal.publishing.categories import categories

Languages = frozenset[str]


def source_language() -> str:
    """Return the language that everything is first published in (LANG-01)."""
    return str(settings.LANGUAGE_CODE)


def further_languages(portal: Portal) -> list[str]:
    """Return the languages besides the first that *portal* has an address for, sorted."""
    spoken = {endpoint.language for endpoint in routing.table().languages(portal.pk)}
    return sorted(spoken - {source_language()})


def required_sections(portal: Portal, keys: Mapping[str, str]) -> dict[str, Languages]:
    """Return the languages that the law wants each section of *portal* in, by tree path.

    *keys* has the key of each section by its path. A section without a key is an editor's own:
    it follows the section it stands in.
    """
    wanted = {spec.key: frozenset(spec.languages) for spec in categories(portal.code).values()}
    found: dict[str, Languages] = {}
    for path in sorted(keys):
        inherited = found.get(path[:-STEP], frozenset())
        found[path] = wanted.get(keys[path], frozenset()) if keys[path] else inherited
    return found


def is_required(path: str, language: str, sections: Mapping[str, Languages]) -> bool:
    """Return whether the page at *path* must exist in *language*: homes always."""
    if len(path) == routing.HOME_PATH_LENGTH:
        return True
    languages = sections.get(path, sections.get(path[:-STEP], frozenset()))
    return language in languages


def paths_wanted(sections: Mapping[str, Languages], languages: Iterable[str]) -> list[str]:
    """Return the paths of the sections that must exist in one of *languages*."""
    wanted = set(languages)
    return [path for path, found in sections.items() if wanted & found]
