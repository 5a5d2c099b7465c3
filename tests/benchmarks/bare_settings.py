"""Settings of the yardstick: a view, and the one middleware that every Django project has."""

SECRET_KEY = "benchmarks-only"
ALLOWED_HOSTS = ["*"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "tests.benchmarks.bare"
