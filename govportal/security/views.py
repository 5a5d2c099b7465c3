"""Pages that say what went wrong with a form's safety, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain that the page was open too long or that cookies are refused."""
    return render(request, "account/csrf_failure.html", status=403)
