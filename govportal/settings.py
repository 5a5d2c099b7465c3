"""What a project star-imports. Everything that differs between machines is in the environment.

``GOVPORTAL_PROFILE`` is ``development`` (SQLite, hosts under ``.localhost``, mail on the screen)
or ``production`` (PostgreSQL, Redis, object storage, HTTPS only). See
``docs/reference/settings.md``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from govportal.conf import database, development_secret, listed, mail, page_cache, required
from govportal.security.settings import GOVPORTAL_ACCOUNT_PATH, GOVPORTAL_ADMIN_PATHS
from govportal.upstream.left_out import leave_out_heif

PACKAGE = Path(__file__).parent
GOVPORTAL_PROFILE = os.environ.get("GOVPORTAL_PROFILE", "production")
IS_PRODUCTION = GOVPORTAL_PROFILE != "development"
GOVPORTAL_VAR = Path(os.environ.get("GOVPORTAL_VAR", "var")).absolute()

DEBUG = False
SECRET_KEY = required("SECRET_KEY") if IS_PRODUCTION else development_secret(GOVPORTAL_VAR)

# --- Addresses -------------------------------------------------------------------------------
GOVPORTAL_HOST_SUFFIX = "" if IS_PRODUCTION else ".localhost"
GOVPORTAL_SCHEME = "https" if IS_PRODUCTION else "http"
GOVPORTAL_PORT = os.environ.get("GOVPORTAL_PORT", "")
GOVPORTAL_ADMIN_HOSTS = listed("GOVPORTAL_ADMIN_HOSTS")
GOVPORTAL_STAFF_PATHS = (*GOVPORTAL_ADMIN_PATHS, GOVPORTAL_ACCOUNT_PATH)
GOVPORTAL_PATHS_WITHOUT_PORTAL = (*GOVPORTAL_STAFF_PATHS, "/static/", "/media/", "/documents/")
# Whom to tell of a weakness (/.well-known/security.txt); else the portal's own email.
GOVPORTAL_SECURITY_CONTACT = listed("GOVPORTAL_SECURITY_CONTACT")
# The routing middleware answers 404 to a host that no portal has, before Django looks at it.
ALLOWED_HOSTS = ["*"]
USE_X_FORWARDED_HOST = False
if IS_PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Applications ----------------------------------------------------------------------------
INSTALLED_APPS = [
    "govportal",
    "modeltranslation",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "govportal.accounts.apps.AccountsAppConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "storages",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "govportal.usage.middleware.ViewsMiddleware",
    "govportal.page_cache.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "govportal.security.csp.ContentPolicyMiddleware",
    "govportal.security.headers.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "govportal.portals.middleware.PortalMiddleware",
    "govportal.portals.refused_requests.RefusedRequestMiddleware",
    "govportal.security.languages.AccountLanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "govportal.security.sessions.IdleSessionMiddleware",
    "govportal.security.accounts.AccountDutiesMiddleware",
    "govportal.publishing.former_addresses.middleware.FormerAddressMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "govportal.editorial.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "govportal.urls"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "govportal.portals.context_processors.portal",
            ],
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Data ------------------------------------------------------------------------------------
DATABASES = {"default": database(GOVPORTAL_VAR, IS_PRODUCTION)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    INSTALLED_APPS.append("django.contrib.postgres")  # its search index wants it; needs psycopg
REDIS_URL = required("REDIS_URL") if IS_PRODUCTION else os.environ.get("REDIS_URL", "")
CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}
GOVPORTAL_PAGE_CACHE = page_cache(REDIS_URL, IS_PRODUCTION)
# Whoever sends one of these cookies, or a session, gets an answer of his own.
GOVPORTAL_PAGE_CACHE_COOKIES = ["messages"]
GOVPORTAL_COUNT_VIEWS = True
# The national measuring platform: where sums go, and the tag that a contract may ask for.
GOVPORTAL_MEASUREMENT_URL = os.environ.get("GOVPORTAL_MEASUREMENT_URL", "")
GOVPORTAL_MEASUREMENT_TOKEN = os.environ.get("GOVPORTAL_MEASUREMENT_TOKEN", "")
GOVPORTAL_MEASUREMENT_TAG = os.environ.get("GOVPORTAL_MEASUREMENT_TAG", "")
GOVPORTAL_MEASUREMENT_EXPORTER = "govportal.usage.measurement.exporters.JsonExporter"
GOVPORTAL_MEASUREMENT_FIELDS: dict[str, str] = {}
# Editors write links: the checker of links asks nothing of the inner network for them.
GOVPORTAL_LINKS_MAY_BE_PRIVATE = False
SESSION_ENGINE = "django.contrib.sessions.backends.db"

STATIC_URL = "/static/"
STATIC_ROOT = GOVPORTAL_VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = GOVPORTAL_VAR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What staff hand in to be read, until it is read: no address leads there.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": GOVPORTAL_VAR / "private"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
if bucket := os.environ.get("S3_BUCKET", ""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": os.environ.get("S3_ENDPOINT_URL") or None,
            "file_overwrite": False,
            "default_acl": None,
            "querystring_auth": True,
        },
    }
    # In the same bucket, which gives nothing away without a signature.
    STORAGES["private"] = {
        "BACKEND": STORAGES["default"]["BACKEND"],
        "OPTIONS": STORAGES["default"]["OPTIONS"] | {"location": "private"},
    }
if not IS_PRODUCTION:
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = True

# --- Languages -------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
MODELTRANSLATION_LANGUAGES = ("vi", "en")
MODELTRANSLATION_DEFAULT_LANGUAGE = "vi"
# Ours first; then our Vietnamese for the packages we stand on, before what they bring themselves.
LOCALE_PATHS = [PACKAGE / "locale", PACKAGE / "upstream" / "compiled"]
FORMAT_MODULE_PATH = "govportal.formats"
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# --- Wagtail ---------------------------------------------------------------------------------
WAGTAILREDIRECTS_AUTO_CREATE = False  # publishing/former_addresses says why
WAGTAIL_SITE_NAME = _("Administration of portals")
WAGTAILADMIN_BASE_URL = os.environ.get("GOVPORTAL_ADMIN_URL", "")
WAGTAILADMIN_LOGIN_URL = "/tai-khoan/login/"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Milliseconds after the last key; long legal texts take their time to be read and stored.
WAGTAIL_AUTOSAVE_INTERVAL = 3000
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one only: nobody is asked, in English, for a city
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
# A translation is a draft that is edited, submitted and approved like any other page.
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "simple"
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}
}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    "csv", "docx", "json", "m4a", "mp3", "mp4", "ods", "odt", "ogg", "pdf", "pptx", "txt", "vtt",
    "wav", "webm", "xlsx", "xml", "zip",
]  # fmt: skip
WAGTAILDOCS_CONTENT_TYPES = {"vtt": "text/vtt"}  # browsers show no captions of another type
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
leave_out_heif()
# Many legal documents may come in one request; how large it may be, the rules of uploads say.
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# --- Mail ------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "govportal@localhost")
globals().update(mail(IS_PRODUCTION))

# --- Rules the deployment sets itself (never looser than the law: checked) -------------------
GOVPORTAL_RULES: dict[str, bool | int | str] = {}

# --- Security (docs/reference/security.md) ---------------------------------------------------
from govportal.security.settings import *  # noqa: E402, F403
