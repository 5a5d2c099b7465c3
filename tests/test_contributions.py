"""Contributions: sent by form, agency or mail, kept with their origin, taken over or declined."""

import mailbox
import time
from email.message import EmailMessage
from io import BytesIO, StringIO
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images.models import Image

from govportal import plugins
from govportal.citizens import retention as citizens_retention
from govportal.citizens import spam
from govportal.editorial import waiting
from govportal.intake import contribution_steps as steps
from govportal.intake import mailbox_reading, retention, signatures
from govportal.intake.contributions import Contribution, ContributionFile
from govportal.portal_systems import IntakeChannel
from govportal.publishing.models import ArticlePage
from govportal.royalties.models import Royalty
from govportal.royalties.payments import Payee
from tests.sharing_world import provincial_board

OWN, OTHER, MAIN = "stc", "skhcn", "ubnd"
HOST = "stc.minhhoa.gov.vn"
PATH = "/gui-tin-bai/"
SECRET = "Zzkinxq"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\n"


def png():
    out = BytesIO()
    Picture.new("RGB", (40, 40)).save(out, "PNG")
    return SimpleUploadedFile("ảnh.png", out.getvalue(), "image/png")


def long_ago_stamp():
    with mock.patch("django.core.signing.time.time", return_value=time.time() - 60):
        return spam.stamp()


@pytest.fixture
def send(client, provisioned):
    """Return a function that sends the public form."""

    def post(**values):
        data = {
            "title": "Mùa gặt", "body": "Đoạn một.\n\nĐoạn <b>hai</b>.", "consent": "on",
            "contributor_name": "Lê Văn C", "contributor_email": "c@example.vn",
            "stamp": long_ago_stamp(),
        } | values  # fmt: skip
        return client.post(PATH, data, headers={"host": HOST})

    return post


@pytest.fixture
def sent(provisioned):
    """Return a function that keeps a contribution."""

    def make(code=OWN, channel="form", files=(), **values):
        words = {
            "title": "Mùa gặt", "body": "Đoạn một.\n\nĐoạn <b>hai</b>.",
            "contributor_name": "Lê Văn C", "contributor_email": "c@example.vn",
        } | values  # fmt: skip
        return steps.take_in(provisioned[code], channel, files, **words)

    return make


# --- the public form ------------------------------------------------------------------------------


def test_what_the_public_sends_is_kept_for_its_portal_alone(send, client, provisioned):
    shown = client.get(PATH, headers={"host": HOST})
    assert shown.status_code == 200 and "no-store" in shown["Cache-Control"]
    assert "<script" not in shown.text.split("</head>")[1].split("<form")[1].split("</form>")[0]
    answer = send(files=[png(), SimpleUploadedFile("bai.pdf", PDF)])
    assert answer.status_code == 302
    assert client.get(answer["location"], headers={"host": HOST}).status_code == 200
    (found,) = Contribution.objects.all()
    assert (found.portal, found.channel, found.state) == (provisioned[OWN], "form", "received")
    assert [(file.name, len(file.checksum)) for file in found.files.all()] == [
        ("ảnh.png", 64), ("bai.pdf", 64),
    ]  # fmt: skip
    assert "SHA-256" in found.consent


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"), ({"body": ""}, "body"), ({"contributor_name": ""},
        "contributor_name"), ({"contributor_email": "x"}, "contributor_email"),
        ({"consent": ""}, "consent"), ({"website": "x"}, "website"), ({"stamp": ""}, "__all__"),
        ({"contributor_phone": "abc"}, "contributor_phone"),
    ],
)  # fmt: skip
def test_what_is_incomplete_comes_back_with_what_was_typed(send, values, field):
    answer = send(**values)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert "c@example.vn" in answer.text or "contributor_email" in values
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"MZ\x90"), ("a.pdf", b"MZ\x90"), ("a.zip", b"PK\x03\x04"), ("a.svg", b"<svg/>")],
)
def test_no_program_comes_in_whatever_its_name(send, name, content):
    answer = send(files=[SimpleUploadedFile(name, content)])
    assert answer.status_code == 422 and answer.context["form"].errors["files"]
    assert not Contribution.objects.exists()


