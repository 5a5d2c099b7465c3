"""Shows pictures in the sizes and formats that fit the reader's screen and browser."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.images.models import Picture

from govportal.publishing import pictures

register = template.Library()


@register.simple_tag
def picture_of(image: Any, shape: str, **attributes: Any) -> Picture | str:
    """Show *image* in one of the shapes of :data:`~govportal.publishing.pictures.SHAPES`.

    The attributes are those of the ``<img>``; ``alt`` says what the picture shows here.
    """
    return pictures.picture(image, shape, attributes) if image else ""
