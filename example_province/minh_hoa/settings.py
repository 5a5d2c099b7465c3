"""Settings of the installation that serves Tỉnh Minh Họa; the environment says the rest."""

from govportal.settings import *  # noqa: F403
from govportal.settings import INSTALLED_APPS

INSTALLED_APPS = ["minh_hoa", *INSTALLED_APPS]
WAGTAIL_SITE_NAME = "Cổng thông tin điện tử tỉnh Minh Họa"
