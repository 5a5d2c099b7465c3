"""Compile the gettext catalogues (.po -> .mo).

Hatchling runs this hook for every wheel and editable install; in a checkout
`make messages` (or `python hatch_build.py`) does the same. Only .po files are kept in git.

Our own catalogues are compiled where they stand. Those of other packages, one .po a package in
`upstream/catalogues`, become one .mo a domain in `upstream/compiled`: Django merges the texts of
all packages anyway, and reads two files rather than forty.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
OWN = "locale/*/LC_MESSAGES/*.po"
UPSTREAM = "**/locale/*/LC_MESSAGES/*.po"


def compile_catalogues(package: Path) -> list[Path]:
    """Compile every catalogue of `package` that is newer than its .mo; return those written."""
    jobs = {source.with_suffix(".mo"): [source] for source in sorted(package.glob(OWN))}
    for source in sorted((package / "upstream/catalogues").glob(UPSTREAM)):
        language, domain = source.parts[-3], source.stem
        target = package / "upstream/compiled" / language / f"LC_MESSAGES/{domain}.mo"
        jobs.setdefault(target, []).append(source)
    due = {target: sources for target, sources in jobs.items() if _is_due(target, sources)}
    for target, sources in due.items():
        _compile(sources, target)
    return list(due)


def _is_due(target: Path, sources: list[Path]) -> bool:
    # The folder of sources is newer when one came or went; that of a target, when it was written.
    places = {*sources, *(source.parent for source in sources)} - {target.parent}
    newest = max(place.stat().st_mtime_ns for place in places)
    return not target.exists() or target.stat().st_mtime_ns < newest


def _compile(sources: list[Path], target: Path) -> None:
    from babel.messages.mofile import write_mo

    catalogue, *others = [_read(source) for source in sources]
    for other in others:
        for message in other:
            if message.id and message.string and not message.fuzzy:
                catalogue.add(message.id, message.string, context=message.context)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".mo.tmp")
    with partial.open("wb") as stream:
        write_mo(stream, catalogue)
    partial.replace(target)


def _read(source: Path) -> Any:
    from babel.messages.pofile import read_po

    with source.open("rb") as stream:
        return read_po(stream, locale=source.parts[-3], abort_invalid=True)


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # compiling by hand needs only Babel
    pass
else:

    class CatalogueHook(BuildHookInterface):
        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict) -> None:
            compile_catalogues(Path(self.root) / "govportal")


if __name__ == "__main__":
    for path in compile_catalogues(ROOT / "govportal"):
        print(f"compiled {path.relative_to(ROOT)}", file=sys.stderr)