def test_too_many_files_or_forms_are_refused(send, settings):
    settings.GOVPORTAL_RULES = {"intake.files_at_once": 1}
    assert send(files=[png(), png()]).status_code == 422
    settings.GOVPORTAL_RULES = {"uploads.document_size": 0}
    assert send(files=[png()]).status_code == 422
    settings.GOVPORTAL_RULES = {}
    for _number in range(spam.QUESTIONS_PER_WINDOW):
        assert send().status_code == 302
    assert send().status_code == 429


def test_the_form_speaks_english_at_the_english_address(client, provisioned):
    end = provisioned[OWN].endpoints.get(locale__language_code="en", is_canonical=True)
    path = f"/{end.path_prefix}{PATH}" if end.path_prefix else PATH
    data = {
        "title": "Harvest", "body": "One.", "consent": "on", "contributor_name": "Le C",
        "contributor_email": "c@example.vn", "stamp": long_ago_stamp(),
    }  # fmt: skip
    answer = client.post(path, data, headers={"host": end.hostname})
    thanks = client.get(answer["location"], headers={"host": end.hostname})
    assert thanks.status_code == 200 and 'lang="en"' in thanks.text
    assert Contribution.objects.get().language == "en"


def test_the_site_map_leads_to_the_form(client, provisioned):
    assert f'href="{PATH}"' in client.get("/so-do-cong/", headers={"host": HOST}).text


def test_a_portal_without_the_form_has_no_such_page(client, settings, db):
    settings.GOVPORTAL_RULES = {"intake.public_form": False}
    assert client.get(PATH, headers={"host": HOST}).status_code == 404


# --- taking over ----------------------------------------------------------------------------------


def test_an_accepted_contribution_is_a_draft_with_its_origin(sent, section_of, person, sign_in):
    item = sent(files=[png()], organisation="Hội Nông dân")
    client = sign_in(person(OWN, "editor"))
    assert client.get(reverse("contributions:index")).status_code == 200
    address = reverse("contributions:step", args=[item.pk, "accept"])
    assert client.get(address).status_code == 200
    section = section_of(OWN, "news")
    assert client.post(address, {"section": section.pk, "is_paid": "on"}).status_code == 302
    item.refresh_from_db()
    page = ArticlePage.objects.get(pk=item.page_id)
    assert (page.live, page.author, page.source) == (False, "Lê Văn C", "Hội Nông dân")
    assert page.get_parent().pk == section.pk
    body = page.get_latest_revision_as_object().body
    assert "&lt;b&gt;hai" in str(body) and len(body) == 2
    image = Image.objects.get()
    assert (page.image, image.collection) == (image, item.portal.collection)
    assert (item.state, item.handled_by_name, item.payee.name) == (
        "accepted", f"editor-{OWN}", "Lê Văn C",
    )  # fmt: skip
    (letter,) = mail.outbox
    assert letter.to == ["c@example.vn"] and "Mùa gặt" in letter.body
    assert "Lê Văn C" in client.get(reverse("contributions:detail", args=[item.pk])).text


def test_its_publication_proposes_the_royalty_of_the_contributor(sent, section_of, person):
    item = sent()
    page = steps.accept(item, person(OWN, "editor"), section_of(OWN, "news"), is_paid=True)
    page.summary = "Tóm tắt."
    page.save_revision().publish()
    share = Royalty.objects.get(page=page.pk).shares.get()
    assert share.payee == item.payee == Payee.objects.get()


@pytest.mark.parametrize("title", ["???", "x" * 255, "<b>", "Mùa gặt"])
def test_whatever_came_can_be_taken_over(sent, section_of, person, title):
    editor, section = person(OWN, "editor"), section_of(OWN, "news")
    broken = SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 40)
    bare = {"contributor_name": "", "contributor_email": "", "body": ""}
    for values in ({}, bare, {"files": [broken, png()]}):
        page = steps.accept(sent(title=title, **values), editor, section, is_paid=True)
        assert page.title == title and page.author and page.source
    assert Image.objects.count() == 1


