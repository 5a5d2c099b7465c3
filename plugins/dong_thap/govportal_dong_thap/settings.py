"""Settings of the installation that serves Đồng Tháp; the environment says the rest."""

from govportal.settings import *  # noqa: F403
from govportal.settings import INSTALLED_APPS

INSTALLED_APPS = ["govportal_dong_thap", *INSTALLED_APPS]
WAGTAIL_SITE_NAME = "Cổng thông tin điện tử tỉnh Đồng Tháp"
