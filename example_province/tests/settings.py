"""Settings of the tests: the development profile, its files apart from those of the trial."""

import os
from pathlib import Path

os.environ["GOVPORTAL_PROFILE"] = "development"
os.environ["GOVPORTAL_VAR"] = str(Path(__file__).resolve().parent.parent / "var" / "tests")

from minh_hoa.settings import *  # noqa: F403
