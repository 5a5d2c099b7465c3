"""Settings of the test suite: SQLite in memory, or PostgreSQL and Redis where asked for."""

import atexit
import os
import shutil
import tempfile

from tests import services

FOLDER = tempfile.mkdtemp(prefix="govportal-tests-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["GOVPORTAL_PROFILE"] = "development"
os.environ["GOVPORTAL_VAR"] = FOLDER
if os.environ.get("GOVPORTAL_TEST_PROFILE") == "postgres":
    os.environ["DATABASE_URL"] = services.postgres_url()
    os.environ["REDIS_URL"] = services.redis_url()

from govportal.settings import *  # noqa: E402, F403
from govportal.settings import INSTALLED_APPS  # noqa: E402

INSTALLED_APPS = ["tests.province_app", *INSTALLED_APPS]
SECRET_KEY = "tests-only"
GOVPORTAL_COUNT_VIEWS = False  # else a test that counts queries may meet those of another's views
GOVPORTAL_TRIAL = True  # tests of other things sign in without a second factor
WAGTAILADMIN_BASE_URL = "http://minhhoa.gov.vn"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
