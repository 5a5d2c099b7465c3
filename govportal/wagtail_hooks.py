"""Where Wagtail looks for what the rooms add to its admin; thin."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from govportal.citizens.staff import FeedbackViewSet
from govportal.editorial import dashboard, isolation, publication, viewsets
from govportal.editorial import interface as editor
from govportal.reporting import views as reporting
from govportal.security import audit, interface

viewsets.register_policies()  # before anything asks Wagtail for the policy of a portal
isolation.narrow_listings()

hooks.register("before_publish_page", publication.refuse_direct_publication)
hooks.register("before_bulk_action", publication.refuse_bulk_publication)
hooks.register("construct_page_action_menu", publication.hide_publication)
hooks.register("construct_page_chooser_queryset", isolation.own_pages)
hooks.register("construct_explorer_page_queryset", isolation.refuse_foreign_tree)
hooks.register("construct_reports_menu", isolation.hide_reports)
hooks.register("construct_homepage_panels", dashboard.replace_panels)
hooks.register("construct_homepage_summary_items", dashboard.count_own_pages, order=100)
hooks.register("register_admin_viewset", viewsets.PortalsGroup)


@hooks.register("register_admin_urls")
def isolated_urls() -> list[URLPattern]:
    """Put addresses that know whose page it is before those of wagtail-localize."""
    return isolation.urlpatterns


@hooks.register("register_admin_urls")
def reporting_urls() -> list[URLPattern]:
    """Add the address of the statutory reports."""
    view = reporting.StatutoryReportView.as_view()
    return [path("statutory-reports/", view, name=reporting.URL_NAME)]


@hooks.register("register_reports_menu_item")
def reporting_menu_item() -> MenuItem:
    """Add the statutory reports to the menu of reports."""
    return reporting.menu_item()


hooks.register("insert_global_admin_js", interface.session_script)
hooks.register("insert_global_admin_css", interface.session_styles)
hooks.register("insert_editor_js", editor.address_script)
hooks.register("register_log_actions", audit.register_actions)


@hooks.register("register_admin_viewset")
def feedback_viewset() -> FeedbackViewSet:
    """Add citizens' questions to the admin."""
    return FeedbackViewSet("feedback")
