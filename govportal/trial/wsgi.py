"""The WSGI application of a trial installation; settings come from the environment."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
