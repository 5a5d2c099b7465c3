"""What the national record of a document asks for and its public page does not show."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

# Decree 30/2020, Appendix VI gives three digits to both numbers.
THREE_DIGITS = MaxValueValidator(999)


class DocumentRecordDetails(models.Model):
    """The fields of the record that are kept for exchange only (DOC-02); one row a document."""

    document = ParentalKey(
        "govportal.LegalDocumentPage", on_delete=models.CASCADE, related_name="record_details"
    )
    organ_id = models.CharField(_("code of the issuing agency"), max_length=13, blank=True)
    file_catalog = models.TextField(_("catalogue of files"), blank=True)
    file_notation = models.CharField(_("number and symbol of the file"), max_length=20, blank=True)
    ordinal = models.PositiveIntegerField(_("place in the file"), null=True, blank=True)
    type_name = models.CharField(
        _("type as printed"), max_length=100, blank=True,
        help_text=_("Only for a type that the list of types lacks."),
    )  # fmt: skip
    language = models.CharField(
        _("language of the document"), max_length=30, blank=True,
        help_text=_("Only where it is not the language of the page."),
    )  # fmt: skip
    page_amount = models.PositiveSmallIntegerField(
        _("number of pages"), null=True, blank=True, validators=[THREE_DIGITS]
    )
    issued_amount = models.PositiveSmallIntegerField(
        _("number of copies"), null=True, blank=True, validators=[THREE_DIGITS]
    )
    priority = models.CharField(
        _("urgency"), max_length=1, blank=True,
        validators=[RegexValidator(r"^[0-9]$", _("Enter one digit."))],
        help_text=_("One digit, by the code list of Appendix VI of Decree 30/2020."),
    )  # fmt: skip
    due_on = models.DateField(_("to be answered by"), null=True, blank=True)
    description = models.CharField(_("note"), max_length=500, blank=True)
    addressees = models.TextField(
        _("recipients by code"), blank=True,
        help_text=_("A line each: code | name. Where empty, the recipients printed are used."),
    )  # fmt: skip

    panels: ClassVar[list[Any]] = [
        FieldPanel("organ_id"),
        FieldRowPanel([FieldPanel("file_catalog"), FieldPanel("file_notation")]),
        FieldRowPanel([FieldPanel("ordinal"), FieldPanel("type_name"), FieldPanel("language")]),
        FieldRowPanel([FieldPanel("page_amount"), FieldPanel("issued_amount")]),
        FieldRowPanel([FieldPanel("priority"), FieldPanel("due_on")]),
        FieldPanel("description"),
        FieldPanel("addressees"),
    ]

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("details for the exchange of documents")
        verbose_name_plural = _("details for the exchange of documents")

    def __str__(self) -> str:
        return f"{self.organ_id} {self.file_notation}".strip()
