"""Takes accounts and groups out of Django's admin: the rules on rights stand in Wagtail's."""

from django.contrib import admin
from django.contrib.auth import admin as _registered_first  # noqa: F401
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

admin.site.unregister([get_user_model(), Group])
