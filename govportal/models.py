"""Where Django looks for models; each lives in its room."""

from govportal.accounts.models import AccountReview, Handover, TermsAcceptance
from govportal.accounts.support import SupportTicket
from govportal.boards.assignments import Assignment
from govportal.boards.models import GoverningDocument, PortalBody, PortalGovernance
from govportal.boards.seats import BoardSeat, BoardTeam, SectionTask, TeamMember
from govportal.boards.training import TrainingRecord
from govportal.citizens.models import ConsentRecord, Feedback, FeedbackEvent
from govportal.citizens.pages import FeedbackPage
from govportal.editorial.absences import Absence
from govportal.editorial.confirmations import Approval
from govportal.editorial.content_log import ContentEvent
from govportal.editorial.corrections import Correction
from govportal.editorial.delegations import SectionDelegation
from govportal.editorial.models import PortalTaskState, RoleApprovalTask
from govportal.editorial.reviews import PageReview
from govportal.editorial.takedowns import Takedown
from govportal.exchange.models import ApiAccess, ApiConsumer, ApiKey, ConnectionCheck
from govportal.information.models import CategoryAnswer
from govportal.intake.contributions import Contribution, ContributionFile
from govportal.intake.information_requests import InformationRequest, RequestFile
from govportal.intake.plans import ContentPlan, PlanTopic
from govportal.my_work.models import DigestChoice
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
from govportal.royalties.budgets import RoyaltyBudget
from govportal.royalties.decisions import GenreCeiling, RateDecision
from govportal.royalties.models import Remuneration, Royalty, RoyaltyShare
from govportal.royalties.payments import Payee, PaymentStatement
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
    "Absence",
    "AccountReview",
    "AccountState",
    "Advertisement",
    "Agency",
    "Amendment",
    "ApiAccess",
    "ApiConsumer",
    "ApiKey",
    "Approval",
    "ArticlePage",
    "Assignment",
    "BoardSeat",
    "BoardTeam",
    "CategoryAnswer",
    "ConnectionCheck",
    "ConsentRecord",
    "ContentEvent",
    "ContentPlan",
    "Contribution",
    "ContributionFile",
    "Correction",
    "DailyViews",
    "DigestChoice",
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
    "GenreCeiling",
    "GoverningDocument",
    "Handover",
    "HomePage",
    "InformationRequest",
    "LegalDocumentAttachment",
    "LegalDocumentIndexPage",
    "LegalDocumentPage",
    "LegalDocumentRelation",
    "LinkAddress",
    "ListedPage",
    "Measurement",
    "PageReview",
    "PasswordHistory",
    "Payee",
    "PaymentStatement",
    "PlanTopic",
    "Portal",
    "PortalBody",
    "PortalEndpoint",
    "PortalGovernance",
    "PortalGroup",
    "PortalHome",
    "PortalTaskState",
    "PromotedResult",
    "RateDecision",
    "Rating",
    "ReadPage",
    "RecordPage",
    "Remuneration",
    "RequestFile",
    "RoleApprovalTask",
    "Royalty",
    "RoyaltyBudget",
    "RoyaltyShare",
    "SearchEntry",
    "SearchText",
    "SearchedWords",
    "SectionDelegation",
    "SectionPage",
    "SectionSubscription",
    "SectionTask",
    "SharedItem",
    "SupportTicket",
    "Takedown",
    "TeamMember",
    "TermsAcceptance",
    "TitleWord",
    "TrainingRecord",
]
