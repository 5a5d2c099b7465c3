"""Revoked certificates are found by lists in a folder; what was not checked is said."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from django.core.checks import run_checks
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from govportal.intake import contribution_steps as steps
from govportal.intake.contributions import Contribution
from govportal.intake.signatures import check
from tests.test_signatures import ENCODING, certificate, signed_pdf, signed_xml

OWN = "stc"
REVOKED_AT = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
UNCHECKED, ISSUER_UNCHECKED = "was not checked", "that of its issuer is was not checked"


@pytest.fixture(scope="module")
def root():
    return certificate("Goc")


@pytest.fixture(scope="module")
def authority(root):
    return certificate("To chuc", root, is_authority=True)


@pytest.fixture(scope="module")
def office(authority):
    return certificate("Van phong", authority)


@pytest.fixture(scope="module")
def files(authority, office):
    """Return a signed file of each kind, by name."""
    above = [authority[0]]
    return {"cv.pdf": signed_pdf(office, above), "cv.xml": signed_xml(office, above=above)}


@pytest.fixture
def folder(root, tmp_path, settings):
    """Trust the root, and return the folder of lists."""
    for name in ("roots", "lists"):
        (tmp_path / name).mkdir()
    (tmp_path / "roots/goc.pem").write_bytes(root[0].public_bytes(ENCODING.PEM))
    settings.GOVPORTAL_SIGNATURE_ROOTS = str(tmp_path / "roots")
    settings.GOVPORTAL_SIGNATURE_CRLS = str(tmp_path / "lists")
    return tmp_path / "lists"


def list_of(issuer, *revoked, days=1, key=None):
    """Return the list of *issuer* with the certificates *revoked*, current for *days* more."""
    now = datetime.now(UTC)
    made = x509.CertificateRevocationListBuilder().issuer_name(issuer[0].subject)
    made = made.last_update(now - timedelta(days=3)).next_update(now + timedelta(days=days))
    for found, _key in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(found.serial_number)
        made = made.add_revoked_certificate(entry.revocation_date(REVOKED_AT).build())
    known = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer[0].public_key())
    made = made.add_extension(known, False).add_extension(x509.CRLNumber(1), False)
    return made.sign(key or issuer[1], hashes.SHA256())


def keep(folder, **lists):
    for name, found in lists.items():
        (folder / f"{name}.crl").write_bytes(found.public_bytes(ENCODING.DER))


def checked(files, name):
    with translation.override("en"):
        return check(name, BytesIO(files[name]))


EACH_KIND = pytest.mark.parametrize("name", ["cv.pdf", "cv.xml"])


@EACH_KIND
@pytest.mark.parametrize(("encoding", "ending"), [("DER", "crl"), ("PEM", "pem")])
def test_a_revoked_certificate_is_found_with_its_day(
    files, folder, authority, office, name, encoding, ending
):
    content = list_of(authority, office).public_bytes(getattr(ENCODING, encoding))
    (folder / f"danh-sach.{ending}").write_bytes(content)
    found = checked(files, name)
    assert (str(found.state), found.revoked_at) == ("revoked", REVOKED_AT)
    assert "signer is revoked" in found.details


@EACH_KIND
def test_with_current_lists_it_says_that_none_is_revoked(files, folder, root, authority, name):
    keep(folder, a=list_of(authority), b=list_of(root))
    found = checked(files, name)
    assert (str(found.state), found.revoked_at) == ("valid", None)
    assert "Neither" in found.details and UNCHECKED not in found.details


@EACH_KIND
def test_without_any_list_it_says_that_revocation_was_not_checked(files, folder, settings, name):
    for lists in (str(folder), ""):
        settings.GOVPORTAL_SIGNATURE_CRLS = lists
        found = checked(files, name)
        assert str(found.state) == "valid" and UNCHECKED in found.details


@pytest.mark.parametrize("wrong", ["outdated", "foreign", "forged", "broken"])
def test_a_list_that_proves_nothing_counts_as_none(files, folder, root, authority, office, wrong):
    content = {
        "outdated": lambda: list_of(authority, office, days=-1),
        "foreign": lambda: list_of(root, office),
        "forged": lambda: list_of(authority, office, key=office[1]),
    }
    if wrong == "broken":
        (folder / "a.crl").write_bytes(b"-----BEGIN X509 CRL-----\nx\n-----END X509 CRL-----")
    else:
        keep(folder, a=content[wrong]())
    found = checked(files, "cv.pdf")
    assert (str(found.state), found.revoked_at) == ("valid", None)
    assert UNCHECKED in found.details and ISSUER_UNCHECKED not in found.details


def test_only_the_signers_list_says_what_was_not_checked(files, folder, authority):
    keep(folder, a=list_of(authority))
    found = checked(files, "cv.pdf")
    assert str(found.state) == "valid" and ISSUER_UNCHECKED in found.details


@EACH_KIND
def test_a_revoked_authority_is_found_too(files, folder, root, authority, name):
    keep(folder, a=list_of(authority), b=list_of(root, authority))
    found = checked(files, name)
    assert (str(found.state), found.revoked_at) == ("revoked", REVOKED_AT)
    assert "authority" in found.details


def test_what_was_changed_is_not_valid_whatever_the_lists_say(files, folder, authority, office):
    keep(folder, a=list_of(authority, office))
    changed = files["cv.xml"].replace(b"<b>x", b"<b>y")
    assert str(check("cv.xml", BytesIO(changed)).state) == "invalid"


def test_the_day_is_kept_and_shown_with_the_origin(
    provisioned, files, folder, authority, office, person, sign_in
):
    keep(folder, a=list_of(authority, office))
    upload = SimpleUploadedFile("cv.pdf", files["cv.pdf"], "application/pdf")
    steps.take_in(provisioned[OWN], "agency", [upload], title="Tin")
    item = Contribution.objects.get()
    stored = item.files.get()
    assert (stored.signature, stored.revoked_at) == ("revoked", REVOKED_AT)
    assert not item.has_valid_signature
    address = reverse("contributions:detail", args=[item.pk])
    assert "04/3/2026" in sign_in(person(OWN, "editor")).get(address).text
    other = sign_in(person("skhcn", "editor")).get(address)
    assert other.status_code in (302, 403, 404) and "04/3/2026" not in other.text
    (folder / "a.crl").unlink()
    steps.check_again(item, person(OWN, "head"))
    stored.refresh_from_db()
    assert (stored.signature, stored.revoked_at) == ("valid", None)


def test_lists_of_no_use_are_named_by_the_checks(folder, authority):
    keep(folder, moi=list_of(authority), cu=list_of(authority, days=-1))
    (folder / "hong.pem").write_bytes(b"x")
    (folder / "ghi-chu.txt").write_bytes(b"x")
    found = [item.msg for item in run_checks() if item.id == "govportal.W022"]
    assert [item.split(":")[0] for item in found] == ["cu.crl", "hong.pem"]
