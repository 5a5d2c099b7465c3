"""Corrections of what was published wrongly, shown on the page itself (FLOW-10)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from govportal import law
from govportal.editorial import content_log
from govportal.editorial.page_records import AboutPage, name_of
from govportal.editorial.roles import serves_whole_province
from govportal.portals.membership import PortalRole, portals_of
from govportal.portals.routing import HOME_PATH_LENGTH
from govportal.portals.tree import subtree
from govportal.publishing.approval import is_separation_required
from govportal.publishing.portal_memory import remembered

BOARD = (PortalRole.DEPUTY_HEAD, PortalRole.HEAD)
ACTION = "govportal.correction"


class Correction(AboutPage):
    """What was wrong on a page and what is right; public once somebody else has approved it."""

    wrong = models.TextField(_("what was wrong"))
    right = models.TextField(_("what is right"))
    case_reference = models.CharField(
        _("reference of the case"), max_length=120, blank=True,
        help_text=_("Number of the complaint or receipt code of the report, where there is one."),
    )  # fmt: skip
    complained_on = models.DateField(
        _("day of the complaint"), null=True, blank=True,
        help_text=_("Empty where the board found the error itself."),
    )  # fmt: skip
    due_on = models.DateField(_("answer due"), null=True, editable=False, db_index=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False,
        verbose_name=_("approved by"),
    )  # fmt: skip
    approver_name = models.CharField(_("approved by"), max_length=255, blank=True, editable=False)
    published_at = models.DateTimeField(
        pgettext_lazy("day", "published"), null=True, editable=False
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at", "-pk"]
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["page", "published_at"], name="corrections_of_a_page")
        ]

    def clean(self) -> None:
        """Refuse a complaint from the future."""
        super().clean()
        if self.complained_on and self.complained_on > timezone.localdate():
            text = _("The day of the complaint must not be in the future.")
            raise ValidationError({"complained_on": text})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it with the last day for the answer to a complaint."""
        self.due_on = self._last_day()
        super().save(*args, **kwargs)

    def _last_day(self) -> Any:
        if self.complained_on is None:
            return None
        rule = "content.wrong_information_answer_within"
        days = law.number(rule, self.complained_on, self.portal.system)
        return self.complained_on + timedelta(days=days)

    def take_over(self, person: Any) -> None:
        """Make *person* who words the correction, so that somebody else has to publish it."""
        self.person, self.person_name = person, name_of(person)

    @property
    def is_public(self) -> bool:
        """Whether readers of the page see it."""
        return self.published_at is not None

    @property
    def is_overdue(self) -> bool:
        """Whether the last day of the answer has passed without publication."""
        return bool(not self.is_public and self.due_on and timezone.localdate() > self.due_on)


def public_corrections(page: Page, request: HttpRequest) -> list[Correction]:
    """Return what readers of *page* are told was wrong, the newest first.

    Few pages were ever wrong: those of the portal are known, and the others ask nothing.
    """
    home = page.path[:HOME_PATH_LENGTH]
    if page.pk not in remembered(request, f"corrected:{home}", lambda: _corrected_below(home)):
        return []
    return list(_public().filter(page_id=page.pk).order_by("-published_at"))


def _corrected_below(home: str) -> frozenset[int]:
    found = _public().filter(page__path__range=subtree(home))
    return frozenset(found.values_list("page_id", flat=True))


def _public() -> Any:
    return Correction.objects.filter(published_at__isnull=False)


def may_publish(user: Any, correction: Correction) -> bool:
    """Return whether *user* may make *correction* public: of the board, and not its writer."""
    if correction.is_public or _wrote(user, correction):
        return False
    return correction.portal_id in portals_of(user, BOARD) or serves_whole_province(user)


@transaction.atomic
def publish(correction: Correction, user: Any) -> None:
    """Show *correction* on its page.

    Raises:
        PermissionDenied: *user* may not, or it is public already.
    """
    if not may_publish(user, correction):
        raise PermissionDenied
    correction.approved_by, correction.approver_name = user, name_of(user)
    correction.published_at = timezone.now()
    correction.save()
    if (page := Page.objects.filter(pk=correction.page_id).first()) is not None:
        content_log.note_action(page, ACTION, user, correction.right)


def _wrote(user: Any, correction: Correction) -> bool:
    return bool(is_separation_required() and correction.person_id == user.pk)
