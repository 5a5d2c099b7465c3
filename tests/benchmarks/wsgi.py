"""What the servers serve; the environment names the settings."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
