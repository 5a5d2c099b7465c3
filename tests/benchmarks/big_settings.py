"""Settings of an installation that is measured: as in production, over plain HTTP on loopback.

``BENCHMARK_FOLDER`` holds its files and its SQLite; ``DATABASE_URL`` names a PostgreSQL instead.
"""

from __future__ import annotations

import os
from pathlib import Path

os.environ["GOVPORTAL_PROFILE"] = "development"  # SQLite or PostgreSQL, and no HTTPS
os.environ["GOVPORTAL_VAR"] = os.environ["BENCHMARK_FOLDER"]

from govportal.settings import *  # noqa: F403
from govportal.settings import INSTALLED_APPS, STORAGES

INSTALLED_APPS = ["tests.benchmarks.big_province", *INSTALLED_APPS]
STATIC_ROOT = Path(os.environ["BENCHMARK_FOLDER"]).parent / "static"  # alike for all
SECRET_KEY = "benchmarks-only"
GOVPORTAL_HOST_SUFFIX = os.environ.get("BENCHMARK_SUFFIX", "")
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = False
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
