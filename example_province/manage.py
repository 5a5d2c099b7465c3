#!/usr/bin/env python
"""Runs management commands, in the development profile unless the environment says else."""

import os
import sys
from pathlib import Path

from govportal.command_line import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minh_hoa.settings")
    os.environ.setdefault("GOVPORTAL_PROFILE", "development")
    os.environ.setdefault("GOVPORTAL_VAR", str(Path(__file__).resolve().parent / "var"))
    execute_from_command_line(sys.argv)
