"""What all pages of a portal share, and what those share that state their author and source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from http import HTTPMethod
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.base import ModelState
from django.db.models.signals import post_init, pre_init
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, Revision, WorkflowState
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from govportal.portals.models import Agency
from govportal.portals.pages import PortalPageMixin
from govportal.publishing import approval, approval_memory, page_checks, previews
from govportal.publishing.approval_memory import kept
from govportal.publishing.composition import compose
from govportal.publishing.forms import PortalPageForm
from govportal.publishing.metadata import checks as metadata_checks
from govportal.publishing.metadata.models import DescribedPage
from govportal.publishing.metadata.values import Place

OF_THE_PAGE = {"alias_of", "content_type", "latest_revision", "locale", "locked_by", "owner"}
"""What Wagtail takes from the page, whatever one of its versions says."""


class PortalPage(PortalPageMixin, DescribedPage, Page):
    """What all pages of a portal share: address, publisher, search without marks."""

    owner_agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("responsible agency"), help_text=_("Empty: the agency of the portal."),
    )  # fmt: skip
    responsible_person = models.CharField(
        _("responsible person"), max_length=255, blank=True,
        help_text=_("Empty: the responsible person of the portal, else whoever made the page."),
    )  # fmt: skip

    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.AutocompleteField("folded_title"),
        index.SearchField("folded_title"),
    ]
    promote_panels: ClassVar[list[Any]] = [
        *Page.promote_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("owner_agency"), FieldPanel("responsible_person")])],
            heading=_("Responsible for the content"),
        ),
        *DescribedPage.metadata_panels,
    ]
    # A name is the same in every language.
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("responsible_person")]
    show_in_menus_default = False
    base_form_class = PortalPageForm
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [
        HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS,
    ]  # fmt: skip

    preview_modes = property(previews.modes)
    preview_sizes = previews.SIZES

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Sequence[str], values: Sequence[Any]) -> Any:
        """Make the page of what was read of it; all else is read where it is asked for.

        A list reads few columns: to make its pages as new ones are made, with child objects and
        defaults, takes longer than the rest of the list.
        """
        is_own_way = cls.__init__ is not Page.__init__
        if is_own_way or pre_init.has_listeners(cls) or post_init.has_listeners(cls):
            return super().from_db(db, field_names, values)
        page = cls.__new__(cls)
        page._state = ModelState()
        page._state.adding, page._state.db = False, db
        for name, value in zip(field_names, values, strict=True):
            setattr(page, name, value)
        return page

    def with_content_json(self, content: dict[str, Any]) -> Page:
        """Return the page as a version has it.

        What the page itself decides is not looked up first as the version had it; the parent is
        the one that the page has.
        """
        page = super().with_content_json(
            {name: value for name, value in content.items() if name not in OF_THE_PAGE}
        )
        if parent := self.get_parent():
            page._cached_parent_obj = parent
        return page

    def is_previewable(self) -> bool:
        """Say yes without asking for its versions, as Wagtail does for each row of a list."""
        return True

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """Answer with a preview of the page, or of its version in the language *mode_name*."""
        version = previews.version_in(self, mode_name)
        if version is not None:
            return version.make_preview_request(request, "")
        return super().serve_preview(request, mode_name)

    @property
    def answered_for_by(self) -> tuple[str, str]:
        """The agency and the person who are responsible for the content (FLOW-07)."""
        portal = self.portal
        agency = self.owner_agency or (portal and portal.agency)
        person = self.responsible_person or (portal.responsible_person if portal else "")
        owner = self.owner
        name = (owner.get_full_name() or owner.get_username()) if owner else ""
        return str(agency or ""), person or name

    @property
    def list_kind(self) -> str:
        """What the lists hold in which the page stands; empty for a page that no list holds."""
        return ""

    @property
    def listed_at(self) -> datetime | None:
        """The moment that gives the page its place in a list."""
        return self.first_published_at

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Check the page, with its texts in the form in which they are stored (INFO-37)."""
        compose(self)
        super().full_clean(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Save a version of the page, also one that is not checked, in composed letters."""
        compose(self)
        return super().save_revision(*args, **kwargs)

    @property
    def current_workflow_state(self) -> WorkflowState | None:
        """Where the page stands in its approval, None where it is in none; asked for once."""
        if hasattr(self, "_current_workflow_states"):  # read ahead with the list
            return super().current_workflow_state
        return kept(self, "workflow_state", lambda: approval_memory.state_of(self))

    @property
    def workflow_in_progress(self) -> bool:
        """Whether somebody is to approve the page."""
        state = self.current_workflow_state
        return state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS

    @property
    def has_workflow(self) -> bool:
        """Whether the page needs an approval; asked for once."""
        return bool(kept(self, "has_workflow", lambda: super(PortalPage, self).has_workflow))

    def permissions_for_user(self, user: Any) -> approval.PortalPagePermissionTester:
        """Return what *user* may do with the page: an author never publishes it."""
        return approval.tester_of(user, self)

    def publish(self, revision: Revision, user: Any = None, **options: Any) -> Any:
        """Publish *revision* if nothing is missing, whoever or whatever asks for it.

        Where nobody is named, its author's permission counts. What was approved for a later day
        was found complete when it was approved.

        Raises:
            ValidationError: something is missing; the draft stays as it is.
        """
        if not revision.approved_go_live_at:
            revision.as_object().refuse_incomplete()
        user = user or approval.answerable_for(revision)
        return super().publish(revision, user=user, **options)

    def publication_problems(self) -> list[ValidationError]:
        """Return what the law still wants of the page before it is published; page types add."""
        return [*metadata_checks.as_errors(self), *self.content_problems()]

    def content_problems(self) -> list[ValidationError]:
        """Return what is wrong with the content, wherever the page stands; page types add."""
        return [*page_checks.unreadable_texts(self)]

    def refuse_incomplete(self) -> None:
        """Refuse to publish the page as it is.

        Raises:
            ValidationError: with everything that is missing or wrong, and what to do.
        """
        problems = list(self.publication_problems())
        try:
            self.full_clean()
        except ValidationError as error:
            problems += self._named(error)
        if problems:
            raise ValidationError(problems)

    def _named(self, error: ValidationError) -> list[ValidationError]:
        """Return the problems that *error* has found, each with the name of its field."""
        labels = {field.name: field for field in self._meta.get_fields()}
        return [
            ValidationError(f"{capfirst(str(labels[name].verbose_name))}: {message}")  # type: ignore[attr-defined]
            if name in labels
            else ValidationError(message)
            for name, messages in error.message_dict.items()
            for message in messages
        ]


class CategoryPage(PortalPage):
    """A section of a portal. Its key tells which category of information it stands for.

    The key is no content: no version of the page changes it or brings it back.
    """

    key = models.SlugField(_("key"), max_length=40, blank=True, editable=False, db_index=True)

    class Meta:
        abstract = True

    def with_content_json(self, content: dict[str, Any]) -> Page:
        """Return the page as a revision has it, with the key that it has now."""
        page = super().with_content_json(content)
        page.key = self.key
        return page


class AttributedPage(PortalPage):
    """An item that states its author and its source (ATTR-01), and when its matter changed."""

    author = models.CharField(
        _("author"), max_length=200,
        help_text=_("Required: every item states its author."),
    )  # fmt: skip
    source = models.CharField(
        _("source"), max_length=200,
        help_text=_("Required: the agency or press organisation that supplied the information."),
    )  # fmt: skip
    source_url = models.URLField(_("address of the original"), blank=True)
    source_changed_on = models.DateField(
        _("day of the change"), null=True, blank=True,
        help_text=_(
            "The day on which the matter itself was decided or changed; the time until "
            "publication is counted from it."
        ),
    )  # fmt: skip

    attribution_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("author"), FieldPanel("source")]),
                FieldPanel(
                    "source_url",
                    help_text=_("The full address, where the item can be read at its source."),
                ),
            ],
            heading=_("Author and source"),
        ),
    ]

    class Meta:
        abstract = True

    def described_as(self, place: Place) -> dict[str, Any]:
        return super().described_as(place) | {
            "creator": self.author, "source": (self.source, self.source_url),
        }  # fmt: skip
