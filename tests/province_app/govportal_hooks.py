"""A small invented province that the suite runs on."""

from govportal import DataPlugin

plugin = DataPlugin(__file__)
