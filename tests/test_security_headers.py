"""What browsers are told: content policies by place, and the other headers."""

import re

import pytest
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse

from govportal.security.csp import ContentPolicyMiddleware
from tests.accounts import LOGIN, client, staff


def policy(answer):
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return {name: sources for name, _, sources in (part.partition(" ") for part in parts)}


@pytest.fixture
def admin(db):
    browser = client()
    browser.force_login(staff())
    return browser


@pytest.fixture
def answer_to(rf):
    """Return a function: the answer that the middleware makes of a view's."""

    def answer(path, response):
        return ContentPolicyMiddleware(lambda request: response)(rf.get(path))

    return answer


@pytest.mark.parametrize("path", ["/", LOGIN, "/khong-co-trang-nay/"])
def test_public_and_account_pages_allow_nothing_inline_and_no_nonce(home_of, path):
    found = policy(client().get(path))
    assert found["script-src"] == found["style-src"] == found["default-src"] == "'self'"
    assert found["object-src"] == "'none'"
    assert found["base-uri"] == found["form-action"] == "'self'"
    assert found["frame-ancestors"] == "'none'"


def test_page_of_an_unknown_host_has_a_policy_too(db):
    assert policy(client().get("/", HTTP_HOST="evil.example.com"))["script-src"] == "'self'"


def test_every_inline_script_of_the_admin_has_the_nonce_of_the_answer(admin):
    answer = admin.get("/cms/")
    nonce = re.search(r"'nonce-([^']+)'", policy(answer)["script-src"]).group(1)
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", answer.content.decode())
    assert inline
    assert all(f'nonce="{nonce}"' in tag for tag in inline)


def test_admin_runs_no_other_inline_script(admin):
    found = policy(admin.get("/cms/"))
    assert "unsafe-inline" not in found["script-src"]
    assert "unsafe-eval" not in found["script-src"]
    assert found["style-src"] == "'self' 'unsafe-inline'"
    assert found["img-src"] == "'self' data: blob:"
    assert found["frame-ancestors"] == "'self'"


def test_nonce_is_new_in_every_answer(admin):
    first, second = (policy(admin.get("/cms/"))["script-src"] for _ in range(2))
    assert first != second


def test_length_of_an_admin_page_is_that_of_its_content(admin):
    answer = admin.get("/cms/")
    assert int(answer.headers["Content-Length"]) == len(answer.content)


@pytest.mark.parametrize(
    ("before", "is_blessed"),
    [
        ("<script>a()</script>", True),
        ('<SCRIPT type="module">a()</SCRIPT>', True),
        ('<script src="/a.js"></script>', False),
        ('<script type="module" src="/a.js"></script>', False),
        ('<script nonce="x">a()</script>', False),
        ("<scripture>", False),
    ],
)
def test_only_inline_scripts_get_a_nonce(answer_to, before, is_blessed):
    after = answer_to("/cms/", HttpResponse(before)).content.decode()
    assert ('<script nonce="' in after and after != before) is is_blessed


@pytest.mark.parametrize(
    "response",
    [
        JsonResponse({"html": "<script>a()</script>"}),
        StreamingHttpResponse([b"<script>a()</script>"]),
    ],
)
def test_other_answers_of_the_admin_are_left_alone(answer_to, response):
    body = b"".join(answer_to("/cms/", response))
    assert b"nonce" not in body


def test_inline_script_of_a_public_page_gets_no_nonce(answer_to):
    answer = answer_to("/tin-tuc/", HttpResponse("<script>a()</script>"))
    assert "nonce" not in answer.content.decode() + answer.headers["Content-Security-Policy"]


def test_view_can_not_loosen_its_policy(answer_to):
    response = HttpResponse("")
    response._csp_update = {"script-src": ["'unsafe-inline'"]}
    response._csp_replace = {"default-src": ["*"]}
    found = policy(answer_to("/", response))
    assert found["script-src"] == found["default-src"] == "'self'"


def test_province_can_add_sources_to_both_policies(answer_to, settings):
    settings.GOVPORTAL_CSP_EXTRA_SOURCES = {"img-src": ["https://kho.minhhoa.gov.vn"]}
    for path in ("/", "/cms/"):
        found = policy(answer_to(path, HttpResponse("")))
        assert found["img-src"].startswith("'self'")
        assert found["img-src"].endswith("https://kho.minhhoa.gov.vn")
        assert "https" not in found["script-src"]


@pytest.mark.parametrize(
    ("directive", "source"),
    [
        ("script-src", "https://kho.minhhoa.gov.vn"),
        ("img-src", "*"),
        ("img-src", "http://kho.minhhoa.gov.vn"),
        ("img-src", "https://*.minhhoa.gov.vn"),
        ("img-src", "https://a.vn; script-src https://b.vn"),
        ("style-src", "'unsafe-inline'"),
    ],
)
def test_wrong_extra_source_changes_no_policy(answer_to, settings, directive, source):
    before = policy(answer_to("/", HttpResponse("")))
    settings.GOVPORTAL_CSP_EXTRA_SOURCES = {directive: [source]}
    assert policy(answer_to("/", HttpResponse(""))) == before


@pytest.mark.parametrize("path", ["/", "/cms/", LOGIN])
def test_other_headers_are_sent_everywhere(home_of, path):
    headers = client().get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
