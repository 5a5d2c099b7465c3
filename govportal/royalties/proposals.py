"""Proposes a royalty when an item is first published; staff complete and confirm it."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published

from govportal import law
from govportal.portals.models import Portal
from govportal.portals.pages import portal_of
from govportal.publishing.models import ArticlePage
from govportal.royalties import amounts, rates
from govportal.royalties.models import Royalty, RoyaltyShare
from govportal.royalties.payments import Payee

KEEPING = "royalties.is_kept"
BETWEEN_AUTHORS = re.compile(r"\s*[;,–]\s*|\s+-\s+|\s+(?:và|and)\s+")


def propose(instance: Page, **_kwargs: Any) -> None:
    """Propose the royalty of the article just published, if it is published for the first time."""
    if not isinstance(instance, ArticlePage) or not _is_first(instance):
        return
    portal = portal_of(instance)
    if portal is None or not is_kept(portal):
        return
    if not Royalty.objects.filter(page=instance.pk).exists():
        _store(instance, portal)


def is_kept(portal: Portal) -> bool:
    """Return whether *portal* keeps a ledger of royalties today."""
    try:
        return bool(law.value(KEEPING, system=portal.system))
    except KeyError:
        return False


def _is_first(article: ArticlePage) -> bool:
    """Return whether it is public for the first time. What others wrote earns nothing here."""
    is_own = article.alias_of_id is None and not article.is_republished
    return is_own and article.first_published_at == article.last_published_at


@transaction.atomic
def _store(article: ArticlePage, portal: Portal) -> None:
    day = timezone.localdate(article.first_published_at)
    royalty = Royalty.objects.create(
        portal=portal, page=article, title=article.title[:255], published_on=day,
        translation_percent=_translation_percent(article, portal),
    )  # fmt: skip
    authors = authors_in(article.author)
    payees = payees_by_name(portal)
    RoyaltyShare.objects.bulk_create(
        RoyaltyShare(
            royalty=royalty, author=name, percent=percent, payee=payees.get(name.casefold())
        )
        for name, percent in zip(authors, amounts.equal_percents(len(authors)), strict=True)
    )


def _translation_percent(article: ArticlePage, portal: Portal) -> int | None:
    """Return the least that a translator gets, None where the article is an original."""
    others = Page.objects.filter(translation_key=article.translation_key)
    if not others.exclude(pk=article.pk).filter(first_published_at__isnull=False).exists():
        return None
    try:
        day = timezone.localdate(article.first_published_at)
        return rates.percent_range(rates.TRANSLATION, portal, day)[0]
    except rates.NoRateError:
        return None


def authors_in(stated: str) -> list[str]:
    """Return the authors that an item states, one at least."""
    names = [name.strip() for name in BETWEEN_AUTHORS.split(stated) if name.strip()]
    return names or [stated.strip()]


def payees_by_name(portal: Portal) -> dict[str, Payee]:
    """Return the payees of *portal* by each name they use; a name of two people names neither."""
    found: dict[str, list[Payee]] = {}
    for payee in Payee.objects.filter(portal=portal, is_active=True):
        for name in payee.stated_names:
            found.setdefault(name, []).append(payee)
    return {name: payees[0] for name, payees in found.items() if len(payees) == 1}


def connect() -> None:
    """Propose a royalty whenever an article is published."""
    page_published.connect(propose, dispatch_uid="govportal-royalties-proposals")
