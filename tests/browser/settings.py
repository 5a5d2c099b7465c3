"""Settings of the server that a browser visits: a trial installation of the invented province."""

import os

import django

from govportal.settings import *  # noqa: F403
from govportal.settings import INSTALLED_APPS, LOCALE_PATHS

INSTALLED_APPS = ["tests.province_app", *INSTALLED_APPS]
if pseudo_locale := os.environ.get("GOVPORTAL_TEST_LOCALE"):  # test_pseudo_locale.py
    LOCALE_PATHS = [pseudo_locale, *LOCALE_PATHS]
NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": NO_MAIL}}
else:
    EMAIL_BACKEND = NO_MAIL
