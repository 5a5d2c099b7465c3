"""The production profile with the invented province, for `check --deploy`; no server is asked."""

from govportal.settings import *  # noqa: F403
from govportal.settings import INSTALLED_APPS

INSTALLED_APPS = ["tests.province_app", *INSTALLED_APPS]
