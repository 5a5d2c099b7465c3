"""The digital signature of a file: sound and trusted, sound, broken, or none.

The suite has the extra ``signatures``; what holds without it is tested with contributions.
"""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from fpdf import FPDF

from govportal.intake.signatures import check

ENCODING = serialization.Encoding


def certificate(name, issuer=None, is_authority=False):
    """Return a certificate with its key; without *issuer* an authority of its own."""
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    by, by_key = issuer or (None, key)
    now, is_root = datetime.now(UTC), is_authority or issuer is None
    usage = x509.KeyUsage(True, True, False, False, False, is_root, is_root, False, False)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=9))
        .add_extension(x509.BasicConstraints(is_root, None), True)
        .add_extension(usage, True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    )
    if by:
        known = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key())
        made = made.add_extension(known, False)
    return made.sign(by_key, hashes.SHA256()), key


@pytest.fixture(scope="module")
def authority():
    return certificate("Goc")


@pytest.fixture(scope="module")
def office(authority):
    return certificate("Van phong", authority)


@pytest.fixture
def trusting(authority, tmp_path, settings):
    """Trust the authority."""
    (tmp_path / "goc.pem").write_bytes(authority[0].public_bytes(ENCODING.PEM))
    settings.GOVPORTAL_SIGNATURE_ROOTS = str(tmp_path)


def signed_pdf(signer, above=()):
    from asn1crypto import keys
    from asn1crypto import x509 as asn1_x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    by, key = signer
    known = SimpleCertificateStore()
    for found in above:
        known.register(asn1_x509.Certificate.load(found.public_bytes(ENCODING.DER)))
    form = serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(ENCODING.DER, form, serialization.NoEncryption())
    made = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(by.public_bytes(ENCODING.DER)),
        signing_key=keys.PrivateKeyInfo.load(secret),
        cert_registry=known,
    )
    field = signers.PdfSignatureMetadata(field_name="Ky")
    writer = IncrementalPdfFileWriter(BytesIO(plain_pdf()))
    return signers.sign_pdf(writer, field, signer=made).getvalue()


def plain_pdf():
    pdf = FPDF()
    pdf.add_page()
    return bytes(pdf.output())


def signed_xml(signer, text=b"<a><b>x</b></a>", above=(), **reference):
    from lxml import etree
    from signxml import XMLSigner

    by, key = signer
    signed = XMLSigner().sign(etree.fromstring(text), key=key, cert=[by, *above], **reference)
    return etree.tostring(signed)


def state(name, content):
    return str(check(name, BytesIO(content)).state)


def test_a_signed_file_of_a_trusted_authority_is_valid(trusting, office):
    found = check("cv.pdf", BytesIO(signed_pdf(office)))
    assert str(found.state) == "valid"
    assert "Van phong" in found.signer and found.signed_at
    found = check("cv.xml", BytesIO(signed_xml(office)))
    assert (str(found.state), found.signer) == ("valid", "CN=Van phong")


def test_without_its_authority_it_is_unchanged_and_no_more(office):
    assert state("cv.pdf", signed_pdf(office)) == "untrusted"
    assert state("cv.xml", signed_xml(office)) == "untrusted"


def test_anybodys_own_certificate_is_not_trusted(trusting):
    assert state("cv.pdf", signed_pdf(certificate("Goc"))) == "untrusted"
    assert state("cv.xml", signed_xml(certificate("Goc"))) == "untrusted"


def test_what_was_changed_after_signing_is_not_valid(trusting, office):
    changed = bytearray(signed_pdf(office))
    changed[changed.find(b"/MediaBox") + 12] ^= 1
    assert state("cv.pdf", bytes(changed)) == "invalid"
    assert state("cv.xml", signed_xml(office).replace(b"<b>x", b"<b>y")) == "invalid"


def test_a_signature_of_a_part_is_not_one_of_the_file(trusting, office):
    signed = signed_xml(office, b'<a><b Id="p">x</b></a>', reference_uri="p")
    assert state("cv.xml", signed) == "invalid"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("cv.pdf", plain_pdf(), "none"), ("cv.xml", b"<a/>", "none"), ("cv.png", b"x", "none"),
        ("cv.pdf", b"%PDF-1.7 hong", "invalid"), ("cv.pdf", b"", "invalid"),
        ("cv.xml", b'<a xmlns="http://www.w3.org/2000/09/xmldsig#"', "invalid"),
    ],
)  # fmt: skip
def test_what_is_not_signed_or_not_readable_is_said(name, content, expected):
    assert state(name, content) == expected
