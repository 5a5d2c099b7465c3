"""Wagtail's screens of users and groups, with the rules on one's own rights."""

from __future__ import annotations

from typing import Any

from wagtail.users.forms import UserForm
from wagtail.users.views.groups import DeleteView as GroupDeleteView
from wagtail.users.views.groups import EditView as GroupEditView
from wagtail.users.views.groups import GroupViewSet
from wagtail.users.views.users import CreateView, EditView, UserViewSet

from govportal.accounts.own_rights import (
    AccountCreationForm,
    AccountEditForm,
    refuse_own_group,
)


class _LimitedFormMixin:
    request: Any

    def get_form(self, form_class: type[UserForm] | None = None) -> UserForm:
        form = super().get_form(form_class)  # type: ignore[misc]
        form.limit_rights(self.request.user)
        return form


class AccountCreateView(_LimitedFormMixin, CreateView):
    """Makes an account."""


class AccountEditView(_LimitedFormMixin, EditView):
    """Changes an account."""


class AccountViewSet(UserViewSet):
    """The accounts of the installation."""

    add_view_class = AccountCreateView
    edit_view_class = AccountEditView

    def get_form_class(self, for_update: bool = False) -> type[UserForm]:
        return AccountEditForm if for_update else AccountCreationForm


class _ForeignGroupMixin:
    request: Any

    def get_object(self, *args: Any) -> Any:
        group = super().get_object(*args)  # type: ignore[misc]
        refuse_own_group(self.request, group)
        return group


class ForeignGroupEditView(_ForeignGroupMixin, GroupEditView):
    """Changes a group that the user is not in."""


class ForeignGroupDeleteView(_ForeignGroupMixin, GroupDeleteView):
    """Deletes a group that the user is not in."""


class ForeignGroupViewSet(GroupViewSet):
    """The groups of the installation."""

    edit_view_class = ForeignGroupEditView
    delete_view_class = ForeignGroupDeleteView
