"""Which part of an installation a request is for: one answer for every security measure."""

from django.conf import settings
from django.http import HttpRequest


def is_admin(request: HttpRequest) -> bool:
    """Return whether the request is for the administration."""
    return request.path_info.startswith(settings.GOVPORTAL_ADMIN_PATHS)


def is_account(request: HttpRequest) -> bool:
    """Return whether the request is for signing in or one's own account."""
    return request.path_info.startswith(settings.GOVPORTAL_ACCOUNT_PATH)


def has_session(request: HttpRequest) -> bool:
    """Return whether the browser sent a session, without touching the session itself.

    A touched session makes an answer vary by cookie, and so impossible to cache.
    """
    return settings.SESSION_COOKIE_NAME in request.COOKIES
