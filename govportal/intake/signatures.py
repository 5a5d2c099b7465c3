"""Checks the digital signature of a file with maintained libraries, and says what it found.

PDF is checked by pyHanko, XML by signxml: the extra ``govportal[signatures]``. Where they are not
installed the file is kept as not checked. Nothing is fetched from the network. The certificates of
the authorities that are trusted lie in the folder of the setting ``GOVPORTAL_SIGNATURE_ROOTS``,
lists of revoked certificates in that of ``GOVPORTAL_SIGNATURE_CRLS``.
"""

from __future__ import annotations

import logging
from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509
from defusedxml.ElementTree import fromstring
from django.utils import timezone
from django.utils.translation import gettext as _

from govportal.intake.contributions import ContributionFile, SignatureState
from govportal.intake.revocation import Trust, trust_in, trusted_certificates
from govportal.security.uploads import extension_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Checked:
    """What the check of one file gave."""

    state: str
    signer: str = ""
    signed_at: datetime | None = None
    details: str = ""
    revoked_at: datetime | None = None


def check_file(stored: ContributionFile) -> None:
    """Check the signature of *stored* and keep the result with it."""
    with stored.upload.open("rb") as stream:
        found = check(stored.name, stream)
    stored.signature, stored.signer = found.state, found.signer[:500]
    stored.signed_at, stored.signature_details = found.signed_at, found.details
    stored.revoked_at = found.revoked_at
    stored.checked_at = timezone.now()
    stored.save()


def check(name: str, stream: Any) -> Checked:
    """Return what the signature of the file *name* is worth. Never fails on a broken file."""
    checker = {"pdf": _check_pdf, "xml": _check_xml}.get(extension_of(name))
    if checker is None:
        return Checked(SignatureState.NONE)
    try:
        return checker(stream)
    except ImportError:
        text = _("Install govportal[signatures] on the server, then check again.")
        return Checked(SignatureState.UNCHECKED, details=text)
    except Exception as error:  # what these libraries raise on broken input is not documented
        logger.info("signature of a file not readable: %r", error)
        text = _("The signature could not be read: %(error)s") % {"error": type(error).__name__}
        return Checked(SignatureState.INVALID, details=text)


def _check_pdf(stream: Any) -> Checked:
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 – an extra
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    signatures = PdfFileReader(stream).embedded_regular_signatures
    if not signatures:
        return Checked(SignatureState.NONE)
    newest = signatures[-1]  # It covers what the earlier ones signed.
    context = ValidationContext(trust_roots=trusted_certificates(), allow_fetching=False)
    status = validate_pdf_signature(newest, context)
    # What was changed after signing must be of a kind that the signer allowed.
    is_sound = status.intact and status.valid and status.docmdp_ok is not False
    trust = Trust(is_trusted=False)
    if status.trusted:
        trust = trust_in(status.signing_cert, list(newest.other_embedded_certs))
    return Checked(
        _state(is_sound, trust), signer=status.signing_cert.subject.human_friendly,
        signed_at=status.signer_reported_dt, details=_told(trust, status.summary()),
        revoked_at=trust.revoked_at,
    )  # fmt: skip


def _check_xml(stream: Any) -> Checked:
    from asn1crypto.x509 import Certificate  # noqa: PLC0415 – comes with the extra
    from signxml import XMLVerifier  # noqa: PLC0415 – an extra
    from signxml.exceptions import InvalidSignature  # noqa: PLC0415

    data = stream.read()
    if b"http://www.w3.org/2000/09/xmldsig#" not in data:
        return Checked(SignatureState.NONE)
    root = fromstring(data)
    certificates = _certificates_in(root)
    if not certificates:
        return Checked(SignatureState.INVALID, details=_("It names no certificate."))
    certificate = x509.load_der_x509_certificate(certificates[0])
    signer = certificate.subject.rfc4514_string()
    try:
        verified = XMLVerifier().verify(data, x509_cert=certificate)
    except InvalidSignature as error:
        return Checked(SignatureState.INVALID, signer, details=str(error))
    signed = None if isinstance(verified, list) else verified.signed_xml
    if signed is None or signed.tag != root.tag:
        text = _("The signature covers only a part of the file.")
        return Checked(SignatureState.INVALID, signer, details=text)
    first, *others = map(Certificate.load, certificates)
    trust = trust_in(first, others)
    return Checked(_state(True, trust), signer, details=_told(trust), revoked_at=trust.revoked_at)


def _certificates_in(root: Any) -> list[bytes]:
    """Return the certificates that the signature names as DER, that of the signer first."""
    path = ".//{http://www.w3.org/2000/09/xmldsig#}X509Certificate"
    return [b64decode(found.text) for found in root.iterfind(path) if found.text]


def _state(is_sound: bool, trust: Trust) -> str:
    if not is_sound:
        return SignatureState.INVALID
    if trust.revoked_at:
        return SignatureState.REVOKED
    return SignatureState.VALID if trust.is_trusted else SignatureState.UNTRUSTED


def _told(trust: Trust, *more: str) -> str:
    return "\n".join(filter(None, (trust.note, *more)))
