#!/usr/bin/env python
"""Runs management commands for Đồng Tháp; the profile is development unless told else."""

import os
import sys
from pathlib import Path

from govportal.command_line import execute_from_command_line

CHECKOUT = Path(__file__).resolve().parents[2]
HOME = CHECKOUT if (CHECKOUT / "govportal").is_dir() else Path.cwd()

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "govportal_dong_thap.settings")
    os.environ.setdefault("GOVPORTAL_PROFILE", "development")
    os.environ.setdefault("GOVPORTAL_VAR", str(HOME / "var" / "dong_thap"))
    execute_from_command_line(sys.argv)
