"""A portal in which every list of the administration has a row, for tests that walk the screens."""

import itertools
from datetime import timedelta

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from govportal.publishing.models import ArticlePage

COUNTER = itertools.count(1)
LISTED = {
    "absences": "Absence", "delegations": "SectionDelegation", "api_consumers": "ApiConsumer",
    "api_keys": "ApiKey", "api_accesses": "ApiAccess", "connection_checks": "ConnectionCheck",
    "measurements": "Measurement", "advertisements": "Advertisement",
    "governance": "PortalGovernance", "board-seats": "BoardSeat", "board-teams": "BoardTeam",
    "members": "Assignment", "handovers": "Handover", "training": "TrainingRecord",
    "support": "SupportTicket", "royalties": "Royalty", "remunerations": "Remuneration",
    "royalty-statements": "PaymentStatement", "payees": "Payee", "rate-decisions": "RateDecision",
    "royalty-budgets": "RoyaltyBudget",
    "contributions": "Contribution", "information-requests": "InformationRequest",
    "content-plans": "ContentPlan", "feedback": "Feedback", "promoted_results": "PromotedResult",
    "sharing": "SharedItem", "subscriptions": "SectionSubscription",
    "govportal_correction": "Correction", "govportal_document_import": "DocumentImport",
}  # fmt: skip
"""The model of what an address is of, by the beginning of the address's name."""
BESIDE = ("Takedown", "PageReview", "ContentEvent", "Approval", "AccountReview", "FoundLink",
          "SearchedWords", "CategoryAnswer", "DailyViews")  # fmt: skip


FIXED = {("ContentEvent", "action"): "wagtail.publish", ("Measurement", "receiver"): "x"}


class World:
    """Rows of every model that a list of the administration shows, of one portal."""

    def __init__(self, portal, section, board):
        self.portal, self.section, self.user, self.board = portal, section, board[0], board
        self.rows = {}
        self._write_pages()
        self._keep_files()
        for label in (*LISTED.values(), *BESIDE):
            self.rows[label] = self._row(apps.get_model("govportal", label))

    def _write_pages(self):
        facts = {"author": "Lê Văn Á", "source": "Sở Tài chính", "summary": "Tin đã đăng"}
        self.live = self._page(ArticlePage(title="Tin đã đăng", **facts))
        self.live.save_revision(user=self.user, log_action=True).publish(
            skip_permission_checks=True
        )
        self.draft = self._page(ArticlePage(title="Tin chờ duyệt", live=False, **facts))
        self.revision = self.draft.save_revision(user=self.user, log_action=True)
        self.draft.get_workflow().start(self.draft, self.user)
        self.state = self.draft.current_workflow_task_state
        self.source, _is_new = TranslationSource.get_or_create_from_instance(self.live)
        english = Locale.objects.get(language_code="en")
        self.translation = Translation.objects.create(source=self.source, target_locale=english)
        self.translation.save_target()

    def _page(self, page):
        page.owner = self.user
        return self.section.add_child(instance=page)

    def _keep_files(self):
        collection = self.portal.collection
        self.image = Image.objects.create(
            title="Ảnh thử", file=get_test_image_file("anh.png"), collection=collection
        )
        self.document = Document.objects.create(
            title="Tệp thử", file=ContentFile(b"x", "tep.txt"), collection=collection
        )
        self.redirect = Redirect.objects.create(old_path="/cu", redirect_page=self.live)

    def _row(self, model):
        values = {field.attname: self._value(field) for field in model._meta.concrete_fields
                  if not field.primary_key and _is_wanted(field)}  # fmt: skip
        unique = {f.attname for f in model._meta.concrete_fields if f.unique} & set(values)
        known = model.objects.filter(**{name: values[name] for name in unique}) if unique else None
        return (known and known.first()) or model.objects.create(**values)

    def _value(self, field):
        number = next(COUNTER)
        if (field.model.__name__, field.name) in FIXED:
            return FIXED[field.model.__name__, field.name]
        if isinstance(field, models.ForeignKey):
            return self._related(field)
        if field.choices:
            return next(value for value, _label in field.flatchoices if value not in ("", None))
        for kind, value in (
            (models.DateTimeField, timezone.now() - timedelta(hours=1)),
            (models.DateField, timezone.localdate() + timedelta(days=2)),
            (models.URLField, f"https://example.vn/{number}"), (models.SlugField, f"thu-{number}"),
            (models.CharField, f"Thử {number}"[: field.max_length]),
            (models.TextField, f"Nội dung thử {number}"), (models.BooleanField, True),
        ):  # fmt: skip
            if isinstance(field, kind):
                return value
        return number

    def _related(self, field):
        model = field.related_model
        if field.name in ("deputy", "receiver", "source") and model in (
            type(self.user), type(self.portal)
        ):  # fmt: skip
            return self.board[1].pk if model is type(self.user) else self.other_portal().pk
        fixed = {
            "Portal": self.portal, "User": self.user, "Page": self.live,
            "Agency": self.portal.agency, "Locale": self.live.locale,
            "Site": self.portal.site, "SectionPage": self.section,
        }  # fmt: skip
        found = fixed.get(model.__name__) or self.rows.get(model.__name__)
        return (found or self._row(model)).pk

    def other_portal(self):
        """Return a portal that is another's."""
        return type(self.portal).objects.exclude(pk=self.portal.pk).first()

    def key_of(self, name):
        """Return the key of what the address called *name* is of."""
        for start, model in LISTED.items():
            if name.startswith(start):
                return self.rows[model].pk
        for start, thing in self._others().items():
            if name.startswith(start):
                return thing.pk
        return self.draft.pk

    def _others(self):
        return {
            "wagtailimages": self.image, "wagtaildocs": self.document, "portals": self.portal,
            "wagtailusers_users": self.user, "wagtailusers_groups": self.user.groups.first(),
            "wagtailredirects": self.redirect, "wagtailsites": self.portal.site,
            "wagtaillocales": self.live.locale, "agencies": self.portal.agency,
            "addresses": self.portal.endpoints.first(), "wagtailadmin_collections":
            self.portal.collection, "wagtailadmin_workflows:edit_task": self.state.task,
            "wagtailadmin_workflows:disable_task": self.state.task,
            "wagtailadmin_workflows:task_chosen": self.state.task,
            "wagtailadmin_workflows": self.state.workflow_state.workflow,
            "wagtail_localize:update": self.source,
            "wagtail_localize:submit": self.live, "wagtail_localize:convert": self.live,
            "wagtail_localize": self.translation, "govportal_take_down": self.live,
            "govportal_review": self.live, "govportal_correct": self.live,
            "sharing:propose": self.live, "wagtailadmin_pages:unpublish": self.live,
            "wagtailadmin_choose_page": self.section, "wagtailadmin_explore": self.section,
            "wagtailadmin_pages:add": self.section, "wagtailadmin_pages:copy": self.live,
        }  # fmt: skip


def _is_wanted(field):
    if isinstance(field, models.ForeignKey):
        return not field.null
    if field.has_default() or field.null or isinstance(field, models.AutoField):
        return False
    return not getattr(field, "auto_now_add", False)
