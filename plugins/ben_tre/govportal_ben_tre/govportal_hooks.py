"""What Bến Tre answers to govportal: all of it is in ``province.toml`` and ``agencies.csv``."""

from govportal import DataPlugin

plugin = DataPlugin(__file__)