def test_a_known_payee_is_not_made_twice(sent, section_of, person):
    editor, section = person(OWN, "editor"), section_of(OWN, "news")
    for _number in range(2):
        steps.accept(sent(), editor, section, is_paid=True)
    steps.accept(sent(), editor, section, is_paid=False)
    assert Payee.objects.count() == 1


def test_a_declined_contribution_is_answered_with_the_reason(sent, person, sign_in):
    item = sent()
    client = sign_in(person(OWN, "editor"))
    address = reverse("contributions:step", args=[item.pk, "decline"])
    assert client.post(address, {"reason": ""}).status_code == 200
    client.post(address, {"reason": "Đã đăng tin này."})
    item.refresh_from_db()
    assert item.state == "declined"
    assert "Đã đăng tin này." in mail.outbox[0].body


def test_a_contribution_is_handled_once(sent, section_of, person):
    item, editor = sent(), person(OWN, "editor")
    steps.decline(item, editor, "Không")
    with pytest.raises(steps.StepRefusedError):
        steps.accept(item, editor, section_of(OWN, "news"), is_paid=False)
    assert not ArticlePage.objects.filter(title="Mùa gặt").exists()


def test_a_draft_goes_only_where_the_person_may_write(sent, section_of, person, sign_in):
    item = sent()
    foreign = section_of(OTHER, "news")
    with pytest.raises(PermissionDenied):
        steps.accept(item, person(OWN, "editor"), foreign, is_paid=False)
    client = sign_in(person(OWN, "head"))
    address = reverse("contributions:step", args=[item.pk, "accept"])
    assert client.post(address, {"section": foreign.pk}).status_code == 200
    item.refresh_from_db()
    assert item.state == "received"


# --- agencies -------------------------------------------------------------------------------------


def test_an_agency_hands_in_at_the_province_and_sees_what_becomes_of_it(
    provisioned, person, sign_in
):
    client = sign_in(person(OWN, "reporter"))
    data = {
        "portal": provisioned[MAIN].pk, "title": "Hội nghị", "body": "Nội dung.",
        "contributor_name": "Trần B", "reference": "15/STC-VP", "exchange_id": "000.00.01.H32",
    }  # fmt: skip
    files = {"files": [SimpleUploadedFile("cv.pdf", PDF)]}
    assert client.post(reverse("contributions:hand_in"), data | files).status_code == 302
    item = Contribution.objects.get()
    assert (item.portal, item.sent_by_portal, item.channel, item.exchange_id) == (
        provisioned[MAIN], provisioned[OWN], "agency", "000.00.01.H32",
    )  # fmt: skip
    detail = reverse("contributions:detail", args=[item.pk])
    assert client.get(detail).status_code == 200
    assert "accept" not in client.get(detail).text
    for step in ("accept", "decline"):
        client.post(reverse("contributions:step", args=[item.pk, step]), {"reason": "x"})
    item.refresh_from_db()
    assert item.state == "received"
    client = sign_in(provincial_board())
    assert reverse("contributions:step", args=[item.pk, "accept"]) in client.get(detail).text


def test_an_agency_hands_in_at_no_third_portal(provisioned, person, sign_in):
    data = {
        "portal": provisioned[OTHER].pk, "title": "Hội nghị", "body": "Nội dung.",
        "contributor_name": "Trần B",
    }  # fmt: skip
    answer = sign_in(person(OWN, "editor")).post(reverse("contributions:hand_in"), data)
    assert answer.status_code == 200 and answer.context["form"].errors["portal"]
    assert not Contribution.objects.exists()


# --- signatures -----------------------------------------------------------------------------------


@pytest.fixture
def signed_only(monkeypatch):
    """Let the regulation of every portal want digitally signed submissions."""
    province = plugins.province()
    channel = IntakeChannel(
        kind="document_axis", requires_digital_signature=True, source="Điều 9.1"
    )
    system = province.system().model_copy(update={"intake": (channel,)})
    monkeypatch.setattr(steps, "system_of_portal", lambda portal: system)


