"""Whether a person wants the daily mail, and when the last one went out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DigestChoice(models.Model):
    """A person's choice about the daily mail. Who has made none gets it."""

    wagtail_reference_index_ignore = True

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    is_wanted = models.BooleanField(
        _("daily mail"), default=True,
        help_text=_("Each morning a list of what waits for you; none when nothing waits."),
    )  # fmt: skip
    sent_on = models.DateField(null=True, editable=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user_id)
