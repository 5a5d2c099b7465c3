"""govportal: portals of a Vietnamese province on Wagtail.

This is the public door for province plugins; it imports no database models.
"""

from govportal.accents import Accent, Shades
from govportal.areas import MapArea
from govportal.connections import Connection, DeepLink, HealthCheck
from govportal.data_plugin import DataPlugin
from govportal.hookspecs import hookimpl
from govportal.portal_systems import (
    Attribution,
    BoardSpec,
    Bodies,
    Body,
    Decision,
    PortalSystem,
)
from govportal.province import (
    AgencyKind,
    AgencySpec,
    Confirmation,
    DomainRule,
    DomainScheme,
    EditorialStep,
    FeedbackFacts,
    Holiday,
    Province,
    ReportColumn,
    ReportTemplate,
    Rule,
    SectionSpec,
    Text,
)
from govportal.province_files import ProvinceFiles, read_province
from govportal.province_problems import ProvinceDataError
from govportal.record_types import Choice, RecordCheck, RecordField, RecordType
from govportal.sections import EarlierBasis

__version__ = "0.1.0"

__all__ = [
    "Accent",
    "AgencyKind",
    "AgencySpec",
    "Attribution",
    "BoardSpec",
    "Bodies",
    "Body",
    "Choice",
    "Confirmation",
    "Connection",
    "DataPlugin",
    "Decision",
    "DeepLink",
    "DomainRule",
    "DomainScheme",
    "EarlierBasis",
    "EditorialStep",
    "FeedbackFacts",
    "HealthCheck",
    "Holiday",
    "MapArea",
    "PortalSystem",
    "Province",
    "ProvinceDataError",
    "ProvinceFiles",
    "RecordCheck",
    "RecordField",
    "RecordType",
    "ReportColumn",
    "ReportTemplate",
    "Rule",
    "SectionSpec",
    "Shades",
    "Text",
    "__version__",
    "hookimpl",
    "read_province",
]
