"""Where Wagtail looks for what the rooms add to its admin; thin."""

from functools import partial

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from govportal.accounts import handover_views, history, own_rights, review_views, support_staff
from govportal.accounts import staff as people
from govportal.accounts import waiting as _waiting  # noqa: F401  announces what waits
from govportal.boards import notes as board_notes
from govportal.boards import staff as boards
from govportal.citizens.staff import FeedbackViewSet
from govportal.editorial import (
    absence_staff,
    admin_api,
    dashboard,
    delegation_staff,
    isolation,
    listings,
    page_editor,
    publication,
    schedule,
    viewsets,
    writing,
)
from govportal.editorial import board_interface as board
from govportal.editorial import interface as editor
from govportal.exchange import keys, staff
from govportal.guide import views as guide
from govportal.information import register
from govportal.information import views as information
from govportal.intake import interface as intake
from govportal.intake import plan_staff
from govportal.intake import waiting as intake_waiting  # noqa: F401
from govportal.languages import buttons
from govportal.languages import views as languages
from govportal.my_work import account, menu, panels
from govportal.my_work import views as my_work
from govportal.operations.links import report as links
from govportal.publishing import aggregated_news, own_sections
from govportal.publishing.advertising import pausing
from govportal.publishing.advertising import staff as advertising
from govportal.publishing.documents import amendment_views, import_log, upload_access, upload_views
from govportal.publishing.records import importing, states
from govportal.publishing.sharing import history as sharing_history
from govportal.publishing.sharing import interface as sharing
from govportal.publishing.sharing import staff as sharing_staff
from govportal.publishing.sharing import subscriptions
from govportal.reporting import views as reporting
from govportal.royalties import budget_staff
from govportal.royalties import history as royalties_history
from govportal.royalties import interface as royalties_interface
from govportal.royalties import staff as royalties
from govportal.royalties import waiting as royalties_waiting  # noqa: F401
from govportal.search import promoted_staff
from govportal.search import staff as search_staff
from govportal.security import audit, interface
from govportal.style_page import views as style_page
from govportal.trial import marks
from govportal.upstream import leftover_texts
from govportal.usage import views as usage
from govportal.usage.measurement import staff as measurements
from govportal.usage.middleware import name_page

# Before anything asks Wagtail for the policy of a portal.
viewsets.register_policies()
boards.register_policies()
handover_views.register_policies()
review_views.register_policies()
support_staff.register_policies()
upload_access.register_policy()
subscriptions.register_policies()
advertising.register_policies()
promoted_staff.register_policies()
staff.register_policies()
measurements.register_policy()
absence_staff.register_policy()
delegation_staff.register_policy()
royalties.register_policies()
budget_staff.register_policy()
plan_staff.register_policy()
isolation.narrow_listings()

hooks.register("before_publish_page", publication.refuse_direct_publication)
hooks.register("after_copy_page", own_sections.leave_category)
hooks.register("before_delete_page", aggregated_news.refuse_early_deletion)
hooks.register("before_bulk_action", aggregated_news.refuse_early_bulk_deletion)
hooks.register("before_publish_page", publication.refuse_unfit_publication)
# Before wagtail-localize's own, which stands in for the editor of a synchronised translation.
hooks.register("before_edit_page", publication.refuse_synchronised_publication, order=-1)
hooks.register("before_bulk_action", publication.refuse_bulk_publication)
hooks.register("construct_page_action_menu", publication.hide_publication)
hooks.register("construct_page_chooser_queryset", isolation.own_pages)
hooks.register("construct_explorer_page_queryset", isolation.refuse_foreign_tree)
hooks.register("construct_reports_menu", isolation.hide_reports)
hooks.register("before_move_page", isolation.refuse_foreign_move)
hooks.register("construct_admin_api", admin_api.replace_endpoints, order=100)
hooks.register("construct_homepage_panels", dashboard.replace_panels)
hooks.register("construct_homepage_panels", board_notes.add_panel)
hooks.register("construct_homepage_summary_items", dashboard.count_own_pages, order=100)
hooks.register("construct_homepage_panels", schedule.add_panel)
hooks.register("register_admin_viewset", viewsets.PortalsGroup)
hooks.register("register_admin_viewset", absence_staff.AbsenceViewSet)
hooks.register("register_admin_viewset", delegation_staff.DelegationViewSet)
hooks.register("register_admin_urls", board.urlpatterns)
hooks.register("register_page_header_buttons", board.header_buttons)
hooks.register("register_log_actions", board.register_actions)
for name in board.LISTS:
    hooks.register("register_reports_menu_item", partial(board.menu_item, name))
hooks.register("register_admin_viewset", staff.ExchangeGroup)
hooks.register("register_admin_viewset", measurements.MeasurementViewSet)


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


@hooks.register("register_admin_urls")
def information_urls() -> list[URLPattern]:
    """Add the addresses of the categories of information."""
    return information.urlpatterns


@hooks.register("register_reports_menu_item")
def information_menu_item() -> MenuItem:
    """Add the categories of information to the menu of reports."""
    return information.menu_item()


hooks.register("before_serve_page", register.serve_export)


@hooks.register("register_admin_urls")
def upload_urls() -> list[URLPattern]:
    """Add the addresses at which legal documents are uploaded as files."""
    return upload_views.urlpatterns


