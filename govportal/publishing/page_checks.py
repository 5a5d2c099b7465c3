"""What keeps any page from being published: text nobody can read, media without words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

from govportal.publishing.composition import texts_of
from govportal.publishing.legacy_text import encoding_of

EXCERPT = 60


def unreadable_texts(page: Page) -> Iterator[ValidationError]:
    """Yield one problem a field whose text is not in Unicode (INFO-37)."""
    named = set()
    for label, text in texts_of(page):
        encoding = encoding_of(text) if label not in named else ""
        if encoding:
            named.add(label)
            yield ValidationError(
                _(
                    "%(field)s: “%(excerpt)s…” is written in the old encoding %(encoding)s and "
                    "cannot be read. Convert it to Unicode and paste it again."
                )
                % {"field": label, "excerpt": text[:EXCERPT], "encoding": encoding}
            )


def lead_image_problems(image: Any) -> Iterator[ValidationError]:
    """Yield what is wrong with an article's lead *image*: it has to say what it shows."""
    if image and not image.description.strip():
        yield ValidationError(
            _(
                "The image “%(image)s” has no alternative text. Open the image under Images and "
                "fill in its description, or choose another."
            )
            % {"image": image.title}
        )


def block_problems(page: Page) -> Iterator[ValidationError]:
    """Yield what the blocks of *page* still lack, each named by its block and field."""
    for field in page._meta.concrete_fields:
        value = getattr(page, field.attname) if type(field) is StreamField else None
        for number, child in enumerate(value or [], start=1):
            yield from _problems_of(child, f"{field.verbose_name}, {number}: {child.block.label}")


def _problems_of(child: Any, place: str) -> Iterator[ValidationError]:
    try:
        child.block.clean(child.value)
    except ValidationError as error:
        pictures = {id(image): image.title for image in images_in(child)}
        names = f" “{', '.join(pictures.values())}”" if pictures else ""
        for message in _messages(error, child.block):
            yield ValidationError(f"{place}{names}: {message}")


def _messages(error: Any, block: Any = None) -> Iterator[str]:
    """Yield the messages of a block's error, those of blocks within it named by their label."""
    own = getattr(error, "non_block_errors", None)
    yield from getattr(own, "messages", None) or list(own or [])
    within = getattr(error, "block_errors", None)
    within = within if within is not None else getattr(error, "cell_errors", None)
    if within is None:
        yield from (error.messages if own is None else ())
        return
    entries = within.items() if isinstance(within, dict) else enumerate(within)
    for key, problem in entries:
        part = getattr(block, "child_blocks", {}).get(key) or getattr(block, "child_block", None)
        for message in _messages(problem, part) if problem is not None else ():
            label = getattr(part, "label", "") if isinstance(key, str) else ""
            yield f"{label}: {message}" if label else message


def images_in(child: Any) -> Iterator[Any]:
    """Yield the images that the block *child* of a body shows."""
    if child.block_type in ("figure", "infographic"):
        shown = [child.value["image"]]
    elif child.block_type == "gallery":
        shown = [picture["image"] for picture in child.value["pictures"]]
    else:
        shown = [child.value["poster"]] if child.block_type == "video" else []
    yield from (image for image in shown if image)


def images_of(body: StreamValue) -> list[Any]:
    """Return all images that *body* shows, so that their renditions are read at once."""
    return [image for child in body for image in images_in(child)]
