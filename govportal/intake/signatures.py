"""Checks the digital signature of a file with maintained libraries, and says what it found.

PDF is checked by pyHanko, XML by signxml: the extra ``govportal[signatures]``. Where they are not
installed the file is kept as not checked. Nothing is fetched from the network. The certificates of
the authorities that are trusted lie in the folder of the setting ``GOVPORTAL_SIGNATURE_ROOTS``.
"""

from __future__ import annotations

import logging
from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature as ForgedError
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from govportal.intake.contributions import ContributionFile, SignatureState
from govportal.security.uploads import extension_of

logger = logging.getLogger(__name__)
ROOTS = "GOVPORTAL_SIGNATURE_ROOTS"


@dataclass(frozen=True)
class Checked:
    """What the check of one file gave."""

    state: str
    signer: str = ""
    signed_at: datetime | None = None
    details: str = ""


def check_file(stored: ContributionFile) -> None:
    """Check the signature of *stored* and keep the result with it."""
    with stored.upload.open("rb") as stream:
        found = check(stored.name, stream)
    stored.signature, stored.signer = found.state, found.signer[:500]
    stored.signed_at, stored.signature_details = found.signed_at, found.details
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


def roots() -> list[Path]:
    """Return the files with the certificates of trusted authorities."""
    folder = getattr(settings, ROOTS, "")
    return sorted(Path(folder).glob("*.pem")) if folder else []


def _check_pdf(stream: Any) -> Checked:
    from pyhanko.keys import load_certs_from_pemder  # noqa: PLC0415 – an extra
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    signatures = PdfFileReader(stream).embedded_regular_signatures
    if not signatures:
        return Checked(SignatureState.NONE)
    trusted = list(load_certs_from_pemder([str(path) for path in roots()]))
    context = ValidationContext(trust_roots=trusted, allow_fetching=False)
    # The newest signature covers what the earlier ones signed.
    status = validate_pdf_signature(signatures[-1], context)
    # What was changed after signing must be of a kind that the signer allowed.
    is_sound = status.intact and status.valid and status.docmdp_ok is not False
    return Checked(
        _state(is_sound=is_sound, is_trusted=bool(status.trusted)),
        signer=status.signing_cert.subject.human_friendly,
        signed_at=status.signer_reported_dt,
        details=status.summary(),
    )


def _check_xml(stream: Any) -> Checked:
    from signxml import XMLVerifier  # noqa: PLC0415 – an extra
    from signxml.exceptions import InvalidSignature  # noqa: PLC0415

    data = stream.read()
    if b"http://www.w3.org/2000/09/xmldsig#" not in data:
        return Checked(SignatureState.NONE)
    root = fromstring(data)
    certificate = _certificate_in(root)
    if certificate is None:
        return Checked(SignatureState.INVALID, details=_("It names no certificate."))
    signer = certificate.subject.rfc4514_string()
    try:
        verified = XMLVerifier().verify(data, x509_cert=certificate)
    except InvalidSignature as error:
        return Checked(SignatureState.INVALID, signer, details=str(error))
    signed = None if isinstance(verified, list) else verified.signed_xml
    if signed is None or signed.tag != root.tag:
        text = _("The signature covers only a part of the file.")
        return Checked(SignatureState.INVALID, signer, details=text)
    known = [x509.load_pem_x509_certificate(path.read_bytes()) for path in roots()]
    is_trusted = any(_is_issued_by(certificate, root) for root in known)
    return Checked(_state(is_sound=True, is_trusted=is_trusted), signer)


def _certificate_in(root: Any) -> Any:
    """Return the certificate that the signature names, None where it names none."""
    path = ".//{http://www.w3.org/2000/09/xmldsig#}X509Certificate"
    text = root.findtext(path)
    return x509.load_der_x509_certificate(b64decode(text)) if text else None


def _is_issued_by(certificate: Any, root: Any) -> bool:
    """Return whether *root* issued *certificate* and it holds today."""
    now = timezone.now()
    is_current = certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc
    try:
        certificate.verify_directly_issued_by(root)
    except (ValueError, TypeError, ForgedError):
        return False
    return bool(is_current)


def _state(*, is_sound: bool, is_trusted: bool) -> str:
    if not is_sound:
        return SignatureState.INVALID
    return SignatureState.VALID if is_trusted else SignatureState.UNTRUSTED
