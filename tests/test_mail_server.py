"""The board's mailbox on a server: read over TLS with a certificate that is trusted."""

import ssl
import threading
from datetime import UTC, datetime, timedelta
from io import StringIO
from socketserver import StreamRequestHandler, ThreadingTCPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.management import CommandError, call_command

from govportal.intake.contributions import Contribution

MESSAGE = (
    b"Subject: Tin\r\nFrom: C <c@example.vn>\r\nMessage-ID: <%d@x>\r\n"
    b"Date: Tue, 03 Nov 2026 08:00:00 +0700\r\n\r\nA\r\n"
)


class Mailbox(StreamRequestHandler):
    """Answers the few commands of IMAP4rev1 (RFC 3501) that are asked."""

    def handle(self):
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, command, *rest = line.split()
            self.server.asked.append(command)
            for answer in self.answers(command.upper(), rest):
                self.wfile.write(answer)
            is_wrong = command.upper() == b"LOGIN" and b"wrong" in line
            self.wfile.write(tag + (b" NO refused\r\n" if is_wrong else b" OK done\r\n"))
            if command.upper() == b"LOGOUT":
                return

    def answers(self, command, rest):
        if command == b"CAPABILITY":
            yield b"* CAPABILITY IMAP4rev1\r\n"
        elif command in (b"SELECT", b"EXAMINE"):
            yield b"* 2 EXISTS\r\n"
        elif command == b"SEARCH":
            yield b"* SEARCH 1 2\r\n"
        elif command == b"FETCH":
            message = MESSAGE % int(rest[0])
            yield b"* %s FETCH (BODY[] {%d}\r\n" % (rest[0], len(message))
            yield message + b")\r\n"
        elif command == b"LOGOUT":
            yield b"* BYE\r\n"


def certificate(folder):
    """Write the certificate of localhost and its key into one file; return its place."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
        .add_extension(x509.BasicConstraints(True, None), True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    place, pem = folder / "localhost.pem", serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    place.write_bytes(made.public_bytes(pem) + secret)
    return str(place)


@pytest.fixture
def server(tmp_path):
    """Return a running server on a free port, with the place of its certificate."""
    place = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(place)
    with ThreadingTCPServer(("127.0.0.1", 0), Mailbox) as running:
        running.daemon_threads, running.asked, running.certificate = True, [], place
        running.handle_error = lambda *_arguments: None  # a client that hangs up is wanted here
        running.socket = context.wrap_socket(running.socket, server_side=True)
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def run(server, monkeypatch, password="right"):
    monkeypatch.setenv("GOVPORTAL_MAILBOX_PASSWORD", password)
    out, host = StringIO(), f"localhost:{server.server_address[1]}"
    call_command(
        "govportal", "import-mail", "--portal", "stc", "--imap", host, "--user", "bbt", stdout=out
    )
    return out.getvalue()


def test_messages_are_taken_in_once_and_left_on_the_server(server, monkeypatch, provisioned):
    monkeypatch.setenv("SSL_CERT_FILE", server.certificate)
    for _time in range(2):
        run(server, monkeypatch)
    found = Contribution.objects.order_by("pk")
    assert [(item.message_id, item.body) for item in found] == [("<1@x>", "A"), ("<2@x>", "A")]
    assert b"EXAMINE" in server.asked
    assert not {b"SELECT", b"STORE", b"EXPUNGE"} & set(server.asked)


def test_a_wrong_password_ends_the_command(server, monkeypatch, provisioned):
    monkeypatch.setenv("SSL_CERT_FILE", server.certificate)
    with pytest.raises(CommandError):
        run(server, monkeypatch, "wrong")


def test_a_server_that_nobody_vouches_for_gets_no_password(server, monkeypatch, provisioned):
    with pytest.raises(CommandError):
        run(server, monkeypatch)
    assert server.asked == []
