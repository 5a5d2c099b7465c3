"""What every template of a portal may use."""

from typing import Any

from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, Any]:
    """Return the portal and the endpoint of the request, None outside portals."""
    return {
        "portal": getattr(request, "portal", None),
        "endpoint": getattr(request, "endpoint", None),
    }
