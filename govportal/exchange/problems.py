"""Why the API refuses a request, as RFC 9457 puts it, in the language of the reader."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _

CONTENT_TYPE = "application/problem+json"

PROBLEMS: dict[str, tuple[int, Any, Any]] = {
    "key_missing": (
        401, _("No key was sent"),
        _("Send the key of your agreement in the header “Authorization: Bearer …”."),
    ),
    "key_in_url": (
        401, _("A key was sent in the address"),
        _("Addresses are written to logs. Ask for this key to be revoked and send the new one in "
          "the header “Authorization: Bearer …”."),
    ),
    "key_unknown": (
        401, _("The key is not known"),
        _("Check that the whole key was copied. It was shown once, when it was issued."),
    ),
    "key_expired": (
        401, _("The key has expired"),
        _("Ask the portal's technical administration for a new key."),
    ),
    "key_revoked": (
        401, _("The key was revoked"),
        _("Ask the portal's technical administration for a new key."),
    ),
    "agreement_not_in_force": (
        403, _("The agreement is not in force"),
        _("Its days are over, have not begun, or it was suspended. Renew the agreement."),
    ),
    "outside_agreement": (
        403, _("The agreement does not cover this"),
        _("Ask for what the agreement names, or have it extended."),
    ),
    "not_found": (
        404, _("There is no such item"),
        _("It was never published, was withdrawn, or the address is wrong."),
    ),
    "method_not_allowed": (
        405, _("Only reading is possible"), _("Use the method GET or HEAD."),
    ),
    "parameter_wrong": (
        400, _("A parameter is wrong"), _("Correct the parameters that are listed."),
    ),
    "too_many_requests": (
        429, _("Too many requests"), _("Wait for the seconds that Retry-After tells."),
    ),
}  # fmt: skip
"""Status, title and what to do, by code."""


REASONS = {
    "missing": _("It is required."),
    "int": _("Write a whole number."),
    "date": _("Write a day as 2026-01-31, a time as 2026-01-31T08:00:00+07:00."),
    "greater_than": _("The number is too small."),
    "less_than": _("The number is too great."),
    "literal": _("It is not one of the values that are allowed."),
    "string_too_long": _("It is too long."),
}


class ApiProblem(Exception):
    """A request is refused; *errors* name the parameters that are wrong."""

    def __init__(self, code: str, errors: list[dict[str, str]] | None = None) -> None:
        super().__init__(code)
        self.code, self.errors = code, errors or []


def reason_of(fault: str) -> str:
    """Return what is wrong with a parameter, from the name that pydantic has for the *fault*."""
    known = (reason for name, reason in REASONS.items() if fault.startswith(name))
    return str(next(known, _("The value is not valid.")))


def wrong(parameter: str, reason: Any) -> ApiProblem:
    """Return the refusal of a *parameter*, for a *reason*."""
    return ApiProblem("parameter_wrong", [{"parameter": parameter, "reason": str(reason)}])


def answer_to(problem: ApiProblem, request: HttpRequest) -> HttpResponse:
    """Return the answer that tells *problem* to a program and to its author."""
    status, title, detail = PROBLEMS[problem.code]
    body: dict[str, Any] = {
        "type": f"{request.endpoint.url('/api/v1/')}#{problem.code}",  # type: ignore[attr-defined]
        "title": str(title),
        "status": status,
        "detail": str(detail),
        "code": problem.code,
    }
    if problem.errors:
        body["errors"] = problem.errors
    answer = JsonResponse(
        body, status=status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False}
    )
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    elif status == 405:
        answer["Allow"] = "GET, HEAD"
    answer.problem = problem.code  # type: ignore[attr-defined]
    return answer