@hooks.register("register_admin_urls")
def languages_urls() -> list[URLPattern]:
    """Add the address of the report on translations."""
    view = languages.TranslationsView.as_view()
    return [path("translations/", view, name=languages.URL_NAME)]


@hooks.register("register_reports_menu_item")
def languages_menu_item() -> MenuItem:
    """Add the report on translations to the menu of reports."""
    return languages.menu_item()


hooks.register("on_serve_page", name_page)


@hooks.register("register_admin_urls")
def usage_urls() -> list[URLPattern]:
    """Add the address of the report on use."""
    return [path("usage/", usage.UsageView.as_view(), name=usage.URL_NAME)]


@hooks.register("register_reports_menu_item")
def usage_menu_item() -> MenuItem:
    """Add the report on use to the menu of reports."""
    return usage.menu_item()


@hooks.register("register_admin_urls")
def searched_words_urls() -> list[URLPattern]:
    """Add the address of the report on what readers look for."""
    view = search_staff.SearchedWordsView.as_view()
    return [path("searched-words/", view, name=search_staff.URL_NAME)]


hooks.register("register_reports_menu_item", search_staff.menu_item)


@hooks.register("register_admin_urls")
def broken_links_urls() -> list[URLPattern]:
    """Add the address of the report on links that lead nowhere."""
    return [path("broken-links/", links.BrokenLinksView.as_view(), name=links.URL_NAME)]


hooks.register("register_reports_menu_item", links.menu_item)


@hooks.register("register_admin_urls")
def amendment_urls() -> list[URLPattern]:
    """Add the addresses of proposed amendments and of consolidated texts."""
    return amendment_views.urlpatterns


hooks.register("register_page_header_buttons", amendment_views.header_buttons)
hooks.register("insert_global_admin_js", interface.session_script)
hooks.register("insert_global_admin_js", leftover_texts.script)
hooks.register("insert_global_admin_css", interface.session_styles)
hooks.register("insert_editor_js", editor.editor_scripts)
hooks.register("after_create_page", editor.tell_of_composed_letters)
hooks.register("after_edit_page", editor.tell_of_composed_letters)
hooks.register("after_create_page", writing.tell_advice)
hooks.register("after_edit_page", writing.tell_advice)
hooks.register("register_admin_viewset", listings.listing_viewsets)
hooks.register("register_admin_viewset", page_editor.PortalPageViewSet)
hooks.register("register_log_actions", audit.register_actions)
hooks.register("register_log_actions", states.register_action)
hooks.register("register_log_actions", importing.register_action)
hooks.register("register_log_actions", import_log.register_action)
hooks.register("register_log_actions", marks.register_action)
hooks.register("register_page_header_buttons", upload_views.header_button)
hooks.register("register_log_actions", sharing_history.register_actions)
hooks.register("register_page_header_buttons", sharing.propose_button)
hooks.register("register_admin_menu_item", sharing.menu_item)
hooks.register("construct_homepage_panels", panels.replace_panels, order=100)  # after the others
hooks.register("register_log_actions", keys.register_actions)
hooks.register("register_log_actions", pausing.register_action)
hooks.register("register_admin_viewset", advertising.AdvertisementViewSet)
hooks.register("register_admin_viewset", people.PeopleGroup)
hooks.register("register_log_actions", history.register_actions)
hooks.register("before_edit_user", own_rights.refuse_superior)
hooks.register("before_delete_user", own_rights.refuse_superior)
hooks.register("before_bulk_action", own_rights.refuse_assigning)
hooks.register("register_admin_viewset", royalties_interface.RoyaltiesGroup)
hooks.register("register_admin_viewset", intake.IntakeGroup)
hooks.register("register_log_actions", intake.register_actions)
hooks.register("register_log_actions", royalties_history.register_actions)


@hooks.register("register_admin_viewset")
def feedback_viewset() -> FeedbackViewSet:
    """Add citizens' questions to the admin."""
    return FeedbackViewSet("feedback")


@hooks.register("register_admin_viewset")
def promoted_results_viewset() -> ViewSet:
    """Add the pages on top of search results to the admin."""
    return promoted_staff.PromotedResultViewSet()


@hooks.register("register_admin_viewset")
def sharing_viewsets() -> list[ViewSet]:
    """Add the sharing between portals to the admin."""
    return [
        sharing_staff.SharingViewSet("sharing"),
        subscriptions.SubscriptionViewSet(),
    ]


@hooks.register("register_admin_urls")
def style_page_urls() -> list[URLPattern]:
    """Add the address of the style page."""
    return style_page.urlpatterns


@hooks.register("register_help_menu_item")
def style_page_menu_item() -> MenuItem:
    """Add the style page to the menu of help."""
    return style_page.menu_item()


@hooks.register("register_admin_urls")
def my_work_urls() -> list[URLPattern]:
    """Add the address of a person's work."""
    return [path("my-work/", my_work.MyWorkView.as_view(), name=my_work.URL_NAME)]


hooks.register("register_admin_menu_item", menu.menu_item)
hooks.register("register_account_settings_panel", account.DigestPanel)


@hooks.register("register_admin_urls")
def guide_urls() -> list[URLPattern]:
    """Add the addresses of the editor's guide."""
    return guide.urlpatterns


hooks.register("register_help_menu_item", guide.menu_item)
hooks.register("construct_help_menu", guide.replace_foreign_help)

buttons.replace_theirs()  # last: see there
