"""Keys of the API: made, shown once, recognised and revoked."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log

from govportal.exchange.models import ApiConsumer, ApiKey, longest_life
from govportal.exchange.problems import ApiProblem

KEY = re.compile(r"gvp_([0-9a-f]{12})_([\w-]{43})")
LOOKS_LIKE_KEY = re.compile(r"gvp_[\w-]+")
IN_USE_SECONDS = 60
"""How exact the time of the last use is: one write a minute is enough."""
ACTIONS = {
    "govportal.api_key_made": (_("New API key"), _("API key issued")),
    "govportal.api_key_revoked": (_("Revoked API key"), _("API key revoked")),
}


def register_actions(registry: LogActionRegistry) -> None:
    """Give Wagtail's log the labels of the entries."""
    for action, (label, message) in ACTIONS.items():
        registry.register_action(action, label, message)


def issue(
    consumer: ApiConsumer, by: Any = None, expires_at: datetime | None = None
) -> tuple[ApiKey, str]:
    """Make a key of *consumer*; return it with its secret, which can't be had again.

    Raises:
        ValidationError: it would end in the past, or later than ``exchange.key_lifetime`` allows.
    """
    prefix = secrets.token_hex(6)
    secret = f"gvp_{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey(
        consumer=consumer, prefix=prefix, digest=_digest(secret), created_by=by,
        expires_at=expires_at or latest_end(),
    )  # fmt: skip
    key.full_clean()
    key.save()
    log(consumer, "govportal.api_key_made", user=by, data={"prefix": prefix})
    return key, secret


def latest_end() -> datetime:
    """Return the last moment that a key issued now may have."""
    return longest_life() + timezone.now()


def revoke(key: ApiKey, by: Any = None) -> None:
    """End *key* now; an ended one keeps the time at which it ended."""
    if key.revoked_at is not None:
        return
    key.revoked_at = timezone.now()
    key.save(update_fields=["revoked_at"])
    log(key.consumer, "govportal.api_key_revoked", user=by, data={"prefix": key.prefix})


def claimed_prefix(token: str) -> str:
    """Return the prefix of the key that *token* claims to be, empty where it has no such shape."""
    found = KEY.fullmatch(token)
    return found[1] if found else ""


def recognise(token: str) -> ApiKey:
    """Return the key that *token* is.

    Raises:
        ApiProblem: there is none, it has expired or was revoked.
    """
    found = ApiKey.objects.select_related("consumer").filter(prefix=claimed_prefix(token)).first()
    if found is None or not hmac.compare_digest(found.digest, _digest(token)):
        raise ApiProblem("key_unknown")
    if found.revoked_at is not None:
        raise ApiProblem("key_revoked")
    if not found.is_usable:
        raise ApiProblem("key_expired")
    _note_use(found)
    return found


def _note_use(key: ApiKey) -> None:
    now = timezone.now()
    if key.last_used_at is None or now - key.last_used_at > timedelta(seconds=IN_USE_SECONDS):
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)


def _digest(secret: str) -> str:
    # Slow hashes protect what people think up. Nobody guesses 256 random bits, and a slow hash
    # would be paid for with every request.
    return hashlib.sha256(secret.encode()).hexdigest()
