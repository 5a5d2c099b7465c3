"""Settings of a plain Wagtail project over the database that is measured."""

from __future__ import annotations

import os
from pathlib import Path

from govportal.conf import database

SECRET_KEY = "benchmarks-only"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tests.benchmarks.list20.urls"
DATABASES = {"default": database(Path(os.environ["BENCHMARK_FOLDER"]), is_production=False)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "vi"
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [("vi", "vi"), ("en", "en")]
WAGTAIL_I18N_ENABLED = USE_I18N = USE_TZ = True
STATIC_URL, MEDIA_URL, WAGTAIL_SITE_NAME = "/static/", "/media/", "list20"
INSTALLED_APPS = [
    "tests.benchmarks.list20.apps.List20Config",
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
