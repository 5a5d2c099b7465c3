"""Settings of the server that a browser visits: a trial installation of the invented province."""

from govportal.settings import *  # noqa: F403
from govportal.settings import INSTALLED_APPS

INSTALLED_APPS = ["tests.province_app", *INSTALLED_APPS]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
