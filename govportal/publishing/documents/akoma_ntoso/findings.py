"""The words of elements, and what their reading has to tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from govportal.publishing.regulations import ReadingWarning

from .elements import AKN, OWN, Element
from .messages import AkomaNtosoWarning

HEADS = ("num", "heading", "subheading")
LINES = ("p", "block", "listIntroduction", "listWrapUp", "tocItem", "caption")
DROPPED = (
    "a", "authorialNote", "del", "embeddedStructure", "embeddedText", "img", "ins", "mod",
    "mmod", "mref", "noteRef", "ref", "rmod", "rref", "sub", "subFlow", "sup",
)  # fmt: skip
"""Inline markup that means something and that the portal has no place for."""
_APART = ("p", "ul", "ol", "li", "table", "tr", "td", "th", "blockList", "item", "content")
_LONGEST = 300
_BREAK = "\0"
"""A break that the text itself has; no XML can hold the character."""


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(etree.QName(element).localname)


def named(holder: Element, *names: str) -> Iterator[Element]:
    """The children of *holder* that have one of the names."""
    return (child for child in holder if local(child) in names)


def below(holder: Element | None, path: str) -> Element | None:
    """The first element that a path of names leads to; ``//`` means at any depth."""
    found = [] if holder is None else every(holder, path)
    return found[0] if found else None


def every(holder: Element, path: str) -> list[Element]:
    """All elements that a path of names leads to, in the order of the file."""
    found: list[Element] = holder.xpath(path, namespaces={"a": AKN, "gp": OWN})
    return found


class Findings:
    """Reads words, and gathers warnings.

    Where the file is our own (`is_own`), every letter counts; in another, blanks and line breaks
    are those of whoever indented the XML.
    """

    def __init__(self, is_own: bool) -> None:
        self.is_own = is_own
        self._noted: list[ReadingWarning] = []
        self._markup: Counter[str] = Counter()

    def note(self, code: str, element: Element, **params: str | int) -> None:
        """Tell about *element*."""
        about: dict[str, str | int] = {"name": local(element), "line": element.sourceline or 1}
        self._noted.append(AkomaNtosoWarning(code, about | params))

    def not_kept(self, element: Element) -> None:
        """Tell of words that no field of the document can take."""
        words = " ".join(self.lines(element, is_noted=False))
        if words:
            self.note("akn_not_kept", element, text=words[:_LONGEST])

    @property
    def warnings(self) -> tuple[ReadingWarning, ...]:
        """All that was told, and each kind of markup that was left out."""
        markup = (
            AkomaNtosoWarning("akn_markup_dropped", {"name": name, "count": count})
            for name, count in sorted(self._markup.items())
        )
        return (*self._noted, *markup)

    def words(self, element: Element | None) -> str:
        """The text of *element*, empty where there is none."""
        if element is None:
            return ""
        raw = self._raw(element)
        return raw.replace(_BREAK, "\n") if self.is_own else "\n".join(_tidy(raw))

    def flat(self, holder: Element, is_noted: bool = True) -> list[str]:
        """The texts of the blocks in *holder*, each led by its number and heading."""
        head = " ".join(filter(None, (self.words(child) for child in named(holder, *HEADS))))
        texts = [
            text
            for child in holder
            if local(child) not in HEADS
            for text in self.lines(child, is_noted)
        ]
        if head:
            texts[:1] = [f"{head} {texts[0]}"] if texts else [head]
        return texts

    def lines(self, child: Element, is_noted: bool = False) -> list[str]:
        """The texts of one block, whatever it is."""
        if local(child) in LINES:
            return [self.words(child)]
        if is_noted:
            self.note("akn_flattened", child)
        if local(child) == "tr":
            return [" | ".join(" ".join(self.flat(cell, False)) or self.words(cell)
                               for cell in child)]  # fmt: skip
        if (child.text or "").strip() or not len(child):
            return [words] if (words := self.words(child)) else []
        return self.flat(child, is_noted=False)

    def _raw(self, element: Element) -> str:
        found = [element.text or ""]
        for child in element:
            name = local(child)
            if name in DROPPED:
                self._markup[name] += 1
            own = _BREAK if name in ("eol", "br") else self._raw(child)
            found += [_BREAK if name in _APART else "", own, child.tail or ""]
        return "".join(found)


def _tidy(text: str) -> Iterator[str]:
    """The lines of the text, without the blanks and breaks of an indented file."""
    return filter(None, (" ".join(part.split()) for part in text.split(_BREAK)))
