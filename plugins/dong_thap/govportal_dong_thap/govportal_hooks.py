"""What Đồng Tháp answers to govportal: all of it is in ``province.toml`` and ``agencies.csv``."""

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
def sections(agency):
    return [section for section in read_province(FOLDER).sections if section.binds(agency)]
