"""Tells the sources that our data name as a civil servant cites them, in a reader's language.

Data write ``Nghị định 42/2022/NĐ-CP, Điều 4.1.e, 5; Thông tư 22/2023/TT-BTTTT, Phụ lục II``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from govportal.publishing.documents.provisions import NAMES
from govportal.publishing.written_dates import short_date

ACTS = {
    "Luật Tiếp cận thông tin": _("Law on Access to Information"),
    "Luật Bảo vệ môi trường": _("Law on Environmental Protection"),
    "Quy chế Cổng TTĐT tỉnh": _("Regulation on the provincial portal"),
    "quy chế của các tỉnh": _("regulations of the provinces"),
    "Luật": _("Law"),
    "Nghị quyết": _("Resolution"),
    "Nghị định": _("Decree"),
    "Quyết định": _("Decision"),
    "QĐ": _("Decision"),
    "Chỉ thị": _("Directive"),
    "Thông tư": _("Circular"),
    "Quy chế": pgettext_lazy("kind of act", "Regulation"),
    "Quy định": pgettext_lazy("kind of act", "Rules"),
}
"""Acts and kinds of act; one whose name begins another's stands after it."""
STEPS = {"Phụ lục": NAMES["phu-luc"], "Mẫu": NAMES["mau"], "cột": _("column %(number)s")}
"""The parts of an act outside its articles."""
LARGEST_STEP = "Phụ lục"

_ACT = re.compile(
    rf"(?P<kind>{'|'.join(ACTS)})(?: (?P<name>[^\d…()]+?))?(?: (?P<number>[\d…]\S*))?"
    r"(?P<amended> \(sửa đổi\))?"
)
_ARTICLE = re.compile(
    r"(?P<word>Điều )?(?P<dieu>\d+[a-zđ]?)(?:\.(?P<khoan>\d+[a-zđ]?))?(?:\.(?P<diem>[a-zđ]))?"
)
_STEP = re.compile(rf"(?P<step>{'|'.join(STEPS)})(?: (?P<number>\(?\w+\)?))?")
_SINCE = re.compile(r"hiệu lực (\d{1,2})/(\d{1,2})/(\d{4})")


class _UnclearError(ValueError):
    """A part of a source is written in no way that we know."""


def legal_source(source: str) -> SafeString:
    """Return *source* as HTML, as it is cited in the language in use.

    What is not understood stays as it is. In other languages Vietnamese names are marked.
    """
    told = "; ".join(_told(citation) for citation in source.split("; "))
    return mark_safe(capfirst(told))  # every part is escaped


def _told(citation: str) -> str:
    first, *others = citation.split(", ")
    try:
        act = _act(first)
        since = [_since(found) for part in others if (found := _SINCE.fullmatch(part))]
        others = [part for part in others if not _SINCE.fullmatch(part)]
        places = ", ".join(_places(others if act else [first, *others]))
    except ValueError:
        return _in_vietnamese(citation)
    cited = gettext("%(act)s, %(places)s") % {"act": act, "places": places}
    return ", ".join([cited if act and places else act or places, *since])


def _in_vietnamese(text: str) -> str:
    if get_language() == "vi":
        return conditional_escape(text)
    return format_html('<span lang="vi">{}</span>', text)


def _act(text: str) -> str:
    """Return the act, empty where *text* names a place at once."""
    found = _ACT.fullmatch(text)
    if not found:
        return ""
    told = str(ACTS[found["kind"]])
    told += f" {_in_vietnamese(found['name'])}" if found["name"] else ""
    told += f" {conditional_escape(found['number'])}" if found["number"] else ""
    return told + (" " + gettext("(amended)") if found["amended"] else "")


def _since(found: re.Match[str]) -> str:
    day, month, year = map(int, found.groups())
    return gettext("in force from %(day)s") % {"day": short_date(date(year, month, day))}


def _places(parts: Iterable[str]) -> Iterator[str]:
    """Yield the places that *parts* name, the smallest step of each first."""
    for is_outside, run in groupby(parts, key=lambda part: bool(_STEP.fullmatch(part))):
        read = _outside_articles if is_outside else _articles
        yield from read(run)


def _outside_articles(parts: Iterable[str]) -> Iterator[str]:
    places: list[str] = []
    for found in filter(None, map(_STEP.fullmatch, parts)):
        told = (str(STEPS[found["step"]]) % {"number": found["number"] or ""}).strip()
        if places and found["step"] != LARGEST_STEP:
            places[-1] = f"{told} {places[-1]}"
        else:
            places.append(told)
    return iter(places)


def _articles(parts: Iterable[str]) -> Iterator[str]:
    ways: list[tuple[str, ...]] = []
    for part in parts:
        found = _ARTICLE.fullmatch(part)
        if not found or not (ways or found["word"]):
            raise _UnclearError
        steps = ((key, found[key]) for key in ("dieu", "khoan", "diem"))
        ways.append(tuple(str(NAMES[key]) % {"number": number} for key, number in steps if number))
    return _nested(ways)


def _nested(ways: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the places to which *ways* lead; those within one whole name it once, after them."""
    for (whole, is_divided), run in groupby(ways, key=lambda way: (way[0], len(way) > 1)):
        within = ", ".join(_nested(way[1:] for way in run)) if is_divided else ""
        yield f"{within} {whole}".strip()
