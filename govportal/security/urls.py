"""Signing in, and the ways round it that must be closed: included before every other address."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView

from govportal.security.sessions import STATUS, session_status

_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
_reset = RedirectView.as_view(url="/tai-khoan/password/reset/")
_account = RedirectView.as_view(pattern_name="wagtailadmin_account")

urlpatterns = [
    # Each of these pages would sign people in without their second factor.
    path("cms/login/", _sign_in),
    path("django-admin/login/", _sign_in),
    path("_util/login/", _sign_in),
    re_path(r"^cms/password_reset/", _reset),
    path("cms/phien/", session_status, name=STATUS),
    # Email addresses are changed in the admin, where the change is logged.
    path("tai-khoan/email/", _account, name="account_email"),
    path("tai-khoan/", include("allauth.account.urls")),
    path("tai-khoan/2fa/", include("allauth.mfa.urls")),
]
