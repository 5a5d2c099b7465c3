"""``govportal api-key``: issue a key to a consumer of shared data, or revoke one."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _

from govportal.commands.asked import named_day
from govportal.exchange import keys
from govportal.exchange.models import ApiConsumer, ApiKey

NAME = "api-key"
HELP = "cấp hoặc thu hồi khóa API / issue or revoke an API key"


def add_arguments(parser: ArgumentParser) -> None:
    """Take what to do, and for whom."""
    steps = parser.add_subparsers(dest="step", required=True, metavar="create|revoke")
    create = steps.add_parser("create", help="cấp khóa / issue a key")
    create.add_argument("--consumer", required=True, metavar="NAME")
    create.add_argument("--expires", type=named_day, metavar="YYYY-MM-DD")
    revoke = steps.add_parser("revoke", help="thu hồi khóa / revoke a key")
    revoke.add_argument("prefix", metavar="PREFIX")


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Issue and print the key, this once; or revoke the one named."""
    if options["step"] == "revoke":
        return _revoke(options["prefix"], out)
    consumer = ApiConsumer.objects.filter(name=options["consumer"]).first()
    if consumer is None:
        message = _("No consumer of data is called “%(name)s”. Register its agreement first.")
        raise CommandError(message % {"name": options["consumer"]})
    try:
        key, secret = keys.issue(consumer, expires_at=_end_of(options["expires"]))
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    out.write(secret)
    out.write(_("Copy the key now: it is shown this once."))
    day = f"{timezone.localtime(key.expires_at):%d/%m/%Y}"
    out.write(_("It expires on %(day)s.") % {"day": day})
    return 0


def _revoke(prefix: str, out: OutputWrapper) -> int:
    key = ApiKey.objects.filter(prefix=prefix).first()
    if key is None:
        raise CommandError(_("No key begins with “%(prefix)s”.") % {"prefix": prefix})
    keys.revoke(key)
    out.write(_("Revoked: %(object)s") % {"object": key})
    return 0


def _end_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None
