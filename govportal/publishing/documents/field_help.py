"""What belongs in each field of a legal document, told below the field."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

HELP = {
    "document_class": _("Normative: general rules for all. Administrative: everything else."),
    "document_type": _("As printed above the abstract."),
    "issuer": _("The full name, as printed at the head of the document."),
    "issuing_agency": _("Choose it where it is an agency of the province."),
    "place": _("As printed before the day."),
    "issued_on": _("The day of signing, as printed."),
    "effective_on": _("Readers are told by this day whether the document is in force."),
    "expires_on": _("Only where the document itself fixes a day."),
    "signer": _("The full name, without rank or degree."),
    "signer_title": _("As printed above the name."),
    "field": _("The field of administration, by which readers filter."),
    "abstract": _("As printed below the type of document, in full."),
    "file": _("The file with the digital signature, as it was issued."),
    "preamble": _("What stands before the articles, from the first basis on."),
    "regulation_title": _("Only where a decision issues a regulation that it attaches."),
    "body": _("One block for each article. Upload the file to have it divided."),
    "annexes": _("Each annex or form as one block."),
    "recipients": _("As printed after the text, one a line."),
}
"""By field; those that are not named here say it in the model."""


def panel(name: str) -> FieldPanel:
    """Return the panel of the field *name* with its help."""
    return FieldPanel(name, help_text=HELP[name])
