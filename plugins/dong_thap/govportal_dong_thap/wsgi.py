"""The WSGI application of the installation that serves Đồng Tháp."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "govportal_dong_thap.settings")
os.environ.setdefault("GOVPORTAL_PROFILE", "production")

application = get_wsgi_application()
