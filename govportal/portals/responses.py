"""Answers that no portal's templates can give, because no portal is known."""

from django.http import HttpRequest, HttpResponseNotFound

_UNKNOWN_HOST = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>404</title></head>
<body><main><h1>Không có cổng thông tin điện tử nào tại địa chỉ này</h1>
<p>Xin kiểm tra lại địa chỉ đã nhập.</p>
<div lang="en"><h2>No portal has this address</h2><p>Please check the address you entered.</p></div>
</main></body></html>
"""


def unknown_host(request: HttpRequest) -> HttpResponseNotFound:
    """Return the answer for a host that no portal has."""
    return HttpResponseNotFound(_UNKNOWN_HOST)
