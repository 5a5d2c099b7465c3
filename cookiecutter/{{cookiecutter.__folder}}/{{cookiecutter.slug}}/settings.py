"""Settings of the installation that serves {{ cookiecutter.__name }}; the environment says the rest."""

from govportal.settings import *  # noqa: F403
from govportal.settings import INSTALLED_APPS

INSTALLED_APPS = ["{{ cookiecutter.slug }}", *INSTALLED_APPS]
WAGTAIL_SITE_NAME = "Cổng thông tin điện tử {{ cookiecutter.__name_inside }}"
