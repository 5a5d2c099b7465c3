"""What {{ cookiecutter.__name }} answers to govportal: ``province.toml`` and ``agencies.csv`` say it all."""

from govportal import DataPlugin

plugin = DataPlugin(__file__)
