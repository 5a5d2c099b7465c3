"""Make the elements of Akoma Ntoso, and name them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

from lxml import etree

from govportal.publishing.outline import point_label

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:govportal:akoma-ntoso"
OWN_PREFIX = f"{{{OWN}}}"
Element: TypeAlias = etree._Element

_IMPOSSIBLE = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def element(name: str, /, **attributes: str | None) -> Element:
    """An empty element of the standard; attributes without a value are left out."""
    made = etree.Element(f"{{{AKN}}}{name}", nsmap={None: AKN, "gp": OWN})
    for key, value in attributes.items():
        if value:
            made.set(key.rstrip("_"), possible(value))
    return made


def block(name: str, /, *children: Element | None, **attributes: str | None) -> Element:
    """An element that holds elements only, each on a line of its own."""
    made = element(name, **attributes)
    for child in children:
        if child is not None:
            made.append(child)
            child.tail = "\n"
    made.text = "\n" if len(made) else None
    return made


def optional(name: str, /, children: Iterable[Element | None], **attributes: str | None) -> (
    Element | None
):  # fmt: skip
    """The same; nothing where there are no children."""
    present = [child for child in children if child is not None]
    return block(name, *present, **attributes) if present else None


def line(name: str, /, text: str, **attributes: str | None) -> Element:
    """An element that holds text; a line break in the text becomes an element."""
    made = element(name, **attributes)
    first, *others = possible(text).split("\n")
    made.text = first
    for other in others:
        broken = element("eol")
        broken.tail = other
        made.append(broken)
    return made


def row(name: str, /, *content: Element | str, **attributes: str | None) -> Element:
    """An element that holds elements and the text between them."""
    made = element(name, **attributes)
    for item in content:
        if not isinstance(item, str):
            made.append(item)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + possible(item)
        else:
            made.text = (made.text or "") + possible(item)
    return made


def paragraph(*content: Element | str, **attributes: str | None) -> Element:
    """A ``p`` of elements and text."""
    return row("p", *content, **attributes)


def possible(text: str) -> str:
    """The text without the control characters that no XML can hold."""
    return _IMPOSSIBLE.sub("", text)


class Ids:
    """Hand out the ``eId`` of each element by the naming convention, no one twice."""

    def __init__(self, context: str = "") -> None:
        self.context = context
        self._given: Counter[str] = Counter()

    def give(self, kind: str, number: str = "", above: str = "") -> str:
        """The ``eId`` of an element: what holds it, the abbreviation of its kind, its number."""
        own = f"{kind}_{point_label(number) or self._next(f'{above}__{kind}#')}"
        wanted = "__".join(filter(None, (above or self.context, own)))
        count = self._next(wanted)
        return wanted if count == "1" else self.give(kind, f"{number or own}-{count}", above)

    def _next(self, key: str) -> str:
        self._given[key] += 1
        return str(self._given[key])
