"""Where Wagtail looks for what the rooms add to its admin; thin."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from govportal.reporting import views as reporting


@hooks.register("register_admin_urls")
def reporting_urls() -> list[URLPattern]:
    """Add the address of the statutory reports."""
    view = reporting.StatutoryReportView.as_view()
    return [path("statutory-reports/", view, name=reporting.URL_NAME)]


@hooks.register("register_reports_menu_item")
def reporting_menu_item() -> MenuItem:
    """Add the statutory reports to the menu of reports."""
    return reporting.menu_item()
