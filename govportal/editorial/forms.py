"""What is asked of those who approve."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Asks why changes are needed: nothing is sent back without a reason."""

    comment = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Give the reason for your request for changes.")},
    )
