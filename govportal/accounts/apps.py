"""Wagtail's application of users, with our screens in place of its own."""

from wagtail.users.apps import WagtailUsersAppConfig


class AccountsAppConfig(WagtailUsersAppConfig):
    """Names the screens that keep people from raising rights of their own."""

    user_viewset = "govportal.accounts.wagtail_users.AccountViewSet"
    group_viewset = "govportal.accounts.wagtail_users.ForeignGroupViewSet"
