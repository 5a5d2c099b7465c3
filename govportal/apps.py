"""Connects govportal to Django when the applications are loaded."""

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class GovportalConfig(AppConfig):
    """The one application of the package; its rooms are sub-packages."""

    name = "govportal"
    label = "govportal"
    verbose_name = _("Government portal")

    def ready(self) -> None:
        """Register province plugins and connect the rooms, which need the models to be there."""
        from govportal import connecting, plugins  # noqa: PLC0415

        modules = plugins.discover(config.name for config in apps.get_app_configs())
        plugins.use(plugins.make_manager(modules))
        connecting.connect_rooms()
