"""The accents of the province as a style sheet of its own; the national ones are in portal.css."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from govportal import plugins
from govportal.accents import Accent
from govportal.portals.models import Portal

DAY = 86400


@require_safe
@cache_control(public=True, max_age=DAY)
def accent_styles(request: HttpRequest) -> HttpResponse:
    """Answer with the rules of every accent that the province adds; its address names the state."""
    return HttpResponse(_rules(), content_type="text/css; charset=utf-8")


def styles_for(portal: Portal) -> str:
    """Return the address of the style sheet that *portal* needs besides portal.css, else ``""``."""
    if portal.accent not in plugins.own_accents():
        return ""
    return f"{reverse('accents')}?v={hashlib.sha256(_rules().encode()).hexdigest()[:8]}"


def _rules() -> str:
    return "".join(map(_rule, plugins.own_accents().values()))


def _rule(accent: Accent) -> str:
    light, dark = accent.light, accent.dark
    pairs = {
        "accent": (light.text, dark.text),
        "fill": (light.fill, dark.fill),
        "tint": (light.wash, dark.wash),
    }
    tokens = (
        f"--{name}: var(--l, {day}) var(--d, {night});" for name, (day, night) in pairs.items()
    )
    return f"[data-accent={accent.key}] {{ {' '.join(tokens)} --band: {accent.band}; }}\n"
