"""The accents a portal may choose from, and what makes one legible: facts, no Django.

An accent colours the line of the owner, the current item of the menu, the marks of sections, the
drawings of tiles, the button of the search and the band; never links, states or text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from govportal.facts import Facts, Text, shaped

FOR_TEXT, FOR_SHAPES = 4.5, 3.0
"""The least contrasts of WCAG 2.2, 1.4.3 for text and 1.4.11 for what is no text."""
GROUNDS = {
    "light": {"ground": "#F2F4F7", "surface": "#FFFFFF", "paper": "#FCF6EA"},
    "dark": {"ground": "#0D1520", "surface": "#151F2E", "paper": "#182131"},
}
"""What an accent stands on, as ``portal.css`` has it."""
INKS = {
    "light": {"ink": "#1C2533", "muted": "#4B5666", "link": "#0A4A94"},
    "dark": {"ink": "#E4EAF2", "muted": "#AEBACA", "link": "#93C4FF"},
}
"""What is written on the wash of an accent, as ``portal.css`` has it."""
WHITE, GOLD = "#FFFFFF", "#FFD764"

Colour = Annotated[str, shaped("not_a_colour", r"#[0-9A-Fa-f]{6}"), AfterValidator(str.upper)]
Pair = tuple[str, str, str, float]
"""What stands on what, the two colours, and the least contrast they need."""


class Shades(Facts):
    """The colours of an accent in one theme."""

    text: Colour
    """Words, bars and drawings in the accent."""
    fill: Colour
    """Behind white words."""
    wash: Colour
    """Behind text of the usual colours."""


class Accent(Facts):
    """An accent, legible in both themes: one that is not is refused (A11Y-02)."""

    key: Annotated[str, Field(max_length=10), shaped("not_an_accent", r"[a-z][a-z0-9]*")]
    name: Text
    light: Shades
    dark: Shades
    band: Colour
    """Behind the golden ornament under the header."""

    @model_validator(mode="after")
    def _is_legible(self) -> Accent:
        if faults := list(self.faults()):
            raise PydanticCustomError(
                "accent_contrast", "{expected}", {"expected": "; ".join(faults)}
            )
        return self

    def faults(self) -> Iterator[str]:
        """Yield each pair of colours that is too close, as ``light.text / ground 3.1 < 4.5``."""
        for words, first, second, least in self._pairs():
            if (found := contrast(first, second)) < least:
                yield f"{words} {found:.2f} < {least}"

    def _pairs(self) -> Iterator[Pair]:
        for theme, shades in (("light", self.light), ("dark", self.dark)):
            for name, ground in (GROUNDS[theme] | {"wash": shades.wash}).items():
                yield f"{theme}.text / {name}", shades.text, ground, FOR_TEXT
            for name, ink in INKS[theme].items():
                yield f"{name} / {theme}.wash", ink, shades.wash, FOR_TEXT
            yield f"white / {theme}.fill", WHITE, shades.fill, FOR_TEXT
            yield f"{theme}.fill / ground", shades.fill, GROUNDS[theme]["ground"], FOR_SHAPES
        yield "gold / band", GOLD, self.band, FOR_SHAPES


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours ``#RRGGBB``, from 1 to 21, as WCAG 2.2 computes it."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
