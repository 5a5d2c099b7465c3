"""The addresses of an installation: accounts, admin, files, and every portal's pages."""

import re

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from govportal.accounts import terms
from govportal.exchange import urls as exchange_urls
from govportal.intake import public as contributions
from govportal.portals.accent_styles import accent_styles
from govportal.publishing.commune_map import commune_map
from govportal.publishing.documents.formats import FORMATS
from govportal.publishing.feeds import feed
from govportal.publishing.harvest import views as harvest
from govportal.publishing.machine_readable.catalogue import catalogue
from govportal.publishing.machine_readable.llms import llms
from govportal.publishing.machine_readable.robots import robots
from govportal.publishing.machine_readable.security_contact import security_txt
from govportal.publishing.serving import serve_page
from govportal.publishing.site_map import channels, site_map
from govportal.publishing.sitemaps import sitemap, sitemap_index, sitemap_part
from govportal.publishing.standards_page import standards
from govportal.search import views as search_views
from govportal.security import urls as security_urls
from govportal.usage import ratings

urlpatterns = [
    path("tai-khoan/cam-ket/", terms.terms, name=terms.URL_NAME),
    *security_urls.urlpatterns,
    path("django-admin/", admin.site.urls),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *exchange_urls.urlpatterns,
    path("tim-kiem/", search_views.search, name="search"),
    path("tim-kiem/goi-y/", search_views.suggestions, name="search_suggestions"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<int:start>.xml", sitemap_part, name="sitemap_part"),
    path("sitemap-index.xml", sitemap_index, name="sitemap_index"),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("llms.txt", llms, name="llms"),
    path("catalog.jsonld", catalogue, name="catalogue"),
    path("accents.css", accent_styles, name="accents"),
    path("so-do-cong/", site_map, name="site_map"),
    path("kenh/", channels, name="channels"),
    path("tieu-chuan/", standards, name="standards"),
    path("ban-do/", commune_map, name="commune_map"),
    path("feeds/<slug:form>.xml", feed, name="feed"),
    path("feeds/<path:section>/<slug:form>.xml", feed, name="section_feed"),
    path("oai", harvest.oai, name="oai"),
    *ratings.urlpatterns,
    *contributions.urlpatterns,
    path("metadata/<int:page_id>.json", harvest.metadata, name="metadata"),
]
if not settings.IS_PRODUCTION:
    # In production the web server or the object storage serves uploads.
    media = {"document_root": settings.MEDIA_ROOT}
    urlpatterns.append(re_path(r"^media/(?P<path>.*)$", serve, media))
# Wagtail's own pattern has no dot: the formats of a document are asked of its page all the same.
FORMAT_NAMES = "|".join(map(re.escape, FORMATS))
urlpatterns.append(re_path(rf"^((?:[\w\-]+/)+(?:{FORMAT_NAMES}))$", serve_page))
urlpatterns.append(re_path(serve_pattern, serve_page))
urlpatterns.append(path("", include(wagtail_urls)))
