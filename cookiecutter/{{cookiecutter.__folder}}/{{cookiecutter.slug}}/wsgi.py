"""The WSGI application of the installation that serves {{ cookiecutter.__name }}."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "{{ cookiecutter.slug }}.settings")
os.environ.setdefault("GOVPORTAL_PROFILE", "production")

application = get_wsgi_application()
