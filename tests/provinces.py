"""Provinces that tests put in place of the one the suite starts with."""

from __future__ import annotations

from types import SimpleNamespace

from django.contrib.auth.models import Group
from wagtail.models import Collection, Page, Site

from govportal import hookimpl
from govportal.data_plugin import answering
from govportal.portals import routing
from govportal.portals.models import Agency, Portal
from tests.province_app import govportal_hooks


def with_agencies(choose, hooks=govportal_hooks, **answers):
    """Return the plugin *hooks* with the agencies that *choose* makes of its own."""
    plugin = answering(hooks)
    methods = {name: getattr(plugin, name) for name in dir(plugin)}
    own = {name: hook for name, hook in methods.items() if hasattr(hook, "govportal_impl")}
    own["agencies"] = hookimpl(lambda: choose(list(plugin.agencies())))
    own |= {name: hookimpl(answer) for name, answer in answers.items()}
    return SimpleNamespace(**own)


def only(codes, hooks):
    """Return the plugin *hooks* with no other agencies than *codes*."""
    return with_agencies(lambda found: [agency for agency in found if agency.code in codes], hooks)


def many_departments(count):
    """Return the invented province with *count* more departments and no sections."""

    def add(found):
        model = next(agency for agency in found if agency.kind == "department")
        return found + [
            model.model_copy(update={"code": f"so-{n}", "abbreviation": f"SO{n}"})
            for n in range(count)
        ]

    return with_agencies(add)


def remove_all():
    """Remove the province that the suite starts with, as if nothing had been provisioned."""
    Portal.objects.all().delete()
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    Agency.objects.filter(subordinates=None).delete()
    Agency.objects.all().delete()
    Group.objects.all().delete()
    Collection.objects.filter(depth__gt=1).delete()
    routing.forget()
