"""The addresses of the exchange; every one is guarded, those that do not exist too."""

from __future__ import annotations

from django.urls import URLPattern, include, path, re_path

from govportal import defaults
from govportal.exchange import government_feed, guard
from govportal.exchange.api import api
from govportal.exchange.description import description


def _guarded(patterns: list[URLPattern]) -> list[URLPattern]:
    for pattern in patterns:
        pattern.callback = guard.guarded(pattern.callback)
    return patterns


found, app_name, namespace = api.urls
api_patterns = [
    path("", guard.guarded(description, guard.language_for_people), name="api-root"),
    *_guarded([pattern for pattern in found if pattern.name != "api-root"]),
    re_path(r"", guard.guarded(guard.not_found)),
]
feed = guard.guarded(government_feed.feed)
addresses = {item.address for item in defaults.national("connections").outbound_feeds}

urlpatterns = [
    path("api/v1/", include((api_patterns, app_name), namespace=namespace)),
    *(
        path(f"feeds/{address}.{form}", feed, {"address": address, "form": form})
        for address in sorted(addresses)
        for form in government_feed.FORMS
    ),
]
