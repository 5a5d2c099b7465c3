"""What one portal shows of another's: single items that were accepted, and sections it follows."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from govportal.portals.models import Portal
from govportal.portals.tree import subtree

MOST = 20
"""A section shows at most so many items of a section that it follows."""


class ShareState(models.TextChoices):
    """How far a proposal has come."""

    PROPOSED = "proposed", _("waiting for a decision")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn by the source")


OPEN = (ShareState.PROPOSED, ShareState.ACCEPTED)
"""The states in which a proposal can still be decided or withdrawn."""


class SharedItemQuerySet(models.QuerySet["SharedItem"]):
    """Shared items, by where the public sees them."""

    def shown_below(self, page: Page) -> SharedItemQuerySet:
        """Return the accepted items whose section is *page* or lies below it."""
        now = timezone.now()
        unexpired = models.Q(page__expire_at=None) | models.Q(page__expire_at__gt=now)
        return self.filter(
            unexpired, state=ShareState.ACCEPTED, section__path__range=subtree(page.path)
        )


class SharedItem(models.Model):
    """A page that its portal has proposed to another, and what became of it.

    Nothing of the page is copied: the receiver's lists read the page itself while it is public.
    """

    wagtail_reference_index_ignore = True

    page = models.ForeignKey(
        Page, models.SET_NULL, null=True, related_name="shared_items", verbose_name=_("page")
    )
    title = models.CharField(_("title"), max_length=255)
    """As the page was called when it was last proposed; the record stays when the page is gone."""
    source = models.ForeignKey(
        Portal, models.CASCADE, related_name="items_offered", verbose_name=_("source portal")
    )
    receiver = models.ForeignKey(
        Portal, models.CASCADE, related_name="items_received", verbose_name=_("receiving portal")
    )
    section = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("section")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ShareState, default=ShareState.PROPOSED, db_index=True
    )
    note = models.TextField(_("note to the receiving board"), max_length=500, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("proposed by"),
    )  # fmt: skip
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("decided by"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("decided"), null=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)

    objects = SharedItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared item")
        verbose_name_plural = _("shared items")
        ordering: ClassVar[list[str]] = ["-proposed_at", "-pk"]
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["page", "receiver"],
                name="one_proposal_per_portal",
                violation_error_message=_("This page has already been proposed to the portal."),
            )
        ]

    def __str__(self) -> str:
        return self.page.title if self.page and self.page.live else self.title

    @property
    def version(self) -> str:
        """What tells the proposal as somebody read it from what became of it since."""
        return " ".join(map(str, (self.state, self.proposed_at, self.decided_at)))

    @property
    def is_public(self) -> bool:
        """Whether the source still shows the page."""
        return self.page is not None and self.page.live

    @property
    def is_changed(self) -> bool:
        """Whether the page was published anew since it was accepted: the board reads it again."""
        published = self.page.last_published_at if self.page else None
        is_accepted = self.state == ShareState.ACCEPTED and self.decided_at is not None
        return bool(is_accepted and published and published > self.decided_at)


class SectionSubscription(models.Model):
    """A section of one portal that shows the newest items of a section of another."""

    wagtail_reference_index_ignore = True

    portal = models.ForeignKey(
        Portal, models.CASCADE, related_name="subscriptions", editable=False,
        verbose_name=_("portal"),
    )  # fmt: skip
    section = models.ForeignKey(
        Page, models.CASCADE, related_name="+", verbose_name=_("shown in the section")
    )
    source = models.ForeignKey(
        Page, models.CASCADE, related_name="+",
        verbose_name=_("section of the provincial portal"),
    )  # fmt: skip
    limit = models.PositiveSmallIntegerField(
        _("number of items"), default=5,
        validators=[MinValueValidator(1), MaxValueValidator(MOST)],
        help_text=_("The newest so many items are shown."),
    )  # fmt: skip
    is_active = models.BooleanField(_("shown to the public"), default=True)

    class Meta:
        verbose_name = _("followed section")
        verbose_name_plural = _("followed sections")
        ordering: ClassVar[list[str]] = ["portal", "pk"]
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["section", "source"],
                name="one_subscription_per_section",
                violation_error_message=_("The section already shows the items of this one."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source.title} → {self.section.title}"
