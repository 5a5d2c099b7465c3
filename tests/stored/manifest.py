"""What people had entered, read through Django's models so that it can be compared later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Revision

Rows = dict[str, dict[str, Any]]
Manifest = dict[str, dict[str, Any]]

FIELDS = {
    "auth.User": ("username", "email", "first_name", "last_name", "password", "groups"),
    "auth.Group": ("name",),
    "govportal.AccountState": ("must_change_password", "password_changed_at"),
    "govportal.Agency": ("code", "kind", "parent", "name_vi", "name_en", "official_code"),
    "govportal.Amendment": (
        "document", "target", "provision", "action", "text", "words_from", "words_to", "by_clause",
        "effective_on",
    ),
    "govportal.ApiAccess": (
        "at", "consumer", "prefix", "method", "path", "status", "problem", "address",
    ),
    "govportal.ApiConsumer": (
        "name", "organisation", "contact", "purpose", "agreement_number", "signed_on",
        "valid_from", "valid_to", "portals", "reads_articles", "requests_per_minute", "is_active",
    ),
    "govportal.ApiKey": (
        "consumer", "prefix", "digest", "created_by", "created_at", "expires_at", "revoked_at",
    ),
    "govportal.ArticlePage": (
        "summary", "author", "source", "source_url", "image", "body", "source_changed_on",
        "is_republished", "originally_published_at", "source_removed_at", "metadata",
    ),
    "govportal.CategoryAnswer": (
        "portal", "section", "answer", "reason", "answered_on", "answered_by", "answered_by_name",
        "valid_until", "lifted_on",
    ),
    "govportal.ConnectionCheck": ("key", "name", "checked_at", "outcome", "status"),
    "govportal.ConsentRecord": ("feedback", "purpose", "text", "version", "given_at"),
    "govportal.DocumentImport": (
        "portal", "source", "origin", "started_by", "started_at", "finished_at",
    ),
    "govportal.DocumentImportFile": (
        "batch", "name", "checksum", "state", "page", "title", "citation", "articles",
    ),
    "govportal.DocumentRecordDetails": ("document", "organ_id", "page_amount"),
    "govportal.Feedback": (
        "portal", "agency", "receipt", "subject", "body", "sender_name", "sender_email",
        "sender_phone", "reply_by", "status", "received_at", "due_on", "answer", "answered_by",
        "approved_by", "refusal", "public_subject", "public_body", "public_answer", "published_at",
    ),
    "govportal.FeedbackEvent": (
        "feedback", "kind", "at", "actor", "actor_name", "from_status", "to_status", "note",
    ),
    "govportal.FeedbackPage": ("metadata",),
    "govportal.FormerAddress": ("portal", "language", "path", "page", "title", "event"),
    "govportal.HomePage": ("lead", "metadata"),
    "govportal.LegalDocumentAttachment": ("document", "title", "file", "file_checksum"),
    "govportal.LegalDocumentIndexPage": ("key", "introduction", "metadata"),
    "govportal.LegalDocumentPage": (
        "document_class", "document_type", "number", "symbol", "issuer", "issuing_agency",
        "issued_on", "effective_on", "expires_on", "signer", "signer_title", "field", "abstract",
        "file", "preamble", "decision", "regulation_title", "body", "annexes", "recipients",
        "place", "signing_authority", "metadata",
    ),
    "govportal.LegalDocumentRelation": (
        "document", "kind", "target", "citation", "issuer", "provisions", "effective_on", "until",
    ),
    "govportal.PasswordHistory": ("user", "password", "changed_at"),
    "govportal.Portal": ("agency", "site", "name_vi", "name_en", "address", "phone", "email"),
    "govportal.PortalEndpoint": ("portal", "locale", "hostname", "path_prefix", "is_canonical"),
    "govportal.PortalGroup": ("portal", "role", "group"),
    "govportal.PortalHome": ("portal", "locale", "page"),
    "govportal.PortalTaskState": ("portal", "role", "status", "workflow_state"),
    "govportal.RecordPage": (
        "kind", "details", "author", "source", "source_url", "source_changed_on", "synced_at",
        "metadata",
    ),
    "govportal.SectionPage": ("key", "introduction", "approval_reference", "metadata"),
    "govportal.SectionSubscription": ("portal", "section", "source", "limit", "is_active"),
    "govportal.SharedItem": (
        "page", "title", "source", "receiver", "section", "state", "note", "proposed_by", "reason",
    ),
    "mfa.Authenticator": ("user", "type", "data"),
    "wagtailcore.Page": ("title", "url_path", "live", "locale", "translation_key", "owner"),
    "wagtailcore.WorkflowState": ("object_id", "status", "current_task_state"),
    "wagtaildocs.Document": ("title", "file", "collection"),
    "wagtailimages.Image": ("title", "file", "width", "height", "collection"),
    "wagtailredirects.Redirect": ("old_path", "redirect_page", "site"),
}  # fmt: skip
REVISIONS = "revisions"


def present() -> Manifest:
    """Return the content of the database at hand: its rows by model, and its revisions."""
    rows: Manifest = {label: _rows(label, FIELDS[label]) for label in sorted(FIELDS)}
    return {**rows, REVISIONS: _revisions()}


def lost(stored: Manifest) -> list[str]:
    """Return what *stored* has and the database no longer, or no longer with the same value."""
    found = []
    for label, rows in stored.items():
        fields = {field for row in rows.values() for field in row}
        now = _revisions() if label == REVISIONS else _rows(label, tuple(fields))
        found += [f"{label} {pk}: {text}" for pk, text in _differences(rows, now)]
    return found


def _differences(rows: Rows, now: Rows) -> Iterator[tuple[str, str]]:
    for pk, row in rows.items():
        if pk not in now:
            yield pk, "is gone"
            continue
        for field, value in row.items():
            if now[pk].get(field) != value:
                yield pk, f"{field} was {value!r} and is {now[pk].get(field)!r}"


def _rows(label: str, fields: tuple[str, ...]) -> Rows:
    model = apps.get_model(label)
    return {
        str(item.pk): {name: _value(item, model._meta.get_field(name)) for name in fields}
        for item in model._default_manager.order_by("pk")
    }


def _value(item: models.Model, field: Any) -> Any:
    if field.many_to_many:
        return sorted(getattr(item, field.name).values_list("pk", flat=True))
    if isinstance(field, StreamField):
        return list(_words(list(getattr(item, field.name).raw_data)))
    value = field.value_from_object(item)
    return value if isinstance(value, bool | int | dict | None) else str(value)


def _words(data: Any) -> Iterator[str]:
    """Yield what a reader sees of a stream's raw data, and the numbers of files in it."""
    if isinstance(data, dict):
        data = [value for key, value in data.items() if key != "id"]
    if not isinstance(data, list):
        yield from [str(data)] if data not in ("", None) else []
        return
    for value in data:
        yield from _words(value)


def _revisions() -> Rows:
    """Return title and texts of every revision of every page."""
    found: Rows = {}
    for revision in Revision.page_revisions.order_by("pk"):
        page = revision.as_object()
        streams = [field for field in page._meta.fields if isinstance(field, StreamField)]
        texts = {field.name: _value(page, field) for field in streams}
        found[str(revision.pk)] = {"page": page.pk, "title": page.title, **texts}
    return found
