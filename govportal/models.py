"""Where Django looks for models; each lives in its room."""

from govportal.citizens.models import ConsentRecord, Feedback, FeedbackEvent
from govportal.citizens.pages import FeedbackPage
from govportal.editorial.models import PortalTaskState, RoleApprovalTask
from govportal.exchange.models import ApiAccess, ApiConsumer, ApiKey, ConnectionCheck
from govportal.information.models import CategoryAnswer
from govportal.operations.links.models import FoundLink, LinkAddress, ReadPage
from govportal.portals.membership import PortalGroup
from govportal.portals.models import Agency, Portal, PortalEndpoint, PortalHome
from govportal.publishing.advertising.models import Advertisement
from govportal.publishing.documents.amendments import Amendment
from govportal.publishing.documents.attachments import LegalDocumentAttachment
from govportal.publishing.documents.batches import DocumentImport, DocumentImportFile
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.record_details import DocumentRecordDetails
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.documents.words import DocumentWords
from govportal.publishing.former_addresses.models import FormerAddress
from govportal.publishing.listed.models import ListedPage
from govportal.publishing.models import ArticlePage, HomePage, LegalDocumentIndexPage, SectionPage
from govportal.publishing.records.models import RecordPage
from govportal.publishing.sharing.models import SectionSubscription, SharedItem
from govportal.search.models import (
    EntryEffect,
    EntryFile,
    FileText,
    SearchEntry,
    SearchText,
    TitleWord,
)
from govportal.search.promoted import PromotedResult
from govportal.search.searched import SearchedWords
from govportal.security.models import AccountState, PasswordHistory
from govportal.usage.measurement.models import Measurement
from govportal.usage.models import DailyViews, Rating

__all__ = [
    "AccountState",
    "Advertisement",
    "Agency",
    "Amendment",
    "ApiAccess",
    "ApiConsumer",
    "ApiKey",
    "ArticlePage",
    "CategoryAnswer",
    "ConnectionCheck",
    "ConsentRecord",
    "DailyViews",
    "DocumentImport",
    "DocumentImportFile",
    "DocumentRecordDetails",
    "DocumentWords",
    "EntryEffect",
    "EntryFile",
    "Feedback",
    "FeedbackEvent",
    "FeedbackPage",
    "FileText",
    "FormerAddress",
    "FoundLink",
    "HomePage",
    "LegalDocumentAttachment",
    "LegalDocumentIndexPage",
    "LegalDocumentPage",
    "LegalDocumentRelation",
    "LinkAddress",
    "ListedPage",
    "Measurement",
    "PasswordHistory",
    "Portal",
    "PortalEndpoint",
    "PortalGroup",
    "PortalHome",
    "PortalTaskState",
    "PromotedResult",
    "Rating",
    "ReadPage",
    "RecordPage",
    "RoleApprovalTask",
    "SearchEntry",
    "SearchText",
    "SearchedWords",
    "SectionPage",
    "SectionSubscription",
    "SharedItem",
    "TitleWord",
]
