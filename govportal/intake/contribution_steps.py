"""Takes contributions in, and the steps with one. Only here does its state change."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.log_actions import log

from govportal.folding import slug
from govportal.intake import access, mails
from govportal.intake.contributions import (
    Channel,
    Contribution,
    ContributionFile,
    ContributionState,
)
from govportal.intake.files import keep
from govportal.intake.request_steps import StepRefusedError, name_of
from govportal.intake.signatures import check_file
from govportal.portals.models import Portal
from govportal.publishing.attribution import system_of_portal
from govportal.publishing.models import ArticlePage, SectionPage
from govportal.royalties.payments import Payee
from govportal.royalties.proposals import payees_by_name

logger = logging.getLogger(__name__)
ACTIONS = {step: f"govportal.{step}_contribution" for step in ("accept", "decline", "check")}
LONGEST_ADDRESS = 200
"""A longer title leaves no room to tell two addresses of the same words apart."""
KINDS = {Channel.AGENCY: ("document_axis", "electronic_file"), Channel.MAIL: ("email",)}
"""The channels of a province's regulation that a contribution may have come on."""


@transaction.atomic
def take_in(portal: Portal, channel: str, files: Iterable[Any] = (), **words: Any) -> Contribution:
    """Keep a contribution as it came, its files with what their signatures are worth."""
    contribution = Contribution.objects.create(portal=portal, channel=channel, **words)
    for file in files:
        check_file(keep(ContributionFile, file, contribution=contribution))
    return contribution


def wants_signature(contribution: Contribution) -> bool:
    """Return whether the regulation wants it digitally signed, and no file of it is (FLOW-04)."""
    system = system_of_portal(contribution.portal)
    kinds = KINDS.get(contribution.channel, ())
    wanted = [item for item in (system.intake if system else ()) if item.kind in kinds]
    is_wanted = any(item.requires_digital_signature for item in wanted)
    return is_wanted and not contribution.has_valid_signature


@contextmanager
def _taking(step: str, contribution: Contribution, user: Any) -> Iterator[Contribution]:
    with transaction.atomic():
        locked = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
        if not access.may_handle(user, locked):
            raise PermissionDenied
        if locked.state != ContributionState.RECEIVED:
            raise StepRefusedError(_("Somebody else has meanwhile handled this contribution."))
        locked.handled_by, locked.handled_by_name = user, name_of(user)
        locked.handled_at = timezone.now()
        yield locked
        locked.save()
        log(locked, ACTIONS[step], user=user)
    contribution.refresh_from_db()


def accept(
    contribution: Contribution, user: Any, section: SectionPage, *, is_paid: bool
) -> ArticlePage:
    """Make a draft in *section* of the contribution, and answer its sender.

    With *is_paid* the contributor becomes a payee, so that the royalty proposed at publication
    names them.

    Raises:
        PermissionDenied: *user* may not add drafts there.
    """
    if not section.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied
    with _taking("accept", contribution, user) as locked:
        locked.state = ContributionState.ACCEPTED
        page = locked.page = _draft(locked, user, section)
        if is_paid and locked.contributor_name:
            locked.payee = _payee(locked)
    mails.accepted(contribution)
    return page


def _draft(contribution: Contribution, user: Any, section: SectionPage) -> ArticlePage:
    images = _images(contribution, user)
    name, organisation = contribution.contributor_name, contribution.organisation
    page = ArticlePage(
        title=contribution.title, owner=user, live=False,
        author=name or organisation or _("(not stated)"),
        source=organisation or name or _("(not stated)"),
        image=images[0] if images else None,
        body=[("paragraph", f"<p>{escape(part)}</p>") for part in _paragraphs(contribution.body)],
    )  # fmt: skip
    if not slug(page.title) or len(page.title) > LONGEST_ADDRESS:
        page.slug = f"tin-bai-{contribution.pk}"
    section.add_child(instance=page)
    page.save_revision(user=user)
    return page


def _paragraphs(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").split("\n\n")
    return [" ".join(part.split()) for part in lines if part.strip()]


def _images(contribution: Contribution, user: Any) -> list[Any]:
    """Put the photographs sent in into the portal's own collection; a broken one is left out."""
    stored = [file for file in contribution.files.all() if file.is_image]
    return [image for image in (_image(file, contribution, user) for file in stored) if image]


def _image(stored: ContributionFile, contribution: Contribution, user: Any) -> Any:
    with stored.upload.open("rb") as stream:
        content = ContentFile(stream.read(), stored.name)
    try:
        with transaction.atomic():
            return get_image_model().objects.create(
                title=contribution.title, file=content, uploaded_by_user=user,
                collection=contribution.portal.collection,
            )  # fmt: skip
    except Exception:  # what a picture may be broken in has no end; its file is kept
        logger.exception("photograph %s of a contribution not readable", stored.pk)
        return None


def _payee(contribution: Contribution) -> Payee:
    """Return the payee of that name, a new one where the portal has none."""
    portal, name = contribution.portal, contribution.contributor_name
    known = payees_by_name(portal).get(name.strip().casefold())
    return known or Payee.objects.create(
        portal=portal, name=name.strip(), unit=contribution.organisation
    )


def decline(contribution: Contribution, user: Any, reason: str) -> None:
    """Do not take it over; its sender is told *reason*."""
    with _taking("decline", contribution, user) as locked:
        locked.state, locked.reason = ContributionState.DECLINED, reason
    mails.declined(contribution)


def check_again(contribution: Contribution, user: Any) -> None:
    """Check the signatures of its files again, as after the program for it was installed."""
    if not access.may_handle(user, contribution):
        raise PermissionDenied
    for stored in contribution.files.all():
        check_file(stored)
    log(contribution, ACTIONS["check"], user=user)
