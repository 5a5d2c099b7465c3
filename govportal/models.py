"""Where Django looks for models; each lives in its room."""

from govportal.citizens.models import ConsentRecord, Feedback, FeedbackEvent
from govportal.citizens.pages import FeedbackPage
from govportal.editorial.models import PortalTaskState, RoleApprovalTask
from govportal.information.models import CategoryAnswer
from govportal.portals.membership import PortalGroup
from govportal.portals.models import Agency, Portal, PortalEndpoint, PortalHome
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.documents.words import DocumentWords
from govportal.publishing.models import ArticlePage, HomePage, LegalDocumentIndexPage, SectionPage
from govportal.publishing.records.models import RecordPage
from govportal.security.models import AccountState, PasswordHistory

__all__ = [
    "AccountState",
    "Agency",
    "ArticlePage",
    "CategoryAnswer",
    "ConsentRecord",
    "DocumentWords",
    "Feedback",
    "FeedbackEvent",
    "FeedbackPage",
    "HomePage",
    "LegalDocumentIndexPage",
    "LegalDocumentPage",
    "LegalDocumentRelation",
    "PasswordHistory",
    "Portal",
    "PortalEndpoint",
    "PortalGroup",
    "PortalHome",
    "PortalTaskState",
    "RecordPage",
    "RoleApprovalTask",
    "SectionPage",
]