def test_what_is_not_signed_is_taken_over_only_after_a_look(
    signed_only, sent, section_of, person, sign_in
):
    item = sent(channel="agency", files=[SimpleUploadedFile("cv.pdf", PDF)])
    client = sign_in(person(OWN, "editor"))
    address = reverse("contributions:step", args=[item.pk, "accept"])
    data = {"section": section_of(OWN, "news").pk}
    assert client.post(address, data).context["form"].errors["signature_seen"]
    assert client.post(address, data | {"signature_seen": "on"}).status_code == 302


def test_a_valid_signature_or_another_channel_asks_for_no_look(signed_only, sent):
    item = sent(channel="agency", files=[SimpleUploadedFile("cv.pdf", PDF)])
    assert steps.wants_signature(item)
    ContributionFile.objects.update(signature="valid")
    assert not steps.wants_signature(item)
    assert not steps.wants_signature(sent(channel="form"))


def test_the_result_of_the_check_is_kept_with_the_file(sent, person, sign_in):
    item = sent(channel="agency", files=[SimpleUploadedFile("cv.pdf", PDF), png()])
    document, picture = item.files.all()
    assert document.checked_at is not None
    assert document.signature in ("unchecked", "invalid")  # without the extra, or not readable
    assert document.signature_details
    assert picture.signature == "none"
    client = sign_in(person(OWN, "editor"))
    client.post(reverse("contributions:step", args=[item.pk, "check"]))
    before, document = document.checked_at, item.files.first()
    assert document.checked_at > before


def test_a_missing_library_is_said_and_nothing_is_called_valid(monkeypatch):
    def missing(stream):
        raise ImportError("pyhanko")

    monkeypatch.setattr(signatures, "_check_pdf", missing)
    found = signatures.check("cv.pdf", BytesIO(PDF))
    assert found.state == "unchecked" and "govportal[signatures]" in found.details


# --- the mailbox ----------------------------------------------------------------------------------


def letter(subject="Tin hội chợ", body="Đoạn một.\n\nĐoạn hai.", files=(), **headers):
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "Lê Văn C <c@example.vn>"
    message["Date"] = "Tue, 03 Nov 2026 08:00:00 +0700"
    message["Message-ID"] = "<1@example.vn>"
    for name, value in headers.items():
        del message[name.replace("_", "-")]
        message[name.replace("_", "-")] = value
    message.set_content(body)
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message


def run(*arguments):
    out = StringIO()
    status = 0
    try:
        call_command("govportal", "import-mail", "--portal", OWN, *arguments, stdout=out)
    except SystemExit as stopped:
        status = stopped.code
    return status, out.getvalue()


@pytest.fixture(params=["maildir", "mbox"])
def box(request, tmp_path):
    """Return a mailbox on disk and its place, in both formats."""
    place = tmp_path / "box"
    kind = mailbox.Maildir if request.param == "maildir" else mailbox.mbox
    messages = kind(place, create=True)
    yield messages, place
    messages.close()


def test_each_message_of_a_mailbox_becomes_one_contribution(provisioned, box):
    messages, place = box
    files = [("bài.pdf", PDF), ("a.exe", b"MZ\x90"), ("../../etc/x.pdf", PDF)]
    messages.add(letter(files=files))
    messages.flush()
    status, told = run("--mailbox", str(place))
    assert not status
    item = Contribution.objects.get()
    assert (item.portal, item.channel, item.title) == (provisioned[OWN], "mail", "Tin hội chợ")
    assert (item.contributor_name, item.contributor_email) == ("Lê Văn C", "c@example.vn")
    assert item.received_at.isoformat().startswith("2026-11-03T01:00")
    assert [file.name for file in item.files.all()] == ["bài.pdf", "x.pdf"]
    assert "a.exe" in item.body and "a.exe" in told
    run("--mailbox", str(place))
    assert Contribution.objects.count() == 1
    assert len(messages) == 1


