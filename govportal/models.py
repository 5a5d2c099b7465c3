"""Where Django looks for models; each lives in its room."""

from govportal.citizens.pages import FeedbackPage
from govportal.portals.models import Agency, Portal, PortalEndpoint, PortalHome
from govportal.publishing.legal_documents import LegalDocumentPage, LegalDocumentRelation
from govportal.publishing.models import ArticlePage, HomePage, LegalDocumentIndexPage, SectionPage

__all__ = [
    "Agency",
    "ArticlePage",
    "FeedbackPage",
    "HomePage",
    "LegalDocumentIndexPage",
    "LegalDocumentPage",
    "LegalDocumentRelation",
    "Portal",
    "PortalEndpoint",
    "PortalHome",
    "SectionPage",
]
