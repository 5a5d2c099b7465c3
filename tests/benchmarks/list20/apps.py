"""Stands in the place of govportal, so that the pages of its database find their models here."""

from django.apps import AppConfig


class List20Config(AppConfig):
    """Wagtail with two page types over the tables that there are."""

    name = "tests.benchmarks.list20"
    label = "govportal"
    default_auto_field = "django.db.models.BigAutoField"
