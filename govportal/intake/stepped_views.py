"""The admin's views of something that people take steps with: list, one item, a step, a file."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin

from govportal.intake.files import as_download
from govportal.intake.request_steps import StepRefusedError


class RoomMixin(WagtailAdminTemplateMixin):
    """Lets in those who have to do with such items, and shows each only what they may read."""

    namespace: ClassVar[str] = ""
    room_title: ClassVar[Any] = ""
    request: HttpRequest
    kwargs: dict[str, Any]

    def may_enter(self, user: Any) -> bool:
        """Return whether *user* has to do with such items."""
        raise NotImplementedError

    def visible(self) -> Any:
        """Return the items that the user may read."""
        raise NotImplementedError

    def steps(self) -> list[str]:
        """Return the steps that the user can take with the item now."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_enter(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    @cached_property
    def item(self) -> Any:
        """The item; for those who may not read it, it does not exist."""
        return get_object_or_404(self.visible(), pk=self.kwargs["pk"])

    def url(self, view: str = "detail", *args: Any) -> str:
        """Return the address of a view of the item."""
        return reverse(f"{self.namespace}:{view}", args=[self.item.pk, *args])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse(f"{self.namespace}:index"), "label": self.room_title}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]


class RoomListView(RoomMixin, BaseListingView):
    """The items that the user may read."""

    paginate_by = 50
    is_searchable = True

    def get_base_queryset(self) -> Any:
        return self.visible()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return BaseListingView.get_breadcrumbs_items(self)  # type: ignore[no-any-return]


class RoomDetailView(RoomMixin, TemplateView):
    """One item, and what can be done with it now."""

    forms: ClassVar[dict[str, Any]] = {}

    def get_page_title(self) -> str:
        return str(self.item)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offered = [
            {"title": self.forms[step].title, "url": self.url("step", step)}
            for step in self.steps()
        ]
        files = [(file, self.url("file", file.pk)) for file in self.item.files.all()]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"item": self.item, "steps": offered, "files": files}


class RoomFileView(RoomMixin, View):
    """A file of an item, to be saved."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return as_download(get_object_or_404(self.item.files, pk=kwargs["file"]))


class NewItemView(RoomMixin, FormView):
    """Makes an item."""

    template_name = "govportal/admin/intake/step.html"
    done: ClassVar[Any] = ""

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"submit_button_label": self.get_page_title()}
        return super().get_context_data(**kwargs) | words  # type: ignore[no-any-return]

    def form_valid(self, form: Any) -> HttpResponse:
        form.take(self.request.user)
        messages.success(self.request, self.done)
        return redirect(f"{self.namespace}:index")


class RoomStepView(RoomMixin, FormView):
    """One step with one item. What was typed is kept when the step can't be taken."""

    template_name = "govportal/admin/intake/step.html"
    forms: ClassVar[dict[str, Any]] = {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["step"] not in self.forms:
            raise Http404
        if self.may_enter(request.user) and kwargs["step"] not in self.steps():
            messages.warning(request, _("This step cannot be taken now."))
            return redirect(self.url())
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> Any:
        return self.forms[self.kwargs["step"]]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"item": self.item}

    def get_page_title(self) -> str:
        return str(self.get_form_class().title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"item": self.item, "submit_button_label": self.get_page_title()}
        return super().get_context_data(**kwargs) | words  # type: ignore[no-any-return]

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            form.take(self.request.user)
        except StepRefusedError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)  # type: ignore[no-any-return]
        messages.success(self.request, form.done)
        return redirect(self.url())