BROKEN = {
    "empty": b"",
    "no headers": b"hello",
    "unknown encoding": b"Subject: =?x-none?B?4Q==?=\nContent-Type: text/plain; charset=x-none\n"
    b"\n\xe1\xbb",
    "no date": b"Subject: a\nDate: yesterday\n\nb",
    "nul": b"Subject: a\x00b\nFrom: \x00\n\nb\x00c",
    "html": b"Subject: a\nContent-Type: text/html\n\n<p>A</p><script>alert(1)</script>",
    "long": b"Subject: " + b"a" * 5000 + b"\nMessage-ID: " + b"b" * 900 + b"\n\nb",
    "multipart without parts": b"Subject: a\nContent-Type: multipart/mixed; boundary=x\n\nb",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_message_is_kept_as_far_as_it_can_be_read(provisioned, content):
    found = mailbox_reading.take_in(mailbox_reading.parsed(content), provisioned[OWN])
    assert found.contribution.title
    assert "<script" not in found.contribution.body
    assert "\x00" not in found.contribution.body + found.contribution.title
    again = mailbox_reading.take_in(mailbox_reading.parsed(content), provisioned[OWN])
    assert again.contribution is None


def test_a_mailbox_that_is_not_there_ends_the_command(provisioned, tmp_path):
    with pytest.raises(CommandError):
        run("--mailbox", str(tmp_path / "none"))
    with pytest.raises(CommandError):
        run("--imap", "localhost", "--user", "x")


# --- whose it is ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "role", ["reporter", "editor", "deputy_head", "head", "administrator", "superuser"]
)
def test_no_screen_shows_what_another_portal_received(sent, section_of, person, sign_in, role):
    item = sent(code=OTHER, title=f"{SECRET} bài", files=[SimpleUploadedFile("a.pdf", PDF)])
    user = (
        get_user_model().objects.create_superuser("super")
        if role == "superuser"
        else person(OWN, role)
    )
    client = sign_in(user)
    for query in ({}, {"q": SECRET[:6]}):
        shown = client.get(reverse("contributions:index"), query)
        assert SECRET not in shown.text.replace(f'value="{SECRET[:6]}"', "")
    addresses = [reverse("contributions:detail", args=[item.pk])]
    addresses += [reverse("contributions:file", args=[item.pk, item.files.get().pk])]
    addresses += [
        reverse("contributions:step", args=[item.pk, step])
        for step in ("accept", "decline", "check")
    ]
    for address in addresses:
        data = {"reason": "x", "section": section_of(OTHER, "news").pk}
        for answer in (client.get(address), client.post(address, data)):
            assert answer.status_code in (302, 403, 404, 405)
    item.refresh_from_db()
    assert item.state == "received"


def kinds_of(user):
    return {item.kind for item in waiting.for_user(user)}


def test_it_waits_for_the_editors_of_its_portal(sent, person):
    sent()
    assert "contribution" in kinds_of(person(OWN, "editor"))
    assert "contribution" not in kinds_of(person(OWN, "reporter"))
    assert "contribution" not in kinds_of(person(OTHER, "editor"))


def test_contact_data_are_erased_when_the_rule_says(sent, section_of, person, monkeypatch):
    editor = person(OWN, "editor")
    accepted, declined, waits = sent(), sent(), sent()
    steps.accept(accepted, editor, section_of(OWN, "news"), is_paid=False)
    steps.decline(declined, editor, "Không")
    assert retention.erase_expired() == 0
    old = citizens_retention.months_before(timezone.now(), 25)
    Contribution.objects.exclude(pk=waits.pk).update(handled_at=old)
    assert retention.erase_expired() == 2
    kept = {
        item.pk: (item.contributor_name, item.contributor_email)
        for item in Contribution.objects.all()
    }
    assert kept[accepted.pk] == ("Lê Văn C", "")
    assert kept[declined.pk] == ("", "")
    assert kept[waits.pk] == ("Lê Văn C", "c@example.vn")
