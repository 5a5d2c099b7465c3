"""Settings of the installation that serves Bến Tre; the environment says the rest."""

from govportal.settings import *  # noqa: F403
from govportal.settings import INSTALLED_APPS

INSTALLED_APPS = ["govportal_ben_tre", *INSTALLED_APPS]
WAGTAIL_SITE_NAME = "Cổng Thông tin điện tử tỉnh Bến Tre"
