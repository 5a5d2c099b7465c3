"""The WSGI application of the installation that serves Bắc Giang."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "govportal_bac_giang.settings")
os.environ.setdefault("GOVPORTAL_PROFILE", "production")

application = get_wsgi_application()
