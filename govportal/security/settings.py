"""Security settings that :mod:`govportal.settings` takes in whole. A project may tighten them.

What law fixes (lengths, limits, periods) is not here: it is read from the rules when needed.
See ``docs/reference/security.md``.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from govportal.conf import flag, whole_number

_IS_PRODUCTION = os.environ.get("GOVPORTAL_PROFILE", "production") != "development"


def _media_sources() -> dict[str, list[str]]:
    parts = urlsplit(os.environ.get("S3_ENDPOINT_URL", ""))
    origin = [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
    return {"img-src": origin, "media-src": origin} if origin else {}


# --- A trial on one's own machine: no second factor, no change of the first password -------------
GOVPORTAL_TRIAL = flag("GOVPORTAL_TRIAL")

# --- Places --------------------------------------------------------------------------------------
GOVPORTAL_ADMIN_PATHS = ("/cms/", "/django-admin/")
GOVPORTAL_ACCOUNT_PATH = "/tai-khoan/"
LOGIN_URL = "/tai-khoan/login/"
LOGIN_REDIRECT_URL = "/cms/"
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_RESET_ENABLED = False

# --- Signing in ----------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
ACCOUNT_ADAPTER = "govportal.security.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _IS_PRODUCTION else "http"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# Signed in without the right to the admin: show the form, or admin and form redirect for ever.
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
MFA_ADAPTER = "govportal.security.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Accounts are made by administrators, who answer for the address.
MFA_ALLOW_UNVERIFIED_EMAIL = True

AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = "govportal.security.lockout.failure_limit"
AXES_COOLOFF_TIME = "govportal.security.lockout.cool_off"
AXES_CLIENT_IP_CALLABLE = "govportal.security.lockout.client_ip"
AXES_LOCKOUT_CALLABLE = "govportal.security.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_VERBOSE = False
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number("GOVPORTAL_PROXY_COUNT", 1 if _IS_PRODUCTION else 0)

# --- Passwords -----------------------------------------------------------------------------------
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "govportal.security.passwords.LengthValidator"},
    {"NAME": "govportal.security.passwords.CharacterClassValidator"},
    {"NAME": "govportal.security.passwords.HistoryValidator"},
]

# --- Sessions and cookies ------------------------------------------------------------------------
# The session itself lives long; IdleSessionMiddleware ends it when nobody uses it.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "__Host-sessionid" if _IS_PRODUCTION else "sessionid"
SESSION_COOKIE_SECURE = _IS_PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrftoken" if _IS_PRODUCTION else "csrftoken"
CSRF_COOKIE_SECURE = _IS_PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_PATH = GOVPORTAL_ACCOUNT_PATH
LANGUAGE_COOKIE_SECURE = _IS_PRODUCTION
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- What staff upload and send -------------------------------------------------------------------
WAGTAILIMAGES_IMAGE_FORM_BASE = "govportal.security.uploads.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "govportal.security.uploads.DocumentForm"
FILE_UPLOAD_HANDLERS = [
    "govportal.security.uploads.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# A long legal document is a form of thousands of fields; files are not counted here.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# --- Headers -------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = _IS_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = flag("GOVPORTAL_HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS
# A province's domain carries systems that are not ours: whether all of them speak HTTPS is for
# the province to say, with GOVPORTAL_HSTS_SUBDOMAINS.
SILENCED_SYSTEM_CHECKS = (
    [] if SECURE_HSTS_INCLUDE_SUBDOMAINS else ["security.W005", "security.W021"]
)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
GOVPORTAL_PERMISSIONS_POLICY: dict[str, str] = dict.fromkeys(
    (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
        "microphone", "midi", "payment", "publickey-credentials-get", "usb",
    ),
    "()",
)  # fmt: skip

# --- Content policies: what a page may load and run ----------------------------------------------
# Public and account pages: nothing inline and no nonce, so that pages can be cached.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "upgrade-insecure-requests": _IS_PRODUCTION,
    }
}
# The admin: Wagtail writes inline scripts, which get the nonce of the answer, and inline styles.
GOVPORTAL_ADMIN_CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **CONTENT_SECURITY_POLICY["DIRECTIVES"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "frame-ancestors": ["'self'"],
    }
}
# Sources added to both policies, by directive: only origins, never keywords (checked).
GOVPORTAL_CSP_EXTRA_SOURCES: dict[str, list[str]] = _media_sources()
