"""Addresses that public content links to, what was found there, and who links to them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from govportal.portals.models import Portal
from govportal.publishing.advertising.models import Advertisement

LONGEST = 2000
"""Of an address in bytes, so that an index may hold it."""
TEXT = 200


class LinkAddress(models.Model):
    """An address that some portal links to, asked once for all of them."""

    class Outcome(models.TextChoices):
        """What was found there."""

        WORKS = "works", _("works")
        SILENT = "silent", _("does not answer programs; please look yourself")
        MISSING = "missing", _("the page or file is not public any more")
        STATUS = "status", _("answers with an error")
        TIMEOUT = "timeout", _("did not answer in time")
        TLS = "tls", _("its certificate can't be trusted")
        UNREACHABLE = "unreachable", _("can't be reached")
        REDIRECTS = "redirects", _("leads on too many times or to no web address")
        PRIVATE = "private", _("leads into an internal network")
        INVALID = "invalid", _("is not a correct web address")

    wagtail_reference_index_ignore: ClassVar[bool] = True

    address = models.CharField(max_length=LONGEST, unique=True)
    """A web address without its fragment, or ``page:12``, ``document:5`` of this installation."""
    is_outside = models.BooleanField()
    """Whether it is asked by HTTP; else the database knows."""
    checked_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    failing_since = models.DateTimeField(null=True, db_index=True)

    class Meta:
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["is_outside", "checked_at"], name="links_by_last_check")
        ]

    def __str__(self) -> str:
        return self.address


WORKING = (LinkAddress.Outcome.WORKS, LinkAddress.Outcome.SILENT)
"""What is no fault: many systems let people in and refuse programs."""


class FoundLink(models.Model):
    """A link in what a portal publishes: on a page, in an advertisement, or to a system."""

    wagtail_reference_index_ignore: ClassVar[bool] = True

    portal = models.ForeignKey(Portal, models.CASCADE, related_name="+")
    address = models.ForeignKey(LinkAddress, models.CASCADE, related_name="links")
    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    advertisement = models.ForeignKey(Advertisement, models.CASCADE, null=True, related_name="+")
    text = models.CharField(max_length=TEXT, blank=True)
    """The words of the link, or the name of the system."""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.text or str(self.address)


class ReadPage(models.Model):
    """Which version of a public page was read for links, so that a run goes on where one ended."""

    wagtail_reference_index_ignore: ClassVar[bool] = True

    page = models.OneToOneField(Page, models.CASCADE, primary_key=True, related_name="+")
    portal = models.ForeignKey(Portal, models.CASCADE, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.page_id)
