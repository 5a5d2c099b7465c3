"""What Tỉnh Minh Họa answers to govportal: ``province.toml`` and ``agencies.csv`` say it all."""

from pathlib import Path

from govportal import hookimpl, read_province

FOLDER = Path(__file__).parent


@hookimpl
def province():
    return read_province(FOLDER).province


@hookimpl
def agencies():
    return read_province(FOLDER).agencies


@hookimpl
def domain_scheme():
    return read_province(FOLDER).domains


@hookimpl
def rules():
    return read_province(FOLDER).rules


@hookimpl
def report_templates():
    return read_province(FOLDER).report_templates


@hookimpl
def sections(agency):
    return [section for section in read_province(FOLDER).sections if section.binds(agency)]
