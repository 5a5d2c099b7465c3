"""Run the measurements: ``python -m tests.benchmarks``."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.benchmarks.measure import main  # noqa: E402 - needs Django set up

main()
