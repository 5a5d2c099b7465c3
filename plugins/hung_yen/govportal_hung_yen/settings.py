"""Settings of the installation that serves Hưng Yên; the environment says the rest."""

from govportal.settings import *  # noqa: F403
from govportal.settings import INSTALLED_APPS

INSTALLED_APPS = ["govportal_hung_yen", *INSTALLED_APPS]
WAGTAIL_SITE_NAME = "Cổng thông tin điện tử tỉnh Hưng Yên"
