"""Connects govportal to Django when the applications are loaded."""

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class GovportalConfig(AppConfig):
    """The one application of the package; its rooms are sub-packages."""

    name = "govportal"
    label = "govportal"
    verbose_name = _("Government portal")

    def ready(self) -> None:
        """Register province plugins and connect the rooms' signals."""
        from govportal import checks, plugins, province_checks  # noqa: F401, PLC0415
        from govportal.accounts import notices, terms  # noqa: PLC0415
        from govportal.boards.listening import connect as connect_boards  # noqa: PLC0415
        from govportal.editorial import content_log, delegations, notifications, waiting_sources  # noqa: F401, PLC0415
        from govportal.information import answers  # noqa: PLC0415
        from govportal.intake import checks as intake  # noqa: F401, PLC0415
        from govportal.languages import drafts  # noqa: PLC0415
        from govportal.my_work import waiting  # noqa: F401, PLC0415
        from govportal.page_cache import changes  # noqa: PLC0415
        from govportal.portals import routing  # noqa: PLC0415
        from govportal.publishing import approval_memory, composition, picture_making, portal_memory  # noqa: PLC0415
        from govportal.publishing.former_addresses import remembering  # noqa: PLC0415
        from govportal.publishing.listed import keeping as lists  # noqa: PLC0415
        from govportal.publishing.sharing import moves  # noqa: PLC0415
        from govportal.royalties import proposals  # noqa: PLC0415
        from govportal.search import index as search_index  # noqa: PLC0415
        from govportal.security.listening import connect as connect_security  # noqa: PLC0415
        from govportal.upstream import (  # noqa: PLC0415
            folded_titles,
            labels,
            model_names,
            people_names,
            unexpected_requests,
            vietnamese_lists,
        )
        from govportal.usage.measurement import checks as measurement  # noqa: F401, PLC0415

        modules = plugins.discover(config.name for config in apps.get_app_configs())
        plugins.use(plugins.make_manager(modules))
        routing.connect()
        composition.connect()
        approval_memory.connect()
        picture_making.connect()
        portal_memory.connect()
        moves.connect()
        lists.connect()  # after what a move ends
        drafts.connect()
        connect_security()
        connect_boards()
        notices.connect()
        terms.connect()
        notifications.connect()
        content_log.connect()
        delegations.connect()
        answers.connect()
        remembering.connect()
        search_index.connect()
        proposals.connect()
        changes.connect()
        model_names.name_models()
        labels.label_fields()
        vietnamese_lists.connect()
        folded_titles.fold_titles()
        people_names.name_people()
        unexpected_requests.refuse_unexpected()
