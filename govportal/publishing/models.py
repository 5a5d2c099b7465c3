"""The page types of a portal, each from the module where it is written."""

from govportal.publishing.article_pages import ArticlePage
from govportal.publishing.documents.attachments import LegalDocumentAttachment
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.record_details import DocumentRecordDetails
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.pages import AttributedPage, PortalPage
from govportal.publishing.records.models import RecordPage
from govportal.publishing.section_pages import HomePage, LegalDocumentIndexPage, SectionPage

__all__ = [
    "ArticlePage",
    "AttributedPage",
    "DocumentRecordDetails",
    "HomePage",
    "LegalDocumentAttachment",
    "LegalDocumentIndexPage",
    "LegalDocumentPage",
    "LegalDocumentRelation",
    "PortalPage",
    "RecordPage",
    "SectionPage",
]
