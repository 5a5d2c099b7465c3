"""Whether the certificate of a signature is trusted, and whether it was revoked.

Lists of revoked certificates lie in the folder of the setting ``GOVPORTAL_SIGNATURE_CRLS``, PEM or
DER; who runs the installation keeps them current. Nothing is fetched from the network. The path of
certificates and the lists are checked by pyhanko-certvalidator (RFC 5280).
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)
ROOTS, LISTS = "GOVPORTAL_SIGNATURE_ROOTS", "GOVPORTAL_SIGNATURE_CRLS"
ENDINGS = {".crl", ".pem", ".der"}
PEM_LIST = re.compile(rb"-----BEGIN X509 CRL-----.+?-----END X509 CRL-----", re.DOTALL)


@dataclass(frozen=True)
class Trust:
    """What a certificate is worth today."""

    is_trusted: bool
    revoked_at: datetime | None = None
    note: str = ""
    """What was checked and what was not, in the reader's language."""


def roots() -> list[Path]:
    """Return the files with the certificates of trusted authorities."""
    folder = getattr(settings, ROOTS, "")
    return sorted(Path(folder).glob("*.pem")) if folder else []


def trusted_certificates() -> list[Any]:
    """Return the certificates of trusted authorities, as pyHanko reads them."""
    from pyhanko.keys import load_certs_from_pemder  # noqa: PLC0415 – an extra

    return list(load_certs_from_pemder([str(path) for path in roots()]))


def trust_in(certificate: Any, others: list[Any]) -> Trust:
    """Return what *certificate* is worth; *others* may lead from it to a trusted authority.

    The strictest check comes first. Where it lacks a list, the next one asks for less and says so.
    """
    from pyhanko_certvalidator import CertificateValidator, errors  # noqa: PLC0415 – an extra

    known = {"trust_roots": trusted_certificates(), "crls": list(lists())}
    for on_signer, on_issuers in ((True, True), (True, False), (False, False)):
        context = _context(known, on_signer=on_signer, on_issuers=on_issuers)
        validator = CertificateValidator(certificate, others, validation_context=context)
        try:
            asyncio.run(validator.async_validate_usage(key_usage=set()))
        except errors.RevokedError as error:
            return Trust(False, error.revocation_dt, _revoked(is_signer=error.is_ee_cert))
        except errors.InsufficientRevinfoError:
            continue
        except (errors.PathError, errors.ValidationError):
            return Trust(False)
        return Trust(True, note=_what_was_checked(on_signer=on_signer, on_issuers=on_issuers))
    return Trust(False)


def _context(known: dict[str, Any], *, on_signer: bool, on_issuers: bool) -> Any:
    from pyhanko_certvalidator.context import ValidationContext  # noqa: PLC0415 – an extra
    from pyhanko_certvalidator.policy_decl import (  # noqa: PLC0415
        CertRevTrustPolicy,
        RevocationCheckingPolicy,
        RevocationCheckingRule,
    )

    wanted = {True: RevocationCheckingRule.CRL_REQUIRED, False: RevocationCheckingRule.NO_CHECK}
    policy = CertRevTrustPolicy(RevocationCheckingPolicy(wanted[on_signer], wanted[on_issuers]))
    return ValidationContext(**known, allow_fetching=False, revinfo_policy=policy)


def lists() -> Iterator[bytes]:
    """Yield every list of the folder as DER; a broken file is left to :func:`problems`."""
    for path in _files():
        try:
            yield from (found.public_bytes(Encoding.DER) for found in _lists_in(path))
        except (ValueError, OSError) as error:
            logger.warning("%s is not a list of revoked certificates: %s", path, error)


def _files() -> list[Path]:
    folder = getattr(settings, LISTS, "")
    if not folder:
        return []
    return sorted(path for path in Path(folder).glob("*") if path.suffix.lower() in ENDINGS)


def _lists_in(path: Path) -> list[x509.CertificateRevocationList]:
    """Return the lists in a file.

    Raises:
        ValueError: it is something else.
    """
    data = path.read_bytes()
    if blocks := PEM_LIST.findall(data):
        return [x509.load_pem_x509_crl(block) for block in blocks]
    return [x509.load_der_x509_crl(data)]


def problems() -> Iterator[tuple[Path, bool]]:
    """Yield each file of the folder that is of no use: whether it is a list, but out of date."""
    for path in _files():
        try:
            ends = [found.next_update_utc for found in _lists_in(path)]
        except (ValueError, OSError):
            yield path, False
            continue
        if any(end is None or end < timezone.now() for end in ends):
            yield path, True


def _revoked(*, is_signer: bool) -> str:
    if is_signer:
        return _("The certificate of the signer is revoked.")
    return _("The certificate of an authority that issued the signer's is revoked.")


def _what_was_checked(*, on_signer: bool, on_issuers: bool) -> str:
    if on_issuers:
        return _("Neither the signer's certificate nor that of its issuer is revoked.")
    if on_signer:
        return _(
            "The signer's certificate is not revoked. Whether that of its issuer is was not"
            " checked: there is no current list."
        )
    return _(
        "Whether the certificate is revoked was not checked: there is no current list of its"
        " issuer."
    )
