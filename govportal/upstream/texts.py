"""The texts of a package in the installed version, as a template for translators."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from govportal.upstream.packages import Package

LEFT_OUT = {"tests", "test", "locale", "node_modules", "migrations"}
CALLS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def texts_of(package: Package, domain: str) -> Catalog:
    """Return what the package's English catalogue lists; without one, what its source holds.

    The catalogues that a package ships in other languages are no guide: they lag behind it.
    """
    shipped = package.own("en", f"{domain}.po")
    if shipped.exists():
        return read(shipped)
    return _extracted(package) if domain == "django" and not _has_english(package) else Catalog()


def read(path: Path, language: str | None = None) -> Catalog:
    """Return the catalogue in a file."""
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def _has_english(package: Package) -> bool:
    return (package.folder / "locale" / "en").is_dir()


def _extracted(package: Package) -> Catalog:
    found = Catalog()
    for path in sorted(package.folder.rglob("*")):
        place = path.relative_to(package.folder)
        if not LEFT_OUT & set(place.parts) and not _is_of_another(path, package):
            for line, message, comments, context in _texts_in(path):
                where = [(place.as_posix(), line)]
                found.add(message, locations=where, auto_comments=comments, context=context)
    return found


def _is_of_another(path: Path, package: Package) -> bool:
    between = path.parents[: path.parents.index(package.folder)] if path.is_file() else ()
    return any((folder / "locale").is_dir() for folder in between)


def _texts_in(path: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    if path.suffix == ".py":
        source = path.read_bytes()
    elif path.suffix in (".html", ".txt"):
        source = _as_python(path.read_text("utf-8"))
    else:
        return
    yield from extract("python", BytesIO(source), keywords=CALLS, comment_tags=("Translators:",))


def _as_python(template: str) -> bytes:
    # What stands between the texts becomes words of Python, whose indents mean nothing.
    return "\n".join(line.strip() for line in templatize(template).split("\n")).encode()
