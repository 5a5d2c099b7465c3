"""Security settings that :mod:`govportal.settings` takes in whole. A project may tighten them."""

from __future__ import annotations

import os

_IS_PRODUCTION = os.environ.get("GOVPORTAL_PROFILE", "production") != "development"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
