"""Settings of the test suite: SQLite in memory, or PostgreSQL and Redis where asked for."""

import os
import tempfile

os.environ.setdefault("GOVPORTAL_PROFILE", "development")
os.environ.setdefault("GOVPORTAL_VAR", tempfile.mkdtemp(prefix="govportal-tests-"))

from govportal.settings import *  # noqa: E402, F403
from govportal.settings import INSTALLED_APPS  # noqa: E402

INSTALLED_APPS = ["tests.province_app", *INSTALLED_APPS]
SECRET_KEY = "tests-only"
WAGTAILADMIN_BASE_URL = "http://minhhoa.gov.vn"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
