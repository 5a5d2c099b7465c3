"""Compile the gettext catalogues (.po -> .mo).

Hatchling runs this hook for every wheel and editable install; in a checkout
`make messages` (or `python hatch_build.py`) does the same. Only .po files are kept in git.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def compile_catalogues(root: Path) -> list[Path]:
    """Compile every catalogue below `root` that is newer than its .mo; return those written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = []
    for source in sorted(root.glob("**/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parent.parent.name, abort_invalid=True)
        partial = target.with_suffix(".mo.tmp")
        with partial.open("wb") as stream:
            write_mo(stream, catalogue)
        partial.replace(target)
        written.append(target)
    return written


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
