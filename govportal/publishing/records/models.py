"""The page type of every record: its fields come from the kind of record that its section holds."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, Revision
from wagtail.search import index

from govportal import plugins
from govportal.publishing.categories import section_spec
from govportal.publishing.metadata.values import Place
from govportal.publishing.pages import AttributedPage
from govportal.publishing.records import described, forms, rules, states, stored
from govportal.publishing.records.blocks import block_of
from govportal.publishing.records.fields import DetailsField, struct_of
from govportal.publishing.records.record_page import record_context, record_in_format
from govportal.record_types import RecordType


class RecordPage(AttributedPage):
    """A record: a project, a leader, a statistical release, whatever the plugins describe."""

    kind = models.SlugField(_("kind of record"), max_length=60, editable=False, db_index=True)
    details = DetailsField(verbose_name=_("details"), blank=True)
    listed = models.JSONField(default=dict, editable=False)
    """What lists show, filter and count by: plain values of the fields."""
    sort_keys = models.JSONField(default=dict, editable=False)
    """What lists are ordered by: figures, days, and words as a dictionary orders them."""

    synced_at = models.DateTimeField(_("last compared with its source"), null=True, editable=False)

    base_form_class = forms.RecordForm
    copy_form_class = forms.RecordCopyForm
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("details", heading=_("Details")),
        *AttributedPage.attribution_panels,
        MultiFieldPanel([FieldPanel("source_changed_on")], heading=_("Update")),
    ]
    search_fields: ClassVar[list[Any]] = [
        *AttributedPage.search_fields,
        index.SearchField("details"),
    ]
    parent_page_types: ClassVar[list[str]] = ["govportal.SectionPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")

    @property
    def list_kind(self) -> str:
        return self.kind

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Return whether *parent* is a section that holds records."""
        spec = section_spec(parent.specific)
        return bool(super().can_create_at(parent) and spec and spec.record_type)

    def can_move_to(self, parent: Page) -> bool:
        """Return whether *parent* is a section that holds records of this kind."""
        return bool(super().can_move_to(parent)) and self.fits(parent)

    def fits(self, parent: Page, unless_unknown: bool = False) -> bool:
        """Return whether *parent* is a section of this kind; *unless_unknown*, or of none."""
        spec = section_spec(parent.specific)
        return spec.record_type == self.kind if spec else unless_unknown

    @property
    def record_type(self) -> RecordType:
        """The description of this kind of record.

        Raises:
            KeyError: no installed plugin describes it.
        """
        return plugins.record_types()[self.kind]

    @property
    def values(self) -> Any:
        """The record's fields by key, as blocks hold them."""
        return struct_of(self.details, block_of(self.kind))

    @property
    def page_type_display_name(self) -> str:
        """What the admin calls the page: by its kind, as every record has the same page type."""
        record_type = plugins.record_types().get(self.kind)
        fallback = str(self.get_verbose_name())
        return record_type.title.in_language(get_language() or "vi") if record_type else fallback

    def publish(self, revision: Revision, user: Any = None, **options: Any) -> Any:
        """Publish *revision* as every page is, and log a change of the record's state."""
        before = states.public_state(self)
        published = super().publish(revision, user=user, **options)
        states.log_change(self, before, user)
        return published

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the record with what its lists need.

        Raises:
            ValidationError: its kind is unknown, so that saving would lose its fields.
        """
        self.refuse_unknown_kind()
        self.listed, self.sort_keys = stored.values_of(self)
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> RecordPage:
        """Return the record as a revision has it; when it was last compared is no content."""
        record: RecordPage = super().with_content_json(content)
        record.synced_at = self.synced_at
        return record

    def refuse_unknown_kind(self) -> None:
        """Refuse to handle a record that nobody describes.

        Raises:
            ValidationError: no installed plugin describes its kind.
        """
        if self.kind not in plugins.record_types():
            raise ValidationError(
                _(
                    "No installed plugin describes records of the kind “%(kind)s”. Install the "
                    "plugin that does; the record is kept."
                ),
                params={"kind": self.kind},
            )

    def publication_problems(self) -> list[ValidationError]:
        """Return what the law still wants of the record before it is published."""
        return [*super().publication_problems(), *rules.problems(self)]

    def described_as(self, place: Place) -> dict[str, Any]:
        return super().described_as(place) | described.elements_of(self, place)

    def described_text(self, place: Place) -> str:
        return described.text_of(self, place)

    @property
    def schema_subject(self) -> str:
        """The type of schema.org of what the record describes."""
        record_type = plugins.record_types().get(self.kind)
        return record_type.schema_type if record_type else ""

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> list[str]:
        return [f"govportal/records/{self.kind}.html", "govportal/records/record.html"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(record_context(self))
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or with its days as a calendar where that is asked for."""
        answer = record_in_format(self, request) if self.alias_of_id is None else None
        return answer or super().serve(request, *args, **kwargs)
